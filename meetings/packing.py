"""The job behind 会议材料包: one PDF and a ZIP for a recipient, built from disk in a worker."""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings

from jointmeeting.kernel import audit, files, jobs
from jointmeeting.kernel.documents import stamping
from jointmeeting.kernel.documents.stamping import Part, Unreadable
from jointmeeting.kernel.models import StoredFile
from jointmeeting.kernel.templatetags.ui import cn_stamp
from meetings import facts, item_sheet, ordering, papers
from meetings.models import AgendaItem, Attachment, MeetingPack
from meetings.services.packing import PACK_JOB
from members.models import MemberUnit

PDF = "application/pdf"
ONLY_IN_ZIP = "见压缩包"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper on its way into a pack; `pages` is None for what only goes into the ZIP, with the reason."""

    title: str
    name: str
    path: Path
    size: int
    sha256: str
    pages: int | None
    remark: str = ""


@dataclass(slots=True)
class Built:
    """What a worker made."""

    pdf: StoredFile
    bundle: StoredFile
    pages: int
    manifest: list[dict[str, Any]] = field(default_factory=list)


def items_of(pack: MeetingPack) -> Iterator[tuple[str, AgendaItem]]:
    """Yield (number, item) in the order of the published agenda; what was withdrawn needs no papers."""
    lines = [line for line in ordering.published(pack.revision) if line.key.isdecimal() and not line.withdrawn]
    items = AgendaItem.objects.select_related("unit", "override_by").in_bulk([int(line.key) for line in lines])
    for line in lines:
        yield line.number, items[int(line.key)]


def papers_for(pack: MeetingPack, folder: Path) -> Iterator[Paper]:
    """Yield, item by item, its sheet and the papers attached to it that the pack's recipient may hold."""
    n = 0
    for number, item in items_of(pack):
        yield _typeset(f"{number} {item.title}", item, folder / f"item-{item.pk}.pdf", pack.requested_at)
        for attachment in readable(item, pack.unit):
            yield _fetch(f"{number} {attachment.name}", attachment, folder, n)
            n += 1


def readable(item: AgendaItem, unit: MemberUnit | None) -> list[Attachment]:
    """Return the papers of an item that `unit` may hold, in their newest version; chair and office (None) hold all.

    A confidential paper is for the proposing unit, the units asked for an opinion and the units concerned.
    """
    papers = item.attachments.newest().select_related("file").order_by("pk")
    if unit is None or unit.pk == item.unit_id or _is_concerned(item, unit):
        return list(papers)
    return list(papers.filter(is_confidential=False))


def _is_concerned(item: AgendaItem, unit: MemberUnit) -> bool:
    return item.opinions.filter(unit=unit).exists() or item.units_concerned.filter(pk=unit.pk).exists()


def build(pk: int) -> Built:
    """Bind the pack `pk`."""
    pack = MeetingPack.objects.select_related("meeting__jurisdiction", "unit", "revision").get(pk=pk)
    with tempfile.TemporaryDirectory() as folder:
        return _build(pack, Path(folder))


def _build(pack: MeetingPack, folder: Path) -> Built:
    found = list(papers_for(pack, folder))
    bound = [paper for paper in found if paper.pages is not None]
    agenda = folder / "agenda.pdf"
    lines = ordering.published(pack.revision)
    agenda.write_bytes(papers.printed(papers.agenda(facts.published(pack.revision), lines), created=pack.requested_at))
    front, starts = _front(pack, found, agenda, folder)
    parts = [Part("封面和目录", front), Part("会议议程", agenda), *(Part(p.title, p.path) for p in bound)]
    target = folder / "pack.pdf"
    watermark = f"{pack.recipient}　{cn_stamp(pack.requested_at)}"
    pages = stamping.bind(parts, target, watermark=watermark, office_fonts=settings.OFFICE_FONTS_DIR)
    manifest = [
        {"name": p.name, "title": p.title, "size": p.size, "sha256": p.sha256, "page": starts.get(p.title),
         "remark": p.remark}
        for p in found
    ]  # fmt: skip
    pdf = files.store_path(target, media_type=PDF)
    bundle = files.store_path(_zip(folder, target, found, manifest), media_type="application/zip")
    return Built(pdf, bundle, pages, manifest)


