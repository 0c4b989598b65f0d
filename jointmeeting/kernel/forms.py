"""Forms every app uses: the confirmation of an act, and once-only submission."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms

from jointmeeting.kernel.workflow import Transition

DASHES = "---------"  # Django's word for nothing chosen


class OnceForm(forms.Form):
    """A form that carries a key, so that two clicks are one act."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["request_key"].initial = uuid.uuid4
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
                field.empty_label = "请选择" if field.required else "不选"


class ActForm(OnceForm):
    """The question before an act: a comment, and the password where a signature is given. `page` shows it."""

    page = "kernel/act.html"

    comment = forms.CharField(label="意见", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    password = forms.CharField(
        label="登录密码",
        help_text="签署前请再次输入本人登录密码，确认由本人办理。",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, transition: Transition, obj: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.object, self.user, self.transition = obj, user, transition
        if transition.needs_comment:
            self.fields["comment"].required = True
            self.fields["comment"].label = f"{transition.label}理由"
        if not transition.needs_password:
            del self.fields["password"]
        if transition.seen:
            self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, initial=transition.seen(obj))

    @property
    def sheet(self) -> Mapping[str, Any] | None:
        """What is signed, as it is printed: {document, pages}, shown below the question."""
        return None

    @property
    def has_typed_text(self) -> bool:
        """Whether something was typed that would be lost on a page without the form; a password never comes back."""
        return any(field.data for field in self.visible_fields() if field.name != "password")

    def success(self) -> str:
        """Return what the person is told once the act is done."""
        return f"已{self.transition.label}：{self.object}"

    def clean_password(self) -> str:
        """Check the password again; nothing of it goes further than this method."""
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("密码不正确，请重新输入。签署尚未进行。")
        return ""
