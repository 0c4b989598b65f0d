"""What an act on a hardship case does beyond the state."""

from collections.abc import Callable, Mapping
from typing import Any

from duties.hardship import limits
from duties.models import HardshipCase, HardshipState, HardshipSupport, UrgentRelief
from jointmeeting.kernel import clock, files, numbering
from jointmeeting.kernel.workflow import Act, Effect

S = HardshipState
SERIES = "hardship"


def step(state: HardshipState, do: Effect | None = None) -> Callable[[HardshipCase, Act], Mapping[str, Any]]:
    """Return an effect that does `do` and then begins the limit of `state`."""

    def effect(case: HardshipCase, act: Act) -> Mapping[str, Any]:
        said = (do(case, act) if do else None) or {}
        limits.begin_step(case, state)
        return said

    return effect


def register(case: HardshipCase, _: Act) -> Mapping[str, Any]:
    """Give the number."""
    case.year = clock.today().year
    case.number = numbering.next_number(SERIES, body=case.jurisdiction_id, year=case.year)
    return {"number": case.number_label}


def refer(case: HardshipCase, act: Act) -> Mapping[str, Any]:
    """Give it to a unit with a day; where the unit passes it on, the day stays."""
    before, case.lead_unit = case.lead_unit, act.data["lead_unit"]
    case.handle_by = act.data.get("handle_by") or case.handle_by
    if "supporting_units" in act.data:
        case.supports.all().delete()
        HardshipSupport.objects.bulk_create(HardshipSupport(case=case, unit=u) for u in act.data["supporting_units"])
    case.supports.filter(unit=case.lead_unit).delete()
    said = {"from": str(before or ""), "to": str(case.lead_unit), "handle_by": str(case.handle_by)}
    return {**said, "supporting": "、".join(case.supports.values_list("unit__name", flat=True))}


def give_back(case: HardshipCase, _: Act) -> Mapping[str, Any]:
    """The office refers it anew."""
    before, case.lead_unit, case.handle_by = case.lead_unit, None, None
    case.supports.all().delete()
    return {"from": str(before)}


def decline(case: HardshipCase, act: Act) -> Mapping[str, Any]:
    """Keep why it is not taken, and which case it repeats."""
    case.result, case.duplicate_of = act.comment, act.data.get("duplicate_of")
    return {"duplicate_of": case.duplicate_of.number_label} if case.duplicate_of else {}


def reopen(case: HardshipCase, act: Act) -> Mapping[str, Any]:
    """Begin again from the register; the log keeps what was done."""
    said = {"result": case.result, **give_back(case, act)}
    case.result, case.duplicate_of = "", None
    return {**said, **(register(case, act) if case.number is None else {})}


def resolve(case: HardshipCase, act: Act) -> None:
    """Keep what the unit did."""
    case.result = act.data["result"]


def decide(case: HardshipCase, act: Act) -> Mapping[str, Any]:
    """Keep what the meeting decided."""
    case.meeting, case.decision = act.data["meeting"], act.data["decision"]
    return {"meeting": str(case.meeting)}


def relieve(case: HardshipCase, act: Act) -> Mapping[str, Any]:
    """Record relief given before its papers."""
    fields = {name: act.data[name] for name in ("kind", "amount", "given_on")}
    UrgentRelief.objects.create(
        case=case,
        reason=act.comment,
        recorded_by=act.by,
        settle_by=limits.after(limits.SETTLE_WORKDAYS),
        **fields,
    )
    return {"amount": str(fields["amount"]), "given_on": str(fields["given_on"])}


def settle(relief: UrgentRelief, act: Act) -> None:
    """Keep the papers."""
    paper = act.data["paper"]
    relief.paper = files.store(paper.content, media_type=paper.media_type, sealed=True)
    relief.paper_name, relief.settled_on = paper.name, clock.today()
