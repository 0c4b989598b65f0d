"""扶贫办 becomes 乡村振兴局 in a real browser; either name finds both, and old papers stay as they are."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from duties.models import AssignmentState
from meetings.models import Minutes
from tests.conftest import founded
from tests.duties import factories
from tests.factories import Office
from tests.journeys.conftest import shoot
from tests.journeys.test_duties import PASSWORD, confirm, with_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]
OLD, NEW = "县扶贫办", "县乡村振兴局"


def find(page: Page, words: str) -> None:
    page.locator(".rail .search-box [name=q]").fill(words)
    page.locator(".rail .search-box button").click()
    expect(page.locator("h1")).to_have_text("检索")


@pytest.fixture
def dejiang(transactional_db: None) -> Office:
    office = founded("dejiang")
    office.__dict__["unit"] = office.body.units.get(name=OLD)
    return office


def test_the_office_renames_a_unit(dejiang: Office, page_for: Callable[..., Page]) -> None:
    papers = dejiang.minutes(Minutes.State.ISSUED)
    factories.assignment(dejiang, AssignmentState.ACCEPTED)
    staff = page_for(with_password(dejiang.staff), PASSWORD)
    director = page_for(with_password(dejiang.director), PASSWORD)

    find(staff, "fpb")  # nobody types the county's own letter
    staff.locator(".page-content").get_by_role("link", name=OLD, exact=True).first.click()
    staff.click("[data-testid='succession.create']")
    staff.select_option("[name=kind]", "rename")
    staff.fill("[name=new_name]", NEW)
    staff.fill("[name=new_short_name]", "乡村振兴局")
    staff.fill("[name=effective_on]", "2026-11-01")
    staff.fill("[name=document]", "示例机改〔2026〕1号")
    shoot(staff, "succession-form")
    confirm(staff)
    expect(staff.locator(".subtitle")).to_contain_text("待确认")
    address = staff.url

    director.goto(address)
    director.click("[data-testid='succession.confirm']")
    confirm(director)
    expect(director.locator(".subtitle")).to_contain_text("已生效")
    shoot(director, "succession-page")

    for words in (OLD, NEW):
        find(staff, words)
        content = staff.locator(".page-content")
        expect(content.get_by_role("link", name=NEW, exact=True).first).to_be_visible()
        expect(content.get_by_role("link", name=OLD, exact=True).first).to_be_visible()
    shoot(staff, "succession-search")

    staff.goto(papers.get_absolute_url())
    expect(staff.locator(".page-content")).to_contain_text(OLD)
    expect(staff.locator(".sheet").first).not_to_contain_text(NEW)
