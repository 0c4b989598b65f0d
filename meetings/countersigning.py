"""Whose countersignature a body's rule asks for, which answers count, and how they stand. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from jointmeeting.kernel.documents import pasted
from meetings.drafting import publishes_duties, sentence_of
from meetings.models import Countersignature, Minutes, ResolvedMatter
from meetings.models.countersignature import CountersignatureState
from members.models import MemberUnit
from members.rules import Ruling, ruling

NOT_ASKED = "no_consent"
CONCERNED = "concerned_units"  # else, and where the notice only says 与会单位, all that attended
# An answer that stands although others changed words in a clause that does not concern the unit
STANDS = frozenset({CountersignatureState.AGREED, CountersignatureState.DEEMED, CountersignatureState.OVERRULED})

ATTACHED = "附件"  # a clause with this word rests on the attachments, and changes with them
HASH_SHOWN = 16

Asked = list[tuple[ResolvedMatter, MemberUnit]]


def consent_rule(minutes: Minutes) -> Ruling | None:
    """Return the rule that asks for consent to the minutes, if any (宝陈政办发〔2022〕45号 三)."""
    rule = ruling(minutes, "minutes_consent")
    return rule if rule and rule.value and rule.value != NOT_ASKED else None


def consent_clause(minutes: Minutes) -> str:
    """Return what the countersignature of these minutes rests on, as cited; empty where none is asked for.

    Without a rule, only the lead units of clauses outside the published duties are asked; minutes that went on without
    a clause resolve nothing anybody could consent to.
    """
    if minutes.state != Minutes.State.DRAFTING and not minutes.matters.exists():
        return ""
    if rule := consent_rule(minutes):
        return rule.citation
    return f"{minutes.jurisdiction.charter}未规定相应职责" if outside_duties(minutes) else ""


def outside_duties(minutes: Minutes) -> list[ResolvedMatter]:
    """Return the clauses said to be covered by no published duty; none where the notice publishes no duties."""
    if not publishes_duties(minutes):
        return []
    return list(minutes.matters.filter(is_outside=True).select_related("lead_unit"))


def unfounded(minutes: Minutes) -> list[ResolvedMatter]:
    """Return the clauses for which nobody has chosen the duty they rely on, nor said that there is none."""
    if not publishes_duties(minutes):
        return []
    return list(minutes.matters.filter(basis=None, is_outside=False))


def asked(minutes: Minutes) -> Asked:
    """Return each clause with each unit whose consent to it is asked, in the order of the minutes."""
    rule, outside = consent_rule(minutes), {matter.pk for matter in outside_duties(minutes)}
    if rule is None and not outside:
        return []
    here: list[MemberUnit] = []
    if rule and rule.value != CONCERNED:
        here = list(minutes.meeting.units_heard().order_by("position"))
    pairs: Asked = []
    for matter in _matters(minutes):
        units = charged(matter) if rule and rule.value == CONCERNED else list(here)
        if matter.pk in outside and matter.lead_unit not in units:
            units.append(matter.lead_unit)
        pairs += [(matter, unit) for unit in units]
    return pairs


def _matters(minutes: Minutes) -> QuerySet[ResolvedMatter]:
    """Return the clauses with their units: once signed, those of the day of the signature, dissolved since or not."""
    units = MemberUnit.ever if minutes.number else MemberUnit.objects
    return minutes.matters.select_related("lead_unit").prefetch_related(Prefetch("supporting_units", units.all()))


def charged(matter: ResolvedMatter) -> list[MemberUnit]:
    """Return the lead unit and the supporting units of a clause."""
    return [matter.lead_unit, *matter.supporting_units.all()]


def latest(minutes: Minutes) -> dict[tuple[UUID, int], Countersignature]:
    """Return (clause, unit) → the answer to the newest wording that unit was asked about."""
    rows = minutes.countersignatures.select_related("unit", "answered_by", "ruled_by").order_by("version")
    return {(row.clause, row.unit_id): row for row in rows}


def standing(minutes: Minutes) -> list[Countersignature]:
    """Return the answers that count today: of clauses that still stand, of units still asked."""
    rows = latest(minutes)
    found = (rows.get((matter.key, unit.pk)) for matter, unit in asked(minutes))
    return [row for row in found if row]


def unasked(minutes: Minutes) -> list[MemberUnit]:
    """Return the units that should have been asked about a clause and were not, as when the sign-in was corrected."""
    rows = latest(minutes)
    return list(dict.fromkeys(unit for matter, unit in asked(minutes) if (matter.key, unit.pk) not in rows))


def must_ask_anew(answer: Countersignature | None, matter: ResolvedMatter, unit: MemberUnit, statement: str) -> bool:
    """Tell whether `unit` must be asked about `matter` as it reads now.

    A changed clause resets the units it charges and those that asked for the change; the others' consent stands.
    What is quoted of a unit (`statement`) is its own: when that changed, the unit alone is asked anew.
    """
    if answer is None or answer.statement != statement:
        return True
    if answer.version >= matter.changed_in:
        return False
    return answer.state not in STANDS or unit in charged(matter) or answer.was_charged


@dataclass(frozen=True, slots=True)
class Standing:
    """The answers sorted by what they mean for the next step."""

    total: int
    pending: list[Countersignature]
    objected: list[Countersignature]
    upheld: list[Countersignature]

    @property
    def answered(self) -> int:
        """How many clauses × units have said something."""
        return self.total - len(self.pending)

    @property
    def is_whole(self) -> bool:
        """Whether nothing stands in the way of signing."""
        return not (self.pending or self.objected or self.upheld)


def stand(rows: Iterable[Countersignature]) -> Standing:
    """Sort answers."""
    s, every = Countersignature.State, list(rows)
    by_state = {state: [row for row in every if row.state == state] for state in (s.PENDING, s.OBJECTED, s.UPHELD)}
    return Standing(len(every), by_state[s.PENDING], by_state[s.OBJECTED], by_state[s.UPHELD])


def wording(matter: ResolvedMatter) -> str:
    """Return a clause as a unit is asked about it: text, who does it, by when."""
    supporting = "、".join(unit.name for unit in matter.supporting_units.all())
    helped = f"；配合单位：{supporting}" if supporting else ""
    due = f"{matter.due_on.year}年{matter.due_on.month}月{matter.due_on.day}日"
    outside = "\n本条无职责依据，须牵头单位同意。" if matter in outside_duties(matter.minutes) else ""
    basis = f"\n职责依据：“{matter.basis_quote}”" if matter.basis_quote else ""
    said = f"{sentence_of(matter)}\n{_table(matter)}{_attachments(matter)}"
    return f"{said}牵头单位：{matter.lead_unit}{helped}；完成时限：{due}。{basis}{outside}"


def _table(matter: ResolvedMatter) -> str:
    found = pasted.read(matter.table)
    return f"附表：{found.reading}\n" if found else ""


def _attachments(matter: ResolvedMatter) -> str:
    """Return what a clause that speaks of attachments speaks of: the files by title and hash, a line each."""
    if ATTACHED not in matter.text:
        return ""
    rows = matter.minutes.attachments.select_related("file")
    return "".join(f"附件：{row}（摘要{row.file.sha256[:HASH_SHOWN]}）\n" for row in rows)
