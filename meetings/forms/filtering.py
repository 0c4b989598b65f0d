"""What the lists of items and meetings are narrowed to; everything stands in the address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from meetings.models import AgendaItem, Meeting
from members.models import MemberUnit

ANY = [("", "全部")]


class ListFilter(forms.Form):
    """Fields that may all be empty; one that was not understood is left out and says so."""

    paths: dict[str, str] = {}  # field → what it filters
    unit = forms.ModelChoiceField(label="单位", queryset=MemberUnit.objects.none(), required=False, empty_label="全部")

    def __init__(self, data: QueryDict, *, user: Any) -> None:
        super().__init__(data)
        self.label_suffix = ""
        self.fields["unit"].queryset = MemberUnit.ever.visible_to(user)  # type: ignore[attr-defined]

    def passing(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that pass."""
        self.is_valid()
        given = {self.paths[name]: value for name, value in self.cleaned_data.items() if value}
        return rows.filter(**given)

    def query(self) -> str:
        """Return the filter as an address."""
        return urlencode({name: value for name, value in self.data.items() if name in self.fields and value})


class ItemFilter(ListFilter):
    """Items by state, proposing unit, and whether they came late."""

    paths = {"state": "state", "unit": "unit", "late": "is_late"}
    state = forms.ChoiceField(label="状态", choices=[*ANY, *AgendaItem.State.choices], required=False)
    late = forms.BooleanField(label="只看逾期提报", required=False)
    field_order = ["state", "unit", "late"]


class MeetingFilter(ListFilter):
    """Meetings by kind, state, and a unit that was given notice."""

    paths = {"kind": "kind", "state": "state", "unit": "receipts__unit"}
    kind = forms.ChoiceField(label="类别", choices=[*ANY, *Meeting.Kind.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[*ANY, *Meeting.State.choices], required=False)
    field_order = ["kind", "state", "unit"]
