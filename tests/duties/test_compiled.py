"""A period on paper: what the page shows, as Word and as PDF, and who took it away."""

from datetime import date
from io import BytesIO
from typing import Any

import pypdf
from django.urls import reverse
from docx import Document

from duties import recurring
from duties.models import PeriodicReportState
from jointmeeting.kernel.models import LogEntry
from tests.duties import factories
from tests.duties.subjects import period_arguments
from tests.duties.test_register import at
from tests.factories import Office
from tests.subjects import browser

EXPORT = reverse("duties:statistics_export")


def words(answer: Any) -> str:
    """Return the text of a Word file or a PDF, without white space."""
    if answer["Content-Type"] == "application/pdf":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages)
    else:
        document = Document(BytesIO(answer.content))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        text = "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    return "".join(text.split())


def test_the_compilation_is_taken_away_as_word_and_pdf(yueqing: Office) -> None:
    with at(date(2026, 4, 1)):
        accepted = factories.report(yueqing, PeriodicReportState.ACCEPTED)
        factories.recurring_duty(yueqing, yueqing.other_unit)
        recurring.open_due_reports()
        export = reverse("duties:compilation_export", args=period_arguments(accepted))
        for asked in ("", "?as=pdf"):
            text = words(browser(yueqing.staff).get(export + asked))
            assert "本期应报2件，已采用1件。" in text
            assert f"一、{yueqing.unit}本季度开展情况。" in text
            assert f"尚未报送或者采用：{yueqing.other_unit}。" in text
    assert LogEntry.objects.filter(act="periodic_report.compile").count() == 2


def test_the_statistics_are_taken_away_as_word_and_pdf(yueqing: Office) -> None:
    with at(date(2026, 4, 1)):
        factories.report(yueqing, PeriodicReportState.ACCEPTED)  # due in July
    quarter = "?year=2026&quarter=3"
    page = browser(yueqing.staff).get(reverse("duties:statistics") + quarter)
    (line,) = next(table["lines"] for table in page.context["tables"] if table["lines"])
    for asked in ("docx", "pdf"):
        text = words(browser(yueqing.staff).get(f"{EXPORT}{quarter}&as={asked}"))
        assert f"{yueqing.body.body_name}2026年第3季度统计" in text
        assert "".join([line.label, *(str(count) for _, count, _ in line.cells), str(line.total)]) in text


def test_an_empty_quarter_says_so(yueqing: Office) -> None:
    answer = browser(yueqing.staff).get(EXPORT + "?year=2001&quarter=1&as=pdf")
    assert "本季度没有记录" in words(answer)
