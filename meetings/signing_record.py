"""The signature record (签署记录) of issued minutes: consents by clause, and the intents as the log keeps them."""

from jointmeeting.kernel import audit
from jointmeeting.kernel.documents.official import OfficialDocument
from jointmeeting.kernel.documents.record import Consent, Intent, SignatureRecord, signature_record
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.templatetags.ui import cn_date, cn_stamp
from meetings.countersigning import standing
from meetings.models import Countersignature, Minutes
from members.models import Role

UNSAID = "未记录"
REVIEWS = ("minutes.review", "minutes.circulate")


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
        role=Role.DIRECTOR.label if is_review else said["role"],
        authority=said.get("authority") or ("办公室主任岗位权限" if is_review else "由主持会议的同志签发"),
        at=f"{cn_date(entry.at)}{cn_stamp(entry.at).partition('日')[2]}",
        address=said.get("address") or UNSAID,
        wording=said.get("wording") or f"{entry.act_label}。",
        content_hash=said.get("content_hash") or minutes.content_hash,
    )
