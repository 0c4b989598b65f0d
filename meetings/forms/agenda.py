"""Shapes of what people type about agenda items. Rules are in guards and services."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jointmeeting.kernel.forms import ActForm, OnceForm
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept
from meetings.models import AgendaItem, Meeting
from meetings.models.meeting import AHEAD, DECIDING


class AgendaItemForm(OnceForm):
    """An agenda item as its unit writes it."""

    title = forms.CharField(label="议题名称", max_length=100, help_text="一句话说明，例如：关于建立……机制的议题")
    background = forms.CharField(label="背景情况", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    proposal = forms.CharField(label="提请审议事项", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    attachment = forms.FileField(label="附件", required=False, help_text=f"可上传：{ACCEPTED}，每个不超过20MB。")

    def clean_attachment(self) -> Upload | None:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] | None = self.cleaned_data["attachment"]
        return accept(file) if file else None


class ScheduleForm(ActForm):
    """Which regular meeting an item goes to."""

    meeting = forms.ModelChoiceField(label="会议", queryset=Meeting.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.filter(  # type: ignore[attr-defined]
            jurisdiction=self.object.jurisdiction, kind__in=DECIDING, state__in=AHEAD
        )
        self.fields["meeting"].help_text = "只列出尚未开始的会议；没有时请先新建会议。"


class AddToAgendaForm(forms.Form):
    """An accepted item for a liaison meeting."""

    agenda_item = forms.ModelChoiceField(label="已受理的议题", queryset=AgendaItem.objects.none())

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["agenda_item"].queryset = AgendaItem.objects.filter(  # type: ignore[attr-defined]
            jurisdiction=meeting.jurisdiction, state=AgendaItem.State.ACCEPTED
        ).exclude(entries__meeting=meeting)
