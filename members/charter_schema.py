"""The shape of a charter (联席会议制度): closed vocabularies and frozen records. No reading, no checks, no Django.

A field that may be None is a matter on which a notice may be silent; None then means silent and is never filled by
guessing. Field names are the keys of the TOML files in `fixtures/charters/`.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

RoleWord = Literal[
    "chief_convener", "convener", "deputy_convener", "director", "staff", "office", "lead_unit", "responsible_unit",
    "who_presided",
]  # fmt: skip
ApprovalStep = Literal["director_review", "chief_approval"]
MemberChangeKind = Literal[
    "successor_takes_over_filed_with_office",
    "unit_proposes_meeting_decides",
    "successor_takes_over",
    "chief_approves_successor_fills",
    "office_adjusts_roster",
]
Validity = Literal["有效", "已失效"]
UnitKind = Literal["party", "government", "mass", "finance", "institution", "group", "other"]
Strength = Literal["stated", "implied"]
Cadence = Literal[
    "quarterly", "half_yearly", "yearly", "regularly", "irregularly", "promptly", "on_entry", "once", "unstated"
]
NumberForm = Literal["year_bracket", "issue_number"]
MinutesSeal = Literal["without_seal", "with_seal"]
ConsentScope = Literal["no_consent", "attending_units", "concerned_units"]
SignDelegate = Literal["nobody", "chief_convener", "convener", "director"]
Quorum = Literal["no_quorum", "half", "two_thirds"]  # of the units expected at a meeting that decides
Category = Literal[
    "household_registration", "vehicle", "border_crossing", "social_insurance", "employment", "real_estate",
    "housing_land", "housing_security", "commercial_transport", "market_entity", "tax", "housing_fund",
    "bank_account", "financial_asset", "credit_reference", "fiscal_payroll", "public_credit", "student",
    "farm_machinery", "death", "special_disease", "disability", "religious_staff", "medical_insurance", "veteran",
    "disaster", "charity_aid", "poverty_monitor", "commercial_insurance", "vessel", "marriage", "cremation",
    "staffing", "prison",
]  # fmt: skip
NoteCode = Literal[
    "damaged_text", "unit_without_duty", "duty_without_member", "name_variant", "post_missing", "role_undefined",
    "count_differs", "not_in_force", "leftover_of_other_place", "noise_removed", "duplicate_text",
]  # fmt: skip
ProposalField = Literal["issue_date", "basis", "regular_per_year", "minutes_signed_by", "duty_unit"]


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """A rule the notice states: its value, the clause such as 三（一）, and the sentence as printed."""

    value: T
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class WorkingRule(Generic[T]):
    """A value the notice leaves silent, offered as the office's working rule (办公室工作规则) until confirmed."""

    value: T
    reason: str


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a year at least and at most; without `max` the notice says only 不少于."""

    min: int
    max: int | None = None


@dataclass(frozen=True, slots=True)
class AdHocMeeting:
    """When an ad hoc meeting (临时会议) is held, who calls it, who attends, and what for."""

    trigger: str
    called_by: tuple[RoleWord, ...] = ()
    attendees: str | None = None
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MajorMatter:
    """Who reports a major matter (重大问题) after the meeting, and to whom."""

    reported_by: RoleWord
    reported_to: str


@dataclass(frozen=True, slots=True)
class BodyIdentity:
    """How the body and its place are called; `office_name` is what minutes print as their organ."""

    slug: str
    place_name: str
    government_name: str
    body_name: str
    office_name: str


@dataclass(frozen=True, slots=True)
class NoticeHead:
    """The notice as a document. `issue_date` is the signature's, `published_date` the page's."""

    title: str
    issuing_body: str
    action: str
    addressees: str
    doc_number: str | None = None
    title_printed: str | None = None
    doc_number_printed: str | None = None
    issue_date: date | None = None
    published_date: date | None = None
    validity: Validity | None = None
    index_number: str | None = None
    basis: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A member unit (成员单位) in printed order. `kind` and `short_name` are ours; `aliases` are the notice's own."""

    name: str
    short_name: str
    kind: UnitKind
    printed_name: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit the notice charges with something although it is no member."""

    name: str
    clause: str


@dataclass(frozen=True, slots=True)
class MemberPerson:
    """A member the notice names, as printed. Stands in the charter only; it gives nobody an account or a role."""

    name: str
    post: str
    unit: str


@dataclass(frozen=True, slots=True)
class DutyText:
    """The standing duty (职责) of a unit, word for word; paragraphs are separated by a line feed."""

    number: str
    unit: str
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class InformationCategory:
    """What a unit supplies for verification: "stated" by the notice, or only "implied" by general sharing."""

    category: Category
    unit: str
    strength: Strength
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class RecurringDuty:
    """Something to be done again and again, by a unit or by a role of the body; by neither when nobody is named."""

    cadence: Cadence
    content: str
    clause: str
    quote: str
    unit: str | None = None
    role: RoleWord | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A numbered measure of an annexed plan with its responsible units; `printed_units` is the bracket as printed."""

    number: str
    chapter: str
    title: str
    clause: str
    units: tuple[str, ...]
    towns: bool
    printed_units: str
    text: str
    collective: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A fault or oddity of the printed text, shown to readers and never repaired silently."""

    code: NoteCode
    printed: str
    message: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What damaged text very likely says. Binds nobody until a person confirms it."""

    field: ProposalField
    printed: str
    value: object


