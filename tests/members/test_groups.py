"""Groups stand for real units the office enters; aid standards follow one another."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from duties.models import Assignment, Part
from duties.services import create_assignment, load_measures, open_assignments
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import LogEntry
from meetings.invitations import invited
from meetings.models import Minutes
from meetings.workflows import minutes as minutes_workflow
from members import aid_standards
from members.groups import enter_group
from members.models import AidStandard, MemberUnit, Role
from tests.conftest import founded
from tests.factories import Office
from tests.subjects import browser

TOWNS = "各乡镇人民政府"


@pytest.fixture
def zhangbei(db: None) -> Office:
    """A body whose notice names a group: 12 units and 各乡镇人民政府."""
    return founded("zhangbei")


def assign(office: Office, lead: MemberUnit, *supporting: MemberUnit) -> Assignment:
    return create_assignment(
        office.body, by=office.staff, request_key=uuid4(), source_kind="instruction", source="示例批示",
        title="示例事项", text="示例要求。", lead_unit=lead, supporting_units=supporting, duty=None, not_before=None,
        due_on=date(2036, 1, 1), report_every=0,
    )  # fmt: skip


def test_a_group_nobody_listed_blocks_assigning_with_a_sentence(zhangbei: Office) -> None:
    group = zhangbei.body.units.get(name=TOWNS)
    with pytest.raises(Refused, match="是组合，尚未填写所含单位，不能交办"):
        assign(zhangbei, zhangbei.other_unit, group)
    with pytest.raises(Refused, match="是组合，不能牵头"):
        assign(zhangbei, group)
    assert not Assignment.objects.exists()
    enter_group(zhangbei.body, TOWNS, ["示例甲镇人民政府", "", " 示例乙乡人民政府 "], by=zhangbei.staff)
    row = assign(zhangbei, zhangbei.other_unit, group)
    assert [part.label for part in row.parts.all()] == ["示例甲镇人民政府", "示例乙乡人民政府"]
    lead = MemberUnit.doers.get(name="示例甲镇人民政府")
    assert [part.label for part in assign(zhangbei, lead, group).parts.all()] == ["示例乙乡人民政府"]
    assert not lead.is_member and lead.kind == MemberUnit.Kind.TOWNSHIP


def test_minutes_charge_real_units(zhangbei: Office) -> None:
    group = zhangbei.body.units.get(name=TOWNS)
    minutes = zhangbei.minutes(Minutes.State.DRAFTING)
    matter = minutes.matters.all()[0]
    matter.supporting_units.add(group)
    with pytest.raises(Refused, match="尚未填写所含单位"):
        minutes_workflow.perform(minutes, "submit", by=zhangbei.staff)
    enter_group(zhangbei.body, TOWNS, ["示例甲镇人民政府", "示例乙乡人民政府"], by=zhangbei.staff)
    open_assignments(minutes)
    labels = set(matter.assignment.parts.values_list("label", flat=True))
    assert labels == {"示例甲镇人民政府", "示例乙乡人民政府", str(zhangbei.other_unit)}
    minutes_workflow.perform(minutes, "submit", by=zhangbei.staff)


def test_the_towns_of_the_measures_are_the_towns_the_office_entered(db: None) -> None:
    chencang = founded("chencang")
    enter_group(chencang.body, "各镇街", ["示例甲镇人民政府", "示例乙街道办事处"], by=chencang.staff)
    load_measures(chencang.body, due_on=None, by=chencang.staff)
    asked = [measure for measure in chencang.body.charter.record.measures if measure.towns]
    parts = Part.objects.filter(label="示例甲镇人民政府", unit__isnull=False)
    assert parts.count() == len(asked) > 0
    assert not Part.objects.filter(label="各镇街").exists()


def test_who_is_no_longer_listed_stays_a_unit(zhangbei: Office) -> None:
    enter_group(zhangbei.body, TOWNS, ["示例甲镇人民政府", "示例乙乡人民政府"], by=zhangbei.staff)
    enter_group(zhangbei.body, TOWNS, ["示例乙乡人民政府"], by=zhangbei.staff)
    assert MemberUnit.doers.get(name="示例甲镇人民政府").group is None
    assert MemberUnit.doers.get(name="示例乙乡人民政府").group == zhangbei.body.units.get(name=TOWNS)


@pytest.mark.parametrize(
    ("name", "lines", "sentence"),
    [
        (TOWNS, ["示例镇", "示例镇"], "“示例镇”写了不止一次"),
        (TOWNS, ["示" * 61], "超过60个字"),
        (TOWNS, [TOWNS], "本身是组合"),
        ("", ["示例镇"], "是单位，不是组合"),
    ],
)
def test_a_bad_list_changes_nothing(zhangbei: Office, name: str, lines: list[str], sentence: str) -> None:
    before = MemberUnit.ever.count()
    assert zhangbei.other_unit.kind != MemberUnit.Kind.GROUP
    with pytest.raises(Refused, match=sentence):
        enter_group(zhangbei.body, name or zhangbei.other_unit.name, lines, by=zhangbei.staff)
    assert MemberUnit.ever.count() == before


def test_the_page_takes_the_pasted_list(zhangbei: Office) -> None:
    client, page = browser(zhangbei.staff), f"/members/rosters/{zhangbei.body.slug}/groups/"
    assert "尚未填写所含单位，不能交办" in client.get(page).content.decode()
    bad = client.post(f"{page}edit/", {"name": TOWNS, "lines": "示例镇\n示例镇"})
    assert bad.status_code == 422 and "写了不止一次" in bad.content.decode()
    assert client.post(f"{page}edit/", {"name": "各镇街", "lines": "示例镇\r\n示例街道"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "各镇街" in shown and "示例街道" in shown
    with pytest.raises(Forbidden):
        enter_group(zhangbei.body, TOWNS, ["示例镇"], by=zhangbei.person(Role.CONVENER))


def standard(office: Office, **fields: Any) -> AidStandard:
    given = {"programme": "dibao", "area": "全市", "amount": Decimal("1065"), "per": "person_month",
             "starts_on": date(2026, 1, 1), "document": "示例民发〔2025〕9号"}  # fmt: skip
    return aid_standards.add_standard(office.body, by=office.staff, **{**given, **fields})


def test_the_next_standard_ends_the_one_before(yueqing: Office) -> None:
    first, second = standard(yueqing), standard(yueqing, amount=Decimal("1100"), starts_on=date(2027, 1, 1))
    rural = standard(yueqing, area="农村")
    assert aid_standards.in_force(yueqing.body, date(2026, 12, 31)) == {first.pk, rural.pk}
    assert aid_standards.in_force(yueqing.body, date(2027, 1, 1)) == {second.pk, rural.pk}
    assert aid_standards.in_force(yueqing.body, date(2025, 1, 1)) == set()
    with pytest.raises(Refused, match="自2026年1月1日起的标准已登记为1065.00元/人·月"):
        standard(yueqing)
    client, page = browser(yueqing.staff), f"/members/rosters/{yueqing.body.slug}/aid-standards/"
    data = {"programme": "tekun_living", "area": "全市", "amount": "-3", "per": "person_month",
            "starts_on": "2026-01-01", "document": "示例民发〔2025〕9号"}  # fmt: skip
    assert client.post(f"{page}new/", data).status_code == 422
    assert client.post(f"{page}new/", {**data, "amount": "1600"}).status_code == 302
    assert "1600.00 元/人·月" in client.get(page).content.decode()


def test_a_wrong_amount_is_put_right_and_none_below_nothing_is_taken(yueqing: Office) -> None:
    given = {"programme": "dibao", "area": "全市", "per": "person_month", "starts_on": "2026-01-01", "document": "示例"}
    create = reverse("members:aid_standard_create", args=[yueqing.body.slug])
    client = browser(yueqing.staff)
    for amount in ("-5", "0"):
        answer = client.post(create, {**given, "amount": amount})
        assert answer.status_code == 422 and "标准须大于0元，请按公布的文件填写。" in answer.content.decode()
        assert "Constraint" not in answer.content.decode() and "约束" not in answer.content.decode()
    assert client.post(create, {**given, "amount": "9000"}).status_code == 302
    row = AidStandard.objects.get()
    correct = reverse("members:aid_standard_correct", args=[yueqing.body.slug, row.pk])
    right = {"amount": "900", "document": "示例民〔2026〕1号", "reason": "多录一个零"}
    assert client.post(correct, {**right, "amount": "0"}).status_code == 422
    assert client.post(correct, right).status_code == 302
    row.refresh_from_db()
    assert (row.amount, row.document) == (Decimal(900), "示例民〔2026〕1号")
    entry = LogEntry.objects.get(act="aid_standard.correct")
    assert (entry.comment, entry.details["before"]["amount"]) == ("多录一个零", "9000.00")


@pytest.mark.parametrize("is_manned", [False, True])
def test_a_group_is_asked_for_a_receipt_only_if_somebody_could_answer(zhangbei: Office, is_manned: bool) -> None:
    group = zhangbei.body.units.get(name=TOWNS)
    if is_manned:
        zhangbei.person(Role.LIAISON, group)
    meeting = zhangbei.regular_meeting()
    assert (group in invited(meeting)) is is_manned
    assert len(invited(meeting)) == zhangbei.body.units.count() - (not is_manned)
