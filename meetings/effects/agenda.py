"""What a transition of agenda items does beyond the state. Each effect returns what the log keeps about it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act, Effect
from meetings.consultation import opinion_days, required
from meetings.effects.convening import publish_revision, publish_withdrawal
from meetings.effects.major import link, raise_matter
from meetings.models import AgendaCall, AgendaEntry, AgendaItem, AgendaOpinion, Meeting, Submission
from meetings.models.agenda import AgendaItemState, EntryOutcome
from meetings.models.meeting import AHEAD, DECIDING
from meetings.way import handed_on

STILL_OPEN = AHEAD | {Meeting.State.IN_SESSION}
REWORK_DAYS = 3  # customary working days to rework a returned item; no notice names a number
TEXTS = ("title", "background", "basis", "proposal", "options", "cost")


def submit(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """Freeze the text reviewers will read; an item that comes after the cut-off of its call says why."""
    if missed := missed_call(item):
        item.is_late, item.late_reason = True, str(act.data.get("late_reason", "")).strip()
        if not item.late_reason:
            ended = timezone.localtime(missed.closes_at)
            raise Refused(f"“{missed}”已于{ended:%-m月%-d日%H:%M}截止。请填写逾期理由后再提报。")
    item.was_submitted, item.rework_due_on = True, None
    Submission.objects.create(agenda_item=item, version=item.version, content=_frozen(item), submitted_by=act.by)
    return {"version": item.version, **({"late_reason": item.late_reason} if item.is_late else {})}


def missed_call(item: AgendaItem) -> AgendaCall | None:
    """Return the call whose cut-off the item comes after, if any: its own, or the one for the meeting that lies ahead.

    Naming no call is no way round the cut-off: between it and its meeting everything new is late.
    """
    if item.was_submitted or item.call:
        return item.call if item.call and item.call.is_over and not item.was_submitted else None
    calls = AgendaCall.objects.filter(jurisdiction=item.jurisdiction_id)
    last = calls.order_by("-closes_at").first()
    if last is None or calls.open().exists():
        return None
    since = Meeting.objects.filter(
        jurisdiction=item.jurisdiction_id, kind=Meeting.Kind.REGULAR, starts_at__gt=last.closes_at
    )
    is_ahead = since.filter(state__in=AHEAD).exists() and not since.filter(state=Meeting.State.HELD).exists()
    return last if is_ahead else None


def _frozen(item: AgendaItem) -> dict[str, Any]:
    papers = item.attachments.newest().values_list("name", "version", "file__sha256").order_by("pk")
    texts = {key: getattr(item, key) for key in (*TEXTS, "needs_money", "is_normative")}
    concerned = list(item.units_concerned.values_list("name", flat=True))
    return {**texts, "units_concerned": concerned, "attachments": [list(row) for row in papers]}


def hand_on(state: AgendaItemState) -> Effect:
    """Return the effect of a step that brings an item into `state`: who is asked next is kept as of now."""
    return lambda item, _: handed_on(item, state)


def allow_late(item: AgendaItem, _: Act) -> None:
    """The director lets a late item in."""
    item.is_late_allowed = True


def send_back(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """A returned text comes back as the next draft, until the day the office names."""
    item.version += 1
    item.rework_due_on = act.data.get("due_on") or clock.add_workdays(clock.today(), REWORK_DAYS)
    leave_agendas(item, act)
    return {"due_on": f"{item.rework_due_on:%Y-%m-%d}"}


def leave_agendas(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """An item that goes back leaves agendas nobody was told of; where notice was given it is struck out, and published.

    Agendas of liaison meetings as well: their officers come prepared for it.
    """
    removed = 0
    for entry in item.entries.filter(meeting__state__in=STILL_OPEN, withdrawn_reason="").select_related("meeting"):
        if entry.is_published:
            publish_withdrawal(entry, act)
        else:
            _remove(entry)
            removed += 1
    return {"removed": removed}


def _remove(entry: AgendaEntry) -> None:
    entry.delete()
    Meeting.objects.filter(pk=entry.meeting_id).update(agenda_version=F("agenda_version") + 1)


def release(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """The meeting was cancelled: its agenda stays as a record, the item may go on the next one."""
    return {"meeting": act.data["meeting"].pk, "title": str(act.data["meeting"])}


def consult(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """Ask units for their opinion; who was asked before and has not answered gets the new limit."""
    due_on = clock.add_workdays(clock.today(), int(act.data.get("days") or opinion_days(item).value))
    mandatory = {unit.pk for unit in act.data.get("mandatory", ())} | {
        row.unit.pk for row in required(item) if row.unit
    }
    asked = (mandatory | {unit.pk for unit in act.data.get("optional", ())}) - {item.unit_id}
    if not asked:
        raise Refused("请至少选择一个被征求意见的单位。")
    for unit in sorted(asked):
        opinion, created = AgendaOpinion.objects.get_or_create(
            agenda_item=item, unit_id=unit, defaults={"due_on": due_on, "is_mandatory": unit in mandatory}
        )
        if not created:
            opinion.due_on, opinion.is_mandatory = due_on, opinion.is_mandatory or unit in mandatory
            opinion.save()
    return {"units": sorted(asked), "due_on": f"{due_on:%Y-%m-%d}"}


def override(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """The director lets this text go to the meeting without the opinions it lacks, under his name."""
    item.override_reason, item.override_version, item.override_by = act.comment, item.version, act.by
    return {"version": item.version}


def place_on_agenda(meeting: Meeting, item: AgendaItem) -> AgendaEntry:
    """Put `item` last on the agenda of a meeting that has not begun; after the notice a supplement announces it."""
    if meeting.state not in AHEAD:
        raise Refused(f"“{meeting}”已{meeting.get_state_display().removeprefix('已')}，议程不能再改。")
    return _append(meeting, item)


def _append(meeting: Meeting, item: AgendaItem) -> AgendaEntry:
    there = meeting.entries.filter(agenda_item=item).first()
    if there and not there.withdrawn_reason:
        raise Refused(f"“{item}”已在“{meeting}”的议程上。")
    Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)
    if there:  # it was struck out when it went back for rework
        there.withdrawn_reason, there.is_published = "", False
        there.save()
        return there
    last = meeting.entries.order_by("-position").first()
    return AgendaEntry.objects.create(meeting=meeting, agenda_item=item, position=last.position + 1 if last else 1)


def schedule(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """Put the item on the agenda of the regular meeting chosen."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=act.data["meeting"].pk)
    if meeting.jurisdiction_id != item.jurisdiction_id or meeting.kind not in DECIDING:
        raise Refused("请选择本联席会议筹备中的会议。联络员会议请在会议页面列入议题。")
    entry = place_on_agenda(meeting, item)
    return {"meeting": meeting.pk, "position": entry.position}


