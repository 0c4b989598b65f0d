"""What the office says about whom minutes go to, and about a delivery outside the system."""

from typing import Any

from django import forms

from jointmeeting.kernel.forms import ActForm
from meetings.models import Minutes, Recipient
from members.models import MemberUnit

LONGEST = 80
LINES = forms.Textarea(attrs={"rows": 3})


class DeliverForm(ActForm):
    """How the minutes reached a body that does not work here."""

    way = forms.CharField(label="送达方式", max_length=100, help_text="例如：机要交换、公文交换系统、专人送达")
    field_order = ["way", "comment"]


class RecipientsForm(forms.Form):
    """To whom minutes go: units by their boxes, bodies outside one a line."""

    units = forms.ModelMultipleChoiceField(
        label="主送单位",
        queryset=MemberUnit.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "in-columns"}),
        help_text="印发后这些单位可以阅看、须签收；牵头和配合单位必须选上。",
    )
    report = forms.CharField(label="报送机关", required=False, max_length=800, widget=LINES, help_text="每行一个")
    copies = forms.CharField(label="抄送机关", required=False, max_length=2000, widget=LINES, help_text="每行一个")

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        rows = list(minutes.recipients.all())
        chosen = [row.unit_id for row in rows if row.unit_id]
        self.initial["units"] = chosen
        for name, kind in (("report", Recipient.Kind.REPORT), ("copies", Recipient.Kind.CC)):
            self.initial[name] = "\n".join(row.label for row in rows if row.kind == kind)
        units = MemberUnit.doers.filter(jurisdiction=minutes.jurisdiction_id).exclude(kind=MemberUnit.Kind.GROUP)
        everybody = units | MemberUnit.ever.filter(pk__in=chosen)
        self.fields["units"].queryset = everybody  # type: ignore[attr-defined]
        if minutes.state != Minutes.State.DRAFTING:
            for name in ("report", "copies"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "印在纪要上，送审后不能改"

    def clean_report(self) -> list[str]:
        """Read the lines."""
        return self._lines("report")

    def clean_copies(self) -> list[str]:
        """Read the lines."""
        return self._lines("copies")

    def _lines(self, name: str) -> list[str]:
        lines = list(dict.fromkeys(line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()))
        if long := next((line for line in lines if len(line) > LONGEST), None):
            raise forms.ValidationError(f"“{long[:20]}……”超过{LONGEST}个字，请改用规范简称。")
        return lines
