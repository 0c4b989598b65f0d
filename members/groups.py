"""Group entries (组合) such as 各乡镇人民政府: the real units the office enters for them, and who does their work."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from members.models import Jurisdiction, MemberUnit
from members.rules import require
from members.services import add_doer

LONGEST = 60
KIND = MemberUnit.Kind


def expanded(units: Iterable[MemberUnit]) -> list[MemberUnit]:
    """Return the units with every group replaced by its units, each once; a group nobody listed stays itself."""
    found: dict[int, MemberUnit] = {}
    for unit in units:
        members = MemberUnit.doers.filter(group=unit).order_by("position") if unit.kind == KIND.GROUP else []
        found |= {member.pk: member for member in list(members) or [unit]}
    return list(found.values())


def real_units(units: Iterable[MemberUnit]) -> list[MemberUnit]:
    """Return the units that can do work, groups expanded.

    Raises Refused for a group whose units nobody entered: work given to no one would be done by no one.
    """
    found = expanded(units)
    if empty := next((unit for unit in found if unit.kind == KIND.GROUP), None):
        raise Refused(f"“{empty}”是组合，尚未填写所含单位，不能交办。请办公室先在“组合单位”中逐行填写。")
    return found


def ensure_real(unit: MemberUnit) -> None:
    """Refuse a group as lead unit: exactly one unit answers for an assignment."""
    if unit.kind == KIND.GROUP:
        raise Refused(f"“{unit}”是组合，不能牵头。请选择其中一个单位牵头，其余作为配合单位。")


@transaction.atomic
def enter_group(body: Jurisdiction, name: str, lines: Iterable[str], *, by: Any) -> MemberUnit:
    """Make `lines` (one unit each) the units of the group `name`, which is entered when there is none.

    A unit that stands in no line any more leaves the group and stays a unit. Raises Refused with every bad line.
    """
    require(by, "member_unit.expand", body)
    Jurisdiction.objects.select_for_update(no_key=True).get(pk=body.pk)
    known = {unit.name: unit for unit in MemberUnit.ever.filter(jurisdiction=body)}
    names = [line.strip() for line in lines if line.strip()]
    if faults := _faults(name, names, known):
        raise Refused("；".join(faults) + "。请改正后再保存，现有内容没有变动。")
    group = known.get(name) or add_doer(body, name, kind=KIND.GROUP, by=by)
    MemberUnit.doers.filter(group=group).exclude(name__in=names).update(group=None)
    for line in names:
        unit = known.get(line) or add_doer(body, line, kind=KIND.TOWNSHIP, by=by)
        unit.group = group
        unit.save(update_fields=["group"])
    audit.record("member_unit.expand", group, by=by, details={"units": names})
    return group


def _faults(name: str, names: list[str], known: dict[str, MemberUnit]) -> list[str]:
    faults = [f"“{line[:20]}……”超过{LONGEST}个字" for line in names if len(line) > LONGEST]
    faults += [f"“{line}”写了不止一次" for line in dict.fromkeys(names) if names.count(line) > 1]
    faults += [f"“{n}”本身是组合" for n in names if n == name or (n in known and known[n].kind == KIND.GROUP)]
    faults += [f"“{line}”已撤销" for line in names if line in known and known[line].has_ended]
    if name in known and known[name].kind != KIND.GROUP:
        faults.append(f"“{name}”是单位，不是组合")
    return faults
