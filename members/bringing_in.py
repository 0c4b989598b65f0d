"""Bringing in a notice step by step: reading it into a draft, keeping what a person decides, the record it makes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import access, audit
from jointmeeting.kernel.errors import Forbidden, Refused
from members.charters import CharterError, CharterRecord
from members.importing import naming
from members.importing.amending import amend
from members.importing.composing import compose
from members.models import CharterDraft, Jurisdiction
from members.notices import Reading


@transaction.atomic
def start_draft(reading: Reading, body: Jurisdiction | None, *, by: Any, request_key: UUID) -> CharterDraft:
    """Keep a reading for checking; `body` is None when the notice founds one. Raises Refused for what does not fit."""
    if done := audit.find_request(request_key):
        return CharterDraft.objects.get(pk=done.subject_id)
    draft = CharterDraft(jurisdiction=body, name=reading.name[:200], reading=reading.to_json(), started_by=by)
    if not access.can(by, "charter_draft.edit", draft):
        raise Forbidden("您的岗位不能载入通知。如确需办理，请联系联席会议办公室。")
    if body is None and draft.changes_only:
        raise Refused("这份通知只调整成员单位或人员，不能据此建立联席会议。请先载入建立联席会议制度的通知。")
    draft.save()
    audit.record("charter_draft.start", draft, by=by, request_key=request_key)
    return draft


@transaction.atomic
def save_decisions(draft: CharterDraft, decisions: Mapping[str, Any], *, version: int, by: Any) -> CharterDraft:
    """Keep what a person decided so far. Raises Refused when somebody else saved in between, or it is closed."""
    locked = _editable(draft, by)
    if locked.version != version:
        raise Refused(
            "其他同志刚刚保存过核对结果，您的修改没有保存，以免覆盖。您填写的内容已暂存，请返回查看最新内容，可从暂存中恢复。"
        )
    locked.decisions, locked.version = dict(decisions), version + 1
    locked.unsaved.pop(str(by.pk), None)
    locked.save()
    audit.record("charter_draft.edit", locked, by=by, details={"version": locked.version})
    return locked


@transaction.atomic
def keep_unsaved(draft: CharterDraft, decisions: Mapping[str, Any], *, version: int, by: Any) -> None:
    """Keep what a person has typed and not saved, for her alone: nothing of the draft itself changes."""
    locked = _editable(draft, by)
    locked.unsaved[str(by.pk)] = {"version": version, "decisions": dict(decisions)}
    locked.save(update_fields=["unsaved"])


def show_unsaved(draft: CharterDraft, user: Any, *, restore: bool) -> str:
    """Lay over the draft in hand what `user` typed and did not save: return "shown", "older" or "" where nothing is.

    "older": somebody saved since, so that it is laid over only when asked for (`restore`).
    """
    kept = draft.unsaved.get(str(user.pk))
    if not kept or draft.state != CharterDraft.State.CHECKING:
        return ""
    if kept["version"] != draft.version and not restore:
        return "older"
    draft.decisions = {**draft.decisions, **kept["decisions"]}
    draft.__dict__.pop("answers", None)
    return "shown"


def _editable(draft: CharterDraft, by: Any) -> CharterDraft:
    locked = CharterDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not access.can(by, "charter_draft.edit", locked):
        raise Forbidden("您的岗位不能核对通知。如确需办理，请联系联席会议办公室。")
    if locked.state != CharterDraft.State.CHECKING:
        raise Refused(f"这份通知{locked.get_state_display()}，不能再改。如内容有误，请重新载入通知。")
    return locked


def record_of(draft: CharterDraft) -> CharterRecord:
    """Return the charter the confirmed values make. Raises Refused with what does not fit."""
    body, answers = draft.jurisdiction, draft.answers
    try:
        if draft.changes_only and body:
            record = CharterRecord.from_json(amend(body.charter.content, draft.reading, answers))
        else:
            slug = body.slug if body else naming.slug_of(_place(draft))
            record = CharterRecord.from_json(compose(draft.reading, answers, slug=slug))
    except CharterError as fault:
        raise Refused(f"核对结果还不完整：{fault.message}") from fault
    except ValueError as fault:
        raise Refused(str(fault)) from fault
    if body and record.body.place_name != body.name:
        raise Refused(f"这份通知属于“{record.body.place_name}”，不是“{body.name}”的。请核对文件，或改正行政区名称。")
    return record


def _place(draft: CharterDraft) -> str:
    return next((answer.text.strip() for answer in draft.answers if answer.item.key == "place_name"), "")
