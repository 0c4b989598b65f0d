"""What the office types into the roster."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import OnceForm
from jointmeeting.kernel.uploads import accept
from members.appointing import posts_given_by
from members.models import Appointment, Jurisdiction, MemberUnit

WHICH = "同一单位有同名人员时填写，写明是哪一位；是另一位同名人员的，填“新”"
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DayForm(forms.Form):
    """The day the roster is shown for; empty is today."""

    on = forms.DateField(label="查看日期", required=False, widget=DATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    @property
    def day(self) -> Any:
        """Return the day asked for, today when none or no day was given."""
        return (self.is_valid() and self.cleaned_data["on"]) or clock.today()


class PostForm(OnceForm):
    """A person at a post, from a day."""

    role = forms.ChoiceField(label="岗位")
    unit = forms.ModelChoiceField(
        label="单位",
        queryset=MemberUnit.objects.none(),
        required=False,
        empty_label="整个联席会议",
        help_text="单位负责同志、联络员和经办人须选择单位",
    )
    name = forms.CharField(label="姓名", max_length=60)
    login = forms.CharField(label="登录名", max_length=150, required=False, help_text=WHICH)
    post = forms.CharField(label="职务", max_length=60, help_text="在本单位的职务，例如：办公室副主任")
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", required=False)
    is_deputy = forms.BooleanField(label="副职", required=False)
    starts_on = forms.DateField(label="起始日期", widget=DATE)
    ends_on = forms.DateField(label="终止日期", widget=DATE, required=False, help_text="未定的留空")
    document = forms.CharField(label="依据文件", max_length=120, required=False)

    def __init__(self, *args: Any, body: Jurisdiction, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in posts_given_by(user, body)]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = MemberUnit.doers.filter(jurisdiction=body)  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = clock.today

    def clean(self) -> dict[str, Any]:
        """A term ends after it begins."""
        data: dict[str, Any] = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "终止日期不能早于起始日期，请调整其中一个日期。")
        return data


class EndForm(forms.Form):
    """The last day of a post."""

    ends_on = forms.DateField(label="任职到哪一天", widget=DATE, help_text="含当日；自次日起不能再以该岗位办理")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["ends_on"].initial = clock.today


class CorrectionForm(forms.Form):
    """What was entered wrongly about a post."""

    post = forms.CharField(label="职务", max_length=60)
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    document = forms.CharField(label="依据文件", max_length=120, required=False)
    ends_on = forms.DateField(label="终止日期", widget=DATE, required=False, help_text="未定的留空")
    reason = forms.CharField(label="更正原因", max_length=300, help_text="例如：登记时文号录入有误")

    def __init__(self, *args: Any, post: Appointment, **kwargs: Any) -> None:
        names = ("post", "phone", "document", "ends_on")
        kwargs["initial"] = {name: getattr(post, name) for name in names}
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class SheetForm(forms.Form):
    """The filled-in spreadsheet."""

    sheet = forms.FileField(label="Excel文件", help_text="先导出，在表中增改后上传。有一行不对，全部不导入。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_sheet(self) -> bytes:
        """Return the content of an .xlsx file."""
        file: UploadedFile[bytes] = self.cleaned_data["sheet"]
        if not str(file.name).lower().endswith(".xlsx"):
            raise forms.ValidationError("请上传.xlsx文件；.xls文件请另存为.xlsx后上传。")
        return accept(file).content
