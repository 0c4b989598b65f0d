"""Shape of a unit's answer. Rules are in guards."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jointmeeting.kernel.forms import ActForm
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept


class AnswerForm(ActForm):
    """What the unit says, with its letter if there is one."""

    letter = forms.FileField(label="意见函", required=False, help_text=f"可上传盖章扫描件：{ACCEPTED}，不超过20MB。")
    field_order = ["comment", "letter"]

    def clean_letter(self) -> Upload | None:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] | None = self.cleaned_data["letter"]
        return accept(file) if file else None
