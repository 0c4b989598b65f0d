"""The office's own limits, as its working rules say them: on the workbench, in the numbers, in who may act."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duties.reminders import _unaccepted
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.templatetags.ui import cn_date
from meetings import workflows
from meetings.composition import compose, printed
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.queries import todo_for
from meetings.services.minutes import draft_minutes
from meetings.services.packing import build_packs
from members.models import Role, WorkingRule
from members.rules import ruling
from members.working_rules import change_working_rule
from tests.duties.factories import assign
from tests.factories import Office
from tests.meetings.countersigning import prescribe

MONDAY = datetime(2026, 6, 8, 1, tzinfo=UTC)  # the 19th is 端午


@pytest.fixture
def office(chencang: Office) -> Office:
    """An office with people, before the clock stands still."""
    for role in (Role.STAFF, Role.DIRECTOR, Role.CHIEF_CONVENER):
        chencang.person(role)
    chencang.person(Role.LIAISON, chencang.unit)
    WorkingRule.objects.filter(jurisdiction=chencang.body).update(ended_at=datetime(2020, 1, 1, tzinfo=UTC))
    return chencang


def settle(office: Office, key: str, value: object) -> None:
    change_working_rule(office.body, key, value, by=office.director)


def due(user: Any, title: str) -> date | None:
    (found,) = [todo for todo in todo_for(user) if todo.title.startswith(title)]
    return found.due_on


def test_the_review_is_due_so_many_days_after_the_text_arrived_by_the_rule_of_then(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False):
        office.agenda_item(AgendaItem.State.SUBMITTED)
        assert due(office.staff, "受理") == date(2026, 6, 10)
    with time_machine.travel(MONDAY.replace(hour=5), tick=False):
        settle(office, "office_review_days", 5)
        settle(office, "office_review_days", 9)
        assert due(office.staff, "受理") == date(2026, 6, 15), "a gap was filled; the change after it came too late"


def test_the_notice_and_the_papers_are_due_so_many_days_before_the_meeting(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False):
        settle(office, "notice_days", 4)
        settle(office, "paper_days", 2)
        item = office.agenda_item(AgendaItem.State.ACCEPTED)
        meeting = office.regular_meeting()
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=datetime(2026, 6, 23, 1, tzinfo=UTC))
        workflows.agenda_items.perform(item, "schedule", by=office.staff, data={"meeting": meeting})
        assert due(office.staff, "召集") == date(2026, 6, 16)
        meeting.refresh_from_db()
        workflows.meetings.perform(meeting, "convene", by=office.staff)
        assert due(office.staff, "制作材料包") == date(2026, 6, 18)
        build_packs(meeting, by=office.staff)
        assert not any(todo.title.startswith("制作材料包") for todo in todo_for(office.staff))


def test_minutes_are_due_so_many_days_after_the_meeting(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False):
        settle(office, "minutes_days", 4)
        item = office.agenda_item(AgendaItem.State.DECIDED)
        meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting  # starts on the 15th
        assert due(office.staff, "起草纪要") == date(2026, 6, 22)
        draft_minutes(meeting, by=office.staff)
        assert not any(todo.title.startswith("起草纪要") for todo in todo_for(office.staff))


def test_the_workbench_asks_for_the_rules_once_however_long_the_list(office: Office) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as said:
            todo_for(office.staff)
        return len(said)

    office.agenda_item(AgendaItem.State.SUBMITTED)
    before = queries()
    for _ in range(3):
        office.agenda_item(AgendaItem.State.SUBMITTED)
    assert queries() == before


def test_who_drafts_and_who_reviews_by_the_rule(office: Office) -> None:
    settle(office, "minutes_drafted_by", "staff")
    settle(office, "minutes_reviewed_by", "convener")
    item = office.agenda_item(AgendaItem.State.DECIDED)
    meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    with pytest.raises(Refused, match="纪要由办公室工作人员起草"):
        draft_minutes(meeting, by=office.director)
    assert draft_minutes(meeting, by=office.staff)
    minutes = office.minutes(Minutes.State.DRAFTING)
    workflows.minutes.perform(minutes, "submit", by=office.staff)
    with pytest.raises(Refused, match="本纪要由召集人审核"):
        workflows.minutes.perform(minutes, "circulate", by=office.director)
    convener = office.person(Role.CONVENER)
    assert any(todo.title.startswith("审核") for todo in todo_for(convener))
    assert not any(todo.title.startswith("审核") for todo in todo_for(office.director))


def test_minutes_numbered_by_issue_say_so(yueqing: Office) -> None:
    change_working_rule(yueqing.body, "minutes_number_form", "issue_number", by=yueqing.director)
    minutes = yueqing.minutes(Minutes.State.ISSUED)
    assert minutes.number_label == "（第1期）"
    change_working_rule(yueqing.body, "minutes_number_form", "year_bracket", by=yueqing.director)
    minutes.refresh_from_db()
    assert minutes.number_label == "（第1期）"


def test_the_place_of_a_seal_follows_the_rule_the_minutes_began_under(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.SIGNING)
    assert ruling(yueqing.body, "minutes_seal").value == "without_seal"  # type: ignore[union-attr]  # as offered
    assert not compose(minutes).has_seal
    change_working_rule(yueqing.body, "minutes_seal", "with_seal", by=yueqing.director)
    assert not compose(Minutes.objects.get(pk=minutes.pk)).has_seal
    workflows.minutes.perform(minutes, "sign", by=yueqing.chief)
    assert printed(minutes).official().signature is None
    later = yueqing.minutes(Minutes.State.SIGNED)
    change_working_rule(yueqing.body, "minutes_seal", "without_seal", by=yueqing.director)
    signature = printed(Minutes.objects.get(pk=later.pk)).official().signature
    assert signature is not None and signature.has_seal
    assert (signature.organ, signature.date) == (yueqing.body.office_name, cn_date(later.signed_at))


def test_minutes_go_to_every_unit_where_the_rule_says_so(yueqing: Office) -> None:
    assert ruling(yueqing.body, "minutes_issued_to").value == "有关单位"  # type: ignore[union-attr]  # by its notice
    for value, count in (("有关单位", 1), ("各成员单位", 32)):
        prescribe(yueqing.body, "minutes_issued_to", value=value)
        item = yueqing.agenda_item(AgendaItem.State.DECIDED)
        meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
        meeting.receipts.exclude(unit=yueqing.unit).delete()
        assert draft_minutes(meeting, by=yueqing.staff).recipients.filter(kind="to").count() == count


def test_what_nobody_accepted_is_late_after_the_days_of_the_rule(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False):
        settle(office, "assign_days", 3)
        assign(office)
    for day, late in ((8, 0), (11, 0), (12, 1), (15, 2)):
        with time_machine.travel(MONDAY.replace(day=day), tick=False):
            (line,) = _unaccepted()
        assert (line.late, line.tone) == (late, "late" if late else "soon")
