"""Two people write the same minutes in the browser: nothing either of them typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import founded
from tests.journeys.conftest import fits, shoot
from tests.journeys.test_main_job import PASSWORD, with_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]


def test_autosave_restore_and_conflict(transactional_db: None, page_for: Callable[..., Page]) -> None:
    office = founded("yueqing")
    minutes = office.minutes()
    edit = f"{minutes.get_absolute_url()}edit/"
    staff = page_for(with_password(office.staff).username, PASSWORD)
    director = page_for(with_password(office.director).username, PASSWORD)

    staff.goto(edit)
    staff.fill("[name=matters-0-text]", "会议议定：由市人力社保局牵头，7月31日前拿出方案。")
    expect(staff.locator("[data-autosave-note]")).to_contain_text("已自动保存", timeout=30_000)
    staff.on("dialog", lambda dialog: dialog.accept())
    staff.goto(edit)
    expect(staff.locator(".note")).to_contain_text("自动保存的内容还没有保存成稿")
    shoot(staff, "minutes-form-autosaved")

    director.goto(edit)
    director.fill("[name=matters-0-text]", "会议议定：由市人力社保局牵头，7月15日前拿出方案，市财政局配合。")
    director.click("button:has-text('保存')")

    staff.click("[data-testid='autosave.restore']")
    expect(staff.locator("[name=matters-0-text]")).to_have_value("会议议定：由市人力社保局牵头，7月31日前拿出方案。")
    staff.click("button:has-text('保存')")
    expect(staff.locator("h1")).to_contain_text("编辑期间已有改动")
    expect(staff.locator("#comparison del")).to_contain_text(["15", "，市财政局配合"])
    shoot(staff, "minutes-conflict")
    staff.click("button:has-text('保存')")
    staff.click("[data-testid='minutes.versions']")
    expect(staff.locator("#comparison ins")).to_contain_text(["31"])
    shoot(staff, "minutes-versions")
    staff.set_viewport_size({"width": 360, "height": 780})
    fits(staff)
    shoot(staff, "phone-minutes-versions")
