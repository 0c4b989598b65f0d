"""Shapes of what people type about assignments and reports. Rules are in guards.py and services.py."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.models import ModelChoiceIterator

from duties.models import Assignment, ReportUnit, SourceKind
from duties.planning import text_of
from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.forms import ActForm, OnceForm
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept
from meetings.forms.agenda import PapersField, ticks
from meetings.models import Meeting
from members.groups import real_units
from members.models import Duty, Jurisdiction, MemberUnit, User
from members.permissions import DOERS
from members.queries import people_holding

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FILES = f"可上传：{ACCEPTED}，不超过20MB。"
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


class _ByUnit(ModelChoiceIterator):  # type: ignore[type-arg]  # generic in the stubs only
    """Duties under the name of their unit, so that the lead's stand together."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        for unit, duties in groupby(self.queryset, key=lambda duty: duty.unit):
            yield str(unit), [self.choice(duty) for duty in duties]


class DutyField(forms.ModelChoiceField):  # type: ignore[type-arg]  # likewise
    """A duty of a unit, found under the unit's name."""

    iterator = _ByUnit

    def label_from_instance(self, obj: Any) -> str:
        """Return its number and how it begins."""
        return f"{obj.number}：{obj.text[:24]}……"


def every() -> forms.IntegerField:
    """Return the question how often progress is reported."""
    return forms.IntegerField(
        label="进展报告间隔", min_value=0, max_value=12, initial=0, help_text="每隔几周或者几个月报告一次；不要求的填0"
    )


def unit_of_time() -> forms.ChoiceField:
    """Return the question in what the interval is counted."""
    return forms.ChoiceField(label="间隔单位", choices=ReportUnit.choices, initial=ReportUnit.MONTH)


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
        label="配合单位", queryset=MemberUnit.objects.none(), required=False, widget=ticks()
    )
    duty = DutyField(
        label="依据职责", queryset=Duty.objects.none(), required=False, help_text="在牵头单位名下选择；没有的留空"
    )
    not_before = forms.DateField(label="起办日期", widget=DATE, required=False, help_text="不早于此日办理；不限的留空")
    due_on = FutureDateField(label="办理时限", widget=DATE)
    report_every = every()
    report_unit = unit_of_time()

    def __init__(self, *args: Any, body: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doers = MemberUnit.doers.filter(jurisdiction=body)
        real = doers.exclude(kind=MemberUnit.Kind.GROUP)
        duties = Duty.objects.filter(unit__jurisdiction=body).select_related("unit").order_by("unit__position", "pk")
        for name, queryset in (("lead_unit", real), ("supporting_units", doers), ("duty", duties)):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """It begins before it is due; the duty is the lead unit's; a group has its units."""
        data: dict[str, Any] = super().clean() or {}
        duty, lead = data.get("duty"), data.get("lead_unit")
        if duty and lead and duty.unit_id != lead.pk:
            self.add_error("duty", f"这项职责属于{duty.unit}，不是{lead}的职责。请选择{lead}的职责，或改选牵头单位。")
        try:
            real_units(data.get("supporting_units", ()))
        except Refused as refusal:
            self.add_error("supporting_units", refusal.sentence)
        begins, due = data.get("not_before"), data.get("due_on")
        if begins and due and begins > due:
            self.add_error("not_before", "起办日期不能晚于办理时限，请调整其中一个日期。")
        return data


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
        self.fields["responsible"].queryset = self.people()  # type: ignore[attr-defined]

    def people(self) -> Any:
        """The people of the unit that does it."""
        return people_holding(DOERS, self.object.jurisdiction_id, units=[self.object.lead_unit_id])


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
    evidence = PapersField(
        label="佐证材料", required=False, help_text=f"{FILES}可一次选择多份；报告办结前至少上传一份。"
    )
    field_order = ["text", "percent", "obstacle", "help_wanted", "evidence", "comment"]


class ReportingForm(ActForm):
    """How often progress is reported from today on."""

    report_every = every()
    report_unit = unit_of_time()
    field_order = ["report_every", "report_unit", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("report_every", "report_unit"):
            self.fields[name].initial = getattr(self.object, name)


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


class SuspendForm(ActForm):
    """How long work rests."""

    until = FutureDateField(label="中止至", widget=DATE, help_text="到期提醒办公室恢复办理；原因未消除的，可以再次中止")
    field_order = ["until", "comment"]


class DueForm(ActForm):
    """A date where there was none."""

    due_on = FutureDateField(label="办理时限", widget=DATE)
    field_order = ["due_on", "comment"]


class MergeForm(ActForm):
    """Which assignment takes it in."""

    into = forms.ModelChoiceField(
        label="并入",
        queryset=Assignment.objects.none(),
        help_text="列出牵头单位牵头或者配合的、时限不晚于本事项的未结事项",
    )
    field_order = ["into", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = self.object.may_merge_into()  # type: ignore[attr-defined]


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
        self.fields["text"].initial = self.object.text or text_of(self.object)


def worded(label: str, help_text: str = "") -> type[ActForm]:
    """Return the question of an act whose comment is no reason but something of its own."""

    class WordedForm(ActForm):
        """An act's comment under its own name."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["comment"].label, self.fields["comment"].help_text = label, help_text

    return WordedForm


ASSIGNMENT_FORMS: dict[str, type[ActForm]] = {
    "accept": AcceptForm,
    "designate": DesignateForm,
    "report": ProgressForm,
    "set_reporting": ReportingForm,
    "reassign": UnitForm,
    "split": SplitForm,
    "request_extension": ExtensionForm,
    "set_date": DueForm,
    "comment": worded("意见"),
    "urge": worded("催办意见"),
    "supervise": worded("督办要求", "原样印在督办单上，例如：请于本月底前完成方案印发"),
    "suspend": SuspendForm,
    "merge": MergeForm,
    "carry": CarryForm,
}
