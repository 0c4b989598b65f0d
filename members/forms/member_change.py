"""What a unit says when somebody else takes over, and what the office adds."""

from typing import Any

from django import forms

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import ActForm, OnceForm
from members.forms.roster import WHICH
from members.models import MemberUnit
from members.models.member_change import ChangedPost

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MemberChangeForm(OnceForm):
    """Who follows, from when, why."""

    unit = forms.ModelChoiceField(label="单位", queryset=MemberUnit.objects.none())
    role = forms.ChoiceField(label="调整岗位", choices=ChangedPost.choices)
    successor_name = forms.CharField(label="接任人姓名", max_length=60)
    successor_login = forms.CharField(label="接任人登录名", max_length=150, required=False, help_text=WHICH)
    successor_post = forms.CharField(label="接任人职务", max_length=60)
    successor_phone = forms.CharField(label="接任人电话", max_length=40, required=False)
    starts_on = forms.DateField(label="接任日期", widget=DATE, help_text="自这一天起由接任人担任，原任到前一天为止")
    reason = forms.CharField(label="调整原因", max_length=300, help_text="例如：工作变动")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].initial = units.first()
        self.fields["starts_on"].initial = clock.today


class ConfirmChangeForm(ActForm):
    """The meeting that decided."""

    document = forms.CharField(
        label="确定的会议", max_length=120, help_text="写明会议名称或纪要编号，例如：2026年第一次例会"
    )
    field_order = ["document", "comment"]
