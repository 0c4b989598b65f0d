"""Forms of recurring duties: the day rule, who answers for an unlisted name, what the office asks itself."""

from collections.abc import Sequence
from typing import Any

from django import forms

from duties.models import RecurringDuty
from duties.models.recurring import LONGEST_AFTER, Cadence, last_month
from duties.recurring import ensure_new
from jointmeeting.kernel.errors import Refused
from members.groups import real_units
from members.models import Jurisdiction, MemberUnit

OUTLINE = forms.Textarea(attrs={"rows": 6})
# What offices usually ask of each kind; a proposal, every value of which the person may change.
PRESETS: dict[str, dict[str, object]] = {
    "report": {"content": "报送社会救助工作开展情况", "cadence": "quarterly", "due_month": 4, "due_day": 10},
    "plan": {
        "content": "年度社会救助工作计划",
        "cadence": "yearly",
        "due_month": 2,
        "due_day": 28,
        "outline": "一、本年工作目标\n二、主要措施和完成时限\n三、需要联席会议协调的事项",
    },
    "completion": {
        "content": "年度工作计划完成情况",
        "cadence": "yearly",
        "due_month": 13,
        "due_day": 15,
        "outline": "一、计划逐项完成情况\n二、未完成事项及原因\n三、下一年打算",
    },
    "hearing": {
        "content": "听取困难群众基本生活保障工作汇报",
        "cadence": "yearly",
        "due_month": 11,
        "due_day": 20,
        "outline": "一、汇报时间和范围\n二、主要情况\n三、提出的要求",
    },
    "inspection": {
        "content": "社会救助专项检查情况",
        "cadence": "half_yearly",
        "due_month": 7,
        "due_day": 10,
        "outline": "一、检查时间、范围和方式\n二、检查情况\n三、发现的问题和整改要求\n四、整改复查情况",
    },
}


class DayRuleForm(forms.Form):
    """On which day of which month of its period something falls due."""

    due_month = forms.IntegerField(
        label="第几个月",
        min_value=1,
        max_value=15,
        initial=4,
        help_text="自每期首月数起：季度报送填2为第2个月，填4为期满次月",
    )
    due_day = forms.IntegerField(label="几日前", min_value=1, max_value=28, initial=10, help_text="1至28日")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def cadence_of(self, data: dict[str, Any]) -> str | None:
        """Return how often it is asked, None where that was not understood."""
        return data.get("cadence")

    def clean(self) -> dict[str, Any]:
        """Refuse a day so long after its period that the report would never open."""
        data: dict[str, Any] = super().clean() or {}
        cadence = self.cadence_of(data)
        if cadence and "due_month" in data and data["due_month"] > (most := last_month(cadence)):
            months = most - LONGEST_AFTER
            said = f"每期{months}个月，时限最迟为期满后第{LONGEST_AFTER}个月，请填不大于{most}的数。"
            self.add_error("due_month", said)
        return data


class ChangeForm(DayRuleForm):
    """Another day, another outline; what the office asked itself may be stopped."""

    outline = forms.CharField(
        label="报送提纲", max_length=1000, required=False, widget=OUTLINE, help_text="报送时预填在正文中"
    )
    is_active = forms.BooleanField(label="继续执行", required=False, help_text="取消勾选后不再开启新的报送")
    ended_reason = forms.CharField(
        label="停止理由", max_length=300, required=False, help_text="通知规定的报送停止执行，写明理由和依据的文件"
    )

    def __init__(self, *args: Any, duty: RecurringDuty, **kwargs: Any) -> None:
        kept = {name: getattr(duty, name) for name in ("due_month", "due_day", "outline", "is_active", "ended_reason")}
        super().__init__(*args, initial=kept, **kwargs)
        self.duty = duty

    def cadence_of(self, data: dict[str, Any]) -> str:
        """The duty's own."""
        return self.duty.cadence

    def clean(self) -> dict[str, Any]:
        """What the notice asks is stopped with a reason; what goes on has none."""
        data = super().clean()
        if data.get("is_active"):
            data["ended_reason"] = ""
        elif self.duty.is_from_notice and not data.get("ended_reason"):
            said = f"这是通知规定的报送（{self.duty.clause}），停止执行须写明理由和依据的文件。"
            self.add_error("ended_reason", said)
        return data


class AskForm(DayRuleForm):
    """What the office asks of units every period; PRESETS fill it in."""

    kind = forms.ChoiceField(label="种类", choices=RecurringDuty.Kind.choices)
    content = forms.CharField(label="内容", max_length=200, help_text="例如：年度社会救助工作计划")
    cadence = forms.ChoiceField(label="频次", choices=Cadence.choices)
    outline = forms.CharField(
        label="报送提纲", max_length=1000, required=False, widget=OUTLINE, help_text="报送时预填在正文中"
    )
    clause = forms.CharField(label="依据", max_length=120, help_text="文件条款、会议纪要文号或办公室工作安排")
    everyone = forms.BooleanField(label="全体成员单位", required=False, help_text="勾选后不必逐个选择")
    units = forms.ModelMultipleChoiceField(
        label="或选择责任单位",
        required=False,
        queryset=MemberUnit.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "in-columns"}),
    )
    field_order = ["kind", "content", "cadence", "due_month", "due_day", "clause", "outline", "everyone", "units"]

    def __init__(self, *args: Any, body: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doers = MemberUnit.doers.filter(jurisdiction=body).exclude(kind=MemberUnit.Kind.GROUP)
        self.body = body
        self.fields["units"].queryset = doers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse an asking of nobody."""
        data = super().clean()
        if data.pop("everyone", False):
            members = MemberUnit.objects.filter(jurisdiction=self.body)
            data["units"] = members.exclude(kind=MemberUnit.Kind.GROUP)
        elif not self.errors.get("units") and not data.get("units"):
            self.add_error("units", "请选择责任单位，或勾选全体成员单位。")
        return data


class SettleForm(DayRuleForm):
    """Which unit answers for a recurring duty whose printed name is no unit here, and on which day."""

    stated = forms.TypedChoiceField(label="通知规定的报送")
    unit = forms.ModelChoiceField(
        label="报送单位", queryset=MemberUnit.objects.none(), help_text="选组合的，由所含单位逐个报送"
    )
    field_order = ["stated", "unit", "due_month", "due_day"]

    def __init__(self, *args: Any, body: Jurisdiction, unsettled: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stated = self.fields["stated"]
        assert isinstance(stated, forms.TypedChoiceField)  # noqa: S101 -- narrows the type
        stated.choices = [(str(n), f"{row.unit}：{row.content}") for n, row in enumerate(unsettled)]
        stated.coerce = lambda value: unsettled[int(value)]
        self.fields["unit"].queryset = MemberUnit.doers.filter(jurisdiction=body)  # type: ignore[attr-defined]

    def cadence_of(self, data: dict[str, Any]) -> str | None:
        """The notice's."""
        return data["stated"].cadence if "stated" in data else None

    def clean(self) -> dict[str, Any]:
        """Refuse a group without units, and a unit that is asked for the same already."""
        data = super().clean()
        if {"stated", "unit"} <= data.keys():
            try:
                ensure_new(real_units([data["unit"]]), data["stated"].content)
            except Refused as refusal:
                self.add_error("unit", refusal.sentence)
        return data
