"""Return with reason and day, frozen texts side by side, withdrawal, deferral with its chain."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.workbench import todo_for
from meetings.effects.agenda import REWORK_DAYS
from meetings.models import AgendaItem, Meeting, Submission
from meetings.review import changes
from meetings.workflows import agenda_items, meetings
from tests.conftest import founded
from tests.factories import Office
from tests.meetings import preparing
from tests.subjects import browser

S = AgendaItem.State
go = agenda_items.perform


def test_a_return_names_its_day_and_the_unit_sees_it(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.ACCEPTED)
    due_on = clock.today() + timedelta(days=9)
    url = reverse("meetings:agenda_item_return", args=[item.pk])
    past = {"request_key": str(uuid4()), "comment": "请补充经费来源", "due_on": "2020-01-01"}
    answer = browser(yueqing.staff).post(url, past)
    assert answer.status_code == 422
    assert "修改期限早于今天" in answer.content.decode()
    browser(yueqing.staff).post(url, {**past, "due_on": f"{due_on}"})
    item.refresh_from_db()
    assert (item.state, item.rework_due_on) == (S.DRAFT, due_on)
    (todo,) = [todo for todo in todo_for(yueqing.liaison) if str(item) in todo.title]
    assert todo.due_on == due_on
    go(item, "submit", by=yueqing.liaison)
    assert item.rework_due_on is None


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ACCEPTED, S.DISCUSSED, S.ADMITTED, S.APPROVED])
def test_every_step_can_return(yueqing: Office, state: AgendaItem.State) -> None:  # type: ignore[valid-type]
    item = yueqing.agenda_item(state)
    go(item, "return_", by=yueqing.staff, comment="请修改")
    assert item.rework_due_on == clock.add_workdays(clock.today(), REWORK_DAYS)


def test_the_chief_convener_returns_what_lies_before_him(db: None) -> None:
    office = founded("zhangbei")
    item = office.agenda_item(S.ADMITTED)
    go(item, "return_", by=office.chief, comment="请先与财政局会商")
    assert item.state == S.DRAFT


def test_each_submission_is_frozen_and_two_stand_side_by_side(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.ACCEPTED)
    preparing.resubmit(yueqing, item, proposal="建议。请按月共享。")
    first, second = item.submissions.all()
    assert (first.content["proposal"], second.content["proposal"]) == ("建议。", "建议。请按月共享。")
    assert second.content["attachments"][0][:2] == ["材料.pdf", 1]
    with pytest.raises(InternalError), transaction.atomic():
        Submission.objects.filter(pk=first.pk).update(version=9)
    page = browser(yueqing.director).get(reverse("meetings:agenda_item_compare", args=[item.pk])).content.decode()
    assert "<ins>请按月共享。</ins>" in page
    assert "背景情况" not in page  # only what differs is shown
    odd = browser(yueqing.director).get(reverse("meetings:agenda_item_compare", args=[item.pk]), {"old": "x"})
    assert odd.status_code == 200


PAPERS = {("方案.pdf", 1), ("方案.pdf", 2)}


def test_the_comparison_rebuilds_both_texts() -> None:
    old = {"title": "关于甲的议题", "cost": "10万元", "attachments": [["方案.pdf", 1, "a" * 64]]}
    new = {"title": "关于乙的议题", "cost": "", "attachments": [["方案.pdf", 2, "b" * 64]]}
    rows = {row.label: row for row in changes(old, new, PAPERS)}
    assert set(rows) == {"议题名称", "经费需求和来源", "附件"}
    assert "".join(run.text for run in rows["议题名称"].before) == "关于甲的议题"
    assert [run.text for run in rows["议题名称"].after if run.is_changed] == ["乙"]
    assert rows["经费需求和来源"].after == []
    assert changes(old, old, PAPERS) == []
    assert {row.label for row in changes(old, new, ())} == {"议题名称", "经费需求和来源"}


def test_a_draft_nobody_submitted_has_nothing_to_compare(yueqing: Office) -> None:
    url = reverse("meetings:agenda_item_compare", args=[yueqing.agenda_item().pk])
    assert browser(yueqing.liaison).get(url).status_code == 404


def test_withdrawn_before_the_notice_it_leaves_the_agenda(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.SCHEDULED)
    planned = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    go(item, "withdraw", by=yueqing.liaison, comment="另行安排")
    assert not planned.entries.exists()
    assert item.entries.filter(meeting__kind=Meeting.Kind.LIAISON).exists()


def test_withdrawn_during_the_meeting_it_stays_on_the_agenda_and_holds_nothing_up(yueqing: Office) -> None:
    meeting = yueqing.noticed_meeting()
    item = meeting.entries.get().agenda_item
    yueqing.hold(meeting, until="open")
    go(item, "withdraw", by=yueqing.liaison, comment="情况有变")
    assert meeting.entries.count() == 1
    meetings.perform(meeting, "close", by=yueqing.staff)
    page = browser(yueqing.staff).get(meeting.get_absolute_url()).content.decode()
    assert "已撤回：情况有变" in page


def test_after_the_meeting_an_item_is_decided_not_withdrawn(yueqing: Office) -> None:
    meeting = yueqing.noticed_meeting()
    item = meeting.entries.get().agenda_item
    yueqing.hold(meeting)
    with pytest.raises(Refused, match="会议已经结束，不能撤回"):
        go(item, "withdraw", by=yueqing.liaison, comment="情况有变")


def test_a_deferred_item_keeps_its_chain_and_waits_for_its_own_meeting(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.DEFERRED)
    later = yueqing.regular_meeting()
    go(item, "schedule", by=yueqing.staff, data={"meeting": later})
    regular = item.entries.filter(meeting__kind=Meeting.Kind.REGULAR)
    assert regular.count() == 2
    with pytest.raises(Refused, match="会议尚未开始，不能议定"):  # the earlier meeting was held, this one was not
        go(item, "decide", by=yueqing.staff)
    yueqing.hold(later)
    go(item, "decide", by=yueqing.staff)
    assert item.state == S.DECIDED
