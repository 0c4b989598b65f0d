"""Shapes of what people type about hardship cases. Rules are in guards.py."""

from typing import Any

from django import forms

from duties.forms import DATE, FILES, FileField, FutureDateField
from duties.hardship import limits
from duties.hardship.workflow import cases
from duties.models import HardshipCase, HardshipState
from duties.models.hardship import Channel, ReliefKind
from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import ActForm, OnceForm
from jointmeeting.kernel.masking import fault_of_household, fault_of_text
from meetings.forms.agenda import ticks
from meetings.models import Meeting
from members.models import MemberUnit

STANDS = [("", "未结案"), ("overdue", "本环节逾期"), ("unsettled", "先行救助待补手续"), *HardshipState.choices]


def _text(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 5}), help_text=help_text,
        validators=[_names_nobody],
    )  # fmt: skip


def _names_nobody(text: str) -> None:
    if fault := fault_of_text(text):
        raise forms.ValidationError(fault)


class HardshipForm(OnceForm):
    """A household in need, spoken of without its name."""

    channel = forms.ChoiceField(label="来源", choices=Channel.choices)
    household = forms.CharField(
        label="家庭（隐名）", max_length=60, help_text="用“某”隐去姓名，例如：张某某户；真实姓名留在受理单位的登记簿"
    )
    place = forms.CharField(label="所在地", max_length=60, help_text="乡镇（街道）、村（社区）")
    need = _text("困难情况和诉求", "不要填写证件号码、电话、银行账号")

    def clean_household(self) -> str:
        """Refuse a name, and numbers that tell who it is."""
        household: str = self.cleaned_data["household"]
        if fault := fault_of_household(household):
            raise forms.ValidationError(fault)
        return household


class HardshipFilter(forms.Form):
    """Which cases a list shows; kept in the address."""

    stands = forms.ChoiceField(label="状态", choices=STANDS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class CaseForm(ActForm):
    """An act on a case: what is said with it names nobody, whatever the act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].validators.append(_names_nobody)


class PassOnForm(CaseForm):
    """Another unit that handles it."""

    lead_unit = forms.ModelChoiceField(label="承办单位", queryset=MemberUnit.objects.none())
    field_order = ["lead_unit", "supporting_units", "handle_by", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doers = MemberUnit.doers.filter(jurisdiction=self.object.jurisdiction).exclude(kind=MemberUnit.Kind.GROUP)
        self.fields["lead_unit"].queryset = doers.exclude(pk=self.object.lead_unit_id)  # type: ignore[attr-defined]


class ReferForm(PassOnForm):
    """The unit that handles it, those that support it, and by when."""

    supporting_units = forms.ModelMultipleChoiceField(
        label="配合单位",
        queryset=MemberUnit.objects.none(),
        required=False,
        widget=ticks(),
        help_text="配合单位可以查看本个案。",
    )
    handle_by = FutureDateField(label="办理时限", widget=DATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doers = MemberUnit.doers.filter(jurisdiction=self.object.jurisdiction).exclude(kind=MemberUnit.Kind.GROUP)
        self.fields["supporting_units"].queryset = doers  # type: ignore[attr-defined]
        self.fields["handle_by"].initial = lambda: limits.after(limits.HANDLE_WORKDAYS)
        self.fields["handle_by"].help_text = f"系统默认{limits.HANDLE_WORKDAYS}个工作日，可以改"

    def clean(self) -> dict[str, Any]:
        """A unit handles it or supports it, not both."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        lead = data.get("lead_unit")
        if lead and lead in data.get("supporting_units", ()):
            self.add_error("supporting_units", f"{lead}已是承办单位，不必再列为配合单位，请取消选择。")
        return data


class DeclineForm(CaseForm):
    """Why a case is not taken."""

    duplicate_of = forms.ModelChoiceField(
        label="重复的个案",
        queryset=HardshipCase.objects.none(),
        required=False,
        help_text="与已有个案重复的，在这里选择",
    )
    field_order = ["duplicate_of", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = HardshipCase.objects.filter(jurisdiction=self.object.jurisdiction, number__isnull=False)
        self.fields["duplicate_of"].queryset = others.exclude(pk=self.object.pk)  # type: ignore[attr-defined]


class ResolveForm(CaseForm):
    """What the unit did."""

    result = _text("办理结果", "给予了什么救助、自哪一天起；不能救助的，写明理由和转介去向")
    field_order = ["result", "comment"]


class DecideForm(CaseForm):
    """What a case meeting decided."""

    meeting = forms.ModelChoiceField(label="研究会议", queryset=Meeting.objects.none())
    decision = _text("会议决定")
    field_order = ["meeting", "decision", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.filter(
            jurisdiction=self.object.jurisdiction,
            kind=Meeting.Kind.CASE,
            state=Meeting.State.HELD,
            starts_at__date__gte=self.object.received_on,
        )
        on_household = held.filter(household=self.object.household)[:2]
        if len(on_household) == 1:
            self.fields["meeting"].initial = on_household[0].pk
        self.fields["meeting"].queryset = held  # type: ignore[attr-defined]
        self.fields["meeting"].help_text = "只列出受理以后召开的一事一议会议"


class ReliefForm(CaseForm):
    """Relief given before its papers."""

    kind = forms.ChoiceField(label="方式", choices=ReliefKind.choices)
    amount = forms.DecimalField(label="金额或者折价（元）", min_value=1, max_digits=9, decimal_places=2)
    given_on = forms.DateField(label="救助日期", widget=DATE)
    field_order = ["kind", "amount", "given_on", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_on"].initial = clock.today
        self.fields["comment"].max_length = 200  # type: ignore[attr-defined]

    def clean_given_on(self) -> Any:
        """Refuse a day to come, and one before the case was received."""
        day = self.cleaned_data["given_on"]
        if day > clock.today() or day < self.object.received_on:
            raise forms.ValidationError("救助日期应在受理之后、今天之前（含今天），请核对。")
        return day


class SettleReliefForm(CaseForm):
    """The papers of relief given first."""

    paper = FileField(label="审批手续", help_text=f"{FILES}加密保存，下载留痕。")
    field_order = ["paper", "comment"]


CASE_FORMS: dict[str, type[ActForm]] = {
    **dict.fromkeys(cases.transitions, CaseForm),
    "refer": ReferForm,
    "pass_on": PassOnForm,
    "decline": DeclineForm,
    "resolve": ResolveForm,
    "decide": DecideForm,
    "relieve": ReliefForm,
}
