"""Issued minutes that name persons, and a public version of them made by the real job."""

import io
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pikepdf
from django.urls import reverse
from pypdf import PdfReader

from jointmeeting.kernel import clock, files, jobs
from jointmeeting.kernel.models import Job
from meetings import workflows
from meetings.models import Attendance, Minutes, PublicVersion
from meetings.redaction import Cuts
from meetings.services import public_version as services
from tests.factories import Office, stored_file
from tests.meetings.countersigning import edit, written
from tests.subjects import visit

PAGES: dict[str, tuple[str, str | None]] = {
    "meetings:public_version_create": ("published", "minutes.make_public"),
    "meetings:public_version_download": ("published", None),
}
LOGGED_READS = frozenset({"meetings:public_version_download"})
ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {"meetings:public_version_download": lambda obj: [obj.pk, 1]}
PERSON, RARE = "测试戊己", "㛃"


def issued(office: Office) -> Minutes:
    """Minutes whose first clause names a person, issued."""
    minutes = office.minutes()
    here = Attendance.objects.filter(meeting=minutes.meeting, unit=office.unit)
    here.update(state=Attendance.State.PRESENT, person_name=f"示例{RARE}")
    rows = written(minutes)
    rows[0] |= {"text": f"会议议定：{PERSON}一户的困难由牵头单位核实。"}
    edit(office, minutes, rows)
    go = workflows.minutes.perform
    go(minutes, "submit", by=office.staff)
    go(minutes, "review", by=office.director)
    go(minutes, "sign", by=office.chief)
    go(minutes, "issue", by=None, data={"file": stored_file()})
    return minutes


def published(office: Office) -> Minutes:
    """Issued minutes with a public version whose file stands."""
    minutes = office.minutes(Minutes.State.ISSUED)
    cuts = Cuts(words=(minutes.title,)).to_json()
    PublicVersion.objects.create(
        minutes=minutes, number=1, cuts=cuts, reason="示例理由", made_by=office.director, made_at=clock.now(),
        file=stored_file(),
    )  # fmt: skip
    return minutes


def walk(office: Office) -> None:
    """Open the pages of public versions."""
    minutes = published(office)
    visit(office.staff, minutes.get_absolute_url())
    visit(office.director, reverse("meetings:public_version_create", args=[minutes.pk]))


def publish(office: Office, minutes: Minutes, cuts: Cuts) -> PublicVersion:
    """Let the director decide, and the worker make the file."""
    reason = "涉及个人隐私" if cuts else ""
    version = services.make_public_version(minutes, cuts=cuts, reason=reason, by=office.director, request_key=uuid4())
    assert jobs.run(Job.objects.get(kind=services.PUBLIC_JOB, target=version.pk).pk)
    version.refresh_from_db()
    return version


def content_of(version: PublicVersion) -> bytes:
    assert version.file is not None
    return files.read(version.file)


def text_of(content: bytes) -> str:
    """What a reader copies out of the file."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def everything_in(content: bytes) -> bytes:
    """Every byte of the file, and of every stream and string in it unpacked: text, fonts' maps, names, attachments."""
    found = [content]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                found.append(thing.read_bytes() if "/Filter" in thing else thing.read_raw_bytes())
            found.append(thing.unparse(resolved=True))
    return b"\n".join(found)


def spellings(word: str) -> list[bytes]:
    """How a word may stand in a PDF: as UTF-8, as UTF-16, and as the digits of UTF-16 in either case."""
    wide = word.encode("utf-16-be")
    return [word.encode(), wide, wide.hex().encode(), wide.hex().upper().encode()]


def mapped(character: str) -> bytes:
    """How a font's map back to text names a character, in small letters."""
    return b"<" + character.encode("utf-16-be").hex().encode() + b">"
