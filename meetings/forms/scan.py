"""Shapes of a scan as it is uploaded, and of what a person says a page is."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jointmeeting.kernel import paper_loop
from jointmeeting.kernel.forms import OnceForm
from jointmeeting.kernel.paper_loop import Sheet
from jointmeeting.kernel.uploads import Upload, accept
from meetings.models import ScannedPage
from members.models import Jurisdiction

ASIDE = "aside"


class ScanForm(OnceForm):
    """One PDF of scanned sheets."""

    file = forms.FileField(
        label="扫描件（PDF）",
        help_text="签到表、会签单、任务单可以混在一起扫描，不分先后，页面歪斜、倒置都可以；一次不超过200页",
    )

    def clean_file(self) -> Upload:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return accept(file)


class FilePageForm(forms.Form):
    """What a page is, among the sheets that are out; and why, where that is not plain."""

    reason = forms.CharField(
        label="理由",
        required=False,
        max_length=200,
        help_text="不归档，或者改变已归档的位置时必填，例如：背面空白、归错会议",
    )

    def __init__(self, *args: Any, page: ScannedPage, body: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.sheets: dict[str, tuple[str, Sheet | None]] = {ASIDE: ("", None)}
        groups: list[Any] = [("", "请选择")]
        for kind in paper_loop.kinds():
            out = {f"{kind.key}-{sheet.target}-{sheet.part}": sheet for sheet in kind.out(body.pk)}
            self.sheets |= {value: (kind.key, sheet) for value, sheet in out.items()}
            groups.append((kind.label, [(value, sheet.label) for value, sheet in out.items()]))
        groups.append((ASIDE, "不归档（空白页、无关页）"))
        initial = f"{page.kind}-{page.target}-{page.part}" if page.kind else None
        self.fields["sheet"] = forms.ChoiceField(label="属于哪张表", choices=groups, initial=initial)
        self.order_fields(["sheet"])

    def chosen(self) -> dict[str, Any]:
        """Return what the service takes."""
        kind, sheet = self.sheets[self.cleaned_data["sheet"]]
        return {"kind": kind, "sheet": sheet, "reason": self.cleaned_data["reason"].strip()}
