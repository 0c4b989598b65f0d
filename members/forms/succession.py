"""A unit's change as the office enters it. Rules are in guards and services."""

from typing import Any

from django import forms

from jointmeeting.kernel.forms import OnceForm
from members.models import Duty, MemberUnit, Succession
from members.models.succession import SuccessionKind

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SuccessionForm(OnceForm):
    """What happens to `unit`, who follows, from when, by which document."""

    kind = forms.ChoiceField(label="变动类别", choices=SuccessionKind.choices)
    new_name = forms.CharField(label="新名称", max_length=60, required=False, help_text="更名或由新单位承接时填写")
    new_short_name = forms.CharField(label="新简称", max_length=30, required=False)
    successor = forms.ModelChoiceField(
        label="承接单位", queryset=MemberUnit.objects.none(), required=False, help_text="由已有单位承接时选择"
    )
    duties = forms.ModelMultipleChoiceField(
        label="划出的职责", queryset=Duty.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    effective_on = forms.DateField(label="生效日期", widget=DATE)
    document = forms.CharField(label="依据文件", max_length=120, help_text="写明文号，例如机构改革方案的文号")

    def __init__(self, *args: Any, unit: MemberUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        others = MemberUnit.doers.filter(jurisdiction=unit.jurisdiction).exclude(pk=unit.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]
        duties = unit.duties.all()
        self.fields["duties"].queryset = duties  # type: ignore[attr-defined]
        self.fields["duties"].label_from_instance = lambda duty: f"{duty.number}　{duty.text[:60]}"  # type: ignore[attr-defined]
        if not duties:
            del self.fields["duties"]

    def clean(self) -> dict[str, Any]:
        """Each kind says who follows; nothing contradictory passes."""
        data: dict[str, Any] = super().clean() or {}
        kind, name, successor = data.get("kind"), data.get("new_name", ""), data.get("successor")
        data.setdefault("duties", [])
        if kind == Succession.Kind.RENAME:
            if not name:
                self.add_error("new_name", "请填写更名后的名称。")
            if successor:
                self.add_error("successor", "更名不选承接单位；由其他单位承接的，请选“并入其他单位”。")
        elif bool(name) == bool(successor):
            self.add_error("successor", "请选择已有的承接单位，或填写新组建单位的名称，二者填一项。")
        if kind == Succession.Kind.SPLIT and not data["duties"]:
            self.add_error(None, "请勾选划出的职责。全部职责都转走的，请选“并入其他单位”。")
        if kind != Succession.Kind.SPLIT:
            data["duties"] = []
        if name and name == self.unit.name:
            self.add_error("new_name", "新名称与现名称相同。")
        return data
