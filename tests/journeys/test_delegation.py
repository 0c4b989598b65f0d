"""The chief convener is away: he lends his signature, and the director signs for him."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.conftest import founded
from tests.factories import PDF
from tests.journeys.conftest import fits, shoot
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.meetings.delegating import to_sign

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]


def test_a_lent_signature(transactional_db: None, page_for: Callable[..., Page], tmp_path: Path) -> None:
    office = founded("yueqing")
    minutes = to_sign(office)
    letter = tmp_path / "委托书.pdf"
    letter.write_bytes(PDF.content)
    chief = page_for(with_password(office.chief).username, PASSWORD)
    chief.goto("/meetings/minutes/")
    chief.click("[data-testid='signing_delegation_list']")
    chief.click("[data-testid='signing_delegation_create']")
    today = timezone.localdate()
    chief.select_option("[name=delegate]", index=1)
    chief.fill("[name=from_on]", today.isoformat())
    chief.fill("[name=until_on]", (today + timedelta(days=20)).isoformat())
    chief.set_input_files("[name=letter]", letter)
    chief.fill("[name=password]", PASSWORD)
    shoot(chief, "signing-delegation-form")
    chief.click("[data-testid='signing_delegation.create']")
    expect(chief.locator(".table")).to_contain_text("通知未规定，按办公室工作规则")
    shoot(chief, "signing-delegations")
    chief.set_viewport_size({"width": 360, "height": 780})
    fits(chief)

    director = page_for(with_password(office.director).username, PASSWORD)
    director.goto(minutes.get_absolute_url())
    director.click("[data-testid='minutes.sign']")
    expect(director.locator(".field-help")).to_contain_text(f"受{office.chief}委托，本人已阅看定稿全文，同意签发。")
    director.fill("[name=password]", PASSWORD)
    director.click("form button[type=submit].is-official")
    expect(director.locator("#delegation")).to_contain_text(f"受{office.chief}委托签发")
    shoot(director, "minutes-signed-for-another")
