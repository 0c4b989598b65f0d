"""Who came, when, for whom: by code on a phone, by the staff's list, and corrected only with a trace."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from meetings import board, workflows
from meetings.forms.attendance import AttendanceForm
from meetings.models import Attendance, Meeting, Receipt
from meetings.services import attendance as services
from meetings.services.attendance import Mark
from members.models import Role
from tests.factories import Office
from tests.subjects import browser


@pytest.fixture
def meeting(chencang: Office) -> Meeting:
    """A meeting that has begun, five minutes ago."""
    receipt = chencang.receipt(Receipt.State.SUBSTITUTE)
    meeting = receipt.meeting
    chencang.hold(meeting, until="open")
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - timedelta(minutes=5))
    meeting.refresh_from_db()
    return meeting


def typed(meeting: Meeting, **fields: str) -> dict[str, str]:
    form = {"code": meeting.sign_in_code, "name": "测试乙", "post": "副局长", "request_key": str(uuid4())}
    return {**form, **fields}


def own(office: Office, meeting: Meeting) -> Attendance:
    return meeting.attendances.get(unit=office.unit)


def sign(person: Any, meeting: Meeting, **fields: str) -> Any:
    return browser(person).post(reverse("meetings:attendance_sign_in", args=[meeting.pk]), typed(meeting, **fields))


def test_the_code_of_the_room_signs_ones_own_unit_in(chencang: Office, meeting: Meeting) -> None:
    url = reverse("meetings:attendance_sign_in", args=[meeting.pk])
    page = browser(chencang.liaison).get(f"{url}?code={meeting.sign_in_code}").content.decode()
    assert f'value="{meeting.sign_in_code}"' in page
    assert sign(chencang.liaison, meeting).status_code == 302
    row = own(chencang, meeting)
    assert (row.state, row.person_name, row.is_late) == (Attendance.State.SUBSTITUTE, "测试乙", False)
    assert row.signed_by == chencang.liaison
    again = sign(chencang.liaison, meeting)
    assert again.status_code == 422
    assert "无须重复签到" in again.content.decode()


def test_who_has_not_signed_in_is_absent_only_once_the_meeting_is_over(chencang: Office, meeting: Meeting) -> None:
    def listed() -> str:
        page: str = browser(chencang.staff).get(meeting.get_absolute_url()).content.decode()
        return page.partition('id="attendance"')[2].partition("</table>")[0]

    assert listed().count("未签到") == meeting.attendances.count() and "缺席" not in listed()
    workflows.meetings.perform(meeting, "close", by=chencang.staff)
    assert listed().count("缺席") == meeting.attendances.count() and "未签到" not in listed()


def test_a_wrong_code_signs_nobody_in(chencang: Office, meeting: Meeting) -> None:
    for code in ("00000000", "签到码", " "):
        answer = sign(chencang.liaison, meeting, code=code)
        assert answer.status_code == 422
    assert own(chencang, meeting).state == Attendance.State.ABSENT
    with pytest.raises(Refused, match="签到码不正确"):
        services.sign_in(meeting, chencang.unit, code="错", name="测试乙", post="", by=chencang.liaison)


def test_nobody_signs_in_another_unit_or_a_meeting_that_does_not_sit(chencang: Office, meeting: Meeting) -> None:
    other = chencang.person(Role.LIAISON, chencang.other_unit)
    with pytest.raises(Refused, match="您的岗位不能办理"):
        services.sign_in(meeting, chencang.unit, code=meeting.sign_in_code, name="测试乙", post="", by=other)
    assert sign(chencang.staff, meeting).status_code == 409
    chencang_again = chencang.noticed_meeting()
    with pytest.raises(Refused, match="会议开始后方可签到"):
        code = chencang_again.sign_in_code
        services.sign_in(chencang_again, chencang.unit, code=code, name="测试乙", post="", by=chencang.liaison)


def test_who_comes_ten_minutes_after_the_beginning_is_late(chencang: Office, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - timedelta(minutes=11))
    meeting.refresh_from_db()
    sign(chencang.liaison, meeting)
    assert own(chencang, meeting).is_late
    counts = dict(board.of(meeting).signed)
    assert counts == {"应到": 27, "实到": 1, "迟到": 1, "请假": 0, "未到": 26}


def test_a_correction_after_the_meeting_needs_a_reason_and_says_what_changed(
    chencang: Office, meeting: Meeting
) -> None:
    chencang_row = own(chencang, meeting)
    services.record_attendance(meeting, {chencang_row.pk: Mark("present", "测试乙")}, by=chencang.staff)
    workflows.meetings.perform(meeting, "close", by=chencang.staff)
    left = Mark("present", "测试丙", left_at=clock.now())
    with pytest.raises(Refused, match="更正签到须填写理由"):
        services.record_attendance(meeting, {chencang_row.pk: left}, by=chencang.staff)
    services.record_attendance(meeting, {chencang_row.pk: left}, by=chencang.staff, reason="登记有误")
    entry = LogEntry.objects.filter(act="attendance.record").latest("pk")
    assert entry.comment == "登记有误"
    (change,) = entry.details["changes"]
    assert change.startswith(f"{chencang.unit}：出席 测试乙 → 出席 测试丙")
    row = own(chencang, meeting)
    assert (row.left_early, row.arrived_at) == (True, meeting.starts_at)


def test_leaving_before_arriving_is_told_at_the_field(chencang: Office, meeting: Meeting) -> None:
    row = own(chencang, meeting)
    data: dict[str, str] = {f"state_{r.pk}": "present" for r in meeting.attendances.all()}
    data |= {f"arrived_{row.pk}": "10:00", f"left_{row.pk}": "09:30"}
    answer = browser(chencang.staff).post(reverse("meetings:attendance_record", args=[meeting.pk]), data)
    assert answer.status_code == 422
    assert "离会时间早于到会时间" in answer.content.decode()
    assert own(chencang, meeting).state == Attendance.State.ABSENT


def test_the_printed_sheet_carries_the_code(chencang: Office, meeting: Meeting) -> None:
    answer = browser(chencang.staff).get(reverse("meetings:meeting_sheet_paper", args=[meeting.pk, "pdf"]))
    assert answer.status_code == 200
    assert answer.getvalue().startswith(b"%PDF-")
    page = browser(chencang.staff).get(reverse("meetings:attendance_record", args=[meeting.pk])).content.decode()
    assert meeting.sign_in_code in page and "data:image/svg+xml" in page


def listed(meeting: Meeting, **fields: str) -> dict[str, str]:
    """The staff's list as a browser sends it: every row, with how it was shown."""
    form = AttendanceForm(meeting=meeting)
    data = {name: form[name].value() or "" for name in form.fields}
    return {name: f"{value}" for name, value in data.items()} | fields


