"""What acts on a paper of the office do: correct its words, take its figures again, sign and number it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from duties import composition, figures
from duties.models import OfficePaper
from jointmeeting.kernel import clock, jobs, numbering
from jointmeeting.kernel.documents.official import digest, missing, preview
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act

PAPER_JOB = "duties.office_paper"
SIGN_WORDING = "本人已审阅全文，同意印发。"


def revise(paper: OfficePaper, act: Act) -> Mapping[str, Any]:
    """Keep the office's own words; the figures are not typed."""
    paper.title, paper.opening, paper.closing = (act.data[name] for name in ("title", "opening", "closing"))
    return {"title": paper.title}


def retake(paper: OfficePaper, act: Act) -> Mapping[str, Any]:
    """Take the figures again as the records stand now."""
    paper.figures, paper.taken_at = figures.take(paper, by=act.by), clock.now()
    return {"rows": {title: len(rows) - 1 for title, rows in paper.figures["sheets"].items()}}


def printable(paper: OfficePaper, _: Any) -> Refused | None:
    """Nothing is signed that cannot be printed."""
    document = composition.office_paper(paper, day=figures.day(clock.today()))
    if lost := missing(document, office_fonts=settings.OFFICE_FONTS_DIR):
        return Refused("".join(row.sentence for row in lost[:3]) + "请修改文稿，改用规范汉字。")
    try:
        preview(document, office_fonts=settings.OFFICE_FONTS_DIR)
    except ValueError as error:
        return Refused(str(error))
    return None


def seen(paper: OfficePaper) -> str:
    """Return the hash of what the signer reads; the day is not his to read, it is that of the signature."""
    return digest(composition.office_paper(paper, day="").to_json())


def sign(paper: OfficePaper, act: Act) -> Mapping[str, Any]:
    """Sign it; the number is taken last, so that a refusal leaves no gap."""
    now, read = timezone.localtime(clock.now()), seen(paper)
    paper.signed_by, paper.signed_at, paper.year = act.by, now, now.year
    series = f"office_paper.{paper.kind}"
    paper.number = numbering.next_number(series, body=paper.jurisdiction_id, year=now.year)
    jobs.enqueue(PAPER_JOB, paper.pk)
    return {
        "number": paper.number_label,
        "content_hash": read,
        "wording": SIGN_WORDING,
        "address": act.data.get("address", ""),
    }


def keep_file(paper: OfficePaper, act: Act) -> Mapping[str, Any]:
    """Keep the finished file."""
    paper.file = act.data["file"]
    return {"sha256": paper.file.sha256}
