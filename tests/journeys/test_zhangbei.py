"""Before a meeting in Zhangbei, in a real browser: call, opinion, rework, director, chief convener, agenda.

张政办〔2017〕7号 二（三）: units propose, the office director reviews, the chief convener approves.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from meetings.models import AgendaItem
from members.models import Role, User
from tests.conftest import founded
from tests.journeys.conftest import fits, shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]
PASSWORD = "synthetic-pass-2026"
Pages = dict[str, Page]


def with_password(person: User) -> User:
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def pages(transactional_db: None, page_for: Callable[..., Page]) -> Pages:
    """Everybody of the story, logged in."""
    office = founded("zhangbei")
    office.unit = office.body.units.get(name="人社局")
    treasury = office.body.units.get(name="财政局")
    people = {
        "liaison": office.liaison,
        "treasury": office.person(Role.LIAISON, treasury),
        "staff": office.staff,
        "director": office.director,
        "chief": office.chief,
    }
    return {name: page_for(with_password(person).username, PASSWORD) for name, person in people.items()}


def act(page: Page, name: str, **fields: str) -> None:
    """Click an act, fill its form, confirm."""
    page.click(f"[data-testid='{name}']")
    for field, value in fields.items():
        page.fill(f"[name={field}]", value)
    page.click(".form-actions button[type=submit]")


def test_from_call_to_agenda(pages: Pages) -> None:
    call = open_call(pages["staff"])
    item = propose(pages["liaison"], call)
    ask(pages["staff"], item)
    answer(pages["treasury"], "amend", comment="请注明县级财政负担部分。")
    rework(pages["staff"], pages["liaison"], item)
    answer(pages["treasury"], "agree")
    approve(pages, item)
    put_on_agenda(pages["staff"], item)
    assert AgendaItem.objects.get().state == AgendaItem.State.SCHEDULED
    phones(pages, [call, item, f"{item}compare/"])


def open_call(staff: Page) -> str:
    """The office calls for items; a cut-off that has passed is refused and the text kept."""
    staff.goto("/meetings/calls/new/")
    shoot(staff, "call-form")
    staff.fill("[name=title]", "2026年第一次联席会议议题征集")
    staff.fill("[name=note]", "重点征集需要多部门协同的事项。")
    staff.fill("[name=closes_at]", "2020-01-01T17:00")
    staff.click(".form-actions button[type=submit]")
    expect(staff.locator(".field-error")).to_contain_text("截止时间已过")
    expect(staff.locator("[name=note]")).to_have_value("重点征集需要多部门协同的事项。")
    staff.fill("[name=closes_at]", (datetime.now() + timedelta(days=7)).strftime("%Y-%m-%dT17:00"))
    staff.click(".form-actions button[type=submit]")
    expect(staff.locator(".subtitle")).to_contain_text("征集中")
    shoot(staff, "call-page")
    return staff.url


def propose(liaison: Page, call: str) -> str:
    """A unit answers the call with an item that costs money; without an amount it is asked at the field."""
    liaison.goto(call)
    liaison.click("text=起草议题")
    liaison.fill("[name=title]", "关于困难家庭高校毕业生就业援助补助的议题")
    liaison.fill("[name=background]", "今年低保家庭高校毕业生较多，就业援助经费不足。")
    liaison.fill("[name=basis]", "《社会救助暂行办法》第四十二条。")
    liaison.fill("[name=proposal]", "建立就业援助补助，由人社局牵头。")
    liaison.check("[name=needs_money]")
    liaison.click(".form-actions button[type=submit]")
    expect(liaison.locator(".field-error")).to_contain_text("请写明金额和资金来源")
    liaison.fill("[name=cost]", "每年20万元。")
    shoot(liaison, "agenda-item-template")
    liaison.click(".form-actions button[type=submit]")
    item = liaison.url
    act(liaison, "agenda_item.submit")
    expect(liaison.locator(".subtitle")).to_contain_text("已提报")
    return item


def ask(staff: Page, item: str) -> None:
    """The check says whose opinion the law asks for, and its button leads there."""
    staff.goto(item)
    act(staff, "agenda_item.accept")
    check = staff.locator("#readiness")
    expect(check).to_contain_text("尚未征求意见")
    expect(check).to_contain_text("《中华人民共和国预算法》第十三条")
    expect(check).to_contain_text("须经总召集人批准")
    shoot(staff, "readiness-red")
    check.locator("a.button", has_text="征求意见").click()
    shoot(staff, "consult-form")
    staff.click(".form-actions button[type=submit]")
    expect(staff.locator("#opinions")).to_contain_text("待答复")


def answer(treasury: Page, name: str, **fields: str) -> None:
    """The asked unit comes from its work list to the answer in two clicks."""
    treasury.goto("/")
    treasury.locator(".todo li", has_text="征求意见").locator("a").click()
    act(treasury, f"agenda_opinion.{name}", **fields)
    shoot(treasury, f"opinion-{name}")


def rework(staff: Page, liaison: Page, item: str) -> None:
    """The text goes back with a day, comes back changed, and the earlier answer is flagged."""
    staff.goto(item)
    expect(staff.locator("#opinions")).to_contain_text("修改后同意")
    act(staff, "agenda_item.return", comment="请按财政局意见补充。")
    liaison.goto("/")
    liaison.locator(".todo li", has_text="修改议题").locator("a").click()
    expect(liaison.locator(".subtitle")).to_contain_text("前修改")
    liaison.goto(f"{item}edit/")
    liaison.fill("[name=cost]", "每年20万元，其中县级财政负担8万元。")
    liaison.click(".form-actions button[type=submit]")
    act(liaison, "agenda_item.submit")
    staff.goto(item)
    act(staff, "agenda_item.accept")
    expect(staff.locator("#opinions")).to_contain_text("针对旧稿")
    staff.click("text=文本对照")
    expect(staff.locator("ins")).to_contain_text("县级财政负担8万元")
    shoot(staff, "compare")


def approve(pages: Pages, item: str) -> None:
    """Nobody passes over the director or the chief convener."""
    staff, director, chief = pages["staff"], pages["director"], pages["chief"]
    staff.goto(item)
    expect(staff.locator(".action-reasons")).to_contain_text("须经总召集人批准后才能列入议程")
    chief.goto(item)
    expect(chief.locator(".action-reasons")).to_contain_text("请办公室主任先办理审核")
    director.goto(item)
    act(director, "agenda_item.admit")
    chief.goto("/")
    chief.locator(".todo li", has_text="批准议题").locator("a").click()
    act(chief, "agenda_item.approve")
    expect(chief.locator(".subtitle")).to_contain_text("总召集人已批准")


def put_on_agenda(staff: Page, item: str) -> None:
    """The office plans the meeting and puts the item on its agenda."""
    staff.goto("/meetings/meetings/new/")
    staff.select_option("[name=kind]", "regular")
    staff.fill("[name=title]", "2026年第一次联席会议")
    staff.fill("[name=starts_at]", (datetime.now() + timedelta(days=9)).strftime("%Y-%m-%dT09:00"))
    staff.fill("[name=place]", "县政府会议室")
    options = staff.locator("[name=chair] option").all_inner_texts()
    staff.select_option("[name=chair]", label=next(text for text in options if "（总召集人）" in text))
    staff.click(".form-actions button[type=submit]")
    staff.goto(item)
    expect(staff.locator("#readiness .light.is-late")).to_have_count(0)
    shoot(staff, "readiness-green")
    staff.click("[data-testid='agenda_item.schedule']")
    staff.select_option("[name=meeting]", index=1)
    staff.click(".form-actions button[type=submit]")
    expect(staff.locator(".subtitle")).to_contain_text("已列入议程")


def phones(pages: Pages, addresses: list[str]) -> None:
    """At 360 px nothing stands outside the screen."""
    staff = pages["staff"]
    staff.set_viewport_size({"width": 360, "height": 780})
    for n, url in enumerate([*addresses, "/meetings/calls/", "/meetings/calls/new/"]):
        staff.goto(url)
        fits(staff)
        shoot(staff, f"phone-preparation-{n}")
