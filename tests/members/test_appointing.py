"""Who may fill which post: nobody of the staff puts anyone in a signing post, nobody herself in any."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from members import accounts, roster, roster_sheet
from members.appointing import BY_DIRECTOR
from members.models import AdministratorRole, Appointment, Role
from members.models.appointment import UNIT_ROLES
from members.roster_file import BadRows
from members.services import end_appointment
from tests.factories import LONG_AGO, Office, administrator
from tests.members.test_roster_sheet import row, sheet
from tests.subjects import browser

DAY = date(2026, 6, 1)


def enter(office: Office, role: Role, name: str, by: object) -> Appointment:
    unit = office.place_of(role) if role in UNIT_ROLES else None
    fields: dict[str, Any] = {"post": "科员", "starts_on": DAY, "ends_on": None, "is_deputy": True}
    return roster.enter_post(office.body, name=name, role=role, unit=unit, by=by, **fields)


@pytest.mark.parametrize("role", Role)
def test_staff_fill_no_signing_post_and_none_of_the_centre(yueqing: Office, role: Role) -> None:
    if role not in BY_DIRECTOR:
        assert enter(yueqing, role, "测试甲", yueqing.staff).role == role
        return
    with pytest.raises(Refused, match="由办公室主任登记和开通"):
        enter(yueqing, role, "测试甲", yueqing.staff)
    post = enter(yueqing, role, "测试甲", yueqing.director)
    with pytest.raises(Refused, match="由办公室主任登记和开通"):
        roster.end_post(post, on=clock.today(), by=yueqing.staff)
    roster.end_post(post, on=clock.today(), by=yueqing.director)


def test_the_spreadsheet_is_no_way_around_and_the_form_does_not_offer_it(yueqing: Office) -> None:
    line = row(yueqing, 单位="", 岗位="总召集人")
    with pytest.raises(BadRows, match="第2行：“总召集人”属于审批、签发"):
        roster_sheet.take(yueqing.body, sheet(line), by=yueqing.staff)
    assert not Appointment.objects.filter(role=Role.CHIEF_CONVENER).exists()
    address = reverse("members:post_create", args=[yueqing.body.slug])
    offers = {who: browser(who).get(address).content.decode() for who in (yueqing.staff, yueqing.director)}
    assert 'value="chief_convener"' not in offers[yueqing.staff]
    assert 'value="chief_convener"' in offers[yueqing.director]
    data = {"role": "chief_convener", "name": "测试甲", "post": "副市长", "starts_on": "2026-06-01",
            "request_key": str(uuid4())}  # fmt: skip
    assert browser(yueqing.staff).post(address, data).status_code == 422


def test_nobody_gives_herself_a_post_or_a_longer_term(yueqing: Office) -> None:
    with pytest.raises(Refused, match="不能为本人登记任职"):
        enter(yueqing, Role.STAFF, yueqing.staff.name, yueqing.staff)
    with pytest.raises(Refused, match="不能为本人登记任职"):
        enter(yueqing, Role.CHIEF_CONVENER, yueqing.director.name, yueqing.director)
    post = yueqing.director.appointments.get()
    roster.end_post(post, on=clock.today(), by=yueqing.director)  # whoever follows needs it free
    with pytest.raises(Refused, match="延长任期"):
        roster.end_post(post, on=clock.today() + timedelta(days=90), by=yueqing.director)


def test_an_office_without_director_gets_one_from_the_system_administrator(yueqing: Office) -> None:
    system, staff = administrator(AdministratorRole.SYSTEM_ADMIN), yueqing.staff

    def invite(role: Role, name: str) -> Appointment:
        account = accounts.invite(yueqing.body, username=name, name="测试甲", role=role, unit=None, post="主任",
                                  document="", code=accounts.new_code(), by=system, request_key=uuid4())  # fmt: skip
        return account.appointments.get()

    assert invite(Role.DIRECTOR, "ceshi-jia").role == Role.DIRECTOR
    for role in (Role.DIRECTOR, Role.STAFF):
        with pytest.raises(Refused, match="空缺的办公室主任账号"):
            invite(role, "ceshi-yi")
    end_appointment(Appointment.objects.get(user=staff), by=None, on=LONG_AGO)
    with pytest.raises(Refused, match="空缺的办公室主任账号"):  # a director is an office
        invite(Role.STAFF, "ceshi-bing")


@pytest.fixture
def signer(yueqing: Office) -> Appointment:
    """A chief convener with an address, and an account of his own."""
    post: Appointment = yueqing.chief.appointments.select_related("user").get()
    post.user.email = "chief@example.com"
    post.user.save()
    return post


def test_staff_lead_no_signer_s_mail_elsewhere_by_spreadsheet(yueqing: Office, signer: Appointment) -> None:
    line = row(yueqing, 单位="", 岗位="总召集人", 姓名=signer.user.name, 职务=signer.post, 起始日期=LONG_AGO)
    for by in (yueqing.staff, yueqing.director):
        with pytest.raises(BadRows, match="第2行：.*已登记的电子邮箱由安全管理员更改"):
            roster_sheet.take(yueqing.body, sheet({**line, "电子邮箱": "else@example.com"}), by=by)
    with pytest.raises(BadRows, match="第2行：“总召集人”属于审批、签发"):
        roster_sheet.take(yueqing.body, sheet({**line, "联系电话": "0577-99999999"}), by=yueqing.staff)
    signer.refresh_from_db()
    assert (signer.user.email, signer.phone) == ("chief@example.com", "")


def test_nor_by_a_post_for_a_person_of_the_same_name(yueqing: Office, signer: Appointment) -> None:
    with pytest.raises(Refused, match="已登记的电子邮箱由安全管理员更改"):
        roster.enter_post(yueqing.body, name=signer.user.name, email="else@example.com", role=Role.STAFF, unit=None,
                          post="科员", starts_on=DAY, by=yueqing.staff)  # fmt: skip
    signer.user.refresh_from_db()
    assert signer.user.email == "chief@example.com"
    assert not Appointment.objects.filter(user=signer.user, role=Role.STAFF).exists()


def test_the_first_address_is_the_director_s_to_enter_and_another_one_the_security_administrator_s(
    yueqing: Office,
) -> None:
    account, security = yueqing.chief, administrator(AdministratorRole.SECURITY_ADMIN)
    address = reverse("members:user_readdress", args=[account.pk])

    def post(by: Any, email: str) -> int:
        return int(browser(by).post(address, {"email": email}).status_code)

    assert post(yueqing.staff, "a@example.com") == 422
    assert post(yueqing.director, "b@example.com") == 302
    refused = browser(yueqing.director).post(address, {"email": "c@example.com"})
    assert refused.status_code == 422 and "由安全管理员更改" in refused.content.decode()
    assert post(security, "kein") == 422
    assert post(security, "d@example.com") == 302
    account.refresh_from_db()
    assert account.email == "d@example.com"
    entry = LogEntry.objects.filter(act="user.readdress").latest("pk")
    assert entry.actor == security and "example.com" not in str(entry.details)
    assert post(yueqing.liaison, "e@example.com") == 404
