"""Shapes of what people type about assignments."""

from django import forms

from jointmeeting.kernel.forms import ActForm


class ProgressForm(ActForm):
    """A report on progress."""

    text = forms.CharField(label="进展情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    percent = forms.IntegerField(label="完成比例（%）", min_value=0, max_value=100)
    field_order = ["text", "percent", "comment"]
