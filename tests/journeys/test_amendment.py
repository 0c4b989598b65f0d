"""Issued minutes are corrected, then declared void: drafted by the office, signed by the chief, made by the worker."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Amendment
from tests.conftest import founded
from tests.journeys.conftest import Worker, eventually, fits, shoot
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.meetings.amending import CHANGES, issued

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]


def test_a_correction_and_a_voiding(transactional_db: None, page_for: Callable[..., Page], worker: Worker) -> None:
    office = founded("yueqing")
    minutes = issued(office)
    staff = page_for(with_password(office.staff).username, PASSWORD)
    chief = page_for(with_password(office.chief).username, PASSWORD)

    staff.goto(minutes.get_absolute_url())
    staff.click("[data-testid='amendment.corrigendum']")
    staff.fill("[name=reason]", "责任单位有误")
    for name, value in CHANGES[0].items():
        staff.fill(f"[name=form-0-{name}]", value)
    shoot(staff, "amendment-form")
    staff.set_viewport_size({"width": 360, "height": 780})
    fits(staff)
    staff.set_viewport_size({"width": 1280, "height": 900})
    staff.click("[data-testid='amendment.draft']")
    sign(chief, staff.url)
    eventually(lambda: Amendment.objects.issued().exists(), "the correction was not made")
    staff.reload()
    shoot(staff, "amendment-issued")
    with staff.expect_download() as download:
        staff.click("[data-testid='amendment.download']")
    assert download.value.suggested_filename.startswith("更正〔")

    staff.goto(minutes.get_absolute_url())
    staff.click("[data-testid='amendment.void']")
    staff.fill("[name=reason]", "议定事项与上级新规定不一致")
    staff.click("[data-testid='amendment.draft']")
    sign(chief, staff.url)
    eventually(lambda: Amendment.objects.issued().count() == 2, "the voiding was not made")
    staff.goto(minutes.get_absolute_url())
    expect(staff.locator("[role=status]").first).to_contain_text("本期纪要已作废")
    shoot(staff, "minutes-void")


def sign(chief: Page, address: str) -> None:
    """Sign the notice at `address`, with the password again."""
    chief.goto(address)
    chief.click("[data-testid='amendment.sign']")
    chief.fill("[name=password]", PASSWORD)
    chief.click(".form-actions button[type=submit]")
    expect(chief.locator(".subtitle")).not_to_contain_text("待签发")
