"""What sending minutes round, answering and ruling do beyond the state. Each effect returns what the log keeps."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.workflow import Act
from meetings.composition import freeze
from meetings.countersigning import asked, charged, latest, must_ask_anew, wording
from meetings.effects.minutes import reviewed_by
from meetings.models import Countersignature, Minutes, ResolvedMatter
from meetings.statements import own_words
from members.models import MemberUnit
from members.rules import ruling


def circulate(minutes: Minutes, act: Act) -> Mapping[str, Any]:
    """Ask every unit about every clause it has not answered as it now reads; what no font can print is refused here."""
    freeze(minutes)
    known, said, due_on = latest(minutes), own_words(minutes), _due_on(minutes)
    rows = []
    for matter, unit in asked(minutes):
        before, statement = known.get((matter.key, unit.pk)), said.get((matter.agenda_item_id or 0, unit.pk), "")
        if must_ask_anew(before, matter, unit, statement):
            row = _question(matter, unit, statement)
            row.due_on = due_on
            if before and before.statement != statement:  # its own words are of this draft, though the clause be older
                row.version = minutes.version
            rows.append(row)
    Countersignature.objects.bulk_create(rows)
    return {"asked": len(rows), "version": minutes.version, **reviewed_by(minutes, act)}


def _question(matter: ResolvedMatter, unit: MemberUnit, statement: str) -> Countersignature:
    """Return what a unit is asked: the clause, and what the minutes quote of it."""
    quoted = f"\n本单位发言：{statement}" if statement else ""
    return Countersignature(
        minutes=matter.minutes,
        unit=unit,
        clause=matter.key,
        version=matter.changed_in,
        position=matter.position,
        heading=matter.heading,
        wording=wording(matter) + quoted,
        statement=statement,
        was_charged=unit in charged(matter),
    )


def _due_on(minutes: Minutes) -> date | None:
    """Return the day by which units answer: only where the notice sets a time limit, in working days."""
    rule = ruling(minutes, "minutes_consent_days")
    return clock.add_workdays(clock.today(), rule.value) if rule and rule.from_charter else None


def answer(row: Countersignature, act: Act) -> Mapping[str, Any]:
    """Keep who answered for the unit, when, and in which words."""
    row.answered_by, row.answered_at, row.note = act.by, clock.now(), act.comment
    return {"unit": row.unit.name, "clause": row.position, "version": row.version}


def deem(row: Countersignature, _: Act) -> Mapping[str, Any]:
    """Keep the clause of the notice by which silence is consent."""
    rule = ruling(row, "minutes_consent_deemed")
    row.authority = rule.citation if rule else ""
    row.answered_at = clock.now()
    return {"unit": row.unit.name, "clause": row.position, "authority": row.authority}


def settle(row: Countersignature, act: Act) -> Mapping[str, Any]:
    """Keep the convener's ruling on an objection with its reason, which is printed."""
    row.ruled_by, row.ruled_at, row.ruling = act.by, clock.now(), act.comment
    return {"unit": row.unit.name, "clause": row.position}
