"""Deciding on a public version: a row, and the job that makes its file."""

from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, clock, jobs
from jointmeeting.kernel.documents.minutes import MinutesDocument
from jointmeeting.kernel.errors import Refused
from meetings.models import Minutes, PublicVersion
from meetings.models.disclosure import Disclosure
from meetings.redaction import Cuts, text_of
from members.rules import require

PUBLIC_JOB = "meetings.render_public_version"
LAW = "《中华人民共和国政府信息公开条例》"


def ensure_may_be_public(minutes: Minutes) -> None:
    """Raise Refused for minutes that are not issued, or are withheld as a whole."""
    if minutes.state != Minutes.State.ISSUED:
        raise Refused(f"纪要状态为“{minutes.get_state_display()}”，印发后才能制作公开版。")
    if minutes.disclosure == Disclosure.WITHHELD:
        raise Refused(f"本纪要不予公开（{minutes.disclosure_reason}），不能制作公开版。", clause=LAW)


@transaction.atomic
def make_public_version(minutes: Minutes, *, cuts: Cuts, reason: str, by: Any, request_key: UUID) -> PublicVersion:
    """Order the next public version; earlier ones and the issued file stay as they are.

    Raises Refused for a place or word the content does not have: what was meant to be struck would be published.
    """
    require(by, "minutes.make_public", minutes)
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if done := audit.find_request(request_key):
        return locked.public_versions.get(number=done.details["number"])
    ensure_may_be_public(locked)
    document = MinutesDocument.from_json(locked.content or {})
    text = text_of(document)
    if missing := [word for word in cuts.words if word not in text]:
        raise Refused(f"纪要中没有“{missing[0]}”，请核对需隐去的文字。")
    if cuts.paragraphs - set(range(len(document.paragraphs))) or cuts.lists - set(range(len(document.attendance))):
        raise Refused("所选的段落不在本纪要中，请刷新页面后重新选择。")
    number = locked.public_versions.count() + 1
    version = PublicVersion.objects.create(
        minutes=locked, number=number, cuts=cuts.to_json(), reason=reason, made_by=by, made_at=clock.now()
    )
    jobs.enqueue(PUBLIC_JOB, version.pk)
    struck = {"paragraphs": len(cuts.paragraphs), "lists": len(cuts.lists), "words": len(cuts.words)}
    details = {"number": number, "reason": reason, **struck}
    audit.record("minutes.make_public", locked, by=by, details=details, request_key=request_key)
    return version
