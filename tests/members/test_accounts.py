"""Accounts: a code shown once, a password of one's own, out at once when deactivated; three administrators apart."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import LogEntry
from members import accounts
from members.forms.user import shown_once
from members.models import Administrator, AdministratorRole, Appointment, MemberUnit, Role, User
from members.roster import enter_post
from members.services import appoint
from members.workflows import users
from tests.factories import LONG_AGO, Office, administrator, user
from tests.members.founding_subjects import PASSWORD
from tests.subjects import browser

INVITATION = "/members/invitation/"
CODE = re.compile(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}")


def open_account(office: Office, by: User, role: Role = Role.LIAISON, **more: Any) -> tuple[User, str]:
    code = accounts.new_code()
    account = accounts.invite(
        office.body, username=more.pop("username", "ceshi-jia"), name="测试甲", role=role,
        unit=office.unit if role == Role.LIAISON else None, post=role.label, document="", code=code, by=by,
        request_key=uuid4(),
    )  # fmt: skip
    return account, code


def use(code: str, password: str = PASSWORD) -> tuple[Client, Any]:
    client = Client()
    return client, client.post(INVITATION, {"code": code, "password": password, "again": password})


def test_the_code_is_shown_once_and_opens_the_account_once(yueqing: Office) -> None:
    office = browser(yueqing.staff)
    form = {
        "body": yueqing.body.pk, "name": "测试甲", "username": "ceshi-jia", "role": "liaison",
        "unit": yueqing.unit.pk, "post": "联络员", "request_key": str(uuid4()),
    }  # fmt: skip
    page = office.post(reverse("members:user_create"), form, follow=True).content.decode()
    found = CODE.search(page)
    assert found
    code = found[0]
    account = User.objects.get(username="ceshi-jia")
    assert code not in office.get(account.get_absolute_url()).content.decode()
    assert not any(code in str(row) for row in LogEntry.objects.values_list("details", "comment", "subject_label"))
    assert not account.has_usable_password() and account.state == User.State.INVITED
    client, response = use(code.lower().replace("-", " "))
    assert response.headers["Location"] == "/"
    assert client.get("/").status_code == 200
    account.refresh_from_db()
    assert account.check_password(PASSWORD) and not account.must_change_password
    assert use(code)[1].status_code == 422
    assert access.roles_of(User.objects.get(pk=account.pk)) == {
        access.Grant("liaison", yueqing.body.pk, yueqing.unit.pk)
    }


def test_an_old_code_and_a_wrong_one_get_the_same_answer(yueqing: Office) -> None:
    account, code = open_account(yueqing, yueqing.director)
    User.objects.filter(pk=account.pk).update(code_expires_at=clock.now() - timedelta(seconds=1))
    old, wrong = (use(one)[1].content.decode() for one in (code, accounts.new_code()))
    assert "邀请码不正确、已使用或已过期" in old and "邀请码不正确、已使用或已过期" in wrong


@pytest.mark.parametrize("password", ["short", "123456789012345", "ceshi-jia-2026"])
def test_a_weak_password_is_refused_and_the_code_still_counts(yueqing: Office, password: str) -> None:
    _, code = open_account(yueqing, yueqing.director)
    assert use(code, password)[1].status_code == 422
    assert use(code)[1].status_code == 302


def test_deactivating_ends_a_session_at_once_and_restoring_needs_a_new_code(yueqing: Office) -> None:
    account, code = open_account(yueqing, yueqing.director)
    client, _ = use(code)
    users.perform(account, "deactivate", by=yueqing.staff, comment="调离")
    assert client.get("/").status_code == 302
    again = Client().post(reverse("login"), {"username": account.username, "password": PASSWORD})
    assert again.status_code == 200 and not again.wsgi_request.user.is_authenticated
    renewed = accounts.new_code()
    users.perform(account, "restore", by=yueqing.staff, comment="调回", data={"code": renewed})
    account.refresh_from_db()
    assert not account.check_password(PASSWORD)
    assert use(renewed)[1].status_code == 302


def test_a_renewed_account_throws_out_whoever_was_logged_in(yueqing: Office) -> None:
    account, code = open_account(yueqing, yueqing.director)
    client, _ = use(code)
    form = {"comment": "忘记密码", "request_key": str(uuid4())}
    page = browser(yueqing.staff).post(reverse("members:user_renew", args=[account.pk]), form, follow=True)
    found = CODE.search(page.content.decode())
    assert found and client.get("/").status_code == 302
    assert use(found[0])[1].status_code == 302


def test_the_office_cannot_take_over_who_signs(yueqing: Office) -> None:
    """办公室不能替审批、签发岗位重新开通账号; opening one is the director's."""
    with pytest.raises(Refused, match="由安全管理员重新开通"):
        users.perform(yueqing.chief, "renew", by=yueqing.director, comment="理由", data={"code": accounts.new_code()})
    with pytest.raises(Refused, match="由办公室主任登记和开通"):
        open_account(yueqing, yueqing.staff, Role.CHIEF_CONVENER)
    with pytest.raises(Refused, match="不能停用或重开自己的账号"):
        users.perform(yueqing.staff, "deactivate", by=yueqing.staff, comment="理由")
    security = administrator(AdministratorRole.SECURITY_ADMIN)
    users.perform(yueqing.chief, "renew", by=security, comment="本人申请", data={"code": accounts.new_code()})


