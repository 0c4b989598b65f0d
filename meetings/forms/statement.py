"""Shapes of what people type about the deliberation of an item. What must agree with what is in `statements`."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from meetings.forms.table import TableField, WithTable
from meetings.models import AgendaItem, Minutes
from meetings.models.statement import Stance
from meetings.statements import Hearing, hearing_of, recorded
from members.models import MemberUnit


class SummaryForm(WithTable):
    """How one item was deliberated."""

    summary = forms.CharField(
        label="审议情况",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="印在本议题的议定事项之前；留空则不印。",
    )
    table = TableField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


def _one_of(units: list[MemberUnit], pk: Any) -> MemberUnit:
    """Return the unit with this key; ValueError where it is not there, as for a row saved before sign-in changed."""
    for unit in units:
        if str(unit.pk) == str(pk):
            return unit
    raise ValueError(pk)


class StatementForm(forms.Form):
    """What one unit said."""

    unit = forms.TypedChoiceField(
        label="发言单位",
        help_text="可选到会单位和提出过书面意见的单位。",
        error_messages={"invalid_choice": "该单位没有到会，也没有书面意见，不能登记发言。请从列出的单位中选择。"},
    )
    stance = forms.ChoiceField(label="意见", choices=[("", "请选择"), *Stance.choices])
    text = forms.CharField(label="发言内容", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(
        label="与书面意见不一致的原因",
        required=False,
        max_length=200,
        help_text="与书面意见一致的，不填；不印在纪要上。",
    )

    def __init__(self, *args: Any, item: AgendaItem, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.item, self.hearing = item, hearing
        units = hearing.speakers(item)
        field: Any = self.fields["unit"]
        field.choices = [("", "请选择"), *((str(unit.pk), unit.name) for unit in units)]
        field.coerce = lambda pk: _one_of(units, pk)

    @property
    def heading(self) -> str:
        """Who said what when the page was opened; empty for a new row."""
        if not self.initial:
            return ""
        units = dict(self.fields["unit"].choices)  # type: ignore[attr-defined]
        name = units.get(str(self.initial["unit"]), "不在名单上的单位")
        return f"{name}：{Stance(self.initial['stance']).label}"

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where the statement departs from the written opinion."""
        row: dict[str, Any] = super().clean() or {}
        if row.get("unit") and row.get("stance") and "reason" in row and "text" in row:
            fault = self.hearing.fault_of(self.item, row)
            if fault:
                self.add_error(*fault)
        return row


class BaseStatements(BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """The statements on one item: a unit speaks once."""

    def clean(self) -> None:
        """Refuse a second row of the same unit, at its field."""
        seen: set[MemberUnit] = set()
        for row in self.forms:
            unit = row.cleaned_data.get("unit") if row.is_valid() and row not in self.deleted_forms else None
            if unit in seen:
                row.add_error("unit", f"{unit}在本议题已有一行发言，请合并为一行。")
            seen |= {unit} if unit else set()


StatementFormSet: "type[BaseFormSet[StatementForm]]" = formset_factory(
    StatementForm, formset=BaseStatements, extra=1, max_num=60, can_delete=True
)
INCOMPLETE = "页面内容不完整，没有保存。请刷新页面后重新填写。"


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One item on the page where minutes are written."""

    item: AgendaItem
    form: SummaryForm
    statements: "BaseFormSet[StatementForm]"

    def is_valid(self) -> bool:
        """Both are looked at, so that every error is shown at once."""
        return all([self.form.is_valid(), self.statements.is_valid()])

    @property
    def row(self) -> dict[str, Any]:
        """The item as the service takes it."""
        gone = self.statements.deleted_forms
        said = [form.cleaned_data for form in self.statements.forms if form.cleaned_data and form not in gone]
        return {"agenda_item": self.item, **self.form.cleaned_data, "statements": said}


def item_parts(minutes: Minutes, data: Any) -> list[ItemPart]:
    """Return the items of the agenda, filled with `data`, else with what was saved or generated."""
    hearing = hearing_of(minutes)
    parts = []
    for row in recorded(minutes):
        item = row["agenda_item"]
        statements = StatementFormSet(
            data,
            initial=[{**said, "unit": said["unit"].pk} for said in row["statements"]],
            prefix=f"statements-{item.pk}",
            form_kwargs={"item": item, "hearing": hearing},
            error_messages={"missing_management_form": INCOMPLETE},
        )
        told = {name: row[name] for name in ("summary", "table")}
        form = SummaryForm(data, initial=told, prefix=f"item-{item.pk}")
        parts.append(ItemPart(item, form, statements))
    return parts
