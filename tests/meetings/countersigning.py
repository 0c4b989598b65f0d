"""Minutes that are out for countersignature, and answers in each state, as people would bring them there."""

from typing import Any

from meetings import workflows
from meetings.models import AgendaItem, Attendance, Countersignature, Meeting, Minutes
from meetings.models.countersignature import CountersignatureState
from meetings.services import minutes as minutes_services
from members.models import Charter, Jurisdiction, MemberUnit, Role, User
from members.rules import ruling
from members.working_rules import change_working_rule
from tests.factories import Office, duty_of

ANSWERS = {
    CountersignatureState.AGREED: "agree",
    CountersignatureState.AGREED_WITH_TEXT: "agree_with_text",
    CountersignatureState.OBJECTED: "object",
    CountersignatureState.UPHELD: "uphold",
    CountersignatureState.OVERRULED: "overrule",
}


def drafted(office: Office, scope: str = "attending_units") -> Minutes:
    """Minutes with two clauses of a meeting two units attended, under a rule that asks for consent.

    Where the notice is silent a working rule asks, for this meeting only.
    """
    body, rule = office.body, ruling(office.body, "minutes_consent")
    if asks := not (rule and rule.from_charter):
        change_working_rule(body, "minutes_consent", scope, by=office.director)
    item = office.agenda_item(AgendaItem.State.DECIDED)
    if asks:
        change_working_rule(body, "minutes_consent", "no_consent", by=office.director)
    meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    here = Attendance.objects.filter(meeting=meeting, unit__in=[office.unit, office.other_unit])
    here.update(state=Attendance.State.PRESENT, person_name="示例·甲")
    minutes = minutes_services.draft_minutes(meeting, by=office.staff)
    rows = [clause(office.unit, [office.other_unit], "关于示例甲"), clause(office.other_unit, [], "关于示例乙")]
    return edit(office, minutes, rows)


def clause(lead: MemberUnit, supporting: list[MemberUnit], heading: str, **fields: Any) -> dict[str, Any]:
    """A clause as the form brings it."""
    row = {"agenda_item": None, "heading": heading, "text": "会议议定：由牵头单位办理。", "due_on": "2026-12-31"}
    return {**row, "lead_unit": lead, "supporting_units": supporting, "basis": duty_of(lead), **fields}


def edit(office: Office, minutes: Minutes, rows: list[dict[str, Any]]) -> Minutes:
    """Save the draft with these clauses."""
    minutes.refresh_from_db()
    minutes_services.edit_minutes(
        minutes,
        version=minutes.version,
        title="示例会议纪要",
        opening="纪要如下：",
        disclosure="open",
        matters=rows,
        by=office.staff,
    )
    minutes.refresh_from_db()
    return minutes


def written(minutes: Minutes) -> list[dict[str, Any]]:
    """The clauses as the form shows them, each with its key."""
    return [
        clause(
            m.lead_unit,
            list(m.supporting_units.all()),
            m.heading,
            key=m.key,
            text=m.text,
            table=m.table,
            due_on=m.due_on,
        )
        for m in minutes.matters.all()
    ]


def send_round(office: Office, minutes: Minutes) -> Minutes:
    """Let the director pass the draft on to the units."""
    workflows.minutes.perform(minutes, "submit", by=office.staff)
    workflows.minutes.perform(minutes, "circulate", by=office.director)
    return minutes


def circulated(office: Office, scope: str = "attending_units") -> Minutes:
    """Minutes out for countersignature."""
    return send_round(office, drafted(office, scope))


def answer_of(minutes: Minutes, unit: MemberUnit, position: int = 1) -> Countersignature:
    """The newest answer of `unit` to a clause."""
    return minutes.countersignatures.filter(unit=unit, position=position).order_by("-version")[0]


def person_of(office: Office, unit: MemberUnit) -> User:
    """Whoever answers for `unit`."""
    return office.person(Role.UNIT_LEADER, unit)


def say(office: Office, row: Countersignature, act: str) -> Countersignature:
    """Let the unit, or the convener, say something about a clause."""
    by = office.chief if act in {"uphold", "overrule"} else person_of(office, row.unit)
    workflows.countersignatures.perform(row, act, by=by, comment="" if act == "agree" else "建议明确时限。")
    return row


def all_agree(office: Office, minutes: Minutes) -> None:
    """Let every unit agree to what waits for it."""
    for row in minutes.countersignatures.filter(state=Countersignature.State.PENDING):
        say(office, row, "agree")


def in_state(office: Office, state: CountersignatureState) -> Countersignature:
    """The proposing unit's answer to the first clause, brought to `state`."""
    s = Countersignature.State
    if state == s.DEEMED:
        prescribe(office.body, "minutes_consent_deemed", value=True)
        prescribe(office.body, "minutes_consent_days", value=1)
    row = answer_of(circulated(office), office.unit)
    if state == s.DEEMED:
        Countersignature.objects.filter(pk=row.pk).update(due_on="2020-01-01")
        workflows.countersignatures.perform(row, "deem", by=None)
    if state in {s.UPHELD, s.OVERRULED}:
        say(office, row, "object")
    return say(office, row, ANSWERS[state]) if state in ANSWERS else row


def prescribe(body: Jurisdiction, key: str, *, value: object) -> None:
    """Let the body's notice prescribe something it does not say in print."""
    charter = Charter.objects.get(jurisdiction=body)
    charter.content = {**charter.content, key: {"value": value, "clause": "三", "quote": "示例条款"}}
    charter.save()
    body.__dict__.pop("charter", None)
