"""Is this file the minutes as issued? Answered to anybody who holds the file, or the token of its QR code."""

import hashlib
from dataclasses import dataclass
from urllib.parse import quote

import segno
from django.core import signing
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from jointmeeting.kernel.documents.sealing import own_trust
from jointmeeting.kernel.documents.signing import verify_against
from meetings.amending import VALID, standing_of, void_of
from meetings.models import Amendment, Minutes, PublicVersion, SignedCopy

SALT = "meetings.authenticity"
HASH_SHOWN = 16  # digits, enough to compare by eye


@dataclass(frozen=True, slots=True)
class Answer:
    """`is_whole` with the sentence for people, and the issue the file is, if it is one of ours."""

    is_whole: bool
    sentence: str
    minutes: Minutes | None = None


def token_of(minutes: Minutes) -> str:
    """Return what the QR code carries: it names the issue and cannot be made up."""
    return signing.Signer(salt=SALT).sign(str(minutes.pk))


def address_of(minutes: Minutes) -> str:
    """Return the path the QR code carries."""
    return f"{reverse('meetings:authenticity_check')}?issue={quote(token_of(minutes))}"


def code_of(minutes: Minutes, *, site: str) -> SafeString:
    """Return the QR code as inline SVG; `site` is the scheme and host the office is reached by."""
    drawn = segno.make(f"{site}{address_of(minutes)}", error="m", micro=False)
    return mark_safe(drawn.svg_inline(scale=3, border=2, omitsize=True))  # noqa: S308 -- drawn here


def issue_of(token: str) -> Minutes | None:
    """Return the issued minutes a token names, or None."""
    try:
        pk = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    issued = Minutes.objects.filter(pk=pk, state=Minutes.State.ISSUED)
    return issued.select_related("jurisdiction", "file", "meeting").first()


def examine(content: bytes, *, expected: Minutes | None) -> Answer:
    """Compare the bytes with what was issued; what is no issue of ours is judged by its signature alone."""
    digest = hashlib.sha256(content).hexdigest()
    issued = Minutes.objects.filter(file__sha256=digest, state=Minutes.State.ISSUED)
    found = issued.select_related("jurisdiction", "file", "meeting").first()
    if found and expected and found != expected:
        return Answer(False, f"这是另一期纪要（{found.number_label}）的文件，不是{expected.number_label}。", found)
    if found and (void := void_of(found)):
        return Answer(False, f"与印发的文件逐字节一致，但该期纪要已作废（{void.number_label}），请勿作为依据。", found)
    if found:
        return Answer(True, "与印发的文件逐字节一致，没有改动。", found)
    if beside := _beside(digest):
        return beside
    try:
        verdict = verify_against(content, trusted=own_trust())
    except ValueError:  # an installation that seals nothing knows its files by their bytes alone
        return Answer(False, "不是本系统印发的文件，或已被改动，请勿使用。")
    if verdict.intact and verdict.trusted:
        return Answer(False, "签名有效，但本系统没有印发过这份纪要，请向联席会议办公室核实。")
    return Answer(False, verdict.sentence)


def _beside(digest: str) -> Answer | None:
    """Recognise what is kept beside the minutes: a notice, a public version, a copy signed by hand or outside."""
    notice = Amendment.objects.issued().filter(file__sha256=digest).select_related("jurisdiction", "minutes").first()
    if notice:
        which = f"{notice.jurisdiction.body_name}纪要{notice.minutes.number_label}"
        return Answer(True, f"与印发的{notice.number_label}（{which}）逐字节一致，没有改动。")
    public = PublicVersion.objects.filter(file__sha256=digest).select_related("minutes__jurisdiction").first()
    if public:  # its title may hold what was struck
        return _like(f"{_which(public.minutes)}的公开版（第{public.number}版）", public.minutes)
    copy = SignedCopy.objects.filter(file__sha256=digest).select_related("minutes__jurisdiction").first()
    if copy:
        return _like(f"{_which(copy.minutes)}的{copy.get_kind_display()}", copy.minutes)
    return None


def _which(minutes: Minutes) -> str:
    return f"{minutes.jurisdiction.body_name}纪要{minutes.number_label}"


def _like(which: str, minutes: Minutes) -> Answer:
    """Say that a file is what was kept, and how its minutes stand: what is void is nothing to rely on."""
    standing = standing_of(minutes)
    if void_of(minutes):
        return Answer(False, f"与{which}逐字节一致，但该期纪要{standing}，请勿作为依据。")
    amended = "" if standing == VALID else f"但该期纪要{standing}，请一并使用。"
    return Answer(True, f"与{which}逐字节一致，没有改动。{amended}")
