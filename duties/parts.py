"""Supporting units of an assignment (配合单位): what each takes on, who is told, how a name finds its unit."""

from collections.abc import Iterable, Mapping
from typing import Any

from duties.models import Assignment, Part, PartState
from jointmeeting.kernel import audit, notify
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act
from members.groups import real_units
from members.models import MemberUnit

LONGEST, LONGEST_LABEL = 300, 80


def support(assignment: Assignment, units: Iterable[MemberUnit], *, by: Any, text: str = "") -> list[Part]:
    """Give each unit that neither leads nor supports yet its part and tell it; return the new parts."""
    there = {assignment.lead_unit_id, *assignment.parts.values_list("unit", flat=True)}
    given = []
    for unit in units:
        if unit.pk in there:
            continue
        part, _ = Part.objects.update_or_create(
            assignment=assignment, label=unit.name, defaults={"unit": unit, **({"text": text} if text else {})}
        )
        _tell(part, by)
        given.append(part)
    return given


def detach(assignment: Assignment, unit: MemberUnit) -> None:
    """Ask no more support of a unit that leads from now on; its part stays under a name that says so."""
    label = f"{unit}（现为牵头单位）"
    if before := assignment.parts.filter(unit=None, label__startswith=label).count():
        label = f"{label}{before + 1}"
    assignment.parts.filter(unit=unit).update(unit=None, label=label[:LONGEST_LABEL])


def take_over(whole: Assignment, merged: Assignment, *, by: Any) -> None:
    """Bring the units of what was merged into `whole`: its lead now supports, its supporters keep what they took on."""
    _join(whole, merged.lead_unit, f"办理并入的“{merged.title}”", by)
    for part in merged.parts.filter(state=PartState.OPEN).select_related("unit"):
        if part.unit is None:
            Part.objects.get_or_create(assignment=whole, label=part.label, defaults={"text": part.text})
        else:
            _join(whole, part.unit, part.text, by)


def _join(whole: Assignment, unit: MemberUnit, text: str, by: Any) -> None:
    """Let a unit do for `whole` what it took on elsewhere, beside what it does; who leads it leads that, too.

    Raises Refused where its part in `whole` is done: nobody would see that work came to it.
    """
    if support(whole, [unit], by=by, text=text):
        return
    own = whole.parts.filter(unit=unit).first()
    if own and own.state == PartState.DONE:
        raise Refused(f"{own.label}在“{whole}”中的配合分工已登记完成，并入的工作无人接续。请先退回其配合分工，再并入。")
    if own and text not in own.text:
        own.text = "；".join(filter(None, [own.text, text]))[:LONGEST]
        own.save(update_fields=["text"])
        _tell(own, by)


def arrange(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Change what stands and add units: `changes` holds {part, text, unit, is_removed}, `units` and `text` the new.

    A name mapped to a unit, or to a group for its units, makes way for them. Raises Refused where nothing changes,
    and where a part that was reported on is to be taken away.
    """
    said = [line for change in act.data["changes"] if (line := _change(assignment, change, act))]
    new = support(assignment, act.data["units"], by=act.by, text=act.data["text"])
    said += [f"增加{part.label}" + (f"：{part.text}" if part.text else "") for part in new]
    if not said:
        raise Refused("填写的内容与现在的安排相同，没有变化。请修改后提交，或返回。")
    return {"arranged": said}


def _change(assignment: Assignment, change: Mapping[str, Any], act: Act) -> str:
    """Do one change to a part and return what was done, nothing where it stands as it was."""
    part = assignment.parts.select_related("unit").filter(pk=change["part"].pk).first()
    if part is None:
        raise Refused(f"{change['part'].label}的配合分工刚刚由他人调整过。请刷新页面，按最新的安排重新填写。")
    if change["is_removed"]:
        return _withdraw(part, act.by)
    text = change["text"]
    if change["unit"]:
        part.delete()
        new = support(assignment, real_units([change["unit"]]), by=act.by, text=text)
        return f"{part.label}对应{'、'.join(row.label for row in new) or '已在名单中的单位'}"
    if text == part.text:
        return ""
    part.text = text
    part.save(update_fields=["text"])
    _tell(part, act.by)
    return f"{part.label}：{text or '配合牵头单位办理'}"


def _withdraw(part: Part, by: Any) -> str:
    """Ask no more of a unit; it is told, on its body's page, for the assignment is no longer open to it."""
    if part.state == PartState.DONE or part.progress.exists():
        raise Refused(f"{part.label}已经报告过配合情况，不能取消。如需调整，请修改分工。")
    details = {"unit": part.unit_id, "unit_name": part.label, "title": part.assignment.title}
    part.delete()
    notify.announce(audit.record("part.withdraw", part.jurisdiction, by=by, details=details))
    return f"取消{part.label}"


def _tell(part: Part, by: Any) -> None:
    notify.announce(audit.record("part.assign", part, by=by, details={"text": part.text}))
