"""The archive of one issue (归档): everything about it in one ZIP, with a list of names, sizes and hashes.

The issued file comes as it was issued; the other papers are made from the same frozen content, the log, the register.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils import timezone

from jointmeeting.kernel import files
from jointmeeting.kernel.documents.minutes import canonical
from jointmeeting.kernel.documents.word import word_copy
from jointmeeting.kernel.templatetags.ui import cn_stamp
from meetings.attachments import frozen
from meetings.attachments import safe_name as _name
from meetings.composition import printed
from meetings.countersigning import standing
from meetings.matrix import countersign_document
from meetings.models import Amendment, Minutes, ScannedPage
from meetings.paper_loop import COUNTERSIGN, SIGN_IN, TASKS
from meetings.sheets import sheets, task_sheet
from meetings.signing_record import signing_record_paper

MANIFEST = "清单.csv"
HEAD = ("文件名", "字节数", "SHA-256")


def archive(minutes: Minutes, *, site: str) -> bytes:
    """Return the ZIP; `site` is the scheme and host its QR codes lead to.

    Raises ValueError before the minutes are issued, and where a stored file is damaged.
    """
    if minutes.signed_at is None:
        raise ValueError(f"minutes {minutes.pk} are not signed")
    day = timezone.localtime(minutes.signed_at).timetuple()[:6]
    out, rows = io.BytesIO(), list[tuple[str, ...]]([HEAD])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as place:
        for name, content in _papers(minutes, site):
            place.writestr(zipfile.ZipInfo(name, day), content)
            rows.append((name, str(len(content)), hashlib.sha256(content).hexdigest()))
        place.writestr(zipfile.ZipInfo(MANIFEST, day), _table(rows))
    return out.getvalue()


def _papers(minutes: Minutes, site: str) -> Iterator[tuple[str, bytes]]:
    if minutes.file is None or minutes.signed_at is None:
        raise ValueError(f"minutes {minutes.pk} are not issued")
    stem, at = _name(f"{minutes.number_label}{minutes.title}"), minutes.signed_at
    yield f"{stem}.pdf", files.read(minutes.file)
    yield f"{stem}.docx", word_copy(printed(minutes).official(), created=at)
    for name, attachment in frozen(minutes):
        yield f"附件/{name}", files.read(attachment)
    yield "定稿内容.json", canonical(minutes.content or {})
    yield "签署记录.pdf", signing_record_paper(minutes, site=site)
    if rows := standing(minutes):
        yield "会签单.docx", word_copy(countersign_document(minutes, rows), created=at)
    for sheet in sheets(minutes):
        yield f"任务单/{_name(sheet.unit.name)}.docx", word_copy(task_sheet(minutes, sheet), created=at)
    for amendment in minutes.amendments.issued().select_related("file"):
        if amendment.file:
            yield f"{_name(amendment.number_label)}.pdf", files.read(amendment.file)
    for version in minutes.public_versions.filter(file__isnull=False).select_related("file"):
        if version.file:
            yield f"公开版/第{version.number}版.pdf", files.read(version.file)
    for n, copy in enumerate(minutes.copies.select_related("file"), 1):
        yield f"签字件/{n}{_name(copy.get_kind_display())}.pdf", files.read(copy.file)
    for n, page in enumerate(_came_back(minutes), 1):
        yield f"扫描件/{n}{_name(page.label)}.jpg", files.read(page.picture)
    yield "发送和签收.csv", _table(_recipients(minutes))


def _came_back(minutes: Minutes) -> Iterable[ScannedPage]:
    """Return the scanned pages filed with the minutes and their meeting: sign-in, countersign and task sheets."""
    own = Q(kind__in=[COUNTERSIGN, TASKS], target=minutes.pk) | Q(kind=SIGN_IN, target=minutes.meeting_id)
    return ScannedPage.objects.filter(own).select_related("picture").order_by("kind", "part", "version", "side", "pk")


def _recipients(minutes: Minutes) -> list[tuple[str, ...]]:
    """Return who received what: the minutes, and every issued notice that amends them."""
    rows: list[tuple[str, ...]] = [("文件", "方式", "发送对象", "情况", "时间", "经手人", "送达方式")]
    documents: list[Minutes | Amendment] = [minutes, *minutes.amendments.issued()]
    for document in documents:
        for row in document.recipients.select_related("arrived_by"):
            arrived = str(row.arrived_by) if row.arrived_by else ""
            said = (row.get_kind_display(), row.label, row.get_state_display(), cn_stamp(row.arrived_at))
            rows.append((document.number_label, *said, arrived, row.way))
    return rows


def _table(rows: list[tuple[str, ...]]) -> bytes:
    """Return rows as CSV that Excel opens in Chinese; what a person typed can be no formula."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
