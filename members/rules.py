"""What binds this body: the notice's rule first, else the office's working rule, always with its citation."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol

from django.db.models import F, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects

from jointmeeting.kernel import access
from jointmeeting.kernel.errors import Forbidden, Refused
from members.charter_schema import Frequency, WorkingRules
from members.models import CharterDraft, Jurisdiction, User, WorkingRule
from members.wording import say

WORKING_RULES = "通知未规定，按办公室工作规则"
# Where the notice's own word for a rule differs from the key of the working rule that stands in for it.
STAND_INS = {"convened_by": "regular_called_by", "chaired_by": "regular_chaired_by"}
INSTEAD_OF = {ours: notices for notices, ours in STAND_INS.items()}
WORKING_RULE_KEYS = tuple(field.name for field in fields(WorkingRules))
OFFICE_ROLES = {"staff", "director"}
ALONG = "rules_brought_along"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule that applies: its value, how it is cited, and whether the notice itself says so."""

    value: Any
    citation: str
    from_charter: bool


class Matter(Protocol):
    """Something begun under the rules of its day: later changes do not touch it."""

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body whose rules they are."""

    @property
    def begun_at(self) -> datetime:
        """The moment whose rules count."""


def ruling(subject: Jurisdiction | Matter, key: str) -> Ruling | None:
    """Return what applies for a rule such as "minutes_signed_by"; None when nobody has settled it.

    A body is asked for its rules of today, a matter for those it began under.
    """
    body, begun_at = (subject, None) if isinstance(subject, Jurisdiction) else (subject.jurisdiction, subject.begun_at)
    charter = body.charter_at(begun_at)
    record = charter.record
    rule = getattr(record, key, None)
    if any(proposal.field == key for proposal in record.proposed) and (settled := confirmed_reading(body, key)):
        clause = charter.cite(rule.clause) if rule else str(charter)
        note = f"（原文存疑，{settled.confirmed_by}{settled.confirmed_on:%Y年%-m月%-d日}确认）"
        return Ruling(settled.value, clause + note, from_charter=True)
    if rule is not None:
        return Ruling(rule.value, charter.cite(rule.clause), from_charter=True)
    working = _working(body, STAND_INS.get(key, key), begun_at)
    return Ruling(working.value, WORKING_RULES, from_charter=False) if working else None


def _working(body: Jurisdiction, key: str, begun_at: datetime | None) -> WorkingRule | None:
    """Return the working rule of a matter begun at that moment (None: today)."""
    if (along := _along(body, key)) is None:
        return WorkingRule.history.filter(jurisdiction=body, key=key).at(begun_at).first()
    stood = (row for row in along if row.ended_at is None or (begun_at is not None and row.ended_at > begun_at))
    return next(stood, None)


def bring_rules_along(matters: Iterable[Any]) -> None:
    """Let the rows of a list share one copy of each body, with its working rules read once for all of them.

    They are the rules of this reading, ended ones as well, oldest first; a body at hand is asked anew each time.
    """
    bodies: dict[int, Jurisdiction] = {}
    for matter in matters:
        matter.jurisdiction = bodies.setdefault(matter.jurisdiction_id, matter.jurisdiction)
    rows = WorkingRule.history.order_by(F("ended_at").asc(nulls_last=True)).select_related("confirmed_by")
    prefetch_related_objects(list(bodies.values()), Prefetch("working_rules", rows, to_attr=ALONG))


def _along(body: Jurisdiction, key: str) -> list[WorkingRule] | None:
    """Return the rules of that name `body` brought along; None where it is to be asked anew."""
    rows: list[WorkingRule] | None = getattr(body, ALONG, None)
    return None if rows is None else [row for row in rows if row.key == key]


def limit(key: str | OuterRef, *, begun_at: str) -> Subquery:
    """Return an expression for rows of a body: the working rule `key` that stood at the row's field `begun_at`.

    For lists: it costs no query. NULL where nobody has settled it; the customary number then counts. Only for limits no
    notice speaks of.
    """
    stood = Q(ended_at=None) | Q(ended_at__gt=OuterRef(begun_at))
    rows = WorkingRule.history.filter(stood, jurisdiction=OuterRef("jurisdiction"), key=key)
    return Subquery(rows.order_by(F("ended_at").asc(nulls_last=True)).values("value")[:1])


@dataclass(frozen=True, slots=True)
class TimesAYear:
    """How often a year at least, as said, and by which rule."""

    least: int
    label: str
    citation: str


def times_a_year(body: Jurisdiction) -> TimesAYear | None:
    """Return how many regular meetings (例会) a year `body` must hold; None where nobody has settled it."""
    if (rule := ruling(body, "regular_per_year")) is None:
        return None
    frequency = rule.value if isinstance(rule.value, Frequency) else Frequency(**rule.value)
    return TimesAYear(frequency.min, say(frequency), rule.citation)


def confirmed_reading(body: Jurisdiction, key: str) -> WorkingRule | None:
    """Return what a person confirmed that a doubtful sentence of the notice means."""
    if (along := _along(body, key)) is not None:
        return next((row for row in along if row.ended_at is None and row.confirmed_by_id), None)
    return body.working_rules.filter(key=key, confirmed_by__isnull=False).select_related("confirmed_by").first()


def holds(user: Any, body: Jurisdiction, role: str) -> bool:
    """Tell whether `user` holds `role` (a charter's word, "office" for staff or director) at `body` today."""
    wanted = OFFICE_ROLES if role == "office" else {role}
    return any(g.jurisdiction_id == body.pk and g.unit_id is None and g.role in wanted for g in access.roles_of(user))


def writable(obj: Any, _: Any) -> Refused | None:
    """Refuse every act in a body whose notice is no longer valid; a new notice and accounts go on even there."""
    body: Jurisdiction = obj if isinstance(obj, Jurisdiction) else obj.jurisdiction
    if isinstance(obj, CharterDraft | User) or not body.is_read_only:
        return None
    return Refused(
        "本联席会议制度已失效，系统只供查阅，不能办理。如已有新的通知，请先由办公室载入新制度。",
        clause=str(body.charter),
    )


def ensure_writable(obj: Any) -> None:
    """Raise the refusal of `writable`, for services that create."""
    if refusal := writable(obj, None):
        raise refusal


def require(user: Any, action: str, obj: Any) -> None:
    """Raise the sentence for a role that may not do `action`, or for a body that is read-only.

    For what is created or edited; acts of a workflow are asked by the engine.
    """
    if not access.can(user, action, obj):
        raise Forbidden("您的岗位不能办理此事。如确需办理，请联系联席会议办公室。")
    ensure_writable(obj)
