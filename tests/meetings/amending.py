"""Notices that correct issued minutes or declare them void, in every state; and a scan kept beside them."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pypdf
from django.urls import reverse

from jointmeeting.kernel import files
from jointmeeting.kernel.uploads import Upload
from meetings import workflows
from meetings.models import Amendment, Minutes, SignedCopy
from meetings.models.amendment import AmendmentState
from meetings.services import amendment as services
from tests.factories import Office, stored_file
from tests.subjects import visit

CHANGES = [{"place": "第一条", "before": "由示例单位牵头办理", "after": "由示例单位、另一示例单位共同办理"}]
PAGES: dict[str, tuple[str, str | None]] = {
    "meetings:amendment_create": ("amended", "amendment.draft"),
    "meetings:signed_copy_create": ("amended", "minutes.keep_copy"),
    "meetings:signed_copy_download": ("amended", None),
    "meetings:amendment_page": ("amendment", None),
    "meetings:amendment_download": ("amendment", None),
}
LOGGED_READS = frozenset({"meetings:signed_copy_download", "meetings:amendment_download"})
ARGUMENTS: dict[str, Any] = {
    "meetings:amendment_create": lambda minutes: [minutes.pk, "corrigendum"],
    "meetings:signed_copy_download": lambda minutes: [minutes.pk, minutes.copies.get().pk],
}
DATA: dict[str, Any] = {"amendment.issue": lambda office: {"file": stored_file()}}


def sheets(count: int) -> bytes:
    """A PDF of so many empty sides."""
    writer, out = pypdf.PdfWriter(), BytesIO()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def issued(office: Office) -> Minutes:
    """Issued minutes whose file is a PDF of two sides."""
    minutes = office.minutes(Minutes.State.SIGNED)
    file = files.store(sheets(2), media_type="application/pdf")
    workflows.minutes.perform(minutes, "issue", by=None, data={"file": file})
    return minutes


def amended(office: Office) -> Minutes:
    """Issued minutes with a scan of the signed original."""
    minutes = issued(office)
    scan = Upload("扫描.pdf", sheets(2) + b"\n% scanned", "application/pdf")
    services.keep_copy(minutes, kind=SignedCopy.Kind.SCAN, upload=scan, by=office.staff)
    return minutes


def draft(office: Office, minutes: Minutes | None = None, *, void: bool = False) -> Amendment:
    """A notice that waits for the signature."""
    kind, changes = (Amendment.Kind.VOID, []) if void else (Amendment.Kind.CORRIGENDUM, CHANGES)
    return services.draft_amendment(
        minutes or issued(office),
        kind=kind,
        reason="责任单位有误",
        changes=changes,
        by=office.staff,
        request_key=uuid4(),
    )


def amendment(
    office: Office, state: AmendmentState = Amendment.State.DRAFTING, minutes: Minutes | None = None, **fields: Any
) -> Amendment:
    """A notice in `state`."""
    row, go, s = draft(office, minutes, **fields), workflows.amendments.perform, Amendment.State
    if state == s.DISCARDED:
        go(row, "discard", by=office.staff, comment="另行研究")
    if state in {s.SIGNED, s.ISSUED}:
        go(row, "sign", by=office.chief)
    if state == s.ISSUED:
        go(row, "issue", by=None, data={"file": files.store(sheets(1), media_type="application/pdf")})
    return row


def objects(office: Office) -> dict[str, Any]:
    """One of each kind."""
    return {"amended": amended(office), "amendment": amendment(office, Amendment.State.ISSUED)}


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    minutes = amended(office)
    for kind in Amendment.Kind:
        visit(office.staff, reverse("meetings:amendment_create", args=[minutes.pk, kind]))
    visit(office.staff, reverse("meetings:signed_copy_create", args=[minutes.pk]))
    visit(office.staff, amendment(office, Amendment.State.ISSUED, minutes).get_absolute_url())
    amendment(office, Amendment.State.ISSUED, minutes, void=True)
    for person in (office.staff, office.liaison):
        visit(person, minutes.get_absolute_url())
    charged = minutes.matters.first()
    assert charged
    visit(office.staff, charged.assignment.get_absolute_url())
