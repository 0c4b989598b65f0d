"""Three stories of the office in a real browser: a quarter's reports, a refused assignment, an extension too late."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from duties.models import Assignment, AssignmentState, PeriodicReport, RecurringDuty
from jointmeeting.kernel import clock, jobs
from members.models import MemberUnit, Role, User
from tests.conftest import founded
from tests.duties import factories
from tests.factories import Office
from tests.journeys.conftest import fits, shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]
PASSWORD = "synthetic-pass-2026"
PDF = b"%PDF-1.7\n% synthetic\n%%EOF\n"


def with_password(person: User) -> str:
    person.set_password(PASSWORD)
    person.save()
    return person.username


def at_unit(office: Office, name: str) -> tuple[MemberUnit, str]:
    unit = office.body.units.get(name=name)
    return unit, with_password(office.person(Role.LIAISON, unit))


def confirm(page: Page) -> None:
    page.click(".form-actions button[type=submit]")


def test_a_quarter_in_dejiang(transactional_db: None, page_for: Callable[..., Page], tmp_path: Path) -> None:
    """每季度向联席会议办公室报送: opened by the sweeper, handed in, returned, corrected, used, compiled."""
    dejiang = founded("dejiang")
    _, education = at_unit(dejiang, "县教育局")
    at_unit(dejiang, "县住建局")
    jobs.sweep()
    assert PeriodicReport.objects.count() == RecurringDuty.objects.count() == 2
    (tmp_path / "台账.pdf").write_bytes(PDF)
    unit, staff = page_for(education, PASSWORD), page_for(with_password(dejiang.staff), PASSWORD)

    unit.click("text=教育救助工作开展情况 >> xpath=ancestor::li >> a.button")
    address = unit.url
    expect(unit.locator(".facts")).to_contain_text("附件八")
    unit.click("[data-testid='periodic_report.submit']")
    unit.fill("[name=text]", "本季度资助困难家庭学生312人次，落实资助资金48.6万元，没有学生因贫失学。")
    unit.set_input_files("[name=attachment]", tmp_path / "台账.pdf")
    confirm(unit)
    expect(unit.locator(".subtitle")).to_contain_text("已报送")

    staff.goto(address)
    staff.click("[data-testid='periodic_report.return']")
    staff.fill("[name=comment]", "请补充与低保系统比对的数据")
    confirm(staff)
    unit.reload()
    expect(unit.locator(".timeline")).to_contain_text("请补充与低保系统比对的数据")
    unit.click("[data-testid='periodic_report.submit']")
    expect(unit.locator("[name=text]")).to_contain_text("312人次")
    unit.fill("[name=next_steps]", "与县民政局按月比对在册学生名单。")
    confirm(unit)
    staff.reload()
    staff.click("[data-testid='periodic_report.accept']")
    confirm(staff)
    expect(staff.locator(".subtitle")).to_contain_text("已采用")
    shoot(staff, "periodic-report")
    staff.goto("/duties/reports/")
    shoot(staff, "periodic-reports")
    staff.click("text=汇总")
    expect(staff.locator(".subtitle")).to_contain_text("应报 2 件，已采用 1 件")
    expect(staff.locator(".page-content")).to_contain_text("按月比对在册学生名单")
    shoot(staff, "compilation")


def test_a_refused_assignment_finds_its_unit(transactional_db: None, page_for: Callable[..., Page]) -> None:
    """The office assigns from an instruction; the unit refuses in time with its reason; another one accepts."""
    office = founded("yueqing")
    first, wrong = at_unit(office, "市财政局")
    second, right = at_unit(office, "市民政局")
    staff, liaison = page_for(with_password(office.staff), PASSWORD), page_for(wrong, PASSWORD)
    staff.goto("/duties/assignments/new/")
    staff.fill("[name=source]", "市政府分管领导批示（示例）")
    staff.fill("[name=title]", "关于开展困难群众入户探访")
    staff.fill("[name=text]", "对全市低保对象和特困人员开展一次入户探访，建立台账。")
    staff.select_option("[name=lead_unit]", label=first.name)
    staff.fill("[name=due_on]", (clock.today() + timedelta(days=30)).isoformat())
    shoot(staff, "assignment-form")
    confirm(staff)
    address = staff.url

    liaison.goto(address)
    liaison.click("[data-testid='assignment.refuse']")
    liaison.fill("[name=comment]", "入户探访属民政部门职责")
    confirm(liaison)
    staff.goto("/")
    staff.click("text=改派：关于开展困难群众入户探访 >> xpath=ancestor::li >> a.button")
    staff.click("[data-testid='assignment.reassign']")
    staff.select_option("[name=lead_unit]", label=second.name)
    staff.fill("[name=comment]", "同意退回理由")
    confirm(staff)
    liaison.goto(address)
    expect(liaison.locator("h1")).not_to_contain_text("入户探访")
    accepting = page_for(right, PASSWORD)
    accepting.goto(address)
    accepting.click("[data-testid='assignment.accept']")
    confirm(accepting)
    expect(accepting.locator(".subtitle")).to_contain_text("已签收")
    staff.goto(address)
    shoot(staff, "assignment-reassigned")


def test_an_extension_asked_too_late(transactional_db: None, page_for: Callable[..., Page]) -> None:
    """The button stands grey with the reason and the rule; going to its address refuses with the same words."""
    office = founded("yueqing")
    row = factories.assignment(office, AssignmentState.IN_PROGRESS, title="关于建立信息共享机制")
    factories.ask_for_time(office, row)
    overdue = factories.assignment(office, AssignmentState.IN_PROGRESS, title="关于困难职工帮扶衔接")
    yesterday = clock.today() - timedelta(days=1)
    Assignment.objects.filter(pk=overdue.pk).update(due_on=yesterday)  # time passes
    liaison = page_for(with_password(office.liaison), PASSWORD)
    liaison.goto(overdue.get_absolute_url())
    expect(liaison.locator(".more-acts")).to_contain_text("不能再申请延期")
    expect(liaison.locator(".more-acts")).to_contain_text("延期须在办理时限届满前提出")
    shoot(liaison, "extension-too-late")
    answer = liaison.goto(f"{overdue.get_absolute_url()}request-extension/")
    assert answer is not None
    assert answer.status == 409
    expect(liaison.locator("body")).to_contain_text("不能再申请延期")
    expect(liaison.locator("body")).to_contain_text("延期须在办理时限届满前提出")
    assert not overdue.extensions.exists()
    staff = page_for(with_password(office.staff), PASSWORD)
    staff.goto(row.get_absolute_url())
    shoot(staff, "extension-requested")
    staff.click("[data-testid='extension.grant']")
    confirm(staff)
    expect(staff.locator(".facts")).to_contain_text("原定")
    for name in ("assignments", "board", "board/?by=duty"):
        staff.goto(f"/duties/{name}{'' if '?' in name else '/'}")
        shoot(staff, f"duties-{name.split('/')[0]}{'-duty' if '?' in name else ''}")
    phone = page_for(office.liaison.username, PASSWORD, width=360, height=740)
    for name, url in (("assignment", overdue.get_absolute_url()), ("board", "/duties/board/")):
        phone.goto(url)
        fits(phone)
        shoot(phone, f"duties-phone-{name}")


def test_the_office_settles_who_reports_and_reads_the_quarter(
    transactional_db: None, page_for: Callable[..., Page]
) -> None:
    """Given a notice that asks a report of no member / when the office names the unit / then the figures open."""
    dejiang = founded("dejiang")
    for n in range(3):
        factories.assignment(dejiang, AssignmentState.CLOSED, due_on=clock.today(), title=f"示例事项{n}")
    factories.assign(dejiang, lead_unit=dejiang.other_unit, supporting_units=[], due_on=clock.today())
    staff = page_for(with_password(dejiang.staff), PASSWORD)
    staff.goto("/duties/reports/")
    shoot(staff, "periodic-reports-unsettled")
    staff.click("text=请核定报送单位")
    shoot(staff, "recurring-duties-unsettled")
    staff.select_option("[name=unit]", label="县民政局")
    staff.fill("[name=due_month]", "2")
    staff.click("main button[type=submit]")
    expect(staff.locator(".page-content")).to_contain_text("期内第2个月10日前")
    shoot(staff, "recurring-duties")
    staff.goto("/duties/statistics/")
    expect(staff.locator(".page-content")).to_contain_text("工作事项按期办结")
    shoot(staff, "statistics")
    staff.click(".table td a >> nth=0")
    expect(staff.locator(".page-content")).to_contain_text("示例事项")
    shoot(staff, "statistics-rows")
    phone = page_for(dejiang.staff.username, PASSWORD, width=360, height=740)
    for name in ("statistics", "recurring-duties"):
        phone.goto(f"/duties/{name}/")
        fits(phone)
        shoot(phone, f"{name}-phone")
