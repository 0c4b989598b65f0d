"""Shape of a unit's answer. Rules are in guards."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from jointmeeting.kernel.forms import ActForm
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept


class AnswerForm(ActForm):
    """What the unit says, with its letter if there is one."""

    page = "meetings/opinion_act.html"

    version = forms.IntegerField(widget=forms.HiddenInput)
    letter = forms.FileField(label="意见函", required=False, help_text=f"可上传盖章扫描件：{ACCEPTED}，不超过20MB。")
    field_order = ["comment", "letter"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.object.agenda_item.version

    def clean(self) -> dict[str, Any]:
        """An answer is to the text that was read: where a newer one came meanwhile, it is shown, the answer kept."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        newest = self.object.agenda_item.version
        if data.get("version") not in {None, newest}:
            self.add_error(None, f"您填写期间，议题文本已修改为第{newest}稿。请阅看下方新的文本，核对意见后再答复。")
            self.data = sent = cast("QueryDict", self.data).copy()
            sent["version"] = str(newest)
        return data

    def clean_letter(self) -> Upload | None:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] | None = self.cleaned_data["letter"]
        return accept(file) if file else None
