"""The yearly notice on holidays, pasted; the reader's refusal stands at the field."""

from django import forms

from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.holidays import HolidayYear, read_notice


class HolidayNoticeForm(forms.Form):
    """The text; `year` and `days` are what was read. `confirmed` comes from the second page, which shows them."""

    text = forms.CharField(
        label="通知全文", max_length=6000, strip=False, widget=forms.Textarea(attrs={"rows": 14}),
        help_text="粘贴《国务院办公厅关于某年部分节假日安排的通知》全文，连同标题。",
    )  # fmt: skip
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    year: int
    days: HolidayYear

    def clean_text(self) -> str:
        """Read the text."""
        text: str = self.cleaned_data["text"]
        try:
            self.year, self.days = read_notice(text)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        return text
