"""An urgent motion (临时动议) is raised in the room, by the chair's leave, and stays recognisable in the minutes."""

import pytest
from django.urls import reverse

from jointmeeting.kernel import jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry, Notification
from meetings.models import AgendaItem, Meeting
from meetings.services.minutes import draft_minutes
from meetings.workflows import agenda_items, meetings
from members.models import Role
from tests.factories import Office
from tests.meetings.convening import in_session
from tests.subjects import browser


@pytest.fixture
def meeting(chencang: Office) -> Meeting:
    return in_session(chencang)


@pytest.fixture
def item(chencang: Office) -> AgendaItem:
    return chencang.agenda_item(AgendaItem.State.ACCEPTED, title="防汛救灾临时救助")


def raise_it(office: Office, item: AgendaItem, meeting: Meeting, **data: object) -> None:
    data = {"meeting": meeting, "has_consent": True, **data}
    agenda_items.perform(item, "raise_at_meeting", by=office.staff, comment="汛情紧急", data=data)


def test_it_joins_the_agenda_is_published_and_marked(chencang: Office, meeting: Meeting, item: AgendaItem) -> None:
    raise_it(chencang, item, meeting)
    revision = meeting.revisions.first()
    assert revision is not None
    assert revision.number == 2 and revision.differences[0].startswith("增加（临时动议）：2. 防汛救灾临时救助")
    other = browser(chencang.person(Role.LIAISON, chencang.other_unit))
    assert "临时动议：汛情紧急" in other.get(meeting.get_absolute_url()).content.decode()
    assert other.get(item.get_absolute_url()).status_code == 200
    entry = LogEntry.objects.get(act="agenda_item.raise_at_meeting")
    assert entry.details["consent"] == str(meeting.chaired_by) and entry.comment == "汛情紧急"
    jobs.sweep(work=True)
    (told,) = Notification.objects.filter(recipient=meeting.chaired_by, entry=entry)
    assert "已作为临时动议列入本次会议" in told.sentence


def test_the_minutes_say_which_item_no_notice_had_announced(
    chencang: Office, meeting: Meeting, item: AgendaItem
) -> None:
    raise_it(chencang, item, meeting)
    meetings.perform(meeting, "close", by=chencang.staff)
    assert "“防汛救灾临时救助”（临时动议）" in draft_minutes(meeting, by=chencang.staff).opening


def test_without_the_chair_s_leave_nothing_happens(chencang: Office, meeting: Meeting, item: AgendaItem) -> None:
    with pytest.raises(Refused, match="须经主持人.+当场同意"):
        raise_it(chencang, item, meeting, has_consent=False)
    url = reverse("meetings:agenda_item_raise_at_meeting", args=[item.pk])
    data = {"meeting": meeting.pk, "comment": "汛情紧急", "request_key": "5f0f3c1c-0f5a-4d0e-9d65-0d4c54a1c002"}
    answer = browser(chencang.staff).post(url, data)
    assert answer.status_code == 422 and "未同意的不能列入" in answer.content.decode()
    assert not meeting.entries.filter(agenda_item=item).exists()


def test_outside_a_meeting_there_is_no_such_thing(chencang: Office, item: AgendaItem) -> None:
    with pytest.raises(Refused, match="没有正在进行的会议"):
        raise_it(chencang, item, chencang.noticed_meeting())


def test_it_does_not_do_without_the_opinions_the_law_asks_for(chencang: Office, meeting: Meeting) -> None:
    item = chencang.agenda_item(AgendaItem.State.ACCEPTED, needs_money=True, cost="10万元，财政资金")
    with pytest.raises(Refused, match="临时动议不免除必要的征求意见"):
        raise_it(chencang, item, meeting)