def save(office: Office, meeting: Meeting, data: dict[str, str]) -> Any:
    return browser(office.staff).post(reverse("meetings:attendance_record", args=[meeting.pk]), data)


def test_the_staffs_list_leaves_alone_who_signed_in_on_his_phone_meanwhile(chencang: Office, meeting: Meeting) -> None:
    other = meeting.attendances.get(unit=chencang.other_unit)
    data = listed(meeting, **{f"state_{other.pk}": "present", f"name_{other.pk}": "测试丁"})
    sign(chencang.liaison, meeting)
    assert save(chencang, meeting, data).status_code == 302
    assert own(chencang, meeting).person_name == "测试乙"
    other.refresh_from_db()
    assert (other.state, other.person_name) == (Attendance.State.PRESENT, "测试丁")


def test_two_hands_on_one_row_are_told_at_the_row_and_what_was_typed_stays(chencang: Office, meeting: Meeting) -> None:
    row, other = own(chencang, meeting), meeting.attendances.get(unit=chencang.other_unit)
    data = listed(meeting, **{f"name_{row.pk}": "测试丙", f"state_{other.pk}": "present"})
    sign(chencang.liaison, meeting)
    answer = save(chencang, meeting, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"本行已由{chencang.liaison}登记为“代会 测试乙" in page and 'value="测试丙"' in page
    other.refresh_from_db()
    assert (own(chencang, meeting).person_name, other.state) == ("测试乙", Attendance.State.ABSENT)
    again = listed(meeting, **{f"name_{row.pk}": "测试丙", f"state_{other.pk}": "present"})
    assert save(chencang, meeting, again).status_code == 302
    assert own(chencang, meeting).person_name == "测试丙"


def test_observers_somebody_else_wrote_meanwhile_are_not_lost(chencang: Office, meeting: Meeting) -> None:
    untouched, mine = listed(meeting), listed(meeting, observers="市政协社法委（示例乙）")
    first = listed(meeting, observers="市人大社会委（示例甲）\r\n市总工会（示例丙）")
    assert save(chencang, meeting, first).status_code == 302
    assert save(chencang, meeting, untouched).status_code == 302
    answer = save(chencang, meeting, mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "列席人员已登记为“市人大社会委（示例甲）、市总工会（示例丙）”" in page and "市政协社法委（示例乙）" in page
    meeting.refresh_from_db()
    assert meeting.observers == "市人大社会委（示例甲）\n市总工会（示例丙）"
    again = listed(meeting, observers="市政协社法委（示例乙）")
    assert save(chencang, meeting, again).status_code == 302
    meeting.refresh_from_db()
    assert meeting.observers == "市政协社法委（示例乙）"


def test_late_and_early_are_shown_on_the_meetings_page(chencang: Office, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - timedelta(minutes=30))
    sign(chencang.liaison, meeting)
    row = own(chencang, meeting)
    left = Mark(row.state, row.person_name, "", row.arrived_at, clock.now())
    services.record_attendance(meeting, {row.pk: left}, by=chencang.staff)
    page = browser(chencang.staff).get(meeting.get_absolute_url()).content.decode()
    assert "迟到" in page and "早退" in page
