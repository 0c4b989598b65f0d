"""What a unit's change does on its day. Papers already made keep the old name."""

from datetime import timedelta
from typing import Any

from jointmeeting.kernel import succession
from jointmeeting.kernel.workflow import Act
from members.models import Appointment, FormerName, MemberUnit, Succession
from members.models.unit import initials_of
from members.services import add_unit, end_appointment


def carry_out(change: Succession, _: Act) -> dict[str, Any]:
    """Do what was planned; the log keeps how much moved. Papers already made keep the old name."""
    last_day = change.effective_on - timedelta(days=1)
    change.obstruction = ""
    if change.kind == Succession.Kind.RENAME:
        _remember(change.unit, change.unit.name, change)
        unit = change.unit
        unit.name, unit.short_name = change.new_name, change.new_short_name or change.new_name
        unit.index()
        unit.save()
        return {"name": change.new_name}
    successor = change.successor or add_unit(
        change.jurisdiction,
        change.new_name,
        short_name=change.new_short_name,
        kind=change.unit.kind,
        is_member=change.unit.is_member,
        by=None,
    )
    change.successor = successor
    moved = succession.move(change.unit, successor, change.moved_duties)
    _hand_over_duties(change, successor)
    if change.kind == Succession.Kind.MERGE:
        _remember(successor, change.unit.name, change)
        for former in change.unit.former_names.all():
            _remember(successor, former.name, change)
        running = Appointment.objects.filter(unit=change.unit).exclude(ends_on__lte=last_day)
        for post in running:  # those still to begin as well: they would begin at a unit that is no more
            end_appointment(post, by=None, on=max(last_day, post.starts_on))
        change.unit.ended_on = last_day
        change.unit.save()
    return {"successor": str(successor), "moved": moved}


def _remember(unit: MemberUnit, name: str, change: Succession) -> None:
    last_day = change.effective_on - timedelta(days=1)
    FormerName.objects.get_or_create(
        unit=unit, name=name, defaults={"initials": initials_of(name), "until": last_day, "document": change.document}
    )


def _hand_over_duties(change: Succession, successor: MemberUnit) -> None:
    """有关职责转到新接管的部门单位负责落实 (乐政办函〔2019〕16号 附件). A number the successor has is told apart."""
    duties = change.duties.all() if change.kind == Succession.Kind.SPLIT else change.unit.duties.all()
    taken = set(successor.duties.values_list("number", flat=True))
    for duty in duties:
        while duty.number in taken:
            duty.number += "续"
        taken.add(duty.number)
        duty.unit = successor
        duty.save()
