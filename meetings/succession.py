"""Open work that goes to whoever takes over a unit's duties: items on the way, receipts, matters not signed yet."""

from typing import Any

from django.db.models import QuerySet

from jointmeeting.kernel import succession
from jointmeeting.kernel.succession import Moving
from meetings.models import AgendaItem, AgendaOpinion, MajorMatter, Minutes, Receipt, ResolvedMatter
from meetings.models.agenda import ENDED
from meetings.models.meeting import AHEAD
from members.models import MemberUnit

DONE = ENDED - {AgendaItem.State.REFERRED}  # that one goes where its major matter goes
OPEN_MATTERS = (MajorMatter.State.RAISED, MajorMatter.State.REPORTED)


def _whole(rows: QuerySet[Any], duties: list[Any] | None) -> QuerySet[Any]:
    """Only a unit that ends gives these up: they rest on no single duty."""
    return rows if duties is None else rows.none()


def _receive(receipt: Receipt, successor: MemberUnit) -> None:
    """The successor answers in the old unit's place, unless it was asked itself: then the old one stays unanswered."""
    if not receipt.meeting.receipts.filter(unit=successor).exists():
        receipt.unit = successor
        receipt.save(update_fields=["unit"])


def _answer(opinion: AgendaOpinion, successor: MemberUnit) -> None:
    """The successor is asked in the old unit's place; where it is asked itself, once, and as strictly as either was.

    A unit is not asked about its own item: the question of one that merged into the proposing unit falls away.
    """
    item = opinion.agenda_item
    own = item.opinions.filter(unit=successor).first()
    if own is None and item.unit_id != successor.pk:
        _take_over("unit")(opinion, successor)
    elif opinion.state == AgendaOpinion.State.PENDING:
        opinion.delete()
        if own and opinion.is_mandatory and not own.is_mandatory:
            own.is_mandatory = True
            own.save(update_fields=["is_mandatory"])


def _take_over(field: str) -> Any:
    def move(row: Any, successor: MemberUnit) -> None:
        setattr(row, field, successor)
        row.save(update_fields=[field])

    return move


def _lead(matter: ResolvedMatter, successor: MemberUnit) -> None:
    matter.supporting_units.remove(successor)
    _take_over("lead_unit")(matter, successor)


succession.register(
    Moving(
        "办理中的议题",
        lambda unit, duties: _whole(AgendaItem.objects.filter(unit=unit).exclude(state__in=DONE), duties),
        _take_over("unit"),
    ),
    Moving(
        "未召开会议的回执",
        lambda unit, duties: _whole(Receipt.objects.filter(unit=unit, meeting__state__in=AHEAD), duties),
        _receive,
    ),
    Moving(
        "待答复的征求意见",
        lambda unit, duties: _whole(AgendaOpinion.objects.filter(unit=unit).waiting(), duties),
        _answer,
    ),
    Moving(
        "起草中纪要的议定事项",
        lambda unit, duties: _whole(
            ResolvedMatter.objects.filter(lead_unit=unit, minutes__state=Minutes.State.DRAFTING), duties
        ),
        _lead,
    ),
    Moving(
        "办理中的重大问题",
        lambda unit, duties: _whole(MajorMatter.objects.filter(unit=unit, state__in=OPEN_MATTERS), duties),
        _take_over("unit"),
    ),
)
