"""Drafting a correction or voiding of issued minutes, and keeping originals signed beside the system."""

import io
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pypdf
from asn1crypto.x509 import Certificate
from django.db import IntegrityError, transaction

from jointmeeting.kernel import audit, clock, files
from jointmeeting.kernel.documents.sealing import own_trust
from jointmeeting.kernel.documents.signing import signed_outside
from jointmeeting.kernel.documents.stamping import Unreadable, prove_bytes
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.uploads import Upload
from meetings.amending import notice, statement, void_of, words_of
from meetings.composition import ensure_printable
from meetings.models import Amendment, Minutes, SignedCopy
from members.rules import require

SIGNER_SHOWN = 100  # characters of a certificate's name in the note


@transaction.atomic
def draft_amendment(
    minutes: Minutes, *, kind: str, reason: str, changes: Sequence[Mapping[str, str]], by: Any, request_key: UUID
) -> Amendment:
    """Draft a notice on issued minutes. Raises Refused where they are void, or a passage is not in them."""
    require(by, "amendment.draft", minutes)
    locked = (
        Minutes.objects.select_for_update(of=("self",)).select_related("jurisdiction", "meeting").get(pk=minutes.pk)
    )
    if entry := audit.find_request(request_key):
        return Amendment.objects.get(pk=entry.subject_id)
    ensure_may_be_amended(locked)
    if kind == Amendment.Kind.VOID and locked.amendments.filter(kind=kind).exclude(state="discarded").exists():
        raise Refused("该期纪要已有作废通知待签发，请先办理或者放弃那一件。")
    text = words_of(locked)
    if absent := next((row["before"] for row in changes if row["before"] not in text), None):
        raise Refused(f"纪要中没有“{absent}”。请从纪要中复制需要更正的原文。")
    amendment = Amendment.objects.create(
        jurisdiction=locked.jurisdiction, minutes=locked, kind=kind, reason=reason, changes=list(changes), drafted_by=by
    )
    ensure_printable(notice(statement(amendment)))
    audit.record("amendment.draft", amendment, by=by, request_key=request_key, details={"minutes": locked.number_label})
    return amendment


def ensure_may_be_amended(minutes: Minutes) -> None:
    """Raise Refused for minutes that are not issued, or void."""
    if minutes.state != Minutes.State.ISSUED:
        raise Refused(f"纪要状态为“{minutes.get_state_display()}”，印发后才能更正或者作废。")
    if void := void_of(minutes):
        raise Refused(f"该期纪要已作废（{void.number_label}），不能再更正或者作废。")


@transaction.atomic
def keep_copy(minutes: Minutes, *, kind: str, upload: Upload, by: Any) -> SignedCopy:
    """Keep a signed copy of issued minutes beside their file.

    A file signed outside must be our bytes with one sound signature more; of a scan only the number of sides can be
    compared, and it is. Raises Refused with what does not fit.
    """
    require(by, "minutes.keep_copy", minutes)
    if minutes.file is None:
        raise Refused(f"纪要状态为“{minutes.get_state_display()}”，印发后才能上传签字件。")
    issued = files.read(minutes.file)
    note = _checked_signature(upload, issued) if kind == SignedCopy.Kind.OUTSIDE else _checked_scan(upload, issued)
    stored = files.store(upload.content, media_type=upload.media_type)
    try:
        with transaction.atomic():
            copy = SignedCopy.objects.create(
                minutes=minutes, kind=kind, file=stored, note=note, added_by=by, added_at=clock.now()
            )
    except IntegrityError:
        raise Refused("这份文件已经上传过，不需要重复上传。") from None
    details = {"kind": kind, "sha256": stored.sha256, "note": note}
    audit.record("minutes.keep_copy", minutes, by=by, details=details)
    return copy


def _checked_signature(upload: Upload, issued: bytes) -> str:
    """Check the one signature more, and say whether this installation trusts whoever issued its certificate."""
    verdict = signed_outside(upload.content, original=issued, trusted=_trusted())
    if not verdict.intact:
        raise Refused(verdict.sentence)
    issuer = "证书颁发机构受信任" if verdict.trusted else "证书颁发机构不在本系统的信任名单内，请核对签名人身份"
    return f"原文件逐字节未变，另加签名有效；{issuer}；签名人：{verdict.signer[:SIGNER_SHOWN]}"


def _trusted() -> list[Certificate]:
    try:
        return own_trust()
    except ValueError:  # an installation that seals nothing trusts nobody yet
        return []


def _checked_scan(upload: Upload, issued: bytes) -> str:
    """Compare the number of sides: all else of a scan only an eye can compare."""
    if upload.media_type != "application/pdf":
        raise Refused("请上传PDF格式的扫描件，一期纪要扫描成一个文件。")
    try:
        sides = prove_bytes(upload.content)
    except Unreadable as error:
        raise Refused(f"扫描件不能用：{error}。请重新扫描后上传。") from error
    printed = len(pypdf.PdfReader(io.BytesIO(issued)).pages)
    if sides != printed:
        raise Refused(f"扫描件共{sides}面，印发文件共{printed}面，可能漏扫或者混入其他文件。请核对后重新上传。")
    return f"共{sides}面，与印发文件面数一致；内容由上传人核对"
