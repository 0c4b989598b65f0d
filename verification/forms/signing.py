"""What is asked before a report is signed: the password, and the hash of the sheet that stands below the question."""

from typing import Any

from django.conf import settings

from jointmeeting.kernel.documents import official
from jointmeeting.kernel.forms import ActForm
from verification.composition import report_content
from verification.report import sheet

BLANK = "核对报告〔　〕　号"


class ReportSignForm(ActForm):
    """The signature of a report, over the sheet that is signed."""

    @property
    def sheet(self) -> dict[str, Any]:
        """The report as it is printed, still without number and date."""
        document = sheet(report_content(self.object), label=BLANK, day="")
        return {"document": document, "pages": official.preview(document, office_fonts=settings.OFFICE_FONTS_DIR)}
