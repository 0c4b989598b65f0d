"""Shapes of what people type about minutes. Rules are in guards and services."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from meetings.drafting import NO_BASIS
from meetings.forms.agenda import ticks
from meetings.forms.table import TableField, WithTable
from meetings.models import AgendaItem, ResolvedMatter
from meetings.models.disclosure import Disclosure
from meetings.similarity import Duties
from members.models import MemberUnit

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MinutesForm(forms.Form):
    """Head of the minutes, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="标题", max_length=100)
    opening = forms.CharField(label="开头部分", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))

    disclosure = forms.ChoiceField(
        label="公开属性",
        choices=[("", "送审前选择"), *Disclosure.choices],
        required=False,
        help_text="随纪要一并送审；不印在纪要上。",
    )
    disclosure_reason = forms.CharField(
        label="不主动公开的理由", max_length=200, required=False, help_text="选“主动公开”的，不填。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        """Ask why, where the minutes are not open to everybody; a reason against nothing is dropped."""
        fields: dict[str, Any] = super().clean() or {}
        if fields.get("disclosure") in {"", Disclosure.OPEN}:
            fields["disclosure_reason"] = ""
        elif not fields.get("disclosure_reason") and "disclosure_reason" not in self.errors:
            self.add_error("disclosure_reason", "不主动公开的，请写明理由，例如：涉及个人隐私，或者属于内部事务信息。")
        return fields


class MatterForm(WithTable):
    """One resolved matter."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    verb = forms.ChoiceField(
        label="会议表述",
        choices=ResolvedMatter.Verb.choices,
        initial=ResolvedMatter.Verb.RESOLVED,
        required=False,
        help_text="议定内容未以“会议”开头的，印为“会议议定，……”",
    )
    heading = forms.CharField(label="标题", max_length=60, help_text="例如：关于……工作")
    text = forms.CharField(label="议定内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    table = TableField()
    lead_unit = forms.ModelChoiceField(label="牵头单位", queryset=MemberUnit.objects.none(), empty_label="请选择")
    supporting_units = forms.ModelMultipleChoiceField(
        label="配合单位", queryset=MemberUnit.objects.none(), required=False, widget=ticks()
    )
    due_on = forms.DateField(label="完成时限", widget=DATE)
    basis = forms.ChoiceField(
        label="职责依据",
        required=False,
        error_messages={"invalid_choice": "这不是所选牵头单位的职责。请从下列该单位的职责原文中重新选择。"},
    )
    agenda_item = forms.ModelChoiceField(
        label="对应议题", queryset=AgendaItem.objects.none(), required=False, empty_label="不对应议题"
    )

    def __init__(self, *args: Any, minutes: Any, duties: Duties, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        if duties:
            self.fields["basis"].choices = self._bases(duties)  # type: ignore[attr-defined]
        else:
            del self.fields["basis"]
        units = MemberUnit.objects.filter(jurisdiction=minutes.jurisdiction)
        items = AgendaItem.objects.filter(entries__meeting=minutes.meeting)
        for name, queryset in (("lead_unit", units), ("supporting_units", units), ("agenda_item", items)):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def _bases(self, duties: Duties) -> list[tuple[str, str]]:
        """Return the sentences of the lead unit's duties, the nearest to the clause first; and that none covers it."""
        lead = self["lead_unit"].value()
        unit = str(getattr(lead, "pk", lead) or "")
        about = "\n".join(str(self[name].value() or "") for name in ("heading", "text"))
        found = duties.sentences(int(unit), about) if unit.isascii() and unit.isdigit() else []
        first = "请选择牵头单位的职责原文" if found else "选定牵头单位并保存后，再选职责原文"
        return [("", first), *((text, f"“{text}”") for text in found), (NO_BASIS, "无职责依据，须该单位会签同意")]


MatterFormSet: "type[BaseFormSet[MatterForm]]" = formset_factory(MatterForm, extra=1, max_num=30, can_delete=True)