@dataclass(frozen=True, slots=True)
class WorkingRules:
    """The second layer: every matter a running office must settle when its notice is silent. Days are working days."""

    minutes_drafted_by: WorkingRule[RoleWord] | None = None
    minutes_reviewed_by: WorkingRule[RoleWord] | None = None
    minutes_signed_by: WorkingRule[RoleWord] | None = None
    minutes_sign_delegate: WorkingRule[SignDelegate] | None = None
    minutes_issued_to: WorkingRule[str] | None = None
    minutes_reported_to: WorkingRule[str] | None = None
    minutes_consent: WorkingRule[ConsentScope] | None = None
    quorum: WorkingRule[Quorum] | None = None
    minutes_number_form: WorkingRule[NumberForm] | None = None
    minutes_seal: WorkingRule[MinutesSeal] | None = None
    regular_called_by: WorkingRule[RoleWord] | None = None
    regular_chaired_by: WorkingRule[tuple[RoleWord, ...]] | None = None
    liaison_called_by: WorkingRule[RoleWord] | None = None
    opinion_days: WorkingRule[int] | None = None
    office_review_days: WorkingRule[int] | None = None
    paper_days: WorkingRule[int] | None = None
    notice_days: WorkingRule[int] | None = None
    minutes_days: WorkingRule[int] | None = None
    assign_days: WorkingRule[int] | None = None
    refuse_days: WorkingRule[int] | None = None

    def settled(self) -> dict[str, WorkingRule[object]]:
        """Return the working rules that stand, by key."""
        return {field.name: rule for field in fields(self) if (rule := getattr(self, field.name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRules:
    """What a notice may prescribe. Each is a Rule with clause and quotation, or None where the notice is silent."""

    chief_convener: Rule[str] | None = None
    conveners: Rule[tuple[str, ...]] | None = None
    deputy_conveners: Rule[tuple[str, ...]] | None = None
    lead_unit: Rule[str] | None = None
    office_host_unit: Rule[str] | None = None
    office_director: Rule[str] | None = None
    office_deputies: Rule[tuple[str, ...]] | None = None
    office_staff: Rule[tuple[str, ...]] | None = None
    member_count_claimed: Rule[int] | None = None
    member_rank: Rule[str] | None = None
    liaison_officer: Rule[str] | None = None
    member_change: Rule[MemberChangeKind] | None = None
    regular_per_year: Rule[Frequency] | None = None
    convened_by: Rule[RoleWord] | None = None
    chaired_by: Rule[tuple[RoleWord, ...]] | None = None
    regular_attendees: Rule[str] | None = None
    regular_agenda: Rule[tuple[str, ...]] | None = None
    ad_hoc: Rule[AdHocMeeting] | None = None
    quorum: Rule[Quorum] | None = None
    liaison_meeting_before: Rule[bool] | None = None
    agenda_submission: Rule[str] | None = None
    agenda_approval: Rule[tuple[ApprovalStep, ...]] | None = None
    minutes_consent: Rule[bool] | None = None
    minutes_consent_days: Rule[int] | None = None
    minutes_consent_deemed: Rule[bool] | None = None
    minutes_drafted_by: Rule[RoleWord] | None = None
    minutes_reviewed_by: Rule[RoleWord] | None = None
    minutes_signed_by: Rule[RoleWord] | None = None
    minutes_sign_delegate: Rule[SignDelegate] | None = None
    minutes_issued_to: Rule[str] | None = None
    minutes_reported_to: Rule[str] | None = None
    major_matter: Rule[MajorMatter] | None = None
    duty_succession: Rule[bool] | None = None
    cc: Rule[str] | None = None
