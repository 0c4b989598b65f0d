"""What a person types to say when he is away."""

from typing import Any

from django import forms

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import OnceForm
from members.forms.roster import DATE

LONGEST = 366  # days


class AbsenceForm(OnceForm):
    """From one day to another."""

    starts_on = forms.DateField(label="开始日期", widget=DATE)
    ends_on = forms.DateField(label="结束日期", widget=DATE, help_text="含当日")

    def clean_ends_on(self) -> Any:
        """Refuse days that are over, come before the first, or are so far off that they must be a slip."""
        last, first = self.cleaned_data["ends_on"], self.cleaned_data.get("starts_on")
        if last < clock.today():
            raise forms.ValidationError("结束日期已经过去，不必登记。")
        if first and last < first:
            raise forms.ValidationError("结束日期早于开始日期，请核对。")
        if first and (last - first).days > LONGEST:
            raise forms.ValidationError("外出超过一年的，请由本单位提出成员调整。")
        return last
