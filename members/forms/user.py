"""Shapes of what people type about accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from jointmeeting.kernel import access
from jointmeeting.kernel.forms import ActForm, OnceForm
from members.accounts import has_director, has_office, new_code
from members.appointing import BY_DIRECTOR
from members.models import AdministratorRole, Jurisdiction, MemberUnit, Role, User
from members.models.appointment import UNIT_ROLES
from members.models.user import hash_of
from members.permissions import OFFICE

LOGIN = r"^[a-z0-9][a-z0-9._-]{2,39}$"
HAND_OVER = "请把登录名和邀请码交给本人，由本人在登录页点“首次使用”，七日内设定密码。"


def shown_once(user: User, code: str) -> str:
    """Return the sentence that shows a code, this once; a code of a second click opens nothing and is not shown."""
    if user.code_hash != hash_of(code):
        return f"{user.name}（登录名 {user.username}）的邀请码已发放，只显示一次。如没有记下，请办理“重新发放邀请码”。"
    return f"{user.name}（登录名 {user.username}）的邀请码：{code}。只显示这一次。{HAND_OVER}"


class InviteForm(OnceForm):
    """A new account with its first post."""

    body = forms.ModelChoiceField(label="联席会议", queryset=Jurisdiction.objects.none(), empty_label=None)
    name = forms.CharField(label="姓名", max_length=60)
    username = forms.RegexField(
        label="登录名", regex=LOGIN, help_text="3至40个小写字母、数字、点、短横线，例如“mzj-ceshi”。",
        error_messages={"invalid": "登录名只用小写字母、数字、点、短横线，3至40个字符，以字母或数字开头。"},
    )  # fmt: skip
    role = forms.ChoiceField(label="岗位")
    unit = forms.ModelChoiceField(
        label="所在单位", queryset=MemberUnit.doers.none(), required=False, empty_label="（办公室或领导，不填）",
        help_text="单位负责同志、联络员、核对经办人、乡镇（街道）经办人须选单位。",
    )  # fmt: skip
    post = forms.CharField(label="职务", max_length=60, help_text="例如“办公室主任”“救助科科长”。")
    document = forms.CharField(label="依据文件", max_length=120, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_for(user)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["body"].initial = bodies.first()
        self.fields["role"].choices = [(role.value, role.label) for role in roles_for(user)]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = MemberUnit.doers.filter(  # type: ignore[attr-defined]
            jurisdiction__in=bodies if len(roles_for(user)) > len(OFFICE) else []
        ).exclude(kind=MemberUnit.Kind.GROUP)
        if len(roles_for(user)) == len(OFFICE):
            del self.fields["unit"]

    def clean_username(self) -> str:
        """A login name is taken once, everywhere."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError("这个登录名已被使用，请换一个。")
        return username

    def clean(self) -> dict[str, Any]:
        """Posts of a unit need one, other posts have none."""
        data = super().clean() or {}
        role, unit = data.get("role"), data.get("unit")
        if role in UNIT_ROLES and unit is None:
            self.add_error("unit", "这个岗位属于单位，请选择所在单位。")
        elif role and role not in UNIT_ROLES and unit is not None:
            self.add_error("unit", "这个岗位属于联席会议，请不要选择单位。")
        elif unit and data.get("body") and unit.jurisdiction_id != data["body"].pk:
            self.add_error("unit", "请选择本联席会议的单位。")
        return data


def bodies_for(user: Any) -> Any:
    """Return where `user` opens accounts: the own body; to the system administrator those without office or head."""
    grants = access.roles_of(user)
    if any(grant.role == AdministratorRole.SYSTEM_ADMIN for grant in grants):
        without = [body.pk for body in Jurisdiction.objects.all() if not (has_office(body) and has_director(body))]
        return Jurisdiction.objects.filter(pk__in=without).order_by("-pk")
    own = {grant.jurisdiction_id for grant in grants if grant.role in access.roles_for("user.create")}
    return Jurisdiction.objects.filter(pk__in=own)


def roles_for(user: Any) -> list[Role]:
    """Return the posts `user` may open an account for."""
    held = {grant.role for grant in access.roles_of(user)}
    if AdministratorRole.SYSTEM_ADMIN in held:
        return [Role.DIRECTOR, Role.STAFF]
    return [role for role in Role if role not in BY_DIRECTOR or Role.DIRECTOR in held]


class NewCodeForm(ActForm):
    """Opening an account anew: the code is made here and shown once."""

    def clean(self) -> dict[str, Any]:
        """Make the code; only its hash is kept."""
        return {**(super().clean() or {}), "code": new_code()}

    def success(self) -> str:
        """Show the code."""
        return shown_once(self.object, self.cleaned_data["code"])


class AddressForm(forms.Form):
    """Where a person is reached."""

    email = forms.EmailField(label="电子邮箱", max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class InvitationForm(forms.Form):
    """A person opens her account: the code from the office, and a password only she knows."""

    code = forms.CharField(label="邀请码", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    password = forms.CharField(
        label="设定密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少12个字符，不能全是数字，不能与姓名、登录名相近。",
    )  # fmt: skip
    again = forms.CharField(
        label="再输一次", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_code(self) -> str:
        """The same answer for a wrong, a spent and an old code."""
        code: str = self.cleaned_data["code"]
        self.user = User.objects.with_code(code).first()
        if self.user is None:
            raise forms.ValidationError(
                "邀请码不正确、已使用或已过期。请核对后重输，或向联席会议办公室索取新的邀请码。"
            )
        return code

    def clean(self) -> dict[str, Any]:
        """Both passwords alike and good enough."""
        data = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", "两次输入的密码不一致，请重新输入。")
        elif password and getattr(self, "user", None):
            try:
                validate_password(password, self.user)
            except forms.ValidationError as fault:
                self.add_error("password", fault)
        return data