def test_the_office_keeps_the_accounts_of_its_own_body_only(yueqing: Office, chencang: Office) -> None:
    foreign = chencang.liaison
    assert browser(yueqing.director).get(foreign.get_absolute_url()).status_code == 404
    with pytest.raises(Forbidden):
        users.perform(foreign, "deactivate", by=yueqing.director, comment="理由")
    with pytest.raises(Forbidden):
        open_account(chencang, yueqing.director)
    form = {"body": chencang.body.pk, "name": "测试乙", "username": "ceshi-yi", "role": "staff", "post": "科员"}
    response = browser(yueqing.director).post(reverse("members:user_create"), {**form, "request_key": str(uuid4())})
    assert response.status_code == 422 and not User.objects.filter(username="ceshi-yi").exists()


def test_the_system_administrator_opens_the_first_account_of_an_office_and_no_other(yueqing: Office) -> None:
    system = administrator(AdministratorRole.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="只开通办公室的首个账号"):
        open_account(yueqing, system, Role.CHIEF_CONVENER)
    first, _ = open_account(yueqing, system, Role.DIRECTOR)
    with pytest.raises(Refused, match="只开通办公室的首个账号"):
        open_account(yueqing, system, Role.STAFF, username="ceshi-bing")
    for act in ("renew", "deactivate"):
        with pytest.raises(Forbidden):
            users.perform(first, act, by=system, comment="理由", data={"code": accounts.new_code()})


def test_the_three_administrators_are_apart(yueqing: Office) -> None:
    """None does another's work, and no act on a body, a case or minutes is anybody's of the three."""
    allowed = {
        AdministratorRole.SYSTEM_ADMIN: {"charter_draft.edit", "charter_draft.confirm", "charter_draft.discard",
                                         "charter_draft.schedule", "charter_draft.recall", "user.list",
                                         "user.create", "holiday_notice.enter"},
        AdministratorRole.SECURITY_ADMIN: {"user.list", "user.readdress", "user.renew", "user.deactivate",
                                           "user.restore"},
        AdministratorRole.AUDIT_ADMIN: {"log.read"},
    }  # fmt: skip
    for role, acts in allowed.items():
        person = administrator(role)
        assert {act for act, roles in access.actions().items() if role in roles} == acts
        assert access.roles_of(person) == {access.Grant(role, access.SYSTEM)}
        for act in access.actions():
            assert not access.can(person, act, yueqing.body), act
            assert not access.can(person, act, yueqing.unit), act
    assert allowed[AdministratorRole.SYSTEM_ADMIN] & allowed[AdministratorRole.SECURITY_ADMIN] == {"user.list"}


def test_nobody_holds_two_of_the_three_or_a_post_beside_one(yueqing: Office) -> None:
    system = administrator(AdministratorRole.SYSTEM_ADMIN)
    tries = (
        lambda: Administrator.objects.create(user=system, role=AdministratorRole.AUDIT_ADMIN),
        lambda: Administrator.objects.create(user=yueqing.staff, role=AdministratorRole.AUDIT_ADMIN),
        lambda: appoint(system, role=Role.STAFF, body=yueqing.body, post="科员", starts_on=LONG_AGO, by=None),
    )
    for attempt in tries:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert not Appointment.objects.filter(user=system).exists()


def test_the_audit_administrator_reads_who_and_when_but_not_on_what(yueqing: Office) -> None:
    minutes = yueqing.agenda_item()
    open_account(yueqing, yueqing.director, Role.STAFF)
    page = browser(administrator(AdministratorRole.AUDIT_ADMIN)).get(reverse("members:log")).content.decode()
    assert "开通账号" in page and "测试甲" in page
    assert str(minutes) not in page


def test_administrators_are_appointed_on_the_command_line(db: None) -> None:
    out = StringIO()
    call_command("appoint_administrator", "system_admin", "xitong", "测试系统管理员", stdout=out)
    found = CODE.search(out.getvalue())
    assert found
    client, response = use(found[0])
    assert response.status_code == 302
    assert "建立联席会议" in client.get("/").content.decode()
    with pytest.raises(CommandError, match="已被使用"):
        call_command("appoint_administrator", "audit_admin", "xitong", "测试审计", stdout=out)


