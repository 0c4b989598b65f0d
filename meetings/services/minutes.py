"""Creating and editing minutes. State changes are in workflows, never here."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from meetings.addressing import address_charged
from meetings.amending import EVERY_UNIT
from meetings.drafting import NO_BASIS, basis_of, deliberated, fields_of, kept_table, quote_of, snapshot
from meetings.models import Autosave, ItemSummary, Meeting, Minutes, MinutesVersion, Recipient, ResolvedMatter
from meetings.models.meeting import DECIDING
from meetings.outcomes import sentence, untold
from meetings.services.statement import write_items
from meetings.statements import recorded
from members.groups import expanded
from members.models import MemberUnit, Role
from members.rules import OFFICE_ROLES, holds, require, ruling


class SavedMeanwhile(Refused):
    """Another draft was saved, or returned from review, since the text was read; nothing of either text is lost.

    `happened` says which of the two, `text` names the draft the other text is.
    """

    def __init__(self, minutes: Minutes) -> None:
        last = minutes.versions.select_related("saved_by").first()
        who = f"{last.saved_by}于{timezone.localtime(last.saved_at):%H:%M}" if last else "其他同志"
        self.text = f"{who}保存的{last or minutes.version}"
        self.happened = f"{who}保存了新的一稿"
        if last and last.version < minutes.version:  # a returned text counts as the next draft, though nobody wrote it
            self.happened = "纪要已送审并退回修改"
        super().__init__(f"{self.happened}，您的修改没有写入。请对照后再保存。")


@transaction.atomic
def draft_minutes(meeting: Meeting, *, by: Any) -> Minutes:
    """Open the minutes of a held regular meeting, or return those there are."""
    require(by, "minutes.draft", meeting)
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if existing := Minutes.objects.filter(meeting=locked).first():
        return existing
    if locked.kind not in DECIDING or locked.state != Meeting.State.HELD:
        raise Refused("会议结束后才能起草纪要。请先结束会议。")
    _ensure_drafter(locked, by)
    minutes = Minutes.objects.create(
        jurisdiction=locked.jurisdiction,
        meeting=locked,
        title=f"{locked.title}纪要",
        opening=_opening(locked),
        drafted_by=by,
    )
    _address(minutes)
    write_items(minutes, recorded(minutes))
    keep_version(minutes, by=by)
    audit.record("minutes.draft", minutes, by=by)
    return minutes


def _ensure_drafter(meeting: Meeting, by: Any) -> None:
    """Within the office, the post the rule names drafts; for a post outside it the office writes."""
    rule = ruling(meeting, "minutes_drafted_by")
    if rule is None or rule.value not in OFFICE_ROLES or holds(by, meeting.jurisdiction, rule.value):
        return
    raise Refused(f"纪要由{Role(rule.value).label}起草，请其本人登录办理。", clause=rule.citation)


def _opening(meeting: Meeting) -> str:
    day = timezone.localtime(meeting.starts_at)
    entries = deliberated(meeting)
    titles = "、".join(f"“{e.agenda_item.title}”{'（临时动议）' if e.is_urgent else ''}" for e in entries)
    if not meeting.is_sitting:
        asked, answered = meeting.receipts.count(), meeting.units_heard().count()
        return (
            f"经{meeting.chair_post}{meeting.chaired_by}同意，联席会议办公室就{titles}书面征求{asked}个单位意见，"
            f"至{day.year}年{day.month}月{day.day}日，{answered}个单位作出答复。现将议定事项纪要如下："
        )
    heard = f"会议审议了{titles}。" if titles else ""
    return (
        f"{day.year}年{day.month}月{day.day}日，{meeting.chair_post}{meeting.chaired_by}在{meeting.place}"
        f"主持召开{meeting.title}。{heard}现将会议议定事项纪要如下："
    )


def _address(minutes: Minutes) -> None:
    """Address the minutes: every unit given notice, whom the charter reports to, and its cc."""
    rows = [Recipient(minutes=minutes, kind=Recipient.Kind.TO, unit=u, label=u.name) for u in _addressees(minutes)]
    for key, kind in (("minutes_reported_to", Recipient.Kind.REPORT), ("cc", Recipient.Kind.CC)):
        rule = ruling(minutes, key)
        if rule and rule.value:
            rows.append(Recipient(minutes=minutes, kind=kind, label=rule.value))
    Recipient.objects.bulk_create(rows)


def _addressees(minutes: Minutes) -> list[MemberUnit]:
    """Return whom the minutes go to: all member units where the rule says so, else those given notice.

    What was decided on one household goes to the units that took part, whatever the rule.
    """
    meeting, rule = minutes.meeting, ruling(minutes, "minutes_issued_to")
    invited = [receipt.unit for receipt in meeting.receipts.select_related("unit")]
    if meeting.kind == Meeting.Kind.CASE or rule is None or rule.value != EVERY_UNIT:
        return invited
    return sorted({*invited, *expanded(meeting.jurisdiction.units.all())}, key=lambda unit: (unit.position, unit.pk))


def ensure_draft(minutes: Minutes) -> None:
    """Raise Refused where the text stands still."""
    if minutes.state != Minutes.State.DRAFTING:
        raise Refused(f"纪要状态为“{minutes.get_state_display()}”，不能修改。如需修改，请先退回。")


@transaction.atomic
def edit_minutes(
    minutes: Minutes,
    *,
    version: int,
    opening: str,
    title: str,
    matters: Iterable[Mapping[str, Any]],
    items: Iterable[Mapping[str, Any]] = (),
    disclosure: str = "",
    disclosure_reason: str = "",
    by: Any,
) -> None:
    """Replace the draft's text, matters, and what was said of `items`; refuse when somebody else saved meanwhile."""
    require(by, "minutes.edit", minutes)
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    ensure_draft(locked)
    if locked.version != version:
        raise SavedMeanwhile(locked)
    locked.title, locked.opening, locked.version = title, opening, version + 1
    locked.disclosure, locked.disclosure_reason = disclosure, disclosure_reason
    locked.save()
    _write_matters(locked, matters)
    address_charged(locked)
    write_items(locked, items)
    keep_version(locked, by=by)
    locked.autosaves.filter(editor=by).delete()
    audit.record("minutes.edit", locked, by=by, details={"version": locked.version})


