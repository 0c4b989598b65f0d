"""Zhangbei's minutes on telephones: round the units that attended, past an objection, to the signature and the issue.

张政办〔2017〕7号 二（三）4: 经与会部门同意后印发; reviewed by the director, signed by the convener.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jointmeeting.integrity import faults
from meetings import workflows
from meetings.models import Countersignature, Minutes
from members.models import Role, User
from tests.conftest import founded
from tests.journeys.conftest import PHONE_WIDTH, Worker, eventually, fits, shoot
from tests.journeys.test_main_job import PASSWORD, act, with_password
from tests.meetings.countersigning import drafted, person_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
]
Open = Callable[[User], Page]


@pytest.fixture
def phone(page_for: Callable[..., Page]) -> Open:
    """Open a telephone for a person."""
    return lambda person: page_for(with_password(person).username, PASSWORD, width=PHONE_WIDTH, height=740)


def shown(page: Page, name: str) -> None:
    """Nothing stands outside the screen; keep a picture."""
    fits(page)
    shoot(page, name)


def test_from_review_to_issue(transactional_db: None, phone: Open, worker: Worker) -> None:
    office = founded("zhangbei")
    minutes = drafted(office)
    workflows.minutes.perform(minutes, "submit", by=office.staff)
    director, staff = phone(office.director), phone(office.staff)
    director.goto(minutes.get_absolute_url())
    shown(director, "phone-minutes-to-review")
    act(director, "minutes.circulate")
    staff.goto(minutes.get_absolute_url())
    expect(staff.locator(".action-reasons")).to_contain_text("张政办〔2017〕7号 二（三）4")

    agree_in_three_taps(phone(person_of(office, office.unit)))
    object_to_a_clause(phone(person_of(office, office.other_unit)))
    rule_on_it(phone(office.chief))

    staff.goto("/")
    staff.click(".todo a:has-text('报请签发')")
    expect(staff.locator("#matrix")).to_contain_text("裁定维持原文")
    shown(staff, "phone-countersign-matrix")
    staff.click("[data-testid=countersign_sheet]")
    expect(staff.locator(".sheet")).to_contain_text("会签单")
    shown(staff, "phone-countersign-sheet")
    staff.go_back()
    act(staff, "minutes.present")
    sign(phone(office.person(Role.CONVENER)), minutes)
    eventually(lambda: Minutes.objects.filter(state="issued").exists(), "issuing")
    assert list(faults()) == []


def agree_in_three_taps(page: Page) -> None:
    """From the workbench: the line, the button, the confirmation."""
    shown(page, "phone-countersign-workbench")
    page.click(".todo a:has-text('会签')")
    shown(page, "phone-countersign-clauses")
    page.click("[data-testid='countersignature.agree_to_all']")
    shown(page, "phone-countersign-agree")
    page.click(".form-actions button[type=submit]")
    expect(page.locator(".messages")).to_contain_text("已同意2条")
    assert Countersignature.objects.filter(state="agreed").count() == 2


def object_to_a_clause(page: Page) -> None:
    """The other unit agrees to one clause and objects to the other, with its reason."""
    page.click(".todo a:has-text('会签')")
    page.click("[data-testid='countersignature.object'] >> nth=0")
    page.click(".form-actions button[type=submit]")  # without a reason
    assert Countersignature.objects.filter(state="objected").count() == 0
    page.fill("[name=comment]", "完成时限过紧，建议延长一个季度。")
    shown(page, "phone-countersign-object")
    page.click(".form-actions button[type=submit]")
    page.click("[data-testid='countersignature.agree_to_all']")
    page.click(".form-actions button[type=submit]")
    expect(page.locator(".subtitle")).to_contain_text("共4项，已会签4项")


def rule_on_it(page: Page) -> None:
    """The convener reads the objection and rules with a reason."""
    page.click(".todo a:has-text('裁定')")
    shown(page, "phone-countersign-objection")
    act(page, "countersignature.overrule", comment="时限由县政府确定，不宜延长。")
    expect(page.locator("#matrix")).to_contain_text("裁定维持原文")


def sign(page: Page, minutes: Minutes) -> None:
    """The convener, whom the notice names, finds the minutes on his workbench and signs."""
    page.click(".todo a:has-text('签发')")
    expect(page.locator(".sheet")).to_contain_text("关于示例甲")
    shown(page, "phone-minutes-to-sign")
    act(page, "minutes.sign", password=PASSWORD)
    expect(page).to_have_url(f"{page.url.split('/meetings/')[0]}{minutes.get_absolute_url()}")