def test_a_first_password_must_be_changed_before_anything_else(yueqing: Office) -> None:
    person = user("chuci", password=PASSWORD)
    User.objects.filter(pk=person.pk).update(must_change_password=True)
    appoint(person, role=Role.STAFF, body=yueqing.body, post="科员", starts_on=LONG_AGO, by=None)
    client = Client()
    client.post(reverse("login"), {"username": "chuci", "password": PASSWORD})
    assert client.get(reverse("members:user_list")).headers["Location"] == reverse("password_change")


def test_a_post_that_is_held_is_said_at_the_field_and_nothing_is_half_opened(yueqing: Office) -> None:
    assert yueqing.liaison
    form = {
        "body": yueqing.body.pk, "name": "测试甲", "username": "ceshi-jia", "role": "liaison",
        "unit": yueqing.unit.pk, "post": "联络员", "request_key": str(uuid4()),
    }  # fmt: skip
    response = browser(yueqing.director).post(reverse("members:user_create"), form)
    assert response.status_code == 422 and "任期重叠" in response.content.decode()
    assert not User.objects.filter(username="ceshi-jia").exists()


def test_units_of_another_body_cannot_be_chosen(yueqing: Office, chencang: Office) -> None:
    form = {
        "body": yueqing.body.pk, "name": "测试甲", "username": "ceshi-jia", "role": "liaison",
        "unit": chencang.unit.pk, "post": "联络员", "request_key": str(uuid4()),
    }  # fmt: skip
    assert browser(yueqing.director).post(reverse("members:user_create"), form).status_code == 422
    assert MemberUnit.objects.filter(pk=chencang.unit.pk).exists() and not User.objects.filter(name="测试甲").exists()


def test_who_stands_in_the_roster_alone_is_let_in_by_her_own_account(yueqing: Office) -> None:
    post: dict[str, Any] = {
        "role": Role.LIAISON,
        "unit": yueqing.other_unit,
        "post": "科员",
        "starts_on": LONG_AGO,
        "ends_on": None,
    }
    person = enter_post(yueqing.body, name="测试甲", by=yueqing.staff, **post).user
    client = browser(yueqing.staff)
    roster = client.get(reverse("members:roster_page", args=[yueqing.body.slug])).content.decode()
    assert f'<a href="{person.get_absolute_url()}">未开通</a>' in roster
    form = {"body": yueqing.body.pk, "name": "测试甲", "username": "ceshi-jia", "role": "liaison",
            "unit": yueqing.other_unit.pk, "post": "科员", "request_key": str(uuid4())}  # fmt: skip
    again = client.post(reverse("members:user_create"), form)
    assert again.status_code == 422 and "点“开通账号”，不必另行登记" in again.content.decode()
    key = {"request_key": str(uuid4())}
    url = reverse("members:user_open", args=[person.pk])
    found = CODE.search(client.post(url, key, follow=True).content.decode())
    assert found and use(found[0])[1].status_code == 302
    twice = client.post(url, key, follow=True).content.decode()
    assert "邀请码已发放，只显示一次" in twice and not CODE.search(twice)
    person.refresh_from_db()
    assert person.is_opened
    with pytest.raises(Refused, match="账号已开通"):
        users.perform(person, "open", by=yueqing.staff, data={"code": accounts.new_code()})


def test_the_account_of_a_signing_post_is_opened_by_the_director(yueqing: Office) -> None:
    with pytest.raises(Refused, match="由办公室主任登记和开通"):
        users.perform(yueqing.chief, "open", by=yueqing.staff, data={"code": accounts.new_code()})
    users.perform(yueqing.chief, "open", by=yueqing.director, data={"code": accounts.new_code()})
    assert yueqing.chief.state == User.State.INVITED


def test_a_second_click_shows_no_dead_code(yueqing: Office) -> None:
    form = {"body": yueqing.body.pk, "name": "测试甲", "username": "ceshi-jia", "role": "staff", "post": "科员",
            "request_key": str(uuid4())}  # fmt: skip
    client, url = browser(yueqing.director), reverse("members:user_create")
    first = CODE.search(client.post(url, form, follow=True).content.decode())
    assert first and use(first[0])[1].status_code == 302
    again = accounts.invite(
        yueqing.body, username="ceshi-jia", name="测试甲", role=Role.STAFF, unit=None, post="科员", document="",
        code=(code := accounts.new_code()), by=yueqing.director, request_key=UUID(str(form["request_key"])),
    )  # fmt: skip
    assert code not in shown_once(again, code) and "只显示一次" in shown_once(again, code)


def test_who_reads_households_is_let_in_anew_by_the_director(yueqing: Office) -> None:
    handler, code = yueqing.person(Role.CENTRE_HANDLER), {"code": accounts.new_code()}
    with pytest.raises(Refused, match="由办公室主任登记和开通"):
        users.perform(handler, "renew", by=yueqing.staff, comment="忘记密码", data=code)
    users.perform(handler, "renew", by=yueqing.director, comment="忘记密码", data=code)
    security = administrator(AdministratorRole.SECURITY_ADMIN)
    users.perform(handler, "renew", by=security, comment="本人申请", data=code)