@transaction.atomic
def regenerate_opening(minutes: Minutes, *, by: Any) -> None:
    """Write the opening anew from meeting and agenda, as the next draft, and add the outcomes nothing tells of yet.

    The clauses stay, nothing is overwritten.
    """
    require(by, "minutes.edit", minutes)
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    ensure_draft(locked)
    locked.opening, locked.version = _opening(locked.meeting), locked.version + 1
    locked.save()
    for entry in untold(locked):
        summary, _ = ItemSummary.objects.get_or_create(minutes=locked, agenda_item=entry.agenda_item)
        summary.text = f"{summary.text}\n{sentence(entry)}".strip()
        summary.save(update_fields=["text"])
    keep_version(locked, by=by)
    audit.record("minutes.regenerate", locked, by=by, details={"version": locked.version})


def _write_matters(minutes: Minutes, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the clauses anew. A row's `key` says which clause it was; one left alone keeps the draft it is from."""
    before: dict[UUID | None, tuple[int, object]] = {
        m.key: (m.changed_in, _wording(m)) for m in minutes.matters.prefetch_related("supporting_units")
    }
    minutes.matters.all().delete()
    for position, row in enumerate(rows, 1):
        known = before.pop(row.get("key"), None)
        fields = {key: row[key] for key in ("agenda_item", "heading", "text", "lead_unit", "due_on")}
        fields |= {
            "table": kept_table(row.get("table", "")),
            "basis": basis_of(row),
            "verb": row.get("verb") or ResolvedMatter.Verb.RESOLVED,
        }
        fields |= {"basis_quote": quote_of(row) if fields["basis"] else "", "is_outside": row.get("basis") == NO_BASIS}
        identity = {"key": row["key"]} if known else {}
        matter = ResolvedMatter(minutes=minutes, position=position, changed_in=minutes.version, **fields, **identity)
        matter.save()
        matter.supporting_units.set(unit for unit in row["supporting_units"] if unit != row["lead_unit"])
        if known and known[1] == _wording(matter):
            matter.changed_in = known[0]
            matter.save(update_fields=["changed_in"])


def _wording(matter: ResolvedMatter) -> object:
    """Return what a unit consents to in a clause."""
    supporting = sorted(unit.pk for unit in matter.supporting_units.all())
    units = matter.lead_unit_id, supporting
    basis = matter.basis_id, matter.basis_quote, matter.is_outside
    return matter.verb, matter.heading, matter.text, matter.table, units, matter.due_on, basis


def keep_version(minutes: Minutes, *, by: Any) -> MinutesVersion:
    """Keep the draft as it reads now."""
    content = snapshot(fields_of(minutes))
    return MinutesVersion.objects.create(minutes=minutes, version=minutes.version, content=content, saved_by=by)


@transaction.atomic
def autosave(minutes: Minutes, *, version: int, fields: Mapping[str, Any], by: Any) -> Autosave:
    """Keep what an editor has typed and not saved; it changes nothing that others see."""
    require(by, "minutes.edit", minutes)
    ensure_draft(minutes)
    kept, _ = Autosave.objects.update_or_create(
        minutes=minutes, editor=by, defaults={"version": version, "fields": dict(fields)}
    )
    return kept