def raise_at_meeting(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """Put the item last on the agenda of the meeting that sits, by its chair's leave, and publish the agenda anew."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=act.data["meeting"].pk)
    if meeting.jurisdiction_id != item.jurisdiction_id or meeting.state != Meeting.State.IN_SESSION:
        raise Refused(f"“{meeting}”不在进行中，不能提出临时动议。请刷新后重新选择会议。")
    if not act.data.get("has_consent"):
        raise Refused(f"临时动议须经主持人{meeting.chaired_by}当场同意。")
    entry = _append(meeting, item)
    entry.urgent_reason = act.comment[:200]
    entry.save()
    revision = publish_revision(meeting, act)
    return {"meeting": meeting.pk, "consent": str(meeting.chaired_by), "revision": revision.number}


def take_off(item: AgendaItem, _: Act) -> Mapping[str, Any]:
    """Take the item off the agenda it stands on; a supplementary notice will say so."""
    entry = item.current_entry()
    assert entry is not None  # noqa: S101 - guarded: the meeting has not begun
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=entry.meeting_id)
    _remove(entry)
    return {"meeting": meeting.pk, "title": str(meeting)}


def withdraw_at_meeting(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """The place on the agenda stays, struck out with the reason, and everybody reads it."""
    entry = item.current_entry()
    assert entry is not None  # noqa: S101 - guarded: the meeting is in session
    publish_withdrawal(entry, act)
    return {"meeting": entry.meeting_id}


def end_with(outcome: EntryOutcome) -> Effect:
    """Return the effect by which the meeting keeps what it did with an item, and why, wherever the item goes next."""

    def keep(item: AgendaItem, act: Act) -> Mapping[str, Any]:
        return {"meeting": _keep(item, outcome, act).meeting_id}

    return keep


def refer(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """What the joint meeting leaves to the government is a major matter: the one chosen, else a new one."""
    entry = _keep(item, EntryOutcome.REFERRED, act)
    if chosen := act.data.get("matter"):
        matter = link(chosen, item, entry.meeting)
    else:
        told: dict[str, Any] = {"title": item.title[:60], "unit": item.unit, "text": item.proposal}
        fields: dict[str, Any] = {name: act.data.get(name) or value for name, value in told.items()}
        matter = raise_matter(entry.meeting, by=act.by, agenda_item=item, **fields)
    return {"meeting": entry.meeting_id, "major_matter": matter.pk}


def _keep(item: AgendaItem, outcome: EntryOutcome, act: Act) -> AgendaEntry:
    entry = item.current_entry()
    assert entry is not None  # noqa: S101 - guarded: the meeting has begun
    entry.outcome, entry.outcome_note = outcome, act.comment
    entry.save(update_fields=["outcome", "outcome_note"])
    return entry
