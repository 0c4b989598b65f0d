"""Shapes of what units and conveners type about a clause. Rules are in guards and services."""

from typing import Any

from django import forms
from django.conf import settings

from jointmeeting.kernel.documents import official
from jointmeeting.kernel.forms import ActForm, OnceForm
from meetings.models import Minutes


class AnswerForm(ActForm):
    """An answer to one clause; its page shows the clause."""

    page = "meetings/countersignature_act.html"
    words = {
        "agree": ("意见", ""),
        "agree_with_text": ("修改意见", "不影响会签通过，由办公室研究采纳；须修改后才能同意的，请选“提出异议”。"),
        "object": ("异议和理由", "写明不同意的内容、理由和建议的表述。"),
        "uphold": ("裁定理由", "将印在会签单上。"),
        "overrule": ("裁定理由", "将印在会签单上。"),
    }

    def __init__(self, *args: Any, transition: Any, **kwargs: Any) -> None:
        super().__init__(*args, transition=transition, **kwargs)
        if transition.name == "agree":
            del self.fields["comment"]
            return
        self.fields["comment"].label, self.fields["comment"].help_text = self.words[transition.name]

    def clean_comment(self) -> str:
        """Take no character that the countersign sheet and the signature record could not show."""
        text: str = self.cleaned_data["comment"]
        if lost := official.unprintable(text, field="意见", office_fonts=settings.OFFICE_FONTS_DIR):
            raise forms.ValidationError(f"{lost[0].sentence}请改用规范汉字。")
        return text


ANSWER_FORMS: dict[str, type[ActForm]] = dict.fromkeys(AnswerForm.words, AnswerForm)


class AgreeToAllForm(OnceForm):
    """The confirmation of a unit's consent to every clause, with the draft it has read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = minutes.version
