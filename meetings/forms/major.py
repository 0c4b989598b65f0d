"""Shapes of what people type about major matters. Rules are in guards and services."""

from typing import Any

from django import forms

from jointmeeting.kernel.forms import ActForm, OnceForm
from meetings.forms.minutes import DATE
from meetings.models import Meeting
from members.models import MemberUnit


class MajorMatterForm(OnceForm):
    """What is taken to the government."""

    title = forms.CharField(label="事项", max_length=60, help_text="一句话说明，例如：关于……的重大问题")
    unit = forms.ModelChoiceField(label="责任单位", queryset=MemberUnit.objects.none())
    text = forms.CharField(label="情况和建议", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = MemberUnit.objects.filter(jurisdiction=meeting.jurisdiction)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ReportForm(ActForm):
    """How it was reported."""

    report_document = forms.CharField(label="报告文号或方式", max_length=120, help_text="例如：请示文号")
    field_order = ["report_document", "comment"]


class DecisionForm(ActForm):
    """What the government decided, and who does it."""

    decided_on = forms.DateField(label="决定日期", widget=DATE)
    decision_document = forms.CharField(label="决定依据", max_length=120, help_text="例如：批示、会议纪要或批复的文号")
    decision = forms.CharField(label="决定内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    lead_unit = forms.ModelChoiceField(
        label="落实牵头单位",
        queryset=MemberUnit.objects.none(),
        required=False,
        help_text="需要落实的，选牵头单位并填时限",
    )
    due_on = forms.DateField(label="完成时限", widget=DATE, required=False)
    field_order = ["decided_on", "decision_document", "decision", "lead_unit", "due_on", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = MemberUnit.objects.filter(jurisdiction=self.object.jurisdiction)
        self.fields["lead_unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Unit and date come together or not at all; the date lies after the decision."""
        data: dict[str, Any] = super().clean() or {}
        lead, due, decided = data.get("lead_unit"), data.get("due_on"), data.get("decided_on")
        if lead and not due and "due_on" not in self.errors:
            self.add_error("due_on", "请填写完成时限，或不选落实牵头单位。")
        if due and not lead and "lead_unit" not in self.errors:
            self.add_error("lead_unit", "请选择落实牵头单位，或不填完成时限。")
        if due and decided and due < decided:
            self.add_error("due_on", "完成时限不能早于决定日期。请重新填写。")
        return data
