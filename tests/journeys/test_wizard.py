"""Checking a notice over an hour: what is typed keeps itself, and a login that runs out takes nothing away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import founded
from tests.journeys.conftest import shoot
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.members.notice import FOUNDING, draft_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]


def test_a_login_that_runs_out_takes_nothing_away(transactional_db: None, page_for: Callable[..., Page]) -> None:
    office = founded("yueqing")
    draft = draft_of(FOUNDING, office.body, office.staff)
    staff = page_for(with_password(office.staff).username, PASSWORD)
    field, note = "[name='text:chief_convener']", staff.locator("[data-autosave-note]")

    staff.goto(draft.get_absolute_url())
    staff.fill(field, "分管副县长甲")
    expect(note).to_contain_text("已自动保存", timeout=30_000)
    staff.context.clear_cookies(name="sessionid")
    staff.fill(field, "分管副县长乙")
    expect(note).to_contain_text("登录已过期", timeout=30_000)
    staff.click("button[name=save]")
    expect(staff.locator(field)).to_have_value("分管副县长乙")  # nothing was sent that would be lost
    shoot(staff, "wizard-logged-out")

    again = staff.context.new_page()
    again.goto("/login/")
    again.fill("[name=username]", office.staff.username)
    again.fill("[name=password]", PASSWORD)
    again.click("button[type=submit]")
    expect(note).to_contain_text("已自动保存", timeout=30_000)
    staff.click("button[name=save]")
    expect(staff.locator(".messages")).to_contain_text("核对结果已保存")
    expect(staff.locator(field)).to_have_value("分管副县长乙")