def _fetch(title: str, attachment: Attachment, folder: Path, n: int) -> Paper:
    """Write a paper to disk; what is no readable PDF is named with the reason."""
    file, path = attachment.file, folder / f"{n:03}{PurePath(attachment.name).suffix.lower()}"
    with path.open("wb") as target:
        target.writelines(files.pieces(file))
    pages, remark = _fitness(file.pk) if file.media_type == PDF else (None, "不是PDF文件")
    return Paper(title, attachment.name, path, file.size, file.sha256, pages, remark)


def _fitness(file: int) -> tuple[int | None, str]:
    """Return the pages of a stored PDF, or None and why it cannot be bound."""
    try:
        return _pages(file), ""
    except Unreadable as reason:
        return None, str(reason)


@lru_cache(maxsize=256)
def _pages(file: int) -> int:
    """Return what proved readable once, the same for every recipient's pack; what failed is tried anew."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        copy.writelines(files.pieces(StoredFile.objects.get(pk=file)))
        copy.flush()
        return stamping.prove(Path(copy.name))


def _typeset(title: str, item: AgendaItem, path: Path, created: datetime) -> Paper:
    content = papers.printed(item_sheet.sheet(item), created=created)
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return Paper(title, f"{item.title}.pdf", path, len(content), digest, stamping.count_pages(path))


def _front(pack: MeetingPack, found: list[Paper], agenda: Path, folder: Path) -> tuple[Path, dict[str, int]]:
    """Print cover and contents twice: the first time tells how long they are, the second has the right numbers."""
    front, length, starts = folder / "front.pdf", 1, dict[str, int]()
    for _ in range(2):
        at = length + stamping.count_pages(agenda) + 1
        contents = [("会议议程", str(length + 1))]
        for paper in found:
            contents.append((paper.title, str(at) if paper.pages else f"{ONLY_IN_ZIP}（{paper.remark}）"))
            if paper.pages:
                starts[paper.title] = at
                at += paper.pages
        document = papers.front(facts.published(pack.revision), pack.recipient, contents)
        front.write_bytes(papers.printed(document, created=pack.requested_at))
        length = stamping.count_pages(front)
    return front, starts


def _zip(folder: Path, bound: Path, found: list[Paper], manifest: list[dict[str, Any]]) -> Path:
    """Write the ZIP: the bound volume, what could not be bound, and the list of everything with its hash."""
    target = folder / "pack.zip"
    taken: set[str] = set()
    said = ["文件名\t字节数\tSHA-256\t合订本页码"]
    said += [f"{row['name']}\t{row['size']}\t{row['sha256']}\t{row['page'] or row['remark']}" for row in manifest]
    with bound.open("rb") as volume:
        digest = hashlib.file_digest(volume, "sha256").hexdigest()
    said.append(f"合订本.pdf\t{bound.stat().st_size}\t{digest}\t")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.write(bound, "合订本.pdf")
        for paper in found:
            if paper.pages is None:
                with paper.path.open("rb") as source, archive.open(_free(paper.name, taken), "w") as place:
                    shutil.copyfileobj(source, place)
        archive.writestr("清单.txt", "\r\n".join(said))
    return target


def _free(name: str, taken: set[str]) -> str:
    """Return a name nobody has yet: 方案.docx, 方案（2）.docx, …"""
    stem, suffix, n, wanted = PurePath(name).stem, PurePath(name).suffix, 1, name
    while wanted.lower() in taken:
        n += 1
        wanted = f"{stem}（{n}）{suffix}"
    taken.add(wanted.lower())
    return f"附件/{wanted}"


def finish(pk: int, built: Built) -> None:
    """Attach the files to the pack."""
    pack = MeetingPack.objects.select_for_update().get(pk=pk)
    pack.pdf, pack.bundle, pack.pages, pack.manifest = built.pdf, built.bundle, built.pages, built.manifest
    pack.save()
    audit.record("meeting_pack.finish", pack, by=None, details={"sha256": built.pdf.sha256, "pages": built.pages})


def give_up(pk: int) -> None:
    """Say on the meeting's page that this pack could not be made."""
    MeetingPack.objects.filter(pk=pk).update(has_failed=True)


jobs.register(PACK_JOB, queue="documents", work=build, finish=finish, give_up=give_up)
