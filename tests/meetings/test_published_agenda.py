"""What is put on an agenda after the notice stays with office and proposing unit until a supplement announces it."""

import pytest
from django.urls import reverse

from jointmeeting.kernel.errors import Refused
from meetings.models import AgendaItem, Meeting
from meetings.workflows import agenda_items, meetings
from members.models import Role
from tests.factories import Office
from tests.subjects import browser


@pytest.fixture
def added(chencang: Office) -> AgendaItem:
    """An item put on the agenda of a meeting whose notice is out."""
    meeting = chencang.noticed_meeting()
    item = chencang.agenda_item(AgendaItem.State.SUBMITTED, title="通知后列入的议题")
    agenda_items.perform(item, "accept", by=chencang.staff)
    agenda_items.perform(item, "schedule", by=chencang.staff, data={"meeting": meeting})
    return item


def sees(office: Office, item: AgendaItem) -> bool:
    """Whether the other invited unit finds the item: its page, its paper, the list, the meeting's page."""
    person = browser(office.person(Role.LIAISON, office.other_unit))
    meeting = item.entries.get().meeting
    paper = reverse("meetings:agenda_item_download", args=[item.pk, item.attachments.get().pk])
    found = {
        person.get(item.get_absolute_url()).status_code == 200,
        person.get(paper).status_code == 200,
        item.title in person.get(reverse("meetings:agenda_item_list")).content.decode(),
        item.title in person.get(meeting.get_absolute_url()).content.decode(),
    }
    assert len(found) == 1, "the four ways to it agree"
    return found.pop()


def test_an_item_added_after_the_notice_is_shown_with_the_supplement(chencang: Office, added: AgendaItem) -> None:
    assert not sees(chencang, added)
    assert browser(chencang.liaison).get(added.get_absolute_url()).status_code == 200
    meetings.perform(added.entries.get().meeting, "supplement", by=chencang.staff)
    assert sees(chencang, added)


def test_an_item_nobody_was_told_of_keeps_the_meeting_from_beginning(chencang: Office, added: AgendaItem) -> None:
    meeting = Meeting.objects.get(entries__agenda_item=added)
    with pytest.raises(Refused, match="请先发布补充通知，或将该议题撤出议程"):
        meetings.perform(meeting, "open", by=chencang.staff)
    agenda_items.perform(added, "take_off", by=chencang.staff, comment="下次再议")
    meetings.perform(meeting, "open", by=chencang.staff)
    assert meeting.state == Meeting.State.IN_SESSION
