"""Shapes of what people type about assignments and reports. Rules are in guards.py and services.py."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from duties.models import Assignment, SourceKind
from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import ActForm, OnceForm
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept
from meetings.models import Meeting
from members.models import Duty, Jurisdiction, MemberUnit, User
from members.permissions import UNIT
from members.queries import people_holding

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FILES = f"可上传：{ACCEPTED}，不超过20MB。"
REPORTING = [(0, "不要求定期报告"), (1, "每月报告一次"), (3, "每季度报告一次")]
OPENED_BY_ITSELF = {SourceKind.MATTER, SourceKind.MEASURE, SourceKind.DECISION}  # nobody types these


class FileField(forms.FileField):
    """A file checked by name, first bytes and size."""

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """Return the accepted file, or None where there is none."""
        file: UploadedFile[bytes] | None = super().clean(data, initial)
        return accept(file) if file else None


class FutureDateField(forms.DateField):
    """A day that has not passed."""

    def clean(self, value: Any) -> Any:
        """Refuse the past."""
        day = super().clean(value)
        if day and day < clock.today():
            raise forms.ValidationError("这个日期已经过去，请选择今天或以后的日期。")
        return day


class AssignmentForm(OnceForm):
    """Work the office assigns without minutes."""

    source_kind = forms.ChoiceField(
        label="来源类别",
        choices=[choice for choice in SourceKind.choices if choice[0] not in OPENED_BY_ITSELF],
    )
    source = forms.CharField(label="来源", max_length=120, help_text="写明文件或批示，例如：2026年度工作计划第3项")
    title = forms.CharField(label="工作事项", max_length=60)
    text = forms.CharField(label="要求", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    lead_unit = forms.ModelChoiceField(label="牵头单位", queryset=MemberUnit.objects.none(), help_text="只能有一个")
    supporting_units = forms.ModelMultipleChoiceField(
        label="配合单位", queryset=MemberUnit.objects.none(), required=False, help_text="可多选"
    )
    duty = forms.ModelChoiceField(label="依据职责", queryset=Duty.objects.none(), required=False)
    not_before = forms.DateField(label="起办日期", widget=DATE, required=False, help_text="不早于此日办理；不限的留空")
    due_on = FutureDateField(label="办理时限", widget=DATE)
    report_every = forms.TypedChoiceField(label="进展报告", choices=REPORTING, coerce=int)

    def __init__(self, *args: Any, body: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doers = MemberUnit.doers.filter(jurisdiction=body)
        duties = Duty.objects.filter(unit__jurisdiction=body).select_related("unit")
        for name, queryset in (("lead_unit", doers), ("supporting_units", doers), ("duty", duties)):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        self.fields["duty"].label_from_instance = duty_label  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """It begins before it is due."""
        data: dict[str, Any] = super().clean() or {}
        begins, due = data.get("not_before"), data.get("due_on")
        if begins and due and begins > due:
            self.add_error("not_before", "起办日期不能晚于办理时限，请调整其中一个日期。")
        return data


def duty_label(duty: Duty) -> str:
    """Return whose duty it is and how it begins."""
    return f"{duty.unit} {duty.number}：{duty.text[:24]}……"


class MeasuresForm(forms.Form):
    """The one date the office may give all measures."""

    due_on = FutureDateField(
        label="统一办理时限", widget=DATE, required=False, help_text="通知未规定时限。留空则不计逾期，可逐件确定。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class DesignateForm(ActForm):
    """Who answers for it in the lead unit."""

    responsible = forms.ModelChoiceField(label="责任人", queryset=User.objects.none())
    field_order = ["responsible", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = people_holding(  # type: ignore[attr-defined]
            UNIT, self.object.jurisdiction_id, units=[self.object.lead_unit_id]
        )


class AcceptForm(DesignateForm):
    """Accepting, with the person who will answer for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].required = False
        self.fields["responsible"].help_text = "可以以后再确定。"


class ProgressForm(ActForm):
    """A report on progress."""

    text = forms.CharField(label="进展情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    percent = forms.IntegerField(label="完成比例（%）", min_value=0, max_value=100)
    obstacle = forms.CharField(label="存在困难", max_length=500, required=False)
    help_wanted = forms.CharField(label="需要协调事项", max_length=500, required=False)
    evidence = FileField(label="佐证材料", required=False, help_text=f"{FILES}报告办结前至少上传一份。")
    field_order = ["text", "percent", "obstacle", "help_wanted", "evidence", "comment"]


class UnitForm(ActForm):
    """Another lead unit."""

    lead_unit = forms.ModelChoiceField(label="牵头单位", queryset=MemberUnit.objects.none())
    field_order = ["lead_unit", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = MemberUnit.doers.filter(jurisdiction=self.object.jurisdiction).exclude(kind=MemberUnit.Kind.GROUP)
        self.fields["lead_unit"].queryset = rows  # type: ignore[attr-defined]


class SplitForm(UnitForm):
    """A piece of the work."""

    title = forms.CharField(label="分解事项", max_length=60)
    text = forms.CharField(label="要求", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = FutureDateField(label="办理时限", widget=DATE)
    field_order = ["title", "text", "lead_unit", "due_on", "comment"]


class ExtensionForm(ActForm):
    """More time."""

    until = FutureDateField(label="申请延至", widget=DATE)
    field_order = ["until", "comment"]


class DueForm(ActForm):
    """A date where there was none."""

    due_on = FutureDateField(label="办理时限", widget=DATE)
    field_order = ["due_on", "comment"]


class MergeForm(ActForm):
    """Which assignment takes it in."""

    into = forms.ModelChoiceField(label="并入", queryset=Assignment.objects.none())
    field_order = ["into", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Assignment.objects.filter(jurisdiction=self.object.jurisdiction).open().exclude(pk=self.object.pk)
        self.fields["into"].queryset = rows  # type: ignore[attr-defined]


class CarryForm(ActForm):
    """Which meeting takes it up."""

    meeting = forms.ModelChoiceField(label="会议", queryset=Meeting.objects.none(), help_text="只列出筹备中的会议")
    field_order = ["meeting", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Meeting.objects.filter(jurisdiction=self.object.jurisdiction, state=Meeting.State.PLANNED)
        self.fields["meeting"].queryset = rows  # type: ignore[attr-defined]


class ReportForm(ActForm):
    """What a unit reports for a period."""

    text = forms.CharField(label="工作开展情况", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    problems = forms.CharField(
        label="存在问题", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    next_steps = forms.CharField(
        label="下步打算", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    attachment = FileField(label="附件", required=False, help_text=FILES)
    field_order = ["text", "problems", "next_steps", "attachment", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("text", "problems", "next_steps"):  # what was returned is corrected, not typed again
            self.fields[name].initial = getattr(self.object, name)
        self.fields["text"].initial = self.object.text or self.object.duty.outline


ASSIGNMENT_FORMS: dict[str, type[ActForm]] = {
    "accept": AcceptForm,
    "designate": DesignateForm,
    "report": ProgressForm,
    "reassign": UnitForm,
    "split": SplitForm,
    "request_extension": ExtensionForm,
    "set_date": DueForm,
    "merge": MergeForm,
    "carry": CarryForm,
}
