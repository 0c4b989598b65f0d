"""Meetings of all kinds are planned, called, moved and answered by the notice's rules."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Notification
from meetings import arrangement, board, calendars, composer
from meetings.models import AgendaItem, Meeting, Receipt
from meetings.workflows import meetings, receipts
from members.models import Appointment, MemberUnit, Role
from members.services import end_appointment
from tests.factories import Office
from tests.meetings.convening import form_of, moved_to, postponed
from tests.subjects import browser


def create(office: Office, **fields: Any) -> Any:
    return browser(office.staff).post(reverse("meetings:meeting_create"), form_of(office, **fields))


@pytest.mark.parametrize(
    ("household", "sentence"),
    [("测试甲", "请用“某”隐去姓名"), ("张某某110101199001011234", "请不要填写证件号码"), ("", "请用“某”隐去姓名")],
)
def test_a_case_meeting_speaks_of_a_masked_household(chencang: Office, household: str, sentence: str) -> None:
    answer = create(chencang, kind="case", household=household, invited_units=[chencang.unit.pk])
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_case_meeting_goes_to_the_units_chosen_only(chencang: Office) -> None:
    answer = create(chencang, kind="case", household="张某某户（重病致困）")
    assert "请至少选择一个单位" in answer.content.decode()
    create(chencang, kind="case", household="张某某户（重病致困）", invited_units=[chencang.unit.pk])
    meeting = Meeting.objects.get()
    item = chencang.agenda_item(AgendaItem.State.DEFERRED)
    composer.place(meeting, [f"meetings.agendaitem:{item.pk}"], by=chencang.staff)
    meetings.perform(meeting, "convene", by=chencang.staff)
    assert [r.unit for r in meeting.receipts.all()] == [chencang.unit]
    other = chencang.person(Role.LIAISON, chencang.other_unit)
    assert browser(other).get(meeting.get_absolute_url()).status_code == 404


def test_people_cannot_be_in_two_places(chencang: Office) -> None:
    assert create(chencang).status_code == 302
    answer = create(chencang, title="另一会议")
    assert answer.status_code == 422
    assert "须同时主持“示例会议”" in answer.content.decode()
    assert create(chencang, title="另一会议", allows_clash="on").status_code == 302
    later = form_of(chencang)["starts_at"].replace("09:00", "11:00")
    assert create(chencang, title="紧接着的会议", starts_at=later).status_code == 302


def test_the_preview_says_who_gets_the_notice_before_it_goes(chencang: Office) -> None:
    meeting = chencang.agenda_item(AgendaItem.State.SCHEDULED).entries.get(meeting__kind="regular").meeting
    page = browser(chencang.chief).get(reverse("meetings:meeting_convene", args=[meeting.pk])).content.decode()
    assert "27个单位" in page
    assert f"{chencang.liaison.name}（联络员）" in page
    assert "没有在任的联络员或负责同志，请电话通知" in page
    assert not meeting.receipts.exists()


def test_where_heads_attend_a_substitute_of_low_rank_is_refused_with_the_clause(yueqing: Office) -> None:
    receipt = yueqing.receipt()
    url = reverse("meetings:receipt_substitute", args=[receipt.pk])
    typed = {
        "attendee_name": "测试乙", "attendee_post": "科员", "attendee_rank": "other", "authorised_by": "测试甲",
        "comment": "出差", "request_key": str(uuid4()),
    }  # fmt: skip
    answer = browser(yueqing.liaison).post(url, typed)
    assert answer.status_code == 422
    assert "其他工作人员不能代会" in answer.content.decode()
    assert "乐政办函〔2019〕16号 三（一）" in answer.content.decode()
    with pytest.raises(Refused, match="不能代会"):
        receipts.perform(receipt, "substitute", by=yueqing.liaison, comment="出差", data={"attendee_rank": "section"})
    typed["attendee_rank"] = "deputy"
    assert browser(yueqing.liaison).post(url, typed).status_code == 302
    receipt.refresh_from_db()
    assert (receipt.state, receipt.authorised_by) == (Receipt.State.SUBSTITUTE, "测试甲")


def test_where_the_notice_says_nothing_of_heads_any_substitute_may_come(chencang: Office) -> None:
    receipt = chencang.receipt()
    data = {"attendee_name": "测试乙", "attendee_rank": "other"}
    receipts.perform(receipt, "substitute", by=chencang.liaison, comment="出差", data=data)
    assert receipt.state == Receipt.State.SUBSTITUTE


def test_a_written_procedure_is_answered_in_writing(chencang: Office) -> None:
    receipt = chencang.receipt(Receipt.State.OBJECTED)
    assert receipt.state == Receipt.State.OBJECTED
    offered = [act.transition.name for act in receipts.available(receipt, chencang.liaison)]
    assert offered == ["agree", "object"]


def test_a_moved_meeting_asks_everybody_again_and_leaves_a_tombstone(chencang: Office) -> None:
    receipt = chencang.receipt(Receipt.State.ATTENDING)
    meeting, first = receipt.meeting, calendars.single(receipt.meeting)
    meetings.perform(meeting, "renotice", by=chencang.staff, comment="场地另有安排", data=moved_to(chencang))
    receipt.refresh_from_db()
    assert (receipt.state, receipt.attendee_name) == (Receipt.State.SILENT, "")
    page = browser(chencang.staff).get(meeting.get_absolute_url()).content.decode()
    assert "改期。理由：场地另有安排" in page
    events: list[Any] = [Calendar.from_ical(text).walk("VEVENT")[0] for text in (first, calendars.single(meeting))]
    before, after = events
    assert before["UID"] == after["UID"]
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)
    assert after["DTSTART"].dt == meeting.starts_at


def test_postponed_and_cancelled_meetings_leave_calendars_and_stay_on_the_page(chencang: Office) -> None:
    meeting = postponed(chencang)
    sheet = Calendar.from_ical(calendars.single(meeting))
    assert (str(sheet["METHOD"]), str(sheet.walk("VEVENT")[0]["STATUS"])) == ("CANCEL", "CANCELLED")
    meetings.perform(meeting, "renotice", by=chencang.staff, comment="已定新时间", data=moved_to(chencang))
    assert str(Calendar.from_ical(calendars.single(meeting)).walk("VEVENT")[0]["STATUS"]) == "CONFIRMED"
    meetings.perform(meeting, "cancel", by=chencang.staff, comment="并入下次会议")
    month = {"month": f"{timezone.localtime(meeting.starts_at):%Y-%m}"}
    page = browser(chencang.staff).get(reverse("meetings:meeting_calendar"), month).content.decode()
    assert "<del>" in page and "已取消" in page
    assert meeting in Meeting.objects.visible_to(chencang.liaison)


def test_the_feed_is_opened_by_its_secret_alone_and_a_new_one_closes_the_old(chencang: Office) -> None:
    meeting = chencang.noticed_meeting()
    old = calendars.renew(chencang.liaison).token
    answer = browser(None).get(reverse("meetings:calendar_feed", args=[old]))
    titles = {str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert titles == {str(seen) for seen in Meeting.objects.visible_to(chencang.liaison)} >= {meeting.title}
    new = calendars.renew(chencang.liaison).token
    assert browser(None).get(reverse("meetings:calendar_feed", args=[old])).status_code == 404
    chencang.liaison.appointments.update(ends_on=clock.today() - timedelta(days=1))
    answer = browser(None).get(reverse("meetings:calendar_feed", args=[new]))
    assert Calendar.from_ical(answer.content).walk("VEVENT") == []


def test_who_left_since_the_notice_is_shown_in_red_and_never_dropped(chencang: Office) -> None:
    post = Appointment.objects.get(user=chencang.liaison)
    meeting = chencang.noticed_meeting()
    end_appointment(post, by=None, on=clock.today() - timedelta(days=1))
    (row,) = [row for row in board.of(meeting).rows if row.receipt.unit == chencang.unit]
    assert [(person.name, person.has_left) for person in row.people] == [(chencang.liaison.name, True)]
    page = browser(chencang.staff).get(reverse("meetings:meeting_board", args=[meeting.pk])).content.decode()
    assert "（任期已届满）" in page


def test_a_unit_that_left_the_body_is_told_so_and_is_expected_no_more(chencang: Office) -> None:
    receipt = chencang.receipt()
    chencang.unit.is_member = False
    chencang.unit.save()
    with pytest.raises(Refused, match="在通知发出后已不再是成员单位，本次会议不再需要回执"):
        receipts.perform(receipt, "attend", by=chencang.liaison, data={"attendee_name": "测试甲"})
    assert dict(board.of(receipt.meeting).counts)["应到"] == 26
    meetings.perform(receipt.meeting, "open", by=chencang.staff)
    assert not receipt.meeting.attendances.filter(unit=receipt.unit).exists()


def test_a_unit_dissolved_after_the_notice_is_expected_no_more(chencang: Office) -> None:
    receipt = chencang.receipt()
    MemberUnit.ever.filter(pk=chencang.unit.pk).update(ended_on=clock.today() - timedelta(days=1))
    assert dict(board.of(receipt.meeting).counts)["应到"] == 26
    meetings.perform(receipt.meeting, "open", by=chencang.staff)
    assert not receipt.meeting.attendances.filter(unit=receipt.unit).exists()


def test_the_call_list_says_whom_to_ring_and_where(chencang: Office) -> None:
    chencang.liaison.appointments.update(phone="000-0000001")
    meeting = chencang.noticed_meeting()
    page = browser(chencang.staff).get(reverse("meetings:meeting_board", args=[meeting.pk])).content.decode()
    assert 'href="tel:000-0000001"' in page


def test_a_reminder_goes_to_the_silent_alone(chencang: Office) -> None:
    meeting = chencang.noticed_meeting()
    other = chencang.person(Role.LIAISON, chencang.other_unit)
    receipts.perform(meeting.receipts.get(unit=chencang.unit), "attend", by=chencang.liaison, data={})
    meetings.perform(meeting, "remind", by=chencang.staff)
    jobs.sweep(work=True)
    told = Notification.objects.filter(entry__act="meeting.remind").values_list("recipient", flat=True)
    assert list(told) == [other.pk]


def arranged(office: Office) -> Meeting:
    create(office)
    return Meeting.objects.get(title="示例会议")


def edit(office: Office, person: Any, meeting: Meeting, **fields: Any) -> Any:
    """Answer the form as it was filled from `meeting`, whatever was saved since."""
    address = reverse("meetings:meeting_edit", args=[meeting.pk])
    return browser(person).post(address, form_of(office, **{"seen": arrangement.mark(meeting), **fields}))


def test_two_people_change_a_meeting_and_the_second_sees_both_arrangements(chencang: Office) -> None:
    meeting = arranged(chencang)
    opened = browser(chencang.staff).get(reverse("meetings:meeting_edit", args=[meeting.pk])).context["form"]
    seen, units = opened["seen"].value(), [chencang.unit.pk, chencang.other_unit.pk]
    assert edit(chencang, chencang.director, meeting, place="主任改的会议室", invited_units=units).status_code == 302
    answer = edit(chencang, chencang.staff, meeting, seen=seen, slot_minutes=90)
    page = answer.content.decode()
    assert answer.status_code == 409 and "编辑期间已有改动" in page
    assert str(chencang.director) in page and "修改了会议安排" in page
    assert [change.label for change in answer.context["changes"]] == ["会期", "地点", "参会单位"]
    assert answer.context["form"]["slot_minutes"].value() == "90"
    meeting.refresh_from_db()
    assert (meeting.place, meeting.slot_minutes, meeting.invited_units.count()) == ("主任改的会议室", 120, 2)
    now = answer.context["form"]["seen"].value()
    merged = {"place": "主任改的会议室", "invited_units": units, "slot_minutes": 90, "seen": now}
    assert edit(chencang, chencang.staff, meeting, **merged).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, meeting.slot_minutes, meeting.invited_units.count()) == ("主任改的会议室", 90, 2)


def test_who_meant_the_same_is_told_that_it_was_done(chencang: Office) -> None:
    meeting = arranged(chencang)
    Meeting.objects.filter(pk=meeting.pk).update(place="新会议室")
    answer = edit(chencang, chencang.staff, meeting, place="新会议室")
    assert answer.status_code == 409 and not answer.context["changes"]
    assert "其他同志已作了同样的修改" in answer.content.decode()


def test_a_meeting_that_was_announced_is_not_edited_behind_peoples_backs(chencang: Office) -> None:
    meeting = chencang.noticed_meeting()
    answer = browser(chencang.staff).post(
        reverse("meetings:meeting_edit", args=[meeting.pk]), form_of(chencang, allows_clash="on", place="我填的会议室")
    )
    assert answer.status_code == 422
    assert all(said in answer.content.decode() for said in ("通知已发出", "我填的会议室"))
    meeting.refresh_from_db()
    assert meeting.place != "我填的会议室"
