"""The job that takes a scan apart: a page is filed with what its code names, or waits for a person with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from jointmeeting.kernel import audit, clock, files, jobs, notify, paper_loop
from jointmeeting.kernel.documents import scanning, sheet_codes
from jointmeeting.kernel.documents.stamping import Unreadable
from jointmeeting.kernel.models import StoredFile
from meetings.models import Scan, ScannedPage
from meetings.services.scan import SCAN_JOB

NO_CODE = "没有读到归档码"
FOREIGN = "归档码不是本系统打印的，或者已经损坏"
SEVERAL = "一页上有几个归档码，无法确定属于哪张表"
GONE = "归档码所指的表不属于本联席会议，或者已不存在"
FAILED = "系统未能处理，请重新上传；仍不成功的，请联系系统管理员"


@dataclass(frozen=True, slots=True)
class Found:
    """What the worker found of one scan: its pages, or why there are none."""

    pages: Sequence[tuple[StoredFile, tuple[str, ...]]] = ()
    failure: str = ""


def read(pk: int) -> Found:
    """Take scan `pk` apart; a file that cannot be is an answer, not an error."""
    scan = Scan.objects.select_related("file").get(pk=pk)
    try:
        sides = scanning.sides(files.read(scan.file))
        return Found([(files.store(side.picture, media_type="image/jpeg", sealed=True), side.codes) for side in sides])
    except Unreadable as reason:
        return Found(failure=f"{reason}。请重新扫描，或者拆成几个文件后上传")


def finish(pk: int, found: Found) -> None:
    """File the pages."""
    scan = Scan.objects.select_for_update(of=("self",)).get(pk=pk)
    for number, (picture, codes) in enumerate(found.pages, 1):
        page = ScannedPage(scan=scan, number=number, picture=picture)
        page.remark = _file(page, [text for text in codes if sheet_codes.looks_like_one(text)])
        page.save()
    scan.read_at, scan.failure = clock.now(), found.failure
    scan.save(update_fields=["read_at", "failure"])
    waiting = scan.pages.filter(kind="").count()
    notify.announce(audit.record("scan.read", scan, by=None, details={"pages": len(found.pages), "waiting": waiting}))


def _file(page: ScannedPage, texts: list[str]) -> str:
    """Give the page what its code names; return the reason where it stays unfiled."""
    if not texts:
        return NO_CODE
    codes = {sheet_codes.parse(text) for text in texts}
    if len(codes) > 1:
        return SEVERAL
    code = codes.pop()
    if code is None:
        return FOREIGN
    kind = paper_loop.kind_of(code.kind)
    sheet = kind.find(code.target, code.part) if kind else None
    if sheet is None or sheet.body != page.scan.jurisdiction_id:
        return GONE
    if earlier := _filed(code).first():
        return f"同一张表的同一面已经归档（{earlier}），没有重复归档。补签后重新扫描的，请手工归档"[:200]
    page.kind, page.target, page.part, page.version, page.side = (
        code.kind, code.target, code.part, code.version, code.side,
    )  # fmt: skip
    page.label, page.filed_at = sheet.label[:200], clock.now()
    return ""


def _filed(code: sheet_codes.SheetCode) -> QuerySet[ScannedPage]:
    return ScannedPage.objects.filter(
        kind=code.kind, target=code.target, part=code.part, version=code.version, side=code.side
    ).select_related("scan")


def give_up(pk: int) -> None:
    """Say on the page that the scan could not be taken apart; it may be uploaded again."""
    Scan.objects.filter(pk=pk).update(failure=FAILED)


jobs.register(SCAN_JOB, queue="documents", work=read, finish=finish, give_up=give_up)
