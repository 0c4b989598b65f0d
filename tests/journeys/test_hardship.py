"""A household in need comes in at a township's door: relief on the same day, the unit's answer, the papers, the end."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from duties.models import HardshipCase, HardshipState
from jointmeeting.kernel import clock
from members.models import Role
from tests.conftest import founded
from tests.duties import hardship
from tests.journeys.conftest import fits, shoot
from tests.journeys.test_duties import PASSWORD, PDF, at_unit, confirm, with_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]


def test_what_one_unit_cannot_solve_is_taken_to_a_meeting(
    transactional_db: None, page_for: Callable[..., Page]
) -> None:
    office = founded("yueqing")
    assert office.chief  # somebody to preside
    case = hardship.case(office, HardshipState.HANDLING)
    staff = page_for(with_password(office.staff), PASSWORD)
    staff.goto(case.get_absolute_url())
    staff.click("[data-testid='hardship_case.escalate']")
    staff.fill("[name=comment]", "涉及住房、医疗两个部门，需要会商")
    confirm(staff)
    shoot(staff, "hardship-escalated")
    staff.click("[data-testid='meeting.plan']")
    expect(staff.locator("[name=household]")).to_have_value("测某某户")
    expect(staff.locator("[name=kind]")).to_have_value("case")
    ticked = "boxes => boxes.filter(box => box.checked).map(box => +box.value)"
    assert set(staff.eval_on_selector_all("[name=invited_units]", ticked)) == {
        office.unit.pk,
        office.other_unit.pk,
    }
    staff.fill("[name=starts_at]", f"{clock.today() + timedelta(days=9)}T09:00")
    staff.fill("[name=place]", "示例会议室")
    staff.select_option("[name=chair]", index=1)
    shoot(staff, "hardship-meeting-form")
    confirm(staff)
    staff.goto(case.get_absolute_url())
    expect(staff.locator(".note")).to_contain_text("个案〔")
    shoot(staff, "hardship-meeting-called")
    staff.set_viewport_size({"width": 360, "height": 760})
    for name, url in (("case", case.get_absolute_url()), ("list", "/duties/hardship-cases/")):
        staff.goto(url)
        fits(staff)
        shoot(staff, f"hardship-{name}-narrow")


def test_from_the_township_s_door_to_the_end(
    transactional_db: None, page_for: Callable[..., Page], tmp_path: Path
) -> None:
    office = founded("yueqing")
    health, liaison = at_unit(office, "市医疗保障局")
    handler = with_password(office.person(Role.TOWNSHIP_HANDLER, office.township))
    paper = tmp_path / "审批表.pdf"
    paper.write_bytes(PDF)
    town, staff = page_for(handler, PASSWORD), page_for(with_password(office.staff), PASSWORD)
    address = receive_and_relieve(town)
    refer(staff, str(health))
    answer(page_for(liaison, PASSWORD), address)

    staff.goto(address)
    expect(staff.locator(".action-reasons")).to_contain_text("手续还没有补办，不能结案")
    staff.goto("/duties/hardship-cases/?stands=unsettled")
    expect(staff.locator("tbody tr")).to_have_count(1)
    shoot(staff, "hardship-unsettled")
    town.goto(address)
    town.click("[data-testid='urgent_relief.settle']")
    town.set_input_files("[name=paper]", paper)
    confirm(town)
    staff.goto(address)
    staff.click("[data-testid='hardship_case.close']")
    confirm(staff)
    expect(staff.locator(".subtitle")).to_contain_text("已结案")
    shoot(staff, "hardship-closed")
    assert HardshipCase.objects.get().number == 1


def receive_and_relieve(town: Page) -> str:
    """Receive a case, its household masked at the second try, and record relief of today; return its address."""
    town.click("text=急难个案")
    town.click("[data-testid='hardship_case.receive']")
    town.fill("[name=household]", "测试甲")
    town.fill("[name=place]", "示例镇示例村")
    town.fill("[name=need]", "户主突发重病住院，自付费用已达36000元，家中无积蓄。")
    confirm(town)
    expect(town.locator(".page-content")).to_contain_text("请用“某”隐去姓名")
    town.fill("[name=household]", "测某某户")
    shoot(town, "hardship-receive")
    confirm(town)
    address = town.url
    town.click("[data-testid='hardship_case.relieve']")
    town.fill("[name=amount]", "3000")
    town.fill("[name=comment]", "须当日缴费手术")
    shoot(town, "hardship-relieve")
    confirm(town)
    expect(town.locator(".table")).to_contain_text("3000.00元")
    return address


def refer(staff: Page, unit: str) -> None:
    """Register the case from the workbench and refer it."""
    staff.goto("/")
    staff.click("text=登记：测某某户 >> xpath=ancestor::li >> a.button")
    staff.click("[data-testid='hardship_case.register']")
    confirm(staff)
    staff.click("[data-testid='hardship_case.refer']")
    staff.select_option("[name=lead_unit]", label=unit)
    confirm(staff)
    shoot(staff, "hardship-case")


def answer(unit: Page, address: str) -> None:
    """Accept the case and report what was done."""
    unit.goto(address)
    unit.click("[data-testid='hardship_case.accept']")
    confirm(unit)
    unit.click("[data-testid='hardship_case.resolve']")
    unit.fill("[name=result]", "按规定给予医疗救助，住院自付费用救助比例70%。")
    confirm(unit)
