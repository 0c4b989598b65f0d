"""What can happen to a hardship case and to relief given before its papers. This is all there is."""

from duties.hardship import effects, guards
from duties.models import HardshipCase, HardshipState, ReliefState, UrgentRelief
from jointmeeting.kernel.workflow import STAY, Transition, Workflow

S = HardshipState
WITH_UNIT = frozenset({S.REFERRED, S.HANDLING})
ENDED = frozenset({S.CLOSED, S.DECLINED})
UNDER_WAY = frozenset(S) - ENDED
TO_MEETING = frozenset({S.REGISTERED, S.REFERRED, S.HANDLING, S.RESOLVED})

# fmt: off
# The tables read best as rows.
cases = Workflow(
    HardshipCase, S, S.RECEIVED,
    Transition("register", "登记", frozenset({S.RECEIVED}), S.REGISTERED, "hardship_case.register", tone="main",
               effect=effects.step(S.REGISTERED, effects.register)),
    Transition("decline", "不予受理", frozenset({S.RECEIVED, S.REGISTERED}), S.DECLINED, "hardship_case.decline",
               needs_comment=True, guards=(guards.relief_is_settled,), effect=effects.step(S.DECLINED, effects.decline),
               notice="不属于救助事项或者与已有个案重复的，写明理由和告知当事人的途径；受理单位将收到通知。"),
    Transition("refer", "交办", frozenset({S.REGISTERED, S.DECIDED}), S.REFERRED, "hardship_case.refer", tone="main",
               effect=effects.step(S.REFERRED, effects.refer)),
    Transition("accept", "签收承办", frozenset({S.REFERRED}), S.HANDLING, "hardship_case.accept", tone="main",
               guards=(guards.by_the_handling_unit,), effect=effects.step(S.HANDLING)),
    Transition("give_back", "退回办公室", frozenset({S.REFERRED}), S.REGISTERED, "hardship_case.give_back",
               needs_comment=True, guards=(guards.by_the_handling_unit,),
               effect=effects.step(S.REGISTERED, effects.give_back)),
    Transition("pass_on", "转办", WITH_UNIT, S.REFERRED, "hardship_case.pass_on", needs_comment=True,
               guards=(guards.by_the_handling_unit,), effect=effects.step(S.REFERRED, effects.refer),
               notice="个案转给您选定的单位承办，办理时限不变；联席会议办公室同时收到通知。"),
    Transition("resolve", "报告办理结果", frozenset({S.HANDLING}), S.RESOLVED, "hardship_case.resolve", tone="main",
               guards=(guards.by_the_handling_unit,), effect=effects.step(S.RESOLVED, effects.resolve)),
    Transition("return_", "退回续办", frozenset({S.RESOLVED}), S.HANDLING, "hardship_case.return", needs_comment=True,
               guards=(guards.not_by_the_handling_unit,), effect=effects.step(S.HANDLING)),
    Transition("escalate", "提请一事一议", TO_MEETING, S.AT_MEETING, "hardship_case.escalate", needs_comment=True,
               effect=effects.step(S.AT_MEETING)),
    Transition("decide", "登记会议决定", frozenset({S.AT_MEETING}), S.DECIDED, "hardship_case.decide", tone="main",
               effect=effects.step(S.DECIDED, effects.decide)),
    Transition("call_back", "撤回提请", frozenset({S.AT_MEETING}), S.REGISTERED, "hardship_case.call_back",
               needs_comment=True, guards=(guards.not_yet_held,),
               effect=effects.step(S.REGISTERED, effects.give_back)),
    Transition("relieve", "先行救助", UNDER_WAY, STAY, "hardship_case.relieve", needs_comment=True,
               effect=effects.relieve, notice="先救助、后补手续：登记后请在时限内补办审批手续，补办前不能结案。"),
    Transition("close", "结案", frozenset({S.RESOLVED, S.DECIDED}), S.CLOSED, "hardship_case.close",
               guards=(guards.not_by_the_handling_unit, guards.relief_is_settled), effect=effects.step(S.CLOSED)),
    Transition("reopen", "重新办理", ENDED, S.REGISTERED, "hardship_case.reopen", needs_comment=True,
               effect=effects.step(S.REGISTERED, effects.reopen)),
)

reliefs = Workflow(
    UrgentRelief, ReliefState, ReliefState.OPEN,
    Transition("settle", "补办手续", frozenset({ReliefState.OPEN}), ReliefState.SETTLED, "urgent_relief.settle",
               tone="main", effect=effects.settle),
)
# fmt: on
