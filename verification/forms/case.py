"""What a township types: the household, its letters, its commission."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseFormSet, formset_factory

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import ActForm, OnceForm
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept
from verification.categories import CATEGORIES, FIGURES
from verification.identity import cleaned_number
from verification.models import AidCase, ConsentLetter, HouseholdPerson

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_PERSONS = 12
# Ticked by the family one by one, never in advance (个人信息保护法第二十九条：敏感个人信息须取得单独同意).
SENSITIVE = {"bank_account", "financial_asset", "credit_reference"}


class CaseForm(OnceForm):
    """The case and what the household declares."""

    programme = forms.ChoiceField(label="救助类别", choices=AidCase.Programme.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in FIGURES.items():
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=99_999_999, initial=0)

    def declared(self) -> list[forms.BoundField]:
        """Return the fields of what is declared, for the page."""
        return [self[name] for name in FIGURES]

    def figures(self) -> dict[str, int]:
        """Return what was declared."""
        return {name: self.cleaned_data[name] for name in FIGURES}


class PersonForm(forms.Form):
    """One member of the household."""

    relation = forms.ChoiceField(label="与申请人关系", choices=HouseholdPerson.Relation.choices)
    name = forms.CharField(label="姓名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    number = forms.CharField(
        label="公民身份号码", max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        if not str(self.prefix).endswith("-0"):  # the first is the applicant; who the others are is not guessed
            relation = self.fields["relation"]
            relation.choices = [("", "请选择"), *HouseholdPerson.Relation.choices]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """Take a row with nothing but its relation as empty."""
        return any(name != "relation" for name in self.changed_data)

    def clean_number(self) -> str:
        """Check form, date and check character."""
        return cleaned_number(self.cleaned_data["number"])


class _PersonFormSet(BaseFormSet):  # type: ignore[type-arg]  # Django leaves it unsubscriptable
    def clean(self) -> None:
        """Ask for exactly one applicant, and nobody twice."""
        if any(self.errors):
            return
        rows = self.rows()
        if sum(row["relation"] == HouseholdPerson.Relation.APPLICANT for row in rows) != 1:
            raise ValidationError("家庭成员中应有一名、且只有一名申请人。请在“与申请人关系”中选择。")
        if len({row["number"] for row in rows}) != len(rows):
            raise ValidationError("有两名家庭成员的公民身份号码相同。请对照证件核对。")

    def rows(self) -> list[dict[str, str]]:
        """Return the members typed in, the applicant first."""
        rows = [form.cleaned_data for form in self.forms if form.has_changed() and form.cleaned_data]
        return sorted(rows, key=lambda row: row["relation"] != HouseholdPerson.Relation.APPLICANT)


PersonFormSet = formset_factory(
    PersonForm, formset=_PersonFormSet, extra=3, min_num=1, validate_min=True, max_num=MOST_PERSONS, validate_max=True
)


class ConsentForm(OnceForm):
    """What the family lets the departments be asked."""

    categories = forms.MultipleChoiceField(
        label="授权核对项目",
        choices=[(code, category.label) for code, category in CATEGORIES.items()],
        initial=[code for code in CATEGORIES if code not in SENSITIVE],
        widget=forms.CheckboxSelectMultiple,
        help_text="银行账户、征信、金融资产属敏感个人信息，须由家庭成员单独同意后勾选。",
    )


class SignaturesForm(ActForm):
    """Who signed a letter, in person or by a guardian, and the scanned paper."""

    signed_on = forms.DateField(label="签字日期", widget=DATE)
    expires_on = forms.DateField(label="有效期至", widget=DATE, required=False, help_text="没有约定期限的，可以不填。")
    scan = forms.FileField(label="签字原件扫描件", help_text=f"可上传：{ACCEPTED}，不超过20MB。加密保存。")
    object: ConsentLetter

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persons = list(self.object.case.persons.all())
        for person in self.persons:
            guardians = [(p.pk, f"由{p.masked_name}作为监护人代签") for p in self.persons if p != person]
            self.fields[f"signer_{person.pk}"] = forms.ChoiceField(
                label=f"{person.masked_name}（{person.get_relation_display()}）",
                choices=[("", "未签字"), ("self", "本人签字"), *guardians],
                required=False,
            )
        self.order_fields([*(f"signer_{p.pk}" for p in self.persons), "signed_on", "expires_on", "scan", "comment"])

    def clean_signed_on(self) -> Any:
        """Refuse a date that has not come."""
        signed_on = self.cleaned_data["signed_on"]
        if signed_on > clock.today():
            raise ValidationError("签字日期不能晚于今天。")
        return signed_on

    def clean_scan(self) -> Upload:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] = self.cleaned_data["scan"]
        return accept(file)

    def clean(self) -> dict[str, Any]:
        """Collect the signatures as (person, guardian)."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        by_pk = {str(person.pk): person for person in self.persons}
        chosen = [(person, data.pop(f"signer_{person.pk}", "")) for person in self.persons]
        data["signatures"] = [(person, by_pk.get(choice)) for person, choice in chosen if choice]
        if not data["signatures"]:
            raise ValidationError("没有一名家庭成员签字。请对照纸质授权书登记。")
        expires_on, signed_on = data.get("expires_on"), data.get("signed_on")
        if expires_on and signed_on and expires_on < signed_on:
            self.add_error("expires_on", "有效期不能早于签字日期。")
        return data


class CommissionForm(ActForm):
    """The township's letter to the verification centre."""

    signatory = forms.CharField(label="委托单位负责人", max_length=60)
    signed_on = forms.DateField(label="委托日期", widget=DATE)
    field_order = ["signatory", "signed_on", "comment"]

    def clean_signed_on(self) -> Any:
        """Refuse a date that has not come."""
        if self.cleaned_data["signed_on"] > clock.today():
            raise ValidationError("委托日期不能晚于今天。")
        return self.cleaned_data["signed_on"]


class RevealForm(forms.Form):
    """Why somebody reads full names and numbers."""

    purpose = forms.CharField(
        label="查看目的",
        max_length=200,
        min_length=4,
        help_text="例如：在户籍系统中查询本协查任务。查看人、时间和目的将留痕。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
