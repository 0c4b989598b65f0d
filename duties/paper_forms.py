"""Shapes of what people type about the office's papers: which kind, which days, and the words around the figures."""

from typing import Any

from django import forms
from django.conf import settings

from duties import composition, figures
from duties.forms import DATE
from duties.models import PaperKind
from jointmeeting.kernel import clock
from jointmeeting.kernel.documents.official import preview
from jointmeeting.kernel.forms import ActForm, OnceForm
from members.models import Jurisdiction, MemberUnit

AREA = forms.Textarea(attrs={"rows": 4})


class PaperForm(OnceForm):
    """A paper to draft: its kind and the days it is about."""

    kind = forms.ChoiceField(label="文种", choices=PaperKind.choices)
    unit = forms.ModelChoiceField(
        label="主送单位",
        queryset=MemberUnit.objects.none(),
        required=False,
        help_text="只有催办函填写；其他文书发各成员单位",
    )
    first_day = forms.DateField(
        label="统计自", widget=DATE, help_text="通报按交办日期统计；催办函不论日期，列出全部未办结事项"
    )
    last_day = forms.DateField(label="统计至", widget=DATE)

    def __init__(self, *args: Any, body: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = MemberUnit.doers.filter(jurisdiction=body)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An urging letter names its unit, no other does; the days stand in order and have begun."""
        data: dict[str, Any] = super().clean() or {}
        kind, unit, first, last = (data.get(name) for name in ("kind", "unit", "first_day", "last_day"))
        if kind == PaperKind.URGING and not unit and "unit" not in self.errors:
            self.add_error("unit", "催办函发给一个单位，请选择主送单位。")
        if kind and kind != PaperKind.URGING and unit:
            self.add_error("unit", "只有催办函有主送单位；发各成员单位的文书请留空。")
        if first and last and first > last:
            self.add_error("last_day", "截止日期不能早于起始日期，请调整其中一个日期。")
        if first and first > clock.today():
            self.add_error("first_day", "这个日期还没有到，没有可统计的数据。请选择今天或以前的日期。")
        return data


class ReviseForm(ActForm):
    """The office's own words."""

    title = forms.CharField(label="标题", max_length=80)
    opening = forms.CharField(label="开头", max_length=2000, required=False, widget=AREA)
    closing = forms.CharField(label="结尾", max_length=4000, required=False, widget=AREA)
    field_order = ["title", "opening", "closing", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "opening", "closing"):
            self.fields[name].initial = getattr(self.object, name)


class PaperSignForm(ActForm):
    """The signature of a paper, over the sheet that is signed."""

    @property
    def sheet(self) -> dict[str, Any]:
        """The paper as it is printed today."""
        document = composition.office_paper(self.object, day=figures.day(clock.today()))
        return {"document": document, "pages": preview(document, office_fonts=settings.OFFICE_FONTS_DIR)}
