"""Planning a unit's change, and carrying it out on its day."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, clock, jobs, notify, succession
from jointmeeting.kernel.errors import Refused
from members.models import Appointment, Duty, Jurisdiction, MemberUnit, Succession
from members.rules import require
from members.workflows import successions

OBSTRUCTED = "succession.obstruct"
LONGEST_REASON = 300
SHOWN = 60  # characters of a duty
OPEN = (Succession.State.PLANNED, Succession.State.CONFIRMED)


@transaction.atomic
def plan_succession(
    unit: MemberUnit, *, duties: Iterable[Duty], by: Any, request_key: UUID, **fields: Any
) -> Succession:
    """Plan a change of `unit`: kind, successor or new_name, effective_on, document; once a `request_key`.

    Raises Refused when another change of the unit is under way or the new name is taken.
    """
    require(by, "succession.create", unit.jurisdiction)
    if done := audit.find_request(request_key):
        return Succession.objects.get(pk=done.subject_id)
    Jurisdiction.objects.select_for_update().get(pk=unit.jurisdiction_id)
    if waiting := Succession.objects.filter(unit=unit, state__in=OPEN).first():
        raise Refused(f"“{waiting}”尚未生效，请先办理或取消，再登记新的变动。")
    new_name = fields.get("new_name", "")
    if new_name and MemberUnit.ever.filter(jurisdiction=unit.jurisdiction, name=new_name).exists():
        raise Refused(f"已有名为“{new_name}”的单位。如由该单位承接，请在“承接单位”中选择。")
    change = Succession.objects.create(jurisdiction=unit.jurisdiction, unit=unit, unit_name=unit.name, **fields)
    change.duties.set(duties)
    notify.announce(audit.record("succession.create", change, by=by, request_key=request_key))
    return change


def preview_of(change: Succession) -> list[tuple[str, list[str]]]:
    """Return what would move or end on the day, as things stand: (kind, the rows as people read them)."""
    moves = succession.preview(change.unit, change.moved_duties)
    duties = change.duties.all() if change.kind == Succession.Kind.SPLIT else change.unit.duties.all()
    moves += [("转移的职责", [f"{duty.number}　{duty.text[:SHOWN]}" for duty in duties])]
    if change.kind == Succession.Kind.MERGE:
        posts = Appointment.objects.filter(unit=change.unit).exclude(ends_on__lt=change.effective_on)
        people = [f"{post.user}（{post.get_role_display()}）" for post in posts.select_related("user")]
        moves += [("任职至生效前一日的人员", people)]
    return [(label, rows) for label, rows in moves if rows]


def take_effect_when_due(change: Succession) -> None:
    """Carry out a confirmed change whose day has come."""
    if change.effective_on <= clock.today():
        successions.perform(change, "take_effect", by=None)


def end_due_successions() -> int:
    """Carry out what was confirmed for today or earlier; return how many. One that cannot be stops none after it."""
    due = Succession.objects.filter(state=Succession.State.CONFIRMED, effective_on__lte=clock.today())
    done = 0
    for change in due.order_by("effective_on", "pk"):
        try:
            take_effect_when_due(change)
        except Refused as refusal:
            _tell_once(change, refusal)
        else:
            done += 1
    return done


@transaction.atomic
def _tell_once(change: Succession, refusal: Refused) -> None:
    """Tell the director why a change does not take effect; every sweep tries again, and speaks of a new reason only."""
    told = Succession.objects.select_for_update(no_key=True).get(pk=change.pk)
    if told.obstruction == (reason := refusal.sentence[:LONGEST_REASON]):
        return
    told.obstruction = reason
    told.save(update_fields=["obstruction"])
    notify.announce(audit.record(OBSTRUCTED, told, by=None, comment=refusal.sentence))


jobs.register_deadline(end_due_successions)
