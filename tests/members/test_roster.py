"""The roster: one holder at a time, as of a day, namesakes, paper and vCard."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pdfplumber
import pytest
import vobject
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from members import roster
from members.models import Appointment, MemberUnit, Role, User
from members.reconciling import reconcile
from members.services import appoint, end_appointment
from tests.factories import Office, user
from tests.subjects import browser

DAY = date(2026, 6, 1)


def enter(office: Office, name: str, *, unit: MemberUnit | None = None, **fields: Any) -> Appointment:
    post = {"role": Role.LIAISON, "unit": unit or office.unit, "post": "科员", "starts_on": DAY, "ends_on": None}
    return roster.enter_post(office.body, name=name, by=office.staff, **{**post, **fields})


def page(office: Office, name: str = "roster_page", *args: object) -> str:
    return reverse(f"members:{name}", args=[office.body.slug, *args])


def test_a_second_holder_is_refused_with_the_first_ones_name_and_term(yueqing: Office) -> None:
    first = enter(yueqing, "测试甲", starts_on=date(2026, 1, 1))
    with pytest.raises(Refused, match=r"联络员由测试甲担任（2026年1月1日起，未定终止日期），任期重叠"):
        enter(yueqing, "测试乙")
    end_appointment(first, by=yueqing.staff, on=date(2026, 5, 31))
    assert enter(yueqing, "测试乙").user.name == "测试乙"
    with pytest.raises(Refused, match="任期重叠"):
        enter(yueqing, "测试丙", starts_on=date(2026, 5, 31), ends_on=date(2026, 5, 31))
    enter(yueqing, "测试丙", unit=yueqing.other_unit)
    enter(yueqing, "测试丁", is_deputy=True)


@pytest.mark.parametrize("role", [Role.LIAISON, Role.UNIT_LEADER, Role.DIRECTOR, Role.CHIEF_CONVENER, Role.CENTRE_HEAD])
def test_the_database_itself_refuses_an_overlap(yueqing: Office, role: Role) -> None:
    unit = yueqing.place_of(role)
    post = {"role": role, "jurisdiction": yueqing.body, "unit": unit, "post": "测试"}
    Appointment.objects.create(user=user("a"), starts_on=DAY, ends_on=date(2026, 6, 30), **post)
    Appointment.objects.create(user=user("b"), starts_on=date(2026, 7, 1), **post)
    with pytest.raises(IntegrityError, match=f"appointment_one_{role}"), transaction.atomic():
        Appointment.objects.create(user=user("c"), starts_on=date(2026, 6, 30), ends_on=date(2026, 6, 30), **post)
    Appointment.objects.create(user=user("d"), starts_on=DAY, is_deputy=True, **post)


def test_conveners_may_be_several(yueqing: Office) -> None:
    for login in "ab":
        appoint(user(login), role=Role.CONVENER, body=yueqing.body, post="副市长", starts_on=DAY, by=None)
    assert Appointment.objects.filter(role=Role.CONVENER).count() == 2


def test_any_day_shows_who_held_the_post_then(yueqing: Office) -> None:
    enter(yueqing, "测试甲", starts_on=date(2025, 1, 1), ends_on=date(2026, 5, 31))
    enter(yueqing, "测试乙")
    client = browser(yueqing.staff)
    then = client.get(page(yueqing), {"on": "2026-05-31"}).content.decode()
    assert "截至2026年5月31日" in then and "测试甲" in then and "测试乙" not in then
    now = client.get(page(yueqing), {"on": "2026-06-01"}).content.decode()
    assert "测试甲" not in now and "测试乙" in now
    assert "32 个成员单位在这一天没有联络员" in client.get(page(yueqing), {"on": "2024-01-01"}).content.decode()
    assert "31 个成员单位在这一天没有联络员" in now
    assert client.get(page(yueqing), {"on": "kein Tag"}).status_code == 200


def test_a_person_entered_cannot_log_in_and_is_found_again(yueqing: Office) -> None:
    first = enter(yueqing, "测试甲", ends_on=date(2026, 6, 30))
    again = enter(yueqing, "测试甲", role=Role.UNIT_LEADER)
    elsewhere = enter(yueqing, "测试甲", unit=yueqing.other_unit)
    assert first.user == again.user and not first.user.has_usable_password()
    assert [first.user.username, elsewhere.user.username] == ["ceshijia", "ceshijia2"]


def test_the_page_enters_and_ends_a_post_and_says_what_is_wrong(yueqing: Office) -> None:
    client = browser(yueqing.staff)
    data = {"role": "liaison", "unit": yueqing.unit.pk, "name": "测试甲", "post": "科员", "starts_on": "2026-06-01",
            "request_key": str(uuid4())}  # fmt: skip
    late = client.post(page(yueqing, "post_create"), {**data, "ends_on": "2026-05-01"})
    assert late.status_code == 422 and "终止日期不能早于起始日期" in late.content.decode()
    central = client.post(page(yueqing, "post_create"), {**data, "unit": "", "request_key": str(uuid4())})
    assert "须选择单位" in central.content.decode() and not User.objects.filter(name="测试甲").exists()
    for _ in range(2):  # two clicks, one post
        assert client.post(page(yueqing, "post_create"), data).status_code == 302
    post = Appointment.objects.get(user__name="测试甲")
    end = page(yueqing, "post_end", post.pk)
    assert "终止日期不能早于这一天" in client.post(end, {"ends_on": "2026-05-01"}).content.decode()
    assert client.post(end, {"ends_on": "2026-06-30"}).status_code == 302
    post.refresh_from_db()
    assert post.ends_on == date(2026, 6, 30)


def test_paper_and_telephone_have_the_same_people(yueqing: Office) -> None:
    enter(yueqing, "测试甲", phone="0577-00000000")
    client = browser(yueqing.staff)
    cards = client.get(page(yueqing, "roster_export", "vcf"), {"on": "2026-06-01"}).content.decode()
    (card,) = [card for card in vobject.readComponents(cards) if card.fn.value == "测试甲"]
    assert (card.org.value, card.tel.value) == ([yueqing.unit.name], "0577-00000000")
    paper = client.get(page(yueqing, "roster_export", "pdf"), {"on": "2026-06-01"})
    with pdfplumber.open(BytesIO(paper.content)) as pdf:
        text = "".join(side.extract_text() for side in pdf.pages).replace("\n", "")
    assert "测试甲" in text and text.count("（未确定）") == 31
    assert client.get(page(yueqing, "roster_export", "exe")).status_code == 404
    assert LogEntry.objects.filter(act="roster.export").count() == 2


def test_the_roster_takes_as_many_queries_for_thirty_posts_as_for_two(yueqing: Office) -> None:
    def queries() -> int:
        client = browser(yueqing.staff)
        with CaptureQueriesContext(connection) as asked:
            client.get(page(yueqing))
        return len(asked)

    enter(yueqing, "测试甲")
    few = queries()
    for unit in yueqing.body.units.all()[1:]:
        enter(yueqing, f"测试{unit.position}", unit=unit)
    assert queries() == few <= 20


def test_what_was_entered_wrongly_is_put_right_with_a_reason(yueqing: Office) -> None:
    post = enter(yueqing, "测试甲", ends_on=date(2026, 6, 30), document="示例〔2026〕1号")
    enter(yueqing, "测试乙", starts_on=date(2026, 7, 1))
    url, client = page(yueqing, "post_correct", post.pk), browser(yueqing.staff)
    right = {"post": "副科长", "document": "示例〔2026〕11号", "ends_on": "2026-06-29", "reason": "文号录入有误"}
    assert client.post(url, {**right, "reason": ""}).status_code == 422
    for day, sentence in {"2026-07-01": "任期重叠", "2026-05-01": "终止日期不能早于这一天", "": "任期重叠"}.items():
        answer = client.post(url, {**right, "ends_on": day})
        assert answer.status_code == 422 and sentence in answer.content.decode()
    assert client.post(url, right).status_code == 302
    post.refresh_from_db()
    assert (post.post, post.document, post.ends_on) == ("副科长", "示例〔2026〕11号", date(2026, 6, 29))
    entry = LogEntry.objects.get(act="appointment.correct")
    assert entry.comment == "文号录入有误" and entry.details["changed"]["ends_on"] == ["2026-06-30", "2026-06-29"]


def test_a_correction_is_no_way_to_a_longer_term_of_ones_own(yueqing: Office) -> None:
    own = yueqing.staff.appointments.get()
    end_appointment(own, by=None, on=clock.today())
    fields = {"post": "科员", "phone": "", "document": "", "reason": "更正"}
    with pytest.raises(Refused, match="延长任期"):
        roster.correct_post(own, ends_on=None, by=yueqing.staff, **fields)
    with pytest.raises(Refused, match="由办公室主任登记和开通"):
        roster.correct_post(yueqing.chief.appointments.get(), ends_on=None, by=yueqing.staff, **fields)


def test_a_term_ended_by_mistake_gives_its_grant_back_when_corrected(yueqing: Office) -> None:
    post = enter(yueqing, "测试甲", starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    reconcile(yueqing.body)
    assert not post.user.groups.exists()
    fields = {"post": "科员", "phone": "", "document": "", "reason": "终止日期录入有误"}
    roster.correct_post(post, ends_on=None, by=yueqing.director, **fields)
    assert [group.name for group in post.user.groups.all()] == [f"unit:{yueqing.unit.pk}:liaison"]


def test_a_name_of_two_is_asked_for_their_login(yueqing: Office) -> None:
    first = enter(yueqing, "测试甲", ends_on=date(2026, 6, 30)).user
    second = enter(yueqing, "测试 甲", role=Role.UNIT_HANDLER, login="新").user
    assert first != second and second.name == "测试甲"
    with pytest.raises(Refused, match=r"有2位同名的测试甲：ceshijia（科员，2026年6月1日起任职）；ceshijia2（"):
        enter(yueqing, "测试甲", role=Role.UNIT_LEADER)
    with pytest.raises(Refused, match="没有登录名为“ceshiyi”的测试甲"):
        enter(yueqing, "测试甲", role=Role.UNIT_LEADER, login="ceshiyi")
    client, address = browser(yueqing.staff), page(yueqing, "post_create")
    data = {"role": "unit_leader", "unit": yueqing.unit.pk, "name": "测试甲", "post": "局长", "starts_on": "2026-06-01"}
    asked = client.post(address, {**data, "request_key": str(uuid4())})
    assert asked.status_code == 422 and "请在“登录名”中写明是哪一位" in asked.content.decode()
    assert client.post(address, {**data, "login": "ceshijia2", "request_key": str(uuid4())}).status_code == 302
    assert Appointment.objects.get(role=Role.UNIT_LEADER).user == second


def test_a_later_end_within_the_next_ones_term_is_refused_and_a_free_one_gives_the_grant_back(yueqing: Office) -> None:
    first = enter(yueqing, "测试甲", starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    second = enter(yueqing, "测试乙", starts_on=date(2021, 1, 1), ends_on=date(2021, 12, 31))
    client = browser(yueqing.staff)
    late = client.post(page(yueqing, "post_end", first.pk), {"ends_on": "2021-06-30"})
    assert late.status_code == 422 and "由测试乙担任" in late.content.decode()
    reconcile(yueqing.body)
    assert not second.user.groups.exists()
    assert client.post(page(yueqing, "post_end", second.pk), {"ends_on": "2099-12-31"}).status_code == 302
    assert second.user.groups.count() == 1
