"""What a unit was asked goes to whoever takes over its duties, and stands among its open work until then."""

from django.db import transaction

from jointmeeting.kernel import succession
from jointmeeting.kernel.open_work import open_work_for
from meetings.models import AgendaItem, AgendaOpinion, Receipt
from meetings.workflows import meetings
from members.models import MemberUnit
from tests.factories import Office
from tests.meetings import preparing


def take_over(old: MemberUnit, new: MemberUnit) -> None:
    with transaction.atomic():
        succession.move(old, new, None)


def test_a_question_goes_to_the_successor_and_is_asked_once(chencang: Office) -> None:
    old, new = chencang.other_unit, preparing.unit_of(chencang, "教体局")
    first, second = chencang.agenda_item(AgendaItem.State.ACCEPTED), chencang.agenda_item(AgendaItem.State.ACCEPTED)
    preparing.consult(chencang, first, mandatory=[old])
    preparing.consult(chencang, second, mandatory=[old], optional=[new])
    assert [work.label for work in open_work_for(old)].count("征求意见") == 2
    take_over(old, new)
    assert first.opinions.get().unit == new
    kept = second.opinions.get()
    assert (kept.unit, kept.is_mandatory) == (new, True)
    assert "征求意见" not in [work.label for work in open_work_for(old)]


def test_a_unit_is_not_asked_about_what_it_proposes_itself(chencang: Office) -> None:
    item = chencang.agenda_item(AgendaItem.State.ACCEPTED)
    preparing.consult(chencang, item, mandatory=[chencang.other_unit])
    take_over(chencang.other_unit, chencang.unit)
    assert not item.opinions.exists()


def test_what_was_answered_stays_with_who_answered(chencang: Office) -> None:
    opinion = preparing.opinion(chencang, AgendaOpinion.State.AGREED)
    take_over(chencang.other_unit, preparing.unit_of(chencang, "教体局"))
    opinion.refresh_from_db()
    assert opinion.unit == chencang.other_unit


def test_the_receipt_of_a_postponed_meeting_goes_along(chencang: Office) -> None:
    meeting = chencang.noticed_meeting()
    successor = preparing.unit_of(chencang, "教体局")
    meeting.receipts.filter(unit=successor).delete()
    meetings.perform(meeting, "postpone", by=chencang.staff, comment="另有安排")
    take_over(chencang.unit, successor)
    assert Receipt.objects.filter(meeting=meeting, unit=successor).exists()
