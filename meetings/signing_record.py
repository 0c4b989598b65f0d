"""The signature record (签署记录) of issued minutes: consents by clause, and the intents as the log keeps them."""

from django.conf import settings

from jointmeeting.kernel import audit
from jointmeeting.kernel.documents import official
from jointmeeting.kernel.documents.official import OfficialDocument
from jointmeeting.kernel.documents.record import Consent, Intent, SignatureRecord, signature_record
from jointmeeting.kernel.documents.stamping import with_qr
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.templatetags.ui import cn_date, cn_stamp
from meetings import posts
from meetings.authenticity import address_of
from meetings.countersigning import standing
from meetings.models import Countersignature, Minutes
from meetings.posts import REVIEWS

CUSTOM_OF_REVIEW = "通知和办公室工作规则未规定，按惯例由办公室主任审核"
CUSTOM_OF_SIGNING = "通知和办公室工作规则未规定，按惯例由主持会议的同志签发"
UNSAID = "未记录"


def signing_record(minutes: Minutes) -> OfficialDocument:
    """Return the record as a document. Raises ValueError before the minutes are issued."""
    if minutes.file is None or minutes.signed_at is None:
        raise ValueError(f"minutes {minutes.pk} are not issued")
    return signature_record(
        SignatureRecord(
            title=minutes.title,
            number=minutes.number_label,
            organ=minutes.jurisdiction.office_name,
            content_hash=minutes.content_hash,
            file_hash=minutes.file.sha256,
            consents=[_consent(row) for row in standing(minutes)],
            intents=_intents(minutes),
            made_at=cn_date(minutes.signed_at),
        )
    )


def signing_record_paper(minutes: Minutes, *, site: str) -> bytes:
    """Return the record as PDF, with the QR code of the public check, which `site` is reached by.

    What somebody typed that no font can print is marked, and never keeps the record back.
    """
    document, fonts = signing_record(minutes), settings.OFFICE_FONTS_DIR
    assert minutes.signed_at is not None  # noqa: S101 -- issued, or the line before raised
    document = official.legible(document, office_fonts=fonts)
    pdf = official.render(document, created=minutes.signed_at, office_fonts=fonts)
    return with_qr(pdf, f"{site}{address_of(minutes)}")


def _consent(row: Countersignature) -> Consent:
    said = f"依据{row.authority}" if row.authority else row.note
    ruled = f"；{cn_stamp(row.ruled_at)}{row.ruled_by}裁定：{row.ruling}" if row.ruled_by else ""
    by = str(row.answered_by) if row.answered_by else "—"
    return Consent(
        f"第{row.position}条", str(row.unit), row.get_state_display(), by, cn_stamp(row.answered_at), said + ruled
    )


def _intents(minutes: Minutes) -> list[Intent]:
    """Return the last review and the signature. A review that was followed by a return is not what was signed."""
    log = audit.history(minutes)
    found = [log.filter(act__in=REVIEWS).first(), log.filter(act="minutes.sign").first()]
    return [_intent(entry, minutes) for entry in found if entry]


def _intent(entry: LogEntry, minutes: Minutes) -> Intent:
    said, is_review = entry.details, entry.act in REVIEWS
    return Intent(
        step="审核" if is_review else "签发",
        by=entry.actor_name,
        role=said.get("role") or posts.reviewer(minutes),
        authority=said.get("authority") or (CUSTOM_OF_REVIEW if is_review else CUSTOM_OF_SIGNING),
        at=f"{cn_date(entry.at)}{cn_stamp(entry.at).partition('日')[2]}",
        address=said.get("address") or UNSAID,
        wording=said.get("wording") or f"{entry.act_label}。",
        content_hash=said.get("content_hash") or minutes.content_hash,
    )
