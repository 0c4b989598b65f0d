"""What the office types into the registers beside the roster: units of a group, aid standards."""

from decimal import Decimal
from typing import Any

from django import forms

from members.models import AidStandard

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class GroupForm(forms.Form):
    """A group and its units, one a line."""

    name = forms.CharField(label="组合名称", max_length=60, help_text="与通知中的写法一致，例如：各乡镇人民政府")
    lines = forms.CharField(
        label="所含单位",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="一行一个单位全称，可从其他文件粘贴",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class AidStandardForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument at run time
    """One standard."""

    class Meta:
        model = AidStandard
        fields = ["programme", "area", "amount", "per", "starts_on", "document"]
        widgets = {"starts_on": DATE}
        help_texts = {"area": "例如：全市、城镇、农村", "amount": "单位：元", "document": "公布标准的文件名称或文号"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["amount"].widget.attrs["min"] = "0.01"

    def clean_amount(self) -> Decimal:
        """A standard is worth something."""
        return _worth_something(self.cleaned_data["amount"])


class AidCorrectionForm(forms.Form):
    """A wrong amount or document put right."""

    amount = forms.DecimalField(label="标准", max_digits=10, decimal_places=2, help_text="单位：元")
    document = forms.CharField(label="依据文件", max_length=120)
    reason = forms.CharField(label="更正原因", max_length=300, help_text="例如：登记时金额录入有误")

    def __init__(self, *args: Any, standard: AidStandard, **kwargs: Any) -> None:
        kwargs["initial"] = {"amount": standard.amount, "document": standard.document}
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_amount(self) -> Decimal:
        """A standard is worth something."""
        return _worth_something(self.cleaned_data["amount"])


def _worth_something(amount: Decimal) -> Decimal:
    if amount <= 0:
        raise forms.ValidationError("标准须大于0元，请按公布的文件填写。")
    return amount
