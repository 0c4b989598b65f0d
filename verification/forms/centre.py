"""What the verification centre types: findings and sources."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from jointmeeting.kernel.forms import OnceForm
from verification.models import Finding, Source, VerificationRequest


class FindingsForm(OnceForm):
    """What the handler makes of each finding that is no plain agreement."""

    def __init__(self, *args: Any, request: VerificationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings = list(request.findings.exclude(severity=Finding.Severity.INFO))
        for finding in self.findings:
            self.fields[f"disposition_{finding.pk}"] = forms.ChoiceField(
                label=f"{finding}的处理",
                choices=[("", "请选择"), *Finding.Disposition.choices],
                required=False,
                initial=finding.disposition,
            )
            self.fields[f"note_{finding.pk}"] = forms.CharField(
                label=f"{finding}的说明", max_length=200, required=False, initial=finding.note
            )

    def rows(self) -> list[tuple[Finding, Any, Any]]:
        """Return (finding, disposition field, note field) for the page."""
        return [(f, self[f"disposition_{f.pk}"], self[f"note_{f.pk}"]) for f in self.findings]

    def choices(self) -> dict[int, tuple[str, str]]:
        """Return finding → (disposition, note)."""
        data = self.cleaned_data
        return {f.pk: (data[f"disposition_{f.pk}"], data[f"note_{f.pk}"]) for f in self.findings}


class SourceForm(OnceForm):
    """How a department answers."""

    channel = forms.ChoiceField(label="反馈方式", choices=Source.Channel.choices)
    address = forms.URLField(label="接口地址", required=False, assume_scheme="https")
    key = forms.CharField(
        label="接口密钥",
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="与对方单位约定的共享密钥。已设置过的，留空表示不变。",
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean(self) -> dict[str, Any]:
        """A connector needs an address the installation may call, and a key."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("channel") != Source.Channel.CONNECTOR:
            return data
        host = urlsplit(data.get("address") or "").netloc
        if host not in settings.CONNECTOR_HOSTS:
            self.add_error("address", "本系统未获准访问该地址。请系统管理员在 CONNECTOR_HOSTS 中登记主机和端口。")
        if not data.get("key") and not self.source.key:
            raise ValidationError("使用接口反馈，需要填写接口密钥。")
        return data
