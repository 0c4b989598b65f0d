"""The field for a table that goes with a clause or an item (附表): pasted text, kept in one form."""

from typing import Any

from django import forms

from jointmeeting.kernel.documents import pasted

LONGEST = 4000
HELP = (
    "从Excel或者Word中复制表格，粘贴到这里，第一行为表头；表头上面可以另加一行表名。"
    "不超过8栏。手工输入的，各栏之间用“|”隔开。"
)


class TableField(forms.CharField):
    """Text of a table; what cannot be set is refused with the row it is in."""

    def __init__(self) -> None:
        super().__init__(
            label="附表",
            required=False,
            max_length=LONGEST,
            strip=False,  # a row may begin with an empty cell
            widget=forms.Textarea(attrs={"rows": 6, "wrap": "off"}),
            help_text=HELP,
        )

    def clean(self, value: Any) -> str:
        """Return the text that is kept."""
        text = super().clean(value)
        try:
            found = pasted.read(text)
        except pasted.Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return found.text if found else ""


class WithTable(forms.Form):
    """A form whose `table` is shown as it will be set."""

    @property
    def shown(self) -> pasted.Pasted | None:
        """The table as it stands in the form, if it is one."""
        try:
            return pasted.read(str(self["table"].value() or ""))
        except pasted.Unreadable:
            return None
