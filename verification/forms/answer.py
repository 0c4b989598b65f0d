"""What a department's handler answers: one outcome a person and category, and up to three records where there are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import ActForm
from verification import categories
from verification.models import Query, QueryItem
from verification.models.exchange import Outcome

RECORDS = 3
CHOICES = [("", "请选择"), *(choice for choice in Outcome.choices if choice[0] != Outcome.NOT_ANSWERED)]
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Row:
    """One item as the page shows it: whom, what, the outcome, and the fields of each possible record."""

    item: QueryItem
    label: str
    outcome: BoundField
    records: list[list[BoundField]]


class AnswerForm(ActForm):
    """All items of one query; a tick answers the rest with 无记录."""

    page = "verification/query_answer.html"
    data_as_of = forms.DateField(label="数据时点", widget=DATE, help_text="本单位数据更新到哪一天。")
    rest_none = forms.BooleanField(label="其余未选择的，经查询均无记录", required=False)
    object: Query

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]
        self.items = list(self.object.items.select_related("person"))
        self.fields["data_as_of"].initial = clock.today
        for item in self.items:
            category = categories.CATEGORIES[item.category]
            who = f"{item.person.masked_name}的{category.label}"
            self.fields[f"outcome_{item.pk}"] = forms.ChoiceField(
                label=f"{who}查询结果", choices=CHOICES, required=False
            )
            for n in range(RECORDS):
                for field in category.fields:
                    self.fields[_name(item, n, field)] = _form_field(field)

    def rows(self) -> list[Row]:
        """Return the items for the page."""
        return [
            Row(
                item,
                categories.CATEGORIES[item.category].label,
                self[f"outcome_{item.pk}"],
                [[self[_name(item, n, f)] for f in _fields(item)] for n in range(RECORDS)],
            )
            for item in self.items
        ]

    def clean_data_as_of(self) -> date:
        """Refuse a date that has not come."""
        as_of: date = self.cleaned_data["data_as_of"]
        if as_of > clock.today():
            raise ValidationError("数据时点不能晚于今天。")
        return as_of

    def clean(self) -> dict[str, Any]:
        """Collect (item, outcome, records, data_as_of) of every item."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        answers = []
        for item in self.items:
            records = self._records(item, data)
            outcome = data.get(f"outcome_{item.pk}") or (Outcome.NO_RECORD if data.get("rest_none") else "")
            if not outcome:
                self.add_error(f"outcome_{item.pk}", "请选择查询结果；确无记录的，选“无记录”或勾选下方选项。")
            elif outcome == Outcome.FOUND and not records:
                self.add_error(f"outcome_{item.pk}", "结果为“有记录”，请至少填写一条记录。")
            elif outcome != Outcome.FOUND and records:
                self.add_error(f"outcome_{item.pk}", "已填写记录，结果应选“有记录”；否则请清空所填内容。")
            answers.append((item.pk, str(outcome), records, data.get("data_as_of")))
        return {"request_key": data.get("request_key"), "answers": answers}

    def _records(self, item: QueryItem, data: dict[str, Any]) -> list[dict[str, str]]:
        rows = []
        for n in range(RECORDS):
            given = {f.name: data.get(_name(item, n, f)) for f in _fields(item)}
            filled = {key: str(value) for key, value in given.items() if value not in (None, "")}
            rows += [filled] if filled else []
        return rows


def _name(item: QueryItem, n: int, field: categories.Field) -> str:
    return f"{field.name}_{item.pk}_{n}"


def _fields(item: QueryItem) -> tuple[categories.Field, ...]:
    return categories.CATEGORIES[item.category].fields


def _form_field(field: categories.Field) -> forms.Field:
    if field.kind == categories.MONEY:
        return forms.DecimalField(label=field.label, min_value=0, max_digits=12, decimal_places=2, required=False)
    if field.kind == categories.DATE:
        return forms.DateField(label=field.label, widget=DATE, required=False)
    return forms.CharField(label=field.label, max_length=120, required=False)
