"""What earlier work asks of the next meeting is ticked and becomes a line of its agenda, and unticked is off again."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.carry_over import carry_over_for
from meetings import ordering, packing, workflows
from meetings.models import AgendaItem, Meeting, MeetingPack
from tests.factories import Office
from tests.subjects import browser


def decided_case(office: Office) -> Meeting:
    """A case decided one by one, waiting for the next regular meeting to ratify it."""
    case = office.plan(Meeting.Kind.AD_HOC, office.chief)
    Meeting.objects.filter(pk=case.pk).update(kind=Meeting.Kind.CASE, household="张某某户（重病致困）")
    item = office.agenda_item(AgendaItem.State.ACCEPTED)
    workflows.agenda_items.perform(item, "schedule", by=office.staff, data={"meeting": case})
    case.refresh_from_db()
    case.invited_units.set([office.unit])
    office.hold(case)
    Meeting.objects.filter(pk=case.pk).update(starts_at=clock.now() - timedelta(days=1))
    return case


def compose(office: Office, meeting: Meeting, **typed: Any) -> Any:
    return browser(office.staff).post(reverse("meetings:meeting_compose", args=[meeting.pk]), typed)


def titles(meeting: Meeting) -> list[str]:
    meeting.refresh_from_db()
    return [f"{line.number} {line.title}" for line in ordering.lines(meeting)]


def test_a_case_is_ratified_by_the_next_regular_meeting(chencang: Office) -> None:
    case, meeting = decided_case(chencang), chencang.regular_meeting()
    key, line = f"meetings.meeting:{case.pk}", "1 追认一事一议：张某某户（重病致困）"
    assert compose(chencang, meeting, matter=[key], reviews_last="on").status_code == 302
    assert titles(meeting) == [line]
    item = chencang.agenda_item(AgendaItem.State.ACCEPTED)
    assert compose(chencang, meeting, matter=[key, f"meetings.agendaitem:{item.pk}"], shown=[key]).status_code == 302
    assert titles(meeting) == [line, f"2 {item}"]
    assert [row.starts for row in ordering.lines(meeting)] == ["9:00", "9:05"]
    workflows.meetings.perform(meeting, "convene", by=chencang.chief)
    assert "追认一事一议" in browser(chencang.liaison).get(meeting.get_absolute_url()).content.decode()
    pack = MeetingPack(meeting=meeting, revision=meeting.revisions.get())
    assert [found for _, found in packing.items_of(pack)] == [item]
    compose(chencang, meeting, shown=[key])
    assert titles(meeting) == [f"1 {item}"]
    workflows.meetings.perform(meeting, "supplement", by=chencang.staff)
    revision = meeting.revisions.first()
    assert (
        revision and revision.differences[0] == f"撤出：原第{line.replace('1 ', '1项 ')}（{chencang.body.office_name}）"
    )


def test_last_meetings_work_is_heard_first_unless_it_is_unticked(yueqing: Office) -> None:
    yueqing.assignment()
    meeting = yueqing.regular_meeting()
    assert titles(meeting) == ["1 听取上次会议议定事项落实情况"]
    first = ordering.lines(meeting)[0]
    assert len(first.details) == 2
    opened = next(m for m in carry_over_for(meeting) if m.kind in ordering.ON_AGENDA)
    compose(yueqing, meeting, matter=[opened.key], reviews_last="on")
    assert titles(meeting)[1] == f"2 议定事项办理情况：{opened.title}"
    assert len(ordering.lines(meeting)[0].details) == 1
    compose(yueqing, meeting, matter=[opened.key], shown=[opened.key])
    assert titles(meeting) == [f"1 议定事项办理情况：{opened.title}"]


def test_without_work_under_way_nothing_is_printed_of_it(chencang: Office) -> None:
    meeting = chencang.regular_meeting()
    assert meeting.reviews_last
    assert titles(meeting) == []


def test_what_another_put_on_meanwhile_stays(chencang: Office) -> None:
    case, meeting = decided_case(chencang), chencang.regular_meeting()
    key = f"meetings.meeting:{case.pk}"
    compose(chencang, meeting, matter=[key], reviews_last="on")
    compose(chencang, meeting, reviews_last="on")
    assert meeting.carried.filter(key=key).exists()


def test_what_no_longer_comes_up_can_still_be_taken_off(chencang: Office) -> None:
    case, meeting = decided_case(chencang), chencang.regular_meeting()
    compose(chencang, meeting, matter=[f"meetings.meeting:{case.pk}"], reviews_last="on")
    Meeting.objects.filter(pk=case.pk).update(starts_at=meeting.starts_at + timedelta(days=1))
    page = browser(chencang.staff).get(reverse("meetings:meeting_compose", args=[meeting.pk])).content.decode()
    assert "已列入，现已办结或无须再议" in page
