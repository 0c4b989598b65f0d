"""The main job of Yueqing's office in a real browser: from an agenda item to an assignment under way.

乐政办函〔2019〕16号 三（二）: liaison officers discuss first, the joint meeting decides, minutes say so.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from duties.models import Assignment
from jointmeeting.integrity import faults
from jointmeeting.kernel import files
from jointmeeting.kernel.documents.signing import verify
from meetings.models import Minutes, Receipt
from meetings.workflows import receipts
from members.models import Role, User
from tests.conftest import founded
from tests.factories import Office
from tests.journeys.conftest import Worker, eventually, fits, shoot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
]
PASSWORD = "synthetic-pass-2026"


@pytest.fixture
def office(transactional_db: None) -> Office:
    """Yueqing with people who can log in."""
    office = founded("yueqing")
    proposing = office.body.units.get(name="市人力社保局")
    office.unit = proposing  # a cached property, set to the unit of the story
    for role in (Role.STAFF, Role.DIRECTOR, Role.CHIEF_CONVENER, Role.GOVERNMENT_LEADER):
        with_password(office.person(role))
    with_password(office.liaison)
    return office


def with_password(person: User) -> User:
    person.set_password(PASSWORD)
    person.save()
    return person


def act(page: Page, name: str, **fields: str) -> None:
    """Click an act, fill its form, confirm."""
    page.click(f"[data-testid='{name}']")
    for field, value in fields.items():
        page.fill(f"[name={field}]", value)
    page.click(".form-actions button[type=submit]")


def test_from_agenda_item_to_progress(
    office: Office, page_for: Callable[..., Page], worker: Worker, tmp_path: Path, settings: Any
) -> None:
    pages = {name: page_for(user.username, PASSWORD) for name, user in people(office).items()}
    liaison, staff, chief = pages["liaison"], pages["staff"], pages["chief"]

    item = propose(liaison, tmp_path)
    staff.goto(item)
    act(staff, "agenda_item.accept")
    expect(staff.locator(".subtitle")).to_contain_text("办公室已受理")
    expect(staff.locator(".action-reasons")).to_contain_text("乐政办函〔2019〕16号 三（二）")
    shoot(staff, "agenda-item-accepted")
    discuss(staff, item)
    meeting = convene(staff, chief, item)
    answer(office, liaison, staff, meeting)
    hold(staff, meeting, item)
    minutes = write_minutes(staff)
    sign(pages["director"], chief, minutes)
    download(pages["leader"], minutes, settings)
    work(liaison)
    assert list(faults()) == []
    phones(office, page_for, minutes)


def discuss(staff: Page, item: str) -> None:
    """The liaison meeting discusses the item."""
    meeting = plan(staff, "liaison", "第一次联络员会议", "办公室主任")
    staff.select_option("[name=agenda_item]", index=1)
    staff.click("text=列入本次议程")
    act(staff, "meeting.convene")
    act(staff, "meeting.open")
    staff.goto(item)
    act(staff, "agenda_item.discuss")
    staff.goto(meeting)
    act(staff, "meeting.close")


def convene(staff: Page, chief: Page, item: str) -> str:
    """The office prepares the regular meeting; only the chief convener can call it."""
    meeting = plan(staff, "regular", "2026年第一次联席会议", "总召集人")
    staff.goto(item)
    staff.click("[data-testid='agenda_item.schedule']")
    staff.select_option("[name=meeting]", index=1)
    staff.click(".form-actions button[type=submit]")
    staff.goto(meeting)
    expect(staff.locator(".action-reasons")).to_contain_text("例会由总召集人召集")
    chief.goto(meeting)
    act(chief, "meeting.convene")
    return meeting


def answer(office: Office, liaison: Page, staff: Page, meeting: str) -> None:
    """32 units answer the notice."""
    liaison.goto("/")
    expect(liaison.locator(".todo")).to_contain_text("回执")
    shoot(liaison, "workbench-liaison")
    liaison.goto(meeting)
    act(liaison, "receipt.attend", attendee_name="示例·局长", attendee_post="局长")
    answer_for_the_others(office)
    staff.goto(meeting)
    expect(staff.locator("#receipts small")).to_contain_text("32 / 32")
    shoot(staff, "meeting-receipts")


def hold(staff: Page, meeting: str, item: str) -> None:
    """The meeting is held, attendance written down, the item decided, the minutes opened."""
    act(staff, "meeting.open")
    staff.click("[data-testid='attendance.record']")
    expect(staff.locator("select[name^=state_]")).to_have_count(32)
    for select in staff.locator("select[name^=state_]").all():
        if select.input_value() == "absent":
            select.select_option("present")
    staff.click("text=保存签到")
    act(staff, "meeting.close")
    staff.goto(item)
    act(staff, "agenda_item.decide")
    staff.goto(meeting)
    staff.click("[data-testid='minutes.draft']")


def sign(director: Page, chief: Page, minutes: str) -> None:
    """The director reviews; who presided signs with his own password."""
    director.goto(minutes)
    act(director, "minutes.review")
    chief.goto(minutes)
    chief.click("[data-testid='minutes.sign']")
    chief.fill("[name=password]", "wrong")
    chief.click(".form-actions button[type=submit]")
    expect(chief.locator(".field-error")).to_contain_text("密码不正确")
    chief.fill("[name=password]", PASSWORD)
    chief.click(".form-actions button[type=submit]")
    eventually(lambda: Minutes.objects.filter(state="issued").exists(), "issuing")


def download(leader: Page, minutes: str, settings: Any) -> None:
    """The government leader takes the file, and it is the one that was issued."""
    leader.goto("/meetings/minutes/")
    with leader.expect_download() as given:
        leader.click("[data-testid='minutes.download']")
    content = Path(given.value.path()).read_bytes()
    issued = Minutes.objects.get()
    assert issued.number_label == f"〔{datetime.now().year}〕1号"
    assert issued.file is not None and content == files.read(issued.file)
    key = {"keystore": settings.SEAL_KEYSTORE, "passphrase": settings.SEAL_PASSPHRASE}
    with ThreadPoolExecutor(1) as thread:  # pyHanko runs a loop of its own, and Playwright's runs in this thread
        verdict = thread.submit(verify, content, **key).result()
    assert verdict.intact and verdict.trusted
    leader.goto(minutes)
    shoot(leader, "minutes-issued")


def people(office: Office) -> dict[str, User]:
    return {
        "liaison": office.liaison,
        "staff": office.staff,
        "director": office.director,
        "chief": office.chief,
        "leader": office.person(Role.GOVERNMENT_LEADER),
    }


def propose(page: Page, tmp_path: Path) -> str:
    """The liaison officer drafts with an attachment, first with a disguised one, and submits."""
    page.goto("/meetings/agenda-items/new/")
    page.fill("[name=title]", "关于建立就业救助信息按月共享机制的议题")
    page.fill("[name=background]", "失业成员的就业登记信息目前按季交换，帮扶不够及时。")
    page.fill("[name=proposal]", "建议由市人力社保局牵头，建立按月共享机制。")
    paper = tmp_path / "方案.pdf"
    paper.write_bytes(b"MZ disguised program")
    page.set_input_files("[name=attachment]", paper)
    page.click(".form-actions button[type=submit]")
    expect(page.locator(".field-error")).to_contain_text("内容与扩展名不符")
    expect(page.locator("[name=background]")).to_have_value("失业成员的就业登记信息目前按季交换，帮扶不够及时。")
    shoot(page, "agenda-item-form-refused")
    paper.write_bytes(b"%PDF-1.7\nsynthetic")
    page.set_input_files("[name=attachment]", paper)
    page.click(".form-actions button[type=submit]")
    item = page.url
    act(page, "agenda_item.submit")
    expect(page.locator(".subtitle")).to_contain_text("已提报")
    return item


def plan(page: Page, kind: str, title: str, chair: str) -> str:
    page.goto("/meetings/meetings/new/")
    page.select_option("[name=kind]", kind)
    page.fill("[name=title]", title)
    page.fill("[name=starts_at]", (datetime.now() + timedelta(days=3)).strftime("%Y-%m-%dT09:00"))
    page.fill("[name=place]", "市府大楼第一会议室")
    options = page.locator("[name=chair] option").all_inner_texts()
    page.select_option("[name=chair]", label=next(text for text in options if f"（{chair}）" in text))
    page.click(".form-actions button[type=submit]")
    return page.url


def answer_for_the_others(office: Office) -> None:
    """31 more liaison officers answer through the engine; the browser has shown how."""
    for n, receipt in enumerate(Receipt.objects.filter(state="silent", meeting__kind="regular").select_related("unit")):
        person = office.person(Role.LIAISON, receipt.unit)
        name = "take_leave" if n == 4 else "attend"
        data = {"attendee_name": f"示例·单位{n:02}", "attendee_post": "局长"}
        receipts.perform(receipt, name, by=person, comment="另有会议" if n == 4 else "", data={} if n == 4 else data)


def write_minutes(page: Page) -> str:
    texts = [("关于建立就业救助信息共享机制", "市人力社保局"), ("关于困难职工帮扶衔接", "市总工会")]
    for n, (heading, lead) in enumerate(texts):
        page.fill(f"[name=matters-{n}-heading]", heading)
        page.fill(f"[name=matters-{n}-text]", f"会议议定：由{lead}牵头，市民政局配合，按月通报进展。")
        page.select_option(f"[name=matters-{n}-lead_unit]", label=lead)
        page.locator(f"label[for^=id_matters-{n}-supporting_units]", has_text="市民政局").click()
        page.fill(f"[name=matters-{n}-due_on]", "2026-12-31")
    page.select_option("[name=disclosure]", label="主动公开")
    page.click(".form-actions button[type=submit]")
    page.click("[data-testid='minutes.edit']")  # the duties of a lead unit are offered once it is chosen
    for n, _ in enumerate(texts):
        page.select_option(f"[name=matters-{n}-basis]", index=1)
    page.click(".form-actions button[type=submit]")
    shoot(page, "minutes-drafted")
    minutes = page.url
    act(page, "minutes.submit")
    return minutes


def work(page: Page) -> None:
    """The lead unit accepts its assignment and reports progress."""
    page.goto("/duties/assignments/")
    assert Assignment.objects.count() == 2
    page.click("text=关于建立就业救助信息共享机制")
    act(page, "assignment.accept")
    act(page, "assignment.report", text="已会商，形成方案初稿。", percent="30")
    expect(page.locator(".page-content")).to_contain_text("30%")
    shoot(page, "assignment")


def phones(office: Office, page_for: Callable[..., Page], minutes: str) -> None:
    """At 360 px nothing stands outside the screen."""
    leader = page_for(office.person(Role.GOVERNMENT_LEADER).username, PASSWORD, width=360, height=780)
    staff = page_for(office.staff.username, PASSWORD, width=360, height=780)
    visits = [
        (leader, minutes, "phone-minutes"),
        (staff, "/", "phone-workbench"),
        (staff, "/members/units/", "phone-units"),
    ]
    for page, url, name in visits:
        page.goto(url)
        fits(page)
        shoot(page, name)
