"""An item is left to the government, its meeting goes on once more, and the minutes say both; a quorum is watched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meetings.models import AgendaItem, Meeting
from members.working_rules import change_working_rule
from tests.conftest import founded
from tests.journeys.conftest import shoot
from tests.journeys.test_main_job import PASSWORD, act, with_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]


def fits_a_phone(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shoot(page, f"phone-{name}")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_item_is_referred_and_the_meeting_reopened(transactional_db: None, page_for: Callable[..., Page]) -> None:
    office = founded("yueqing")
    change_working_rule(office.body, "quorum", "half", by=office.director)
    item = office.agenda_item(AgendaItem.State.SCHEDULED)
    meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    office.hold(meeting)
    staff = page_for(with_password(office.staff).username, PASSWORD)
    staff.goto(item.get_absolute_url())
    expect(staff.locator(".action-reasons")).to_contain_text("至少16个，实到0个，还差16个")
    shoot(staff, "item-below-quorum")
    fits_a_phone(staff, "item-below-quorum")
    meeting.attendances.update(state="present")
    staff.goto(item.get_absolute_url())
    staff.click("[data-testid='agenda_item.refer']")
    staff.fill("[name=comment]", "超出联席会议职权")
    shoot(staff, "item-refer")
    fits_a_phone(staff, "item-refer")
    staff.click(".form-actions button[type=submit]")
    expect(staff.locator("main")).to_contain_text("报请政府决定")
    shoot(staff, "item-referred")
    fits_a_phone(staff, "item-referred")

    director = page_for(with_password(office.director).username, PASSWORD)
    director.goto(meeting.get_absolute_url())
    act(director, "meeting.reopen", comment="漏议一项")
    expect(director.locator("main")).to_contain_text("恢复。理由：漏议一项")
    expect(director.locator("main")).to_contain_text("审议结果：报请政府决定")
    shoot(director, "meeting-reopened")
    fits_a_phone(director, "meeting-reopened")
    staff.goto(meeting.get_absolute_url())
    act(staff, "meeting.close")
    staff.click("[data-testid='minutes.draft']")
    expect(staff.locator("[name^='item-']").first).to_have_value(
        f"会议听取了{office.unit}关于示例事项的议题的汇报。\n会议决定将该议题报请乐清市人民政府决定，理由是：超出联席会议职权。"
    )
