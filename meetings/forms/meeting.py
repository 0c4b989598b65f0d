"""Shapes of what people type about receipts. Rules are in guards and services."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jointmeeting.kernel.forms import ActForm
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept
from meetings.effects.meeting import heads_attend, rank_too_low
from meetings.models import AttendeeRank, Receipt


def last_attendee(receipt: Receipt) -> Mapping[str, object]:
    """Return who came for the unit last to such a meeting, as the form starts: most send the same person again."""
    kind = receipt.meeting.kind
    named = Receipt.objects.filter(unit=receipt.unit_id, meeting__kind=kind, state=Receipt.State.ATTENDING).order_by(
        "-pk"
    )
    return named.values("attendee_name", "attendee_post").first() or {}


class AttendeeForm(ActForm):
    """Who will come for the unit, and at which rank where the notice asks for one."""

    attendee_name = forms.CharField(label="参会人员姓名", max_length=60)
    attendee_post = forms.CharField(label="职务", max_length=60)
    attendee_rank = forms.ChoiceField(label="参会人员职级", choices=AttendeeRank.choices)
    field_order = ["attendee_name", "attendee_post", "attendee_rank", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.fields["comment"].required:
            del self.fields["comment"]
            self.fields["attendee_rank"].initial = AttendeeRank.HEAD
            self.initial = {**self.initial, **last_attendee(self.object)}
            if heads_attend(self.object) is None:
                del self.fields["attendee_rank"]

    def clean(self) -> dict[str, Any]:
        """Check the rank against the notice, so that the reason stands at the field."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        rank, what = data.get("attendee_rank"), self.transition.label.removeprefix("委托")
        if rank and (refusal := rank_too_low(self.object, rank, what)):
            self.add_error("attendee_rank", f"{refusal.sentence}（{refusal.clause}）")
        return data


class SubstituteForm(AttendeeForm):
    """Who comes instead, at which rank, by whose authority."""

    authorised_by = forms.CharField(label="委托人", max_length=60, help_text="委托代会的本单位负责同志姓名。")
    letter = forms.FileField(
        label="委托书",
        required=False,
        help_text=f"签名盖章后扫描上传：{ACCEPTED}，不超过20MB。空白委托书可在会议页面打印；未上传的，请带到会场。",
    )
    field_order = ["attendee_name", "attendee_post", "attendee_rank", "authorised_by", "letter", "comment"]

    def clean_letter(self) -> Upload | None:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] | None = self.cleaned_data["letter"]
        return accept(file) if file else None
