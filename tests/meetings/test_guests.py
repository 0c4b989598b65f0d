"""Units without a seat are invited like the others: notice, receipt, papers, sign-in, a place in the minutes."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import Notification
from jointmeeting.workbench import todo_for
from meetings import board, composition, ordering, papers
from meetings.forms.ordering import entry_forms
from meetings.forms.planning import MeetingForm
from meetings.invitations import invited
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.services import packing
from meetings.services.attendance import Mark, record_attendance, sign_in
from meetings.services.minutes import draft_minutes
from meetings.services.ordering import Row, arrange_agenda
from meetings.timetable import clashes
from meetings.workflows import meetings, receipts
from members.groups import enter_group
from members.models import Appointment, MemberUnit, Role
from members.services import appoint, end_appointment
from tests.conftest import founded
from tests.factories import Office, user
from tests.subjects import browser

TOWNS = ["示例甲镇", "示例乙乡"]
HOUSEHOLD = "张某某户（重病致困）"


@pytest.fixture
def zhangbei(db: None) -> Office:
    """Zhangbei, whose notice seats 各乡镇人民政府, with two of them entered."""
    office = founded("zhangbei")
    group = office.body.units.get(kind=MemberUnit.Kind.GROUP)
    enter_group(office.body, group.name, TOWNS, by=office.staff)
    return office


def planned(office: Office) -> Meeting:
    item = office.agenda_item(AgendaItem.State.SCHEDULED)
    return item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting


def with_guest(office: Office) -> Meeting:
    """A regular meeting of all members to which a township is invited besides, with notice given."""
    meeting = planned(office)
    meeting.guest_units(manager="ever").set([office.township])
    office.person(Role.TOWNSHIP_HANDLER, office.township)
    meetings.perform(meeting, "convene", by=office.chief)
    return meeting


def typed(office: Office, **fields: Any) -> dict[str, Any]:
    starts = timezone.localtime() + timedelta(days=3)
    return {
        "kind": "case", "title": "示例会议", "starts_at": starts.strftime("%Y-%m-%dT09:00"), "slot_minutes": 60,
        "place": "示例会议室", "chair": Appointment.objects.get(user=office.chief).pk, "household": HOUSEHOLD,
        "request_key": str(uuid4()), **fields,
    }  # fmt: skip


def test_the_townships_of_a_member_group_are_invited_one_by_one(zhangbei: Office) -> None:
    handler = zhangbei.person(Role.TOWNSHIP_HANDLER, MemberUnit.doers.get(name=TOWNS[0]))
    meeting = planned(zhangbei)
    page = browser(zhangbei.chief).get(reverse("meetings:meeting_convene", args=[meeting.pk])).content.decode()
    assert all(name in page for name in TOWNS) and f"{handler.name}（乡镇（街道）经办人）" in page
    meetings.perform(meeting, "convene", by=zhangbei.chief)
    asked = list(meeting.receipts.filter(unit__group__isnull=False))
    assert [(row.unit.name, row.is_guest, row.is_expected) for row in asked] == [(name, False, True) for name in TOWNS]
    assert not meeting.receipts.filter(unit__kind=MemberUnit.Kind.GROUP).exists()
    assert dict(board.of(meeting).counts)["应到"] == meeting.receipts.count()
    jobs.sweep(work=True)
    assert Notification.objects.filter(recipient=handler, entry__act="meeting.convene").exists()
    assert f"回执：{meeting}" in [todo.title for todo in todo_for(handler)]


def test_a_guest_answers_signs_in_and_takes_its_papers(chencang: Office) -> None:
    meeting = with_guest(chencang)
    handler = chencang.person(Role.TOWNSHIP_HANDLER, chencang.township)
    client, receipt = browser(handler), meeting.receipts.get(unit=chencang.township)
    assert receipt.is_guest and receipt.is_expected
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "本单位回执" in page and "关于示例事项的议题" in page
    assert client.get(reverse("meetings:meeting_list")).content.decode().count(meeting.get_absolute_url())
    sent = {
        "attendee_name": "示例己",
        "attendee_post": "副镇长",
        "attendee_rank": "deputy",
        "request_key": str(uuid4()),
    }
    assert client.post(reverse("meetings:receipt_attend", args=[receipt.pk]), sent).status_code == 302
    assert "示例镇人民政府（列席）" in str(papers.sign_in_sheet(meeting))
    count = packing.build_packs(meeting, by=chencang.staff)
    assert count == meeting.receipts.count() + 1
    pack = meeting.packs.get(unit=chencang.township)
    assert client.get(reverse("meetings:pack_download", args=[pack.pk, "pdf"])).status_code == 404  # not made yet
    meetings.perform(meeting, "open", by=chencang.staff)
    row = sign_in(meeting, chencang.township, code=meeting.sign_in_code, name="示例己", post="", by=handler)
    assert (row.is_guest, row.state) == (True, Attendance.State.PRESENT)


def test_a_guest_stands_under_those_who_attended_without_a_seat(chencang: Office) -> None:
    meeting = with_guest(chencang)
    meetings.perform(meeting, "open", by=chencang.staff)
    guest, member = meeting.attendances.get(is_guest=True), meeting.attendances.get(unit=chencang.unit)
    marks = {row.pk: Mark(Attendance.State.PRESENT, "示例己") for row in (guest, member)}
    record_attendance(meeting, marks, by=chencang.staff, observers="区人大社会委（示例甲）")
    meetings.perform(meeting, "close", by=chencang.staff)
    lists = dict(composition.compose(draft_minutes(meeting, by=chencang.staff)).attendance)
    assert lists["列席"] == "示例镇人民政府（示例己）、区人大社会委（示例甲）"
    assert "示例镇人民政府" not in lists["出席"] and f"{chencang.unit}（示例己）" in lists["出席"]


def test_a_case_meeting_may_be_for_units_without_a_seat_alone(chencang: Office) -> None:
    form = MeetingForm(body=chencang.body)
    assert chencang.township in form.fields["guest_units"].queryset  # type: ignore[attr-defined]
    url, client = reverse("meetings:meeting_create"), browser(chencang.staff)
    assert client.post(url, typed(chencang, guest_units=[chencang.township.pk])).status_code == 302
    meeting = Meeting.objects.get()
    assert invited(meeting) == [chencang.township]
    page = client.get(f"{url}?kind=case&invited_units={chencang.unit.pk}&invited_units={chencang.township.pk}")
    shown = page.context["form"]
    assert (shown["invited_units"].value(), shown["guest_units"].value()) == (
        [chencang.unit.pk],
        [chencang.township.pk],
    )


def test_a_unit_taken_off_the_list_is_invited_no_more_even_when_it_has_left(chencang: Office) -> None:
    url, client = reverse("meetings:meeting_create"), browser(chencang.staff)
    both = {"invited_units": [chencang.unit.pk, chencang.other_unit.pk], "guest_units": [chencang.township.pk]}
    client.post(url, typed(chencang, **both))
    meeting = Meeting.objects.get()
    MemberUnit.ever.filter(pk=chencang.unit.pk).update(is_member=False)
    edit = reverse("meetings:meeting_edit", args=[meeting.pk])
    seen = client.get(edit).context["form"]["seen"].value()
    assert client.post(edit, typed(chencang, kind="ad_hoc", household="", seen=seen)).status_code == 302
    assert len(invited(meeting)) == chencang.body.units.count() == 26
    assert not meeting.invited_units(manager="ever").exists()


def test_a_guest_that_was_dissolved_is_expected_no_more(chencang: Office) -> None:
    meeting = with_guest(chencang)
    MemberUnit.ever.filter(pk=chencang.township.pk).update(ended_on=clock.today() - timedelta(days=1))
    receipt = meeting.receipts.get(unit=chencang.township)
    handler = chencang.person(Role.TOWNSHIP_HANDLER, chencang.township)
    with pytest.raises(Forbidden, match="您的岗位不能办理"):  # a dissolved unit gives nobody a part
        receipts.perform(receipt, "attend", by=handler, data={"attendee_name": "示例己"})
    (row,) = [row for row in board.of(meeting).rows if row.receipt == receipt]
    assert row.left == "已撤销"
    assert receipt not in meeting.receipts.expected()


def test_a_township_is_not_asked_to_sit_in_two_places(zhangbei: Office) -> None:
    meeting = planned(zhangbei)
    units, chair = [MemberUnit.doers.get(name=TOWNS[1])], zhangbei.director
    found = clashes(zhangbei.body, chair=chair, units=units, starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    assert found and found[0].startswith(f"{TOWNS[1]}须同时参加“{meeting}”")


def test_the_rule_that_heads_come_themselves_binds_no_guest(yueqing: Office) -> None:
    meeting = with_guest(yueqing)
    handler, guest = yueqing.person(Role.TOWNSHIP_HANDLER, yueqing.township), meeting.receipts.get(is_guest=True)
    url = reverse("meetings:receipt_attend", args=[guest.pk])
    assert "attendee_rank" not in browser(handler).get(url).context["form"].fields
    receipts.perform(guest, "attend", by=handler, data={"attendee_name": "示例己", "attendee_rank": "other"})
    with pytest.raises(Refused, match="其他工作人员不能参会"):
        own = meeting.receipts.get(unit=yueqing.unit)
        receipts.perform(own, "attend", by=yueqing.liaison, data={"attendee_name": "示例庚", "attendee_rank": "other"})


def test_a_guest_may_be_asked_in_for_one_item(chencang: Office) -> None:
    meeting = with_guest(chencang)
    (row,) = entry_forms(meeting)
    assert (chencang.township.pk, chencang.township.name) in row.fields["attending_units"].choices  # type: ignore[attr-defined]
    entry, by = meeting.entries.get(), chencang.staff
    wanted = Row(entry.pk, "", False, 10, "", attending_units=[chencang.township], private_note="")
    arrange_agenda(meeting, [wanted], version=meeting.agenda_version, slot_minutes=60, reviews_last=False, by=by)
    (line,) = ordering.lines(meeting)
    assert line.attending == (chencang.township.name,)


def test_whom_to_ring_up_is_who_holds_the_post_by_now(chencang: Office) -> None:
    former = Appointment.objects.get(user=chencang.liaison)
    meeting = chencang.noticed_meeting()
    end_appointment(former, by=None, on=clock.today() - timedelta(days=1))
    later = user("示例·新任联络员")
    appoint(
        later, role=Role.LIAISON, body=chencang.body, unit=chencang.unit, post="科长", starts_on=clock.today(),
        phone="000-0000003", by=None,
    )  # fmt: skip
    (row,) = [row for row in board.of(meeting).silent if row.receipt.unit == chencang.unit]
    assert [(person.name, person.has_left) for person in row.people] == [(former.user.name, True), (later.name, False)]
