"""What of the assignments is shown: one filter for list, board and export, kept in the address."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.http import QueryDict

from duties.models import Assignment, AssignmentState, SourceKind
from duties.models.assignment import ENDED, AssignmentQuerySet
from meetings.models import Meeting
from members.models import Duty, MemberUnit

ANY = [("", "全部")]
TONES = [("late", "逾期"), ("soon", "临期"), ("good", "正常"), ("plain", "不计时")]
GROUPS = [("open", "未结"), ("ended", "已结（销号或并入）")]
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NONE = "none"  # in the address: what corresponds to nothing that could be chosen
PATHS = {"unit": "lead_unit", "meeting": "matter__minutes__meeting", "duty": "duty"}
DIRECT = {"source_kind": "source_kind", "tone": "tone", "due_from": "due_on__gte", "due_until": "due_on__lte"}


class _WithNone(ModelChoiceIterator):  # type: ignore[type-arg]  # generic in the stubs only
    """The choices, and that there is none."""

    def __iter__(self) -> Iterator[Any]:
        choices = super().__iter__()
        yield next(choices)
        yield NONE, "未对应"
        yield from choices


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # likewise
    """A row, or `none` for what corresponds to no row the person may see."""

    iterator = _WithNone

    def clean(self, value: Any) -> Any:
        """Return the row, NONE, or None where nothing was asked."""
        return NONE if value == NONE else super().clean(value)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # likewise
    """A unit, also one that is no more: what it led still counts."""

    def label_from_instance(self, obj: Any) -> str:
        """Return its name, and that it is no more."""
        return unit_label(obj)


def unit_label(unit: MemberUnit) -> str:
    """Return the unit's name, and that it is no more."""
    return f"{unit}（已撤销）" if unit.has_ended else str(unit)


class BoardFilter(forms.Form):
    """What to show; every field may be empty, and everything stands in the address."""

    unit = UnitField(label="牵头单位", queryset=MemberUnit.ever.none(), required=False)
    meeting = PlaceField(label="会议", queryset=Meeting.objects.none(), required=False)
    duty = PlaceField(label="职责", queryset=Duty.history.none(), required=False, widget=forms.HiddenInput)
    source_kind = forms.ChoiceField(label="来源", choices=[*ANY, *SourceKind.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[*ANY, *GROUPS, *AssignmentState.choices], required=False)
    tone = forms.ChoiceField(label="灯", choices=[*ANY, *TONES], required=False)
    report = forms.ChoiceField(label="进展报告", choices=[*ANY, ("late", "报告逾期")], required=False)
    dated = forms.ChoiceField(label="期限", choices=[*ANY, (NONE, "未定期限")], required=False)
    due_from = forms.DateField(label="时限自", widget=DATE, required=False)
    due_until = forms.DateField(label="时限至", widget=DATE, required=False)
    q = forms.CharField(label="含有文字", max_length=60, required=False)

    def __init__(self, data: QueryDict, *, user: Any) -> None:
        super().__init__(data)
        self.label_suffix = ""
        bodies = MemberUnit.objects.visible_to(user).values("jurisdiction").distinct()
        self.user = user
        for name, queryset in (
            ("unit", MemberUnit.ever.visible_to(user)),
            ("meeting", Meeting.objects.visible_to(user)),
            ("duty", Duty.history.filter(unit__jurisdiction__in=bodies)),
        ):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        self.is_valid()

    def choices_of(self, axis: str) -> QuerySet[Any]:
        """Return what may be chosen in a field that is an axis of the board."""
        rows: QuerySet[Any] = self.fields[axis].queryset  # type: ignore[attr-defined]
        return rows

    def rows(self) -> AssignmentQuerySet:
        """Return what passes; a field that was not understood is left out and says so."""
        rows, given = Assignment.objects.visible_to(self.user).with_tone(), self.cleaned_data
        rows = rows.filter(**{DIRECT[name]: value for name, value in given.items() if value and name in DIRECT})
        for axis, path in PATHS.items():
            if given.get(axis) == NONE:
                rows = rows.exclude(**{f"{path}__in": self.choices_of(axis).order_by().values("pk")})
            elif given.get(axis):
                rows = rows.filter(**{path: given[axis]})
        if state := given.get("state"):
            ended = Q(state__in=ENDED)
            rows = rows.filter({"open": ~ended, "ended": ended}.get(state, Q(state=state)))
        if given.get("report"):
            rows = rows.report_late()
        if given.get("dated"):
            rows = rows.filter(due_on=None)
        if word := given.get("q"):
            rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(source__icontains=word))
        return rows

    def query(self, **more: Any) -> str:
        """Return the filter as an address, with `more` in its place."""
        given = {name: value for name, value in self.data.items() if name in self.fields and value}
        return urlencode({name: value for name, value in {**given, **more}.items() if value != ""})
