"""A quorum is counted only where the notice or the working rules ask for one; below it nothing is decided."""

import pytest
from django.urls import reverse

from jointmeeting.kernel.errors import Refused
from meetings import quorum
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.workflows import agenda_items
from members.rules import WORKING_RULES
from members.working_rules import change_working_rule
from tests.factories import Office
from tests.meetings.countersigning import prescribe
from tests.subjects import browser

S = AgendaItem.State


def sitting(office: Office) -> tuple[AgendaItem, Meeting]:
    """An item before a meeting that sits; nobody has signed in."""
    item = office.agenda_item(S.SCHEDULED)
    meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    office.hold(meeting, until="open")
    return item, meeting


def sign_in(meeting: Meeting, count: int) -> None:
    rows = list(meeting.attendances.values_list("pk", flat=True)[:count])
    meeting.attendances.filter(pk__in=rows).update(state=Attendance.State.PRESENT)


def pages(office: Office, meeting: Meeting) -> list[str]:
    names = ("meeting_page", "meeting_board", "attendance_record")
    found = (browser(office.staff).get(reverse(f"meetings:{name}", args=[meeting.pk])) for name in names)
    return [page.content.decode() for page in found]


@pytest.mark.parametrize("rule", [None, "no_quorum"])
def test_where_no_rule_asks_nobody_is_counted(yueqing: Office, rule: str | None) -> None:
    if rule:
        change_working_rule(yueqing.body, "quorum", rule, by=yueqing.director)
    item, meeting = sitting(yueqing)
    assert quorum.of(meeting) is None
    assert not any("到会须达" in page for page in pages(yueqing, meeting))
    agenda_items.perform(item, "decide", by=yueqing.staff)


def test_below_it_nothing_is_decided_and_the_rule_is_cited(yueqing: Office) -> None:
    change_working_rule(yueqing.body, "quorum", "two_thirds", by=yueqing.director)
    item, meeting = sitting(yueqing)
    sign_in(meeting, 21)
    said = "到会须达应到单位的三分之二以上：应到32个，至少22个，实到21个，还差1个。"
    assert all(said in page and WORKING_RULES in page for page in pages(yueqing, meeting))
    for act in ("decide", "amend", "reject", "refer"):
        with pytest.raises(Refused, match="实到21个，还差1个。未达到规定人数") as caught:
            agenda_items.perform(item, act, by=yueqing.staff, comment="理由")
        assert caught.value.clause == WORKING_RULES
    agenda_items.perform(item, "defer", by=yueqing.staff, comment="未达到规定人数")


def test_the_number_itself_is_enough(yueqing: Office) -> None:
    change_working_rule(yueqing.body, "quorum", "half", by=yueqing.director)
    item, meeting = sitting(yueqing)
    sign_in(meeting, 16)
    assert all("至少16个，实到16个，已达到。" in page for page in pages(yueqing, meeting))
    agenda_items.perform(item, "decide", by=yueqing.staff)
    assert item.state == S.DECIDED


def test_the_rule_of_the_notice_goes_first(yueqing: Office) -> None:
    change_working_rule(yueqing.body, "quorum", "no_quorum", by=yueqing.director)
    prescribe(yueqing.body, "quorum", value="half")
    _, meeting = sitting(yueqing)
    found = quorum.of(meeting)
    assert found and found.needed == 16 and found.citation != WORKING_RULES


def test_a_liaison_meeting_decides_nothing_and_counts_nobody(yueqing: Office) -> None:
    change_working_rule(yueqing.body, "quorum", "half", by=yueqing.director)
    meeting = yueqing.discuss(yueqing.agenda_item(S.ACCEPTED))
    assert quorum.of(meeting) is None
