"""Shapes of what people type about the parts of supporting units."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from duties.forms import DesignateForm, ProgressForm, worded
from duties.models import PartState, Progress
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.forms import ActForm
from members.groups import real_units
from members.models import MemberUnit
from members.permissions import DOERS
from members.queries import people_holding


class ArrangeForm(ActForm):
    """Who supports with what: every part that is not done stands as a row of its own, new units come below."""

    units = forms.ModelMultipleChoiceField(
        label="增加配合单位",
        queryset=MemberUnit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "in-columns"}),
        help_text="可多选；选组合的，逐个列为配合单位",
    )
    text = forms.CharField(
        label="新增单位的分工", max_length=300, required=False, help_text="各单位分工不同的，增加后再逐个修改"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = MemberUnit.doers.filter(jurisdiction=self.object.jurisdiction).exclude(pk=self.object.lead_unit_id)
        supporting = self.object.parts.exclude(unit=None).values("unit")
        self.fields["units"].queryset = others.exclude(pk__in=supporting)  # type: ignore[attr-defined]
        reported = Progress.objects.filter(part=OuterRef("pk"))
        rows = self.object.parts.select_related("unit").annotate(was_reported=Exists(reported))
        self.parts = list(rows.exclude(state=PartState.DONE))
        for part in self.parts:
            self._add(part, others)
        last = ["units", "text", "comment"]
        self.order_fields([name for name in self.fields if name not in last] + last)

    def _add(self, part: Any, others: Any) -> None:
        self.fields[f"text_{part.pk}"] = forms.CharField(
            label=f"{part.label}的分工", max_length=300, required=False, initial=part.text
        )
        if part.needs_unit:
            self.fields[f"unit_{part.pk}"] = forms.ModelChoiceField(
                label=f"“{part.label}”对应的单位",
                queryset=others,
                required=False,
                help_text="对应到单位后才能通知到人；选组合的，逐个列为配合单位",
            )
        if not part.was_reported:
            self.fields[f"remove_{part.pk}"] = forms.BooleanField(label=f"不再由{part.label}配合", required=False)

    def clean(self) -> dict[str, Any]:
        """Return the rows as `changes`; a group whose units nobody entered is refused at its field."""
        data: dict[str, Any] = super().clean() or {}
        for name, unit in list(data.items()):
            if name == "units" or name.startswith("unit_"):
                data[name] = self._real(name, unit)
        data["changes"] = [
            {
                "part": part,
                "text": data.pop(f"text_{part.pk}", part.text),
                "unit": data.pop(f"unit_{part.pk}", None),
                "is_removed": data.pop(f"remove_{part.pk}", False),
            }
            for part in self.parts
        ]
        return data

    def _real(self, name: str, chosen: Any) -> Any:
        units = [chosen] if isinstance(chosen, MemberUnit) else list(chosen or [])
        try:
            found = real_units(units)
        except Refused as refusal:
            self.add_error(name, refusal.sentence)
            return None
        return found if name == "units" else chosen


class PartDesignateForm(DesignateForm):
    """Who answers for the part in the supporting unit."""

    def people(self) -> Any:
        """The people of the supporting unit."""
        return people_holding(DOERS, self.object.jurisdiction_id, units=[self.object.unit_id])


PART_FORMS: dict[str, type[ActForm]] = {
    "report": ProgressForm,
    "complete": worded("完成情况"),
    "comment": worded("意见"),
    "designate": PartDesignateForm,
}
