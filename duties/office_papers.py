"""The office's papers: drafting them from the records, printing them once signed, and the rows behind them."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from duties import composition, figures
from duties.effects import ANSWER_WORKDAYS
from duties.models import OfficePaper, PaperKind, SourceKind
from duties.signing import PAPER_JOB
from duties.spreadsheet import tables_workbook
from duties.workflows import office_papers
from jointmeeting.kernel import audit, clock, files, making
from jointmeeting.kernel.documents import sealing
from jointmeeting.kernel.documents.official import OfficialDocument, render
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import StoredFile
from members.models import Jurisdiction, MemberUnit
from members.rules import require


@transaction.atomic
def draft(  # noqa: PLR0913 -- what a person decides, each by its name
    body: Jurisdiction,
    *,
    kind: str,
    unit: MemberUnit | None,
    first_day: date,
    last_day: date,
    by: Any,
    request_key: UUID,
) -> OfficePaper:
    """Draft a paper with the figures of today; the same `request_key` drafts it once.

    Raises Refused where a unit that is to be urged has nothing open.
    """
    require(by, "office_paper.draft", body)
    if done := audit.find_request(request_key):
        return OfficePaper.objects.get(pk=done.subject_id)
    paper = OfficePaper(jurisdiction=body, kind=kind, unit=unit, first_day=first_day, last_day=last_day, drafted_by=by)
    paper.title, paper.opening, paper.closing = _words(paper)
    paper.figures, paper.taken_at = figures.take(paper, by=by), clock.now()
    if unit and len(paper.figures["sheets"]["工作事项"]) == 1:
        raise Refused(f"{unit}牵头的工作事项没有未办结的，不需要催办。请核对主送单位。")
    paper.save()
    audit.record("office_paper.draft", paper, by=by, request_key=request_key)
    return paper


def _words(paper: OfficePaper) -> tuple[str, str, str]:
    """Return (title, opening, closing) to begin with; the office changes them."""
    name, answer_by = paper.jurisdiction.body_name, clock.add_workdays(clock.today(), ANSWER_WORKDAYS)
    span = _span(paper)
    return {
        PaperKind.CIRCULAR: (
            f"{name}工作事项办理情况的通报",
            "现将各单位工作事项办理情况通报如下。",
            "请有逾期事项的单位抓紧办理，并将进展报联席会议办公室。",
        ),
        PaperKind.URGING: (
            "关于抓紧办理社会救助联席会议工作事项的函",
            "",
            f"请抓紧办理，并于{figures.day(answer_by)}前将进展、未按期完成的原因和下一步措施报联席会议办公室。",
        ),
        PaperKind.BULLETIN: (f"{name}{span}工作动态", "现将联席会议工作开展情况印发各成员单位。", ""),
        PaperKind.ANNUAL: (f"{name}{span}工作情况报告", "现将联席会议工作情况报告如下。", ""),
    }[PaperKind(paper.kind)]


def _span(paper: OfficePaper) -> str:
    """Return 2026年度 for a whole year, 2026年6月 for days of one month, else 2026年4月至6月."""
    first, last = paper.first_day, paper.last_day
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}年度"
    begins = f"{first.year}年{first.month}月"
    if first.year != last.year:
        return f"{begins}至{last.year}年{last.month}月"
    return begins if first.month == last.month else f"{begins}至{last.month}月"


def assigning(paper: OfficePaper) -> str:
    """Return the address where the office assigns work that comes of a circular; its number stands as the source."""
    given = {"source_kind": SourceKind.CIRCULAR.value, "source": f"通报{paper.number_label}"}
    return f"{reverse('duties:assignment_create')}?{urlencode(given)}"


def document(paper: OfficePaper) -> OfficialDocument:
    """Return the paper as it is or would be printed."""
    return composition.office_paper(paper, day=figures.day(paper.signed_at or clock.today()))


def workbook(paper: OfficePaper) -> bytes:
    """Return the rows behind the figures as XLSX, a sheet each."""
    return tables_workbook(paper.figures["sheets"])


def _make(pk: int) -> StoredFile:
    paper = OfficePaper.objects.select_related("jurisdiction", "unit").get(pk=pk)
    assert paper.signed_at is not None  # noqa: S101 -- the database holds it
    pdf = render(document(paper), created=paper.signed_at, office_fonts=settings.OFFICE_FONTS_DIR)
    return files.store(sealing.configured().seal(pdf, reason=paper.get_kind_display()), media_type="application/pdf")


making.register(PAPER_JOB, workflow=office_papers, make=_make)
