"""What the office types about units."""

import re
from typing import Any

from django import forms

from jointmeeting.kernel.forms import OnceForm
from members.importing.naming import kind_of
from members.models import MemberUnit
from members.models.unit import LONGEST_INITIALS

KINDS = [(kind.value, kind.label) for kind in MemberUnit.Kind if kind != MemberUnit.Kind.GROUP]
SEAT = "不勾选的，只承担交办事项，不参加会议、不计入成员单位。"


class UnitForm(OnceForm):
    """A unit no notice seats, or one the reading missed."""

    name = forms.CharField(label="单位名称", max_length=60, help_text="写全称，例如：区委文明办、示例镇人民政府")
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    is_member = forms.BooleanField(label="通知列明的成员单位，读取时遗漏", required=False, help_text=SEAT)

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if name:
            self.fields["name"].initial, self.fields["kind"].initial = name[:60], kind_of(name)


class UnitEditForm(forms.Form):
    """What the system made of a unit's name, to be corrected."""

    short_name = forms.CharField(label="简称", max_length=30)
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    aliases = forms.CharField(
        label="别称",
        max_length=200,
        required=False,
        help_text="文件中的其他写法，用顿号分开；检索和读取文件时视为同一单位",
    )
    initials = forms.CharField(
        label="拼音首字母", max_length=LONGEST_INITIALS, required=False,
        help_text="用于检索；多音字有误时改正，几种写法用空格分开，留空由系统生成",
    )  # fmt: skip
    is_member = forms.BooleanField(label="成员单位", required=False, help_text=SEAT)

    def __init__(self, *args: Any, unit: MemberUnit, **kwargs: Any) -> None:
        names = ("short_name", "kind", "aliases", "initials", "is_member")
        kwargs["initial"] = {name: getattr(unit, name) for name in names}
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.unit = unit
        if unit.kind == MemberUnit.Kind.GROUP:
            del self.fields["kind"]
        if unit.jurisdiction.charter.record.unit_named(unit.printed_name):
            del self.fields["is_member"]  # the notice seats it

    def clean_aliases(self) -> list[str]:
        """Return each alias, however they were parted."""
        return [
            name for name in re.split(r"[、,，;；\s]+", self.cleaned_data["aliases"]) if name != self.unit.name and name
        ]

    def clean_initials(self) -> str:
        """Letters, parted by blanks."""
        text = str(self.cleaned_data["initials"]).lower()
        if re.search(r"[^a-z0-9 ]", text):
            raise forms.ValidationError("请只用字母填写，几种写法用空格分开，例如：smzj mzj。")
        return " ".join(text.split())

    def clean(self) -> dict[str, Any]:
        """What cannot be changed here stays."""
        data = super().clean() or {}
        return {"kind": self.unit.kind, "is_member": self.unit.is_member, **data}
