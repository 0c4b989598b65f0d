"""Shapes of what people type about what a meeting did with an item. Rules are in guards and effects."""

from typing import Any

from django import forms

from jointmeeting.kernel.forms import ActForm
from meetings.models import MajorMatter
from members.models import MemberUnit


class AmendForm(ActForm):
    """What the meeting changed of what it was asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["comment"]
        field.label = "修改内容"
        field.help_text = "写明改了什么，多处修改的分行写。例如：将共享周期由每季度改为每月。"


class ReferForm(ActForm):
    """Why the government decides, and the major matter it is asked with: one that was raised already, or a new one."""

    matter = forms.ModelChoiceField(
        label="已登记的重大问题",
        queryset=MajorMatter.objects.none(),
        required=False,
        empty_label="尚未登记，按下列内容登记",
        help_text="本次会议已就本议题登记过重大问题的，选那一件，下面三项不用改。",
    )
    title = forms.CharField(label="事项", max_length=60)
    unit = forms.ModelChoiceField(label="责任单位", queryset=MemberUnit.objects.none())
    text = forms.CharField(label="情况和建议", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    field_order = ["comment", "matter", "title", "unit", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item, units, entry = self.object, self.fields["unit"], self.object.current_entry()
        raised = MajorMatter.objects.filter(meeting=entry.meeting_id if entry else None, agenda_item=None)
        open_ones = raised.exclude(state=MajorMatter.State.WITHDRAWN)
        self.fields["matter"].queryset = open_ones  # type: ignore[attr-defined]
        if not open_ones:
            del self.fields["matter"]
        units.queryset = MemberUnit.objects.filter(jurisdiction=item.jurisdiction_id)  # type: ignore[attr-defined]
        units.initial = item.unit_id
        self.fields["title"].initial, self.fields["text"].initial = item.title[:60], item.proposal
