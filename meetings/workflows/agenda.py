"""What can happen to agenda items. This is all there is."""

from jointmeeting.kernel.workflow import STAY, Transition, Workflow
from meetings.effects import agenda as effects
from meetings.guards import agenda as guards
from meetings.guards import quorum, readiness
from meetings.models import AgendaEntry, AgendaItem

A, Outcome = AgendaItem.State, AgendaEntry.Outcome
ON_THE_WAY = frozenset({A.SUBMITTED, A.ACCEPTED, A.DISCUSSED, A.ADMITTED, A.APPROVED})

DECIDING = (guards.regular_meeting_held, quorum.is_reached)

# fmt: off
# The tables read best as rows.
agenda_items = Workflow(
    AgendaItem, A, A.DRAFT,
    Transition("submit", "提报", frozenset({A.DRAFT}), A.SUBMITTED, "agenda_item.submit", tone="main",
               effect=effects.submit, notice="提报后，联席会议办公室将收到本议题，文本随之固定。"),
    Transition("allow_late", "同意逾期提报", frozenset({A.SUBMITTED}), STAY, "agenda_item.allow_late", tone="main",
               guards=(guards.waits_for_late_consent,), effect=effects.allow_late),
    Transition("accept", "受理", frozenset({A.SUBMITTED}), A.ACCEPTED, "agenda_item.accept", tone="main",
               guards=(guards.late_item_allowed,), effect=effects.hand_on(A.ACCEPTED)),
    Transition("return_", "退回", ON_THE_WAY | {A.SCHEDULED, A.DEFERRED}, A.DRAFT, "agenda_item.return",
               needs_comment=True, guards=(guards.not_called_up,), effect=effects.send_back,
               notice="退回后议题同时撤出尚未召开的会议；已通知的会议，各单位将看到“已撤回”。"),
    Transition("withdraw", "撤回", ON_THE_WAY | {A.SCHEDULED, A.DEFERRED}, A.WITHDRAWN, "agenda_item.withdraw",
               needs_comment=True, guards=(guards.not_yet_deliberated,), effect=effects.leave_agendas),
    Transition("consult", "征求意见", ON_THE_WAY - {A.SUBMITTED}, STAY, "agenda_item.consult",
               effect=effects.consult, notice="被征求单位将收到通知，并可查看本议题及内部材料。"),
    Transition("override", "裁定继续", ON_THE_WAY - {A.SUBMITTED}, STAY, "agenda_item.override", needs_comment=True,
               guards=(readiness.opinions_stand_against,), effect=effects.override,
               notice="裁定只对当前文本有效，理由随议题打印，参会各方可见。"),
    Transition("discuss", "登记讨论通过", frozenset({A.ACCEPTED}), A.DISCUSSED, "agenda_item.discuss", tone="main",
               guards=(guards.liaison_meeting_held,), effect=effects.hand_on(A.DISCUSSED)),
    Transition("admit", "审核同意上会", frozenset({A.ACCEPTED, A.DISCUSSED}), A.ADMITTED, "agenda_item.admit",
               tone="main", guards=(guards.director_reviews, guards.discussed_by_liaisons_first),
               effect=effects.hand_on(A.ADMITTED)),
    Transition("approve", "批准上会", frozenset({A.ACCEPTED, A.DISCUSSED, A.ADMITTED}), A.APPROVED,
               "agenda_item.approve", tone="main",
               guards=(guards.chief_approves, guards.discussed_by_liaisons_first, guards.reviewed_by_director_first)),
    Transition("schedule", "列入会议议程", frozenset({A.ACCEPTED, A.DISCUSSED, A.ADMITTED, A.APPROVED, A.DEFERRED}),
               A.SCHEDULED, "agenda_item.schedule", tone="main",
               guards=(guards.discussed_by_liaisons_first, guards.approved_as_the_notice_says, readiness.ready),
               effect=effects.schedule),
    Transition("raise_at_meeting", "列为临时动议",
               frozenset({A.ACCEPTED, A.DISCUSSED, A.ADMITTED, A.APPROVED, A.DEFERRED}), A.SCHEDULED,
               "agenda_item.raise_at_meeting", needs_comment=True,
               guards=(guards.a_meeting_sits, readiness.the_law_was_heard), effect=effects.raise_at_meeting,
               notice="须经主持人当场同意。列入后议程新版随即发布，纪要注明“临时动议”。"),
    Transition("take_off", "撤出议程", frozenset({A.SCHEDULED}), A.DEFERRED, "agenda_item.take_off", needs_comment=True,
               guards=(guards.meeting_not_begun,), effect=effects.take_off,
               notice="本议题转为暂缓，可列入以后的会议。议程已发布的，请随后发布补充通知。"),
    Transition("release", "随会议取消转为暂缓", frozenset({A.SCHEDULED}), A.DEFERRED, "agenda_item.release",
               by_system=True, effect=effects.release),
    Transition("withdraw_at_meeting", "会上撤回", frozenset({A.SCHEDULED}), A.WITHDRAWN,
               "agenda_item.withdraw_at_meeting", needs_comment=True,
               guards=(guards.meeting_in_session,), effect=effects.withdraw_at_meeting),
    Transition("decide", "登记议定", frozenset({A.SCHEDULED}), A.DECIDED, "agenda_item.decide", tone="main",
               guards=DECIDING, effect=effects.end_with(Outcome.DECIDED)),
    Transition("amend", "登记修改后议定", frozenset({A.SCHEDULED}), A.DECIDED, "agenda_item.amend",
               needs_comment=True, guards=DECIDING, effect=effects.end_with(Outcome.AMENDED),
               notice="修改内容写入纪要，提报单位将收到通知。"),
    Transition("reject", "登记未通过", frozenset({A.SCHEDULED}), A.REJECTED, "agenda_item.reject", needs_comment=True,
               guards=DECIDING, effect=effects.end_with(Outcome.REJECTED), notice="理由写入纪要，提报单位将收到通知。"),
    Transition("refer", "报请政府决定", frozenset({A.SCHEDULED}), A.REFERRED, "agenda_item.refer", needs_comment=True,
               guards=DECIDING, effect=effects.refer,
               notice="同时登记为重大问题，由规定的单位报告；政府的决定在重大问题中登记。理由写入纪要。"),
    Transition("defer", "暂缓", frozenset({A.SCHEDULED}), A.DEFERRED, "agenda_item.defer", needs_comment=True,
               guards=(guards.regular_meeting_held,), effect=effects.end_with(Outcome.DEFERRED)),
    Transition("resume", "转为暂缓", frozenset({A.REFERRED}), A.DEFERRED, "agenda_item.resume", tone="main",
               guards=(guards.the_government_is_not_asked,),
               notice="政府不再就本议题作出决定，本议题可列入以后的会议。"),
)
# fmt: on
