"""To whom minutes go whatever the office decides: the units their clauses charge."""

from meetings.models import Minutes, Recipient
from meetings.sheets import sheets
from members.models import MemberUnit


def charged_units(minutes: Minutes) -> list[MemberUnit]:
    """Return the units that lead or support a clause, groups as their units: each of them gets a task sheet."""
    return [sheet.unit for sheet in sheets(minutes) if sheet.unit.kind != MemberUnit.Kind.GROUP]


def address_charged(minutes: Minutes) -> None:
    """Address the minutes to every unit they charge: nobody is bound by what was never sent to him."""
    known = set(minutes.recipients.filter(kind=Recipient.Kind.TO).values_list("unit", flat=True))
    new = [unit for unit in charged_units(minutes) if unit.pk not in known]
    Recipient.objects.bulk_create(Recipient(minutes=minutes, kind=Recipient.Kind.TO, unit=u, label=u.name) for u in new)
