"""Shapes of what is asked about drafts: which two to compare."""

from typing import Any

from django import forms

from meetings.models import Minutes, MinutesVersion


class ComparisonForm(forms.Form):
    """Two saved drafts of the same minutes; the last two unless others are chosen."""

    before = forms.ModelChoiceField(label="前一稿", queryset=MinutesVersion.objects.none(), to_field_name="version")
    after = forms.ModelChoiceField(label="后一稿", queryset=MinutesVersion.objects.none(), to_field_name="version")

    def __init__(self, data: Any, *, minutes: Minutes) -> None:
        versions = minutes.versions.all()
        last = list(versions[:2])
        chosen = data if data else {"after": last[0].version, "before": last[-1].version}
        super().__init__(chosen)
        self.label_suffix = ""
        for name in ("before", "after"):
            self.fields[name].queryset = versions  # type: ignore[attr-defined]
            self.fields[name].empty_label = None  # type: ignore[attr-defined]
