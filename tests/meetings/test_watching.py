"""Preparing a meeting is watching a board: items, papers and answers on one page, and lists narrowed by the address."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import ordering, preparation, workflows
from meetings.models import AgendaItem, Meeting
from meetings.services import meeting as services
from meetings.services.packing import build_packs
from tests.factories import Office
from tests.meetings import preparing
from tests.subjects import browser

S = AgendaItem.State


@pytest.fixture
def meeting(chencang: Office) -> Meeting:
    """A liaison meeting in preparation, so that its items are still under review."""
    return chencang.plan(Meeting.Kind.LIAISON, chencang.director)


def put_on(office: Office, meeting: Meeting, **fields: Any) -> AgendaItem:
    item = office.agenda_item(S.ACCEPTED, **fields)
    services.add_to_agenda(meeting, item, by=office.staff)
    return item


def board(office: Office, meeting: Meeting) -> str:
    return browser(office.staff).get(reverse("meetings:meeting_board", args=[meeting.pk])).content.decode()


def test_the_board_shows_before_the_notice_what_is_still_missing(chencang: Office, meeting: Meeting) -> None:
    item = put_on(chencang, meeting, is_normative=True)
    preparing.consult(chencang, item, optional=[chencang.other_unit])
    preparing.answer(chencang, item.opinions.get(unit=chencang.other_unit), "agree")
    (row,) = preparation.items(meeting, ordering.lines(meeting))
    assert [line.title for line in row.red] == ["区司法局意见"]
    assert (row.number, row.answered, row.asked, row.papers) == ("1", 1, 2, 1)
    page = board(chencang, meeting)
    assert "区司法局意见" in page and "材料包尚未制作" in page and "还没有发通知" in page
    assert "会议看板" in browser(chencang.staff).get(meeting.get_absolute_url()).content.decode()


def test_the_board_asks_no_more_of_the_database_for_more_items(chencang: Office, meeting: Meeting) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            board(chencang, meeting)
        return len(queries)

    for _ in range(2):
        preparing.consult(chencang, put_on(chencang, meeting, is_normative=True, needs_money=True, cost="10万元"))
    few = count()
    for _ in range(3):
        preparing.consult(chencang, put_on(chencang, meeting, is_normative=True, needs_money=True, cost="10万元"))
    assert count() == few


def test_the_board_says_how_the_packs_stand(chencang: Office) -> None:
    meeting = chencang.noticed_meeting()
    build_packs(meeting, by=chencang.staff)
    assert preparation.packs(meeting) == ("good", "材料包（议程第1版）已制成0 / 28份。")
    meeting.packs.filter(unit=None).update(has_failed=True)
    assert preparation.packs(meeting)[1].endswith("1份制作失败，请重新制作。")
    workflows.meetings.perform(meeting, "postpone", by=chencang.staff, comment="另有安排")
    assert preparation.packs(meeting)[0] == "late"


def test_the_list_of_items_is_narrowed_by_state_unit_and_lateness(yueqing: Office) -> None:
    late = yueqing.agenda_item(S.SUBMITTED, title="迟到的议题")
    AgendaItem.objects.filter(pk=late.pk).update(is_late=True, late_reason="文件昨日下发")
    yueqing.agenda_item(S.ACCEPTED, title="受理的议题")
    staff, url = browser(yueqing.staff), reverse("meetings:agenda_item_list")

    def shown(**given: str | int) -> set[str]:
        page = staff.get(url, given).content.decode()
        return {title for title in ("迟到的议题", "受理的议题") if title in page}

    assert shown() == {"迟到的议题", "受理的议题"}
    assert shown(late="on") == shown(state="submitted") == {"迟到的议题"}
    assert shown(unit=yueqing.other_unit.pk) == set()
    assert "没有符合条件的议题" in staff.get(url, {"unit": yueqing.other_unit.pk}).content.decode()
    assert shown(state="x", unit="x") == {"迟到的议题", "受理的议题"}
    assert "逾期提报" in staff.get(url).content.decode()
    for _ in range(30):
        yueqing.agenda_item(S.SUBMITTED)
    assert "?state=submitted&amp;page=2" in staff.get(url, {"state": "submitted"}).content.decode()


def test_the_list_of_meetings_is_narrowed_by_kind_state_and_unit(chencang: Office, meeting: Meeting) -> None:
    noticed = chencang.noticed_meeting()
    staff, url = browser(chencang.staff), reverse("meetings:meeting_list")
    by_kind = staff.get(url, {"kind": "liaison"}).content.decode()
    assert meeting.get_absolute_url() in by_kind and noticed.get_absolute_url() not in by_kind
    by_unit = staff.get(url, {"unit": f"{chencang.unit.pk}", "state": "noticed"}).content.decode()
    assert noticed.get_absolute_url() in by_unit and meeting.get_absolute_url() not in by_unit
    assert "没有符合条件的会议" in staff.get(url, {"state": "cancelled"}).content.decode()
