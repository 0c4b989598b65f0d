"""What a unit has under way here, for the hand-over: items, receipts, major matters."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from jointmeeting.kernel import open_work
from jointmeeting.kernel.open_work import Source
from meetings.models import AgendaItem, AgendaOpinion, MajorMatter, Meeting, Receipt
from meetings.models.agenda import ENDED
from members.models import MemberUnit


def _items(unit: MemberUnit) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(unit=unit).exclude(state__in=ENDED)


def _receipts(unit: MemberUnit) -> QuerySet[Receipt]:
    silent = Receipt.objects.filter(unit=unit, state=Receipt.State.SILENT, meeting__state=Meeting.State.NOTICED)
    return silent.select_related("meeting", "unit")


def _opinions(unit: MemberUnit) -> QuerySet[AgendaOpinion]:
    return AgendaOpinion.objects.filter(unit=unit).waiting().select_related("agenda_item", "unit")


def _matters(unit: MemberUnit) -> QuerySet[MajorMatter]:
    return MajorMatter.objects.filter(unit=unit, state__in=[MajorMatter.State.RAISED, MajorMatter.State.REPORTED])


def _day(receipt: Receipt) -> date:
    return timezone.localdate(receipt.meeting.starts_at)


open_work.register(
    Source("议题", _items),
    Source("征求意见", _opinions, lambda opinion: opinion.due_on),
    Source("会议回执", _receipts, _day),
    Source("重大问题", _matters),
)
