"""The shape of an arranged agenda: the meeting's slot, and one row an entry, in the order they were sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from meetings.forms.agenda import ticks
from meetings.invitations import coming
from meetings.models import AgendaEntry, Meeting
from meetings.ordering import ATTENDING
from meetings.services.ordering import Row
from members.models import MemberUnit


class AgendaForm(forms.Form):
    """What concerns the agenda as a whole."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    slot_minutes = forms.IntegerField(label="会期（分钟）", min_value=5, max_value=600)
    reviews_last = forms.BooleanField(
        label="首项听取上次会议议定事项落实情况", required=False, help_text="没有正在办理的议定事项时，议程上不印此项。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class EntryForm(forms.Form):
    """One entry of the agenda."""

    minutes = forms.IntegerField(label="时长（分钟）", min_value=0, max_value=480)
    reporter = forms.CharField(label="汇报人", max_length=60, required=False)
    heading = forms.CharField(label="分组标题", max_length=40, required=False, help_text="印在本项之前，可不填。")
    is_sub = forms.BooleanField(label="列为上一项的分项", required=False)
    attending_units = forms.ModelMultipleChoiceField(
        label="参加单位",
        queryset=MemberUnit.objects.none(),
        required=False,
        widget=ticks(),
        help_text="不选即全体参会单位参加。",
    )
    private_note = forms.CharField(
        label="主持参考",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="只印在主持人用的议程上。",
    )

    def __init__(self, data: QueryDict | None, *, entry: AgendaEntry, units: list[tuple[int, str]]) -> None:
        initial = {
            name: getattr(entry, name) for name in ("minutes", "reporter", "heading", "is_sub", "private_note")
        } | {"attending_units": [unit.pk for unit in entry.attending_units.all()]}
        super().__init__(data, prefix=f"e{entry.pk}", initial=initial)
        self.label_suffix = ""
        self.entry = entry
        field = self.fields["attending_units"]
        field.queryset = MemberUnit.doers.filter(jurisdiction=entry.meeting.jurisdiction_id)  # type: ignore[attr-defined]
        field.choices = units  # type: ignore[attr-defined]  # asked once for all rows

    def row(self) -> Row:
        """Return the row for the service."""
        return Row(entry=self.entry.pk, **self.cleaned_data)


def entry_forms(meeting: Meeting, data: QueryDict | None = None) -> list[EntryForm]:
    """Return a form for every entry, in the order of `data` when given; what was added meanwhile comes last."""
    entries = list(meeting.entries.select_related("agenda_item__unit").prefetch_related(ATTENDING))
    units = list(dict.fromkeys((unit.pk, unit.name) for unit in [*meeting.jurisdiction.units.all(), *coming(meeting)]))
    for entry in entries:
        entry.meeting = meeting
    if data is None:
        return [EntryForm(None, entry=entry, units=units) for entry in entries]
    order = moved(sent_order(data), data.get("move", ""))
    place = {pk: n for n, pk in enumerate(order)}
    entries.sort(key=lambda entry: place.get(entry.pk, len(place) + entry.position))
    return [EntryForm(data if entry.pk in place else None, entry=entry, units=units) for entry in entries]


def sent_order(data: Mapping[str, Any]) -> list[int]:
    """Return the entries in the order the page sent them; what is no number is left out."""
    sent: Iterable[str] = data.getlist("entry")  # type: ignore[attr-defined]
    return list(dict.fromkeys(int(pk) for pk in sent if pk.isascii() and pk.isdecimal()))


def moved(order: list[int], move: str) -> list[int]:
    """Return the order after "up-7" or "down-7"; anything else leaves it as it is."""
    way, _, pk = move.partition("-")
    if way not in {"up", "down"} or not (pk.isascii() and pk.isdecimal()) or int(pk) not in order:
        return order
    place = order.index(int(pk))
    other = place + (1 if way == "down" else -1)
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order
