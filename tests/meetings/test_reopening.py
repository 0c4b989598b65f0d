"""A held meeting goes on only by the director, keeps its numbers, and not once its minutes are final."""

import pytest
from django.urls import reverse

from jointmeeting.kernel import jobs
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import Notification
from meetings.models import AgendaItem, Attendance, Meeting, Minutes
from meetings.services import minutes as minutes_services
from meetings.workflows import agenda_items, meetings
from meetings.workflows import minutes as minutes_workflow
from tests.factories import Office
from tests.subjects import browser

REASON = "漏议一项"


def held(office: Office) -> Meeting:
    item = office.agenda_item(AgendaItem.State.DECIDED)
    return item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting


def test_only_the_director_reopens_it_and_says_why(yueqing: Office) -> None:
    meeting = held(yueqing)
    for person in (yueqing.staff, yueqing.chief):
        with pytest.raises(Forbidden):
            meetings.perform(meeting, "reopen", by=person, comment=REASON)
    with pytest.raises(Refused, match="理由"):
        meetings.perform(meeting, "reopen", by=yueqing.director)
    meetings.perform(meeting, "reopen", by=yueqing.director, comment=REASON)
    assert meeting.state == Meeting.State.IN_SESSION


def test_attendance_outcomes_and_numbers_stay_and_all_who_were_there_are_told(yueqing: Office) -> None:
    meeting = held(yueqing)
    meeting.attendances.filter(unit=yueqing.unit).update(state=Attendance.State.PRESENT)
    before = list(meeting.entries.values_list("position", "agenda_item", "outcome"))
    asked = browser(yueqing.director).get(reverse("meetings:meeting_reopen", args=[meeting.pk])).content.decode()
    assert "谁会收到" in asked and str(yueqing.liaison) in asked
    meetings.perform(meeting, "reopen", by=yueqing.director, comment=REASON)
    item = yueqing.agenda_item(AgendaItem.State.ACCEPTED, title="关于漏议事项的议题")
    raised = {"meeting": meeting, "has_consent": True}
    agenda_items.perform(item, "raise_at_meeting", by=yueqing.staff, comment=REASON, data=raised)
    agenda_items.perform(item, "decide", by=yueqing.staff)
    meetings.perform(meeting, "close", by=yueqing.staff)
    assert list(meeting.entries.values_list("position", "agenda_item", "outcome")) == [*before, (2, item.pk, "decided")]
    assert meeting.attendances.get(unit=yueqing.unit).state == Attendance.State.PRESENT
    jobs.sweep(work=True)
    assert (
        Notification.objects.filter(recipient=yueqing.liaison, sentence__contains="恢复进行。理由：漏议一项").count()
        == 1
    )
    page = browser(yueqing.liaison).get(meeting.get_absolute_url()).content.decode()
    assert f"由{yueqing.director}恢复。理由：漏议一项" in page


def test_a_draft_stays_and_waits_for_the_end(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.DRAFTING)
    meetings.perform(minutes.meeting, "reopen", by=yueqing.director, comment=REASON)
    with pytest.raises(Refused, match="会议已经恢复，尚未结束"):
        minutes_workflow.perform(minutes, "submit", by=yueqing.staff)
    meetings.perform(minutes.meeting, "close", by=yueqing.staff)
    before = minutes.version
    assert minutes_services.draft_minutes(minutes.meeting, by=yueqing.staff) == minutes
    minutes_services.regenerate_opening(minutes, by=yueqing.staff)
    minutes.refresh_from_db()
    assert (minutes.version, minutes.versions.count()) == (before + 1, before + 1)
    minutes_workflow.perform(minutes, "submit", by=yueqing.staff)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (Minutes.State.REVIEWING, "审核中。请先将纪要退回或者收回修改"),
        (Minutes.State.SIGNED, "已签发，会议不能恢复。纪要有误的，请在纪要页面办理“更正”"),
        (Minutes.State.ISSUED, "1号《示例会议纪要》已签发，会议不能恢复"),
    ],
)
def test_a_final_text_keeps_it_closed(yueqing: Office, state: Minutes.State, sentence: str) -> None:  # type: ignore[valid-type]
    meeting = yueqing.minutes(state).meeting
    with pytest.raises(Refused, match=sentence):
        meetings.perform(meeting, "reopen", by=yueqing.director, comment=REASON)
    assert meeting.state == Meeting.State.HELD


def test_what_went_round_on_paper_has_no_sitting_to_go_on_with(chencang: Office) -> None:
    meeting = chencang.noticed_meeting(Meeting.Kind.WRITTEN)
    meeting.receipts.all().delete()
    meetings.perform(meeting, "conclude", by=chencang.staff)
    with pytest.raises(Refused, match="没有会议可以恢复"):
        meetings.perform(meeting, "reopen", by=chencang.director, comment=REASON)
