"""Shapes of a correction or voiding of issued minutes, and of an original signed beside the system."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import formset_factory

from jointmeeting.kernel.forms import OnceForm
from jointmeeting.kernel.uploads import Upload, accept
from meetings.models import SignedCopy

ROWS = 3  # passages of one notice


class AmendmentForm(OnceForm):
    """Why."""

    reason = forms.CharField(
        label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="印在通知上，接在“因”字后面，例如：责任单位名称有误",
    )  # fmt: skip


class ChangeForm(forms.Form):
    """One passage: where it stands, what it says, what it should say."""

    place = forms.CharField(label="位置", max_length=40, help_text="例如：第二条")
    before = forms.CharField(label="原文", max_length=300, help_text="从纪要中复制，一字不差")
    after = forms.CharField(label="更正为", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        """Refuse a correction that changes nothing."""
        data = super().clean() or {}
        if data.get("before") and data.get("before") == data.get("after"):
            self.add_error("after", "与原文相同，没有更正。")
        return data


ChangeFormSet = formset_factory(ChangeForm, extra=ROWS - 1, min_num=1, max_num=ROWS, validate_min=True)


class SignedCopyForm(forms.Form):
    """A scan, or the issued file with one more signature."""

    kind = forms.ChoiceField(label="种类", choices=SignedCopy.Kind.choices)
    file = forms.FileField(label="文件（PDF）", help_text="另加签名的，请下载印发的文件，签名后直接上传")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_file(self) -> Upload:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return accept(file)
