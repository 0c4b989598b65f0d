"""The director strikes what is not public, looks at what is left, and the worker makes the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import founded
from tests.journeys.conftest import Worker, eventually, fits, shoot
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.meetings.publishing import PERSON, issued, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]


def test_strike_preview_and_download(
    transactional_db: None, page_for: Callable[..., Page], worker: Worker, tmp_path: Path
) -> None:
    office = founded("yueqing")
    minutes = issued(office)
    director = page_for(with_password(office.director).username, PASSWORD)
    director.goto(minutes.get_absolute_url())
    director.click("[data-testid='public_version_create']")
    director.fill("[name=words]", PERSON)
    director.click("[data-testid='minutes.preview_public']")
    expect(director.locator(".field-error")).to_contain_text("请说明理由")
    director.fill("[name=reason]", "涉及个人隐私")
    director.check("label:has-text('出席：') input")
    director.click("[data-testid='minutes.preview_public']")
    expect(director.locator(".sheet").first).to_contain_text("×××一户")
    shoot(director, "public-version-form")
    director.set_viewport_size({"width": 360, "height": 780})
    fits(director)
    director.click("[data-testid='minutes.make_public']")
    eventually(lambda: minutes.public_versions.filter(file__isnull=False).exists(), "the public version was not made")
    director.set_viewport_size({"width": 1280, "height": 900})
    director.reload()
    shoot(director, "minutes-public-version")
    with director.expect_download() as download:
        director.click("[data-testid='minutes.download_public']")
    assert "公开版" in download.value.suggested_filename
    target = tmp_path / "public.pdf"
    download.value.save_as(target)
    text = text_of(target.read_bytes())
    assert "×××一户" in text and "出席：（不予公开）" in text and PERSON not in text
