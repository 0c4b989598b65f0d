"""The office writes in the browser what a unit said at the meeting, which is not what it had written."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import founded
from tests.journeys.conftest import fits, shoot
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.meetings.statements import heard, with_clauses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]


def test_a_statement_that_departs_is_explained_and_printed(
    transactional_db: None, page_for: Callable[..., Page]
) -> None:
    office = founded("yueqing")
    minutes = with_clauses(office, heard(office))
    staff = page_for(with_password(office.staff).username, PASSWORD)
    staff.goto(f"{minutes.get_absolute_url()}edit/")
    staff.click(f"summary:has-text('{office.other_unit}')")
    staff.select_option("[name$='-0-stance']", "agreed")
    shoot(staff, "minutes-form-statements")
    staff.click("button:has-text('保存')")

    reason = staff.locator("[name$='-0-reason']")
    expect(reason).to_be_visible()
    expect(staff.locator(".field-error")).to_contain_text("与书面意见（修改后同意：经研究，意见如上。）不一致")
    shoot(staff, "minutes-form-statement-reason")
    reason.fill("会上同意了修改稿")
    staff.locator("[name^='statements-'][name$='-0-text']").fill("")
    staff.click("button:has-text('保存')")
    expect(staff.locator(".sheet").first).to_contain_text(f"{office.other_unit}表示同意。")
    staff.set_viewport_size({"width": 360, "height": 780})
    staff.goto(f"{minutes.get_absolute_url()}edit/")
    fits(staff)
    shoot(staff, "phone-minutes-form-statements")
