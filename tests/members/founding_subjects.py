"""Notices being brought in, accounts and the administrators' pages, for the access matrix."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.workflow import Workflow
from members.accounts import new_code
from members.models import AdministratorRole, CharterDraft, Role, User
from members.models.charter_draft import CharterDraftState
from members.models.user import UserState
from members.workflows import charter_drafts, users
from tests.factories import Office, administrator
from tests.members.holiday_notices import notice_of
from tests.members.notice import CHANGING, FOUNDING, decided, draft_of, in_state
from tests.subjects import browser, visit

OFFICE: set[Role | AdministratorRole] = {Role.STAFF, Role.DIRECTOR}
PASSWORD = "synthetic-pass-2026"


def draft(office: Office, state: CharterDraftState = CharterDraft.State.CHECKING) -> CharterDraft:
    """A whole notice for the office's own body, everything answered, in `state`."""
    place = {"keep": True, "text": office.body.name}
    started = draft_of(FOUNDING, office.body, office.staff)
    return in_state(decided(started, office.staff, place_name=place), state, office.director)


def account(office: Office, state: UserState = User.State.ACTIVE) -> User:
    """The liaison officer's account in `state`."""
    person = office.liaison
    if state == User.State.INVITED:
        users.perform(person, "renew", by=office.director, comment="忘记密码", data={"code": new_code()})
    if state == User.State.DEACTIVATED:
        users.perform(person, "deactivate", by=office.director, comment="调离")
    return person


def objects(office: Office) -> dict[str, Any]:
    """Return one object of each kind."""
    return {"charter_draft": draft(office), "user": account(office)}


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    give = reverse("members:charter_draft_create")
    browser(office.staff).post(give, {"text": "不是通知"})
    system = administrator(AdministratorRole.SYSTEM_ADMIN)
    founding = draft_of(FOUNDING, None, system)
    visit(system, founding.get_absolute_url())
    decided(founding, system)
    visit(system, reverse("members:charter_draft_confirm", args=[founding.pk]))
    founding = in_state(CharterDraft.objects.get(pk=founding.pk), CharterDraft.State.CONFIRMED, system)
    visit(system, founding.get_absolute_url())
    visit(system, give)
    assert founding.charter
    sixth = Office(founding.charter.jurisdiction, "qingxi")
    changing = draft_of(CHANGING, sixth.body, sixth.staff)
    visit(sixth.director, changing.get_absolute_url())
    in_state(changing, CharterDraft.State.CONFIRMED, sixth.director)
    visit(sixth.director, reverse("members:charter_version", args=[sixth.body.slug, 1]))
    visit(sixth.director, sixth.body.get_absolute_url())
    for page in ("user_list", "user_create"):
        visit(office.director, reverse(f"members:{page}"))
    visit(office.director, office.liaison.get_absolute_url())
    visit(office.director, reverse("members:user_readdress", args=[office.liaison.pk]))
    visit(administrator(AdministratorRole.AUDIT_ADMIN), reverse("members:log"))
    visit(None, reverse("members:invitation"))
    visit(system, reverse("members:holiday_list"))
    visit(system, reverse("members:holiday_create"))
    assert browser(system).post(reverse("members:holiday_create"), {"text": notice_of(2031)}).status_code == 200


CREATE: dict[str, set[Role | AdministratorRole]] = {
    "members:charter_draft_create": {*OFFICE, AdministratorRole.SYSTEM_ADMIN},
    "members:user_create": {*OFFICE, AdministratorRole.SYSTEM_ADMIN},
    "members:user_list": {*OFFICE, AdministratorRole.SYSTEM_ADMIN, AdministratorRole.SECURITY_ADMIN},
    "members:holiday_create": {AdministratorRole.SYSTEM_ADMIN},
    "members:log": {AdministratorRole.AUDIT_ADMIN},
}
PAGES: dict[str, tuple[str, str | None]] = {
    "members:charter_draft_page": ("charter_draft", None),
    "members:charter_draft_autosave": ("charter_draft", "charter_draft.edit"),
    "members:charter_version": ("body", None),
    "members:user_page": ("user", None),
    "members:user_readdress": ("user", "user.readdress"),
}
MACHINES: dict[str, tuple[Workflow, Any, Callable[[Office, Any], Any]]] = {
    "charter_draft": (charter_drafts, CharterDraft.State, draft),
    "user": (users, User.State, account),
}
DATA: dict[str, Callable[[Office], dict[str, Any]]] = {
    **dict.fromkeys(["charter_draft.confirm", "charter_draft.schedule"], lambda _: {"in_force_from": clock.today()}),
    "user.accept": lambda office: {"password": PASSWORD},
    **dict.fromkeys(["user.invite", "user.open", "user.renew", "user.restore"], lambda office: {"code": new_code()}),
}
