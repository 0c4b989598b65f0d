"""Units the office enters and keeps (单位登记): short name, kind, aliases, and those no notice seats."""

from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from members.importing.naming import short_name_of
from members.models import Jurisdiction, MemberUnit
from members.rules import require
from members.services import add_unit

EDITED = ("short_name", "kind", "aliases", "initials", "is_member")


@transaction.atomic
def enter_unit(
    body: Jurisdiction, *, name: str, kind: str, is_member: bool, by: Any, request_key: UUID | None = None
) -> MemberUnit:
    """Enter a unit after those there are: a member the reading missed, or one that works along without a seat.

    Raises Refused for a name some unit has or had.
    """
    require(by, "member_unit.enter", body)
    if done := audit.find_request(request_key):
        return MemberUnit.ever.get(pk=done.details["unit"])
    Jurisdiction.objects.select_for_update(no_key=True).get(pk=body.pk)
    ensure_free(body, [name])
    unit = add_unit(body, name, kind=kind, is_member=is_member, by=by, short_name=short_name_of(name))
    audit.record("member_unit.enter", body, by=by, request_key=request_key, details={"unit": unit.pk})
    return unit


@transaction.atomic
def edit_unit(
    unit: MemberUnit, *, short_name: str, kind: str, aliases: list[str], initials: str, is_member: bool, by: Any
) -> None:
    """Correct what the system made of a unit's name. Initials typed by hand count; else they follow the names.

    Raises Refused for an alias that is another unit's name.
    """
    require(by, "member_unit.edit", unit)
    ensure_free(unit.jurisdiction, aliases, but=unit)
    before = {name: getattr(unit, name) for name in EDITED}
    unit.short_name, unit.kind, unit.is_member = short_name, kind, is_member
    unit.aliases = "、".join(dict.fromkeys(aliases))
    if initials and initials != before["initials"]:
        unit.initials = initials
    elif (short_name, unit.aliases) != (before["short_name"], before["aliases"]) or not initials:
        unit.index()
    unit.save()
    after = {key: getattr(unit, key) for key in before}
    changed = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    audit.record("member_unit.edit", unit, by=by, details={"changed": changed})


def ensure_free(body: Jurisdiction, names: list[str], *, but: MemberUnit | None = None) -> None:
    """Refuse a name another unit has, is known by, or had before."""
    others = MemberUnit.ever.filter(jurisdiction=body).exclude(pk=but.pk if but else 0)
    for unit in others.prefetch_related("former_names"):
        known = {unit.name, *unit.other_names, *(former.name for former in unit.former_names.all())}
        if taken := next((name for name in names if name in known), None):
            raise Refused(
                f"“{taken}”已是单位“{unit}”的名称、别称或者曾用名。同一单位不重复登记；更名、合并请在该单位的“机构变动”中办理。"
            )


def named_only(body: Jurisdiction) -> list[str]:
    """Return the names the notice charges with something and nobody has entered as a unit."""
    there = {name for unit in MemberUnit.ever.filter(jurisdiction=body) for name in (unit.name, *unit.other_names)}
    return [row.name for row in body.charter.record.units_named_not_members if row.name not in there]
