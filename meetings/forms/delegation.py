"""Shape of a delegation of signing. Rules are in services."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import OnceForm
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept
from members.models import User

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DelegationForm(OnceForm):
    """To whom, from when to when, on which paper; with the password, since it lends a signature."""

    delegate = forms.ModelChoiceField(label="受委托人", queryset=User.objects.none(), empty_label="请选择")
    from_on = forms.DateField(label="委托开始日期", widget=DATE)
    until_on = forms.DateField(label="委托截止日期", widget=DATE, help_text="含当日。")
    letter = forms.FileField(label="委托书", help_text=f"委托人签字的扫描件：{ACCEPTED}，不超过20MB。")
    password = forms.CharField(
        label="登录密码",
        help_text="请再次输入本人登录密码，确认由本人委托。",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["delegate"].queryset = candidates  # type: ignore[attr-defined]

    def clean_letter(self) -> Upload:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] = self.cleaned_data["letter"]
        return accept(file)

    def clean_password(self) -> str:
        """Check the password again; nothing of it goes further than this method."""
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("密码不正确，请重新输入。委托尚未办理。")
        return ""

    def clean(self) -> dict[str, Any]:
        """Say at the field which date is wrong."""
        fields: dict[str, Any] = super().clean() or {}
        start, end = fields.get("from_on"), fields.get("until_on")
        if start and end and end < start:
            self.add_error("until_on", "截止日期早于开始日期，请重新填写。")
        elif end and end < clock.today():
            self.add_error("until_on", "截止日期已过，请填写今天或者今后的日期。")
        return fields
