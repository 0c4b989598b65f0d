"""A sixth place starts from nothing but its notice: founded, its people let in, its first meeting called.

Every click and every field is counted: well under ten minutes of a person's time.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from jointmeeting.integrity import faults
from jointmeeting.kernel import clock
from meetings.models import Meeting, Receipt
from members.models import Jurisdiction, User
from tests.journeys.conftest import SHOTS, shoot
from tests.members.notice import FOUNDING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]
PASSWORD = "synthetic-pass-2026"
CODE = re.compile(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}")
MOST_STEPS = 120  # at five seconds each: ten minutes


class Hand:
    """A person at a browser of her own; counts what she does."""

    steps = 0

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> None:
        """Follow a link somebody gave her."""
        Hand.steps += 1
        self.page.goto(url)

    def click(self, selector: str) -> None:
        """One click."""
        Hand.steps += 1
        self.page.click(selector)

    def fill(self, **fields: str) -> None:
        """One field each; a select is chosen from."""
        for name, value in fields.items():
            Hand.steps += 1
            field = self.page.locator(f"[name='{name}']")
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def send(self) -> None:
        """Press the main button of a form."""
        self.click(".form-actions button[type=submit] >> nth=-1")


@pytest.fixture
def hand(chromium: Browser, live_server: Any, transactional_db: None) -> Iterator[Callable[[], Hand]]:
    """Give a person a browser, not signed in."""
    contexts = []

    def sit_down(width: int = 1280, height: int = 900) -> Hand:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, locale="zh-CN"
        )
        contexts.append(context)
        return Hand(context.new_page())

    Hand.steps = 0
    yield sit_down
    for context in contexts:
        context.close()


def first_use(hand: Hand, code: str) -> None:
    """The person sets a password of her own."""
    hand.open("/login/")
    hand.click("text=首次使用")
    hand.fill(code=code, password=PASSWORD, again=PASSWORD)
    shoot(hand.page, "invitation")
    hand.send()
    expect(hand.page.locator("h1")).to_have_text("今天要办的事")


def let_in(hand: Hand, name: str, username: str, role: str, post: str, unit: str = "") -> str:
    """Open an account and note the code shown once."""
    hand.open("/members/accounts/new/")
    hand.fill(name=name, username=username, role=role, post=post)
    if unit:
        hand.fill(unit=unit)
    shoot(hand.page, "account-form")
    hand.send()
    expect(hand.page.locator("body")).to_contain_text(CODE)
    found = CODE.search(hand.page.content())
    assert found
    return found[0]


def test_from_a_pasted_notice_to_the_first_meeting(hand: Callable[..., Hand]) -> None:
    out = StringIO()
    call_command("appoint_administrator", "system_admin", "xitong", "测试·系统管理员", stdout=out)
    system = hand()
    first_use(system, CODE.findall(out.getvalue())[0])

    found_the_body(system)
    code = let_in(system, "测试·主任", "qx-zhuren", "办公室主任", "县民政局局长")
    director = hand()
    first_use(director, code)
    director.click("text=制度与规则")
    shoot(director.page, "charter-founded")
    director.click("[data-testid='working_rule.confirm']")

    chief = let_in(director, "测试·总召集人", "qx-zong", "总召集人", "副县长")
    assert CODE.fullmatch(chief)
    liaison = hand(390, 844)
    first_use(liaison, let_in(director, "测试·联络员", "qx-czj", "联络员", "预算股股长", "县财政局"))
    director.open("/members/accounts/")
    shoot(director.page, "account-list")
    call_the_first_meeting(director, liaison)
    assert list(faults()) == []
    assert Hand.steps <= MOST_STEPS, Hand.steps
    print(f"steps: {Hand.steps}")  # noqa: T201 -- the figure this journey is for


def found_the_body(system: Hand) -> None:
    """Paste, leave, come back, answer what is doubtful, confirm."""
    page = system.page
    system.click("nav >> text=建立联席会议")
    system.fill(text="本报讯（记者 测试）昨日召开会议。" * 5)
    system.send()
    expect(page.locator(".field-error")).to_contain_text("请")
    shoot(page, "notice-refused")
    system.fill(text=FOUNDING)
    system.send()
    expect(page.locator(".note.is-soon")).to_contain_text("还有 2 项需要您确认")
    shoot(page, "notice-checking")
    page.screenshot(path=SHOTS / "notice-checking-top.png")
    page.set_viewport_size({"width": 360, "height": 740})
    page.screenshot(path=SHOTS / "notice-checking-phone.png")
    page.set_viewport_size({"width": 1280, "height": 900})
    system.open("/")
    system.click("text=继续核对")
    system.click("[name='keep:regular_per_year'][value=yes]")
    system.fill(**{"text:same_as[县医疗保障局]": "县医保局"})
    system.click("button[name=confirm]")
    expect(page.locator("h1")).to_have_text("确认生效")
    expect(page.locator(".page-content")).to_contain_text("1至2次")
    shoot(page, "notice-confirming")
    system.send()
    expect(page.locator("div.note.is-good")).to_contain_text("清溪县社会救助联席会议")
    shoot(page, "notice-confirmed")
    assert Jurisdiction.objects.get().units.count() == 7


def call_the_first_meeting(director: Hand, liaison: Hand) -> None:
    """The liaison officer proposes, the office takes it up, plans the meeting and sends the notice."""
    liaison.open("/meetings/agenda-items/new/")
    liaison.fill(title="关于社会救助资金保障的议题", background="年度资金尚未安排。", proposal="建议审议年度安排。")
    liaison.send()
    item = liaison.page.url
    liaison.click("[data-testid='agenda_item.submit']")
    liaison.send()
    director.open(item)
    director.click("[data-testid='agenda_item.accept']")
    director.send()
    director.open("/meetings/meetings/new/")
    day = clock.today() + timedelta(days=10)
    director.fill(kind="例会", title="2026年第一次联席会议", starts_at=f"{day}T09:00", place="县民政局会议室")
    director.page.select_option("[name=chair]", index=1)
    director.send()
    meeting = director.page.url
    director.open(item)
    director.click("[data-testid='agenda_item.schedule']")
    director.page.select_option("[name=meeting]", index=1)
    director.send()
    director.open(meeting)
    director.click("[data-testid='meeting.convene']")
    director.send()
    shoot(director.page, "first-meeting")
    noticed = Meeting.objects.get()
    assert noticed.state == Meeting.State.NOTICED
    assert Receipt.objects.filter(meeting=noticed).count() == 6  # nobody answers for 各乡镇人民政府, a group
    assert User.objects.filter(state=User.State.INVITED).count() == 1
