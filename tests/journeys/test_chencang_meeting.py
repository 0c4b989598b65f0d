"""Chencang prepares its yearly meeting in a real browser: from what comes up again to who sat in the room.

宝陈政办发〔2022〕45号 三: once a year, chaired by 总召集人 or 召集人; units propose to the office (四).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from jointmeeting.kernel import files
from meetings.models import AgendaItem, Meeting, MeetingPack, Receipt
from meetings.workflows import agenda_items, receipts
from members.models import Role, User
from tests.conftest import founded
from tests.factories import Office
from tests.journeys.conftest import Sweeper, Worker, eventually, shoot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
]
PASSWORD = "synthetic-pass-2026"


@pytest.fixture
def office(transactional_db: None) -> Office:
    """Chencang with people who can log in, and three items the office has accepted."""
    office = founded("chencang")
    for person in (office.staff, office.chief, office.liaison, office.person(Role.LIAISON, office.other_unit)):
        person.set_password(PASSWORD)
        person.save()
    for n in "甲乙丙":
        item = office.agenda_item(AgendaItem.State.SUBMITTED, title=f"关于示例事项{n}的议题")
        agenda_items.perform(item, "accept", by=office.staff)
    return office


def act(page: Page, name: str, **fields: str) -> None:
    """Click an act, fill its form, confirm."""
    page.click(f"[data-testid='{name}']")
    for field, value in fields.items():
        page.fill(f"[name={field}]", value)
    page.click(".form-actions button[type=submit]")


def test_from_composer_to_sign_in(office: Office, page_for: Callable[..., Page], worker: Worker) -> None:
    staff, chief = (page_for(user.username, PASSWORD) for user in (office.staff, office.chief))
    meeting = plan(staff)
    compose(staff, meeting)
    arrange(staff, meeting)
    convene(staff, chief, meeting)
    answer(office, page_for(office.liaison.username, PASSWORD, width=360, height=740), staff, meeting)
    supplement(staff, meeting)
    pack(office, staff, meeting)
    sign_in(office, page_for, staff, meeting)


def plan(staff: Page) -> str:
    """The office plans the meeting; the calendar shows it."""
    staff.goto("/meetings/meetings/new/")
    staff.select_option("[name=kind]", "regular")
    staff.fill("[name=title]", "2026年联席会议")
    staff.fill("[name=starts_at]", (datetime.now() + timedelta(days=3)).strftime("%Y-%m-%dT09:00"))
    staff.fill("[name=place]", "区政府第一会议室")
    options = staff.locator("[name=chair] option").all_inner_texts()
    staff.select_option("[name=chair]", label=next(text for text in options if "（总召集人）" in text))
    shoot(staff, "meeting-form")
    staff.click(".form-actions button[type=submit]")
    meeting = staff.url
    staff.goto("/meetings/calendar/")
    expect(staff.locator("#plan")).to_contain_text("2026年会议计划")
    shoot(staff, "meeting-calendar")
    return meeting


def compose(staff: Page, meeting: str) -> None:
    """What comes up again is ticked and goes on the agenda."""
    staff.goto(meeting + "compose/")
    expect(staff.locator("#compose")).to_contain_text("待列入议程的议题")
    for box in staff.locator("[name=matter]").all():
        box.check()
    shoot(staff, "meeting-compose")
    staff.click("text=列入所选事项")
    expect(staff.locator(".messages")).to_contain_text("已列入3项")


def arrange(staff: Page, meeting: str) -> None:
    """By mouse, by keyboard, and with what was typed kept."""
    staff.goto(meeting + "agenda/")
    rows = staff.locator("[data-sortable-item]")
    handle, target = rows.nth(2).locator("[data-drag-handle]"), rows.nth(0)
    staff.set_viewport_size({"width": 1280, "height": 2600})
    box = target.bounding_box()
    assert box is not None
    handle.hover()
    staff.mouse.down()
    staff.mouse.move(box["x"] + 60, box["y"] + 8, steps=12)
    staff.mouse.move(box["x"] + 60, box["y"] + 4)
    staff.mouse.up()
    expect(rows.nth(0)).to_contain_text("事项丙")
    staff.click("text=保存议程")
    expect(staff.locator(".messages")).to_contain_text("议程已保存")
    expect(rows.nth(0)).to_contain_text("事项丙")
    staff.locator("[name$=-reporter]").nth(1).fill("测试甲")
    button = rows.nth(1).locator("button[value^=down-]")
    button.focus()
    staff.keyboard.press("Enter")
    expect(rows.nth(2)).to_contain_text("事项甲")
    expect(rows.nth(2).locator("[name$=-reporter]")).to_have_value("测试甲")
    shoot(staff, "agenda-builder")


def convene(staff: Page, chief: Page, meeting: str) -> None:
    """Only the chief convener calls it, and sees first who gets what."""
    staff.goto(meeting)
    expect(staff.locator(".action-reasons")).to_contain_text("例会由总召集人召集")
    chief.goto(meeting)
    chief.click("[data-testid='meeting.convene']")
    expect(chief.locator("#recipients")).to_contain_text("27个单位")
    shoot(chief, "meeting-notice-preview")
    chief.click(".form-actions button[type=submit]")
    expect(chief.locator(".subtitle")).to_contain_text("已通知")


def answer(office: Office, liaison: Page, staff: Page, meeting: str) -> None:
    """A liaison officer answers on a phone; the board shows who is to be telephoned."""
    liaison.goto(meeting)
    act(liaison, "receipt.attend", attendee_name="测试甲", attendee_post="局长")
    shoot(liaison, "meeting-phone")
    for n, receipt in enumerate(Receipt.objects.filter(state="silent").select_related("unit")[2:]):
        person = office.person(Role.LIAISON, receipt.unit)
        name = "take_leave" if n == 0 else "attend"
        receipts.perform(receipt, name, by=person, comment="另有会议", data={"attendee_name": f"测试{n:02}"})
    staff.goto(meeting + "board/")
    expect(staff.locator("#silent")).to_contain_text("2个单位未回执")
    shoot(staff, "meeting-board")


def supplement(staff: Page, meeting: str) -> None:
    """A change after the notice goes out with its differences."""
    staff.goto(meeting + "agenda/")
    staff.locator("[name$=-minutes]").nth(0).fill("40")
    staff.click("text=保存议程")
    staff.goto(meeting)
    staff.click("[data-testid='meeting.supplement']")
    expect(staff.locator(".page-content")).to_contain_text("时长由15分钟改为40分钟")
    staff.click(".form-actions button[type=submit]")
    expect(staff.locator("#papers")).to_contain_text("补充通知（第2版）")


def pack(office: Office, staff: Page, meeting: str) -> None:
    """The worker binds a pack for every unit, one after the other; the first unit's is waited for."""
    staff.goto(meeting)
    staff.click("[data-testid='meeting.build_packs']")
    sweeper, own = Sweeper(), MeetingPack.objects.get(unit=office.unit)
    done = MeetingPack.objects.filter(pk=own.pk, pdf__isnull=False)
    eventually(lambda: sweeper.sweep() and done.exists(), "binding the unit's pack")
    own.refresh_from_db()
    assert own.pdf is not None and files.read(own.pdf).startswith(b"%PDF-")
    staff.goto(meeting)
    shoot(staff, "meeting-papers")


def sign_in(office: Office, page_for: Callable[..., Page], staff: Page, meeting: str) -> None:
    """The code in the room signs one's own unit in; the staff tick the rest."""
    staff.goto(meeting)
    act(staff, "meeting.open")
    staff.goto(meeting + "attendance/")
    shoot(staff, "attendance-form")
    code = Meeting.objects.get().sign_in_code
    phone = page_for(office.liaison.username, PASSWORD, width=360, height=740)
    phone.goto(f"{meeting}sign-in/?code={code}")
    shoot(phone, "sign-in-phone")
    phone.click(".form-actions button[type=submit]")
    expect(phone.locator(".messages")).to_contain_text("已签到")
    staff.goto(meeting + "board/")
    expect(staff.locator(".figures").nth(1)).to_contain_text("实到")
    person: User = office.liaison
    assert Meeting.objects.get().attendances.get(unit=office.unit).signed_by == person
