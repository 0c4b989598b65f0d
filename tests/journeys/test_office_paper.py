"""The office drafts a circular in the browser, the director signs, a worker makes the file, the unit takes it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from duties.models import AssignmentState, OfficePaper, OfficePaperState
from jointmeeting.kernel import clock, files, jobs
from members.models import User
from tests.conftest import founded
from tests.duties import factories
from tests.journeys.conftest import Worker, eventually, shoot

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


PASSWORD = "synthetic-pass-2026"


def with_password(person: User) -> str:
    """Give the person the password of this test; return the login name."""
    person.set_password(PASSWORD)
    person.save()
    return person.username


def test_a_circular_from_figures_to_file(worker: Worker, page_for: Callable[..., Page]) -> None:
    office = founded("yueqing")
    factories.assignment(office, AssignmentState.CLOSED, due_on=clock.today() + timedelta(days=20))
    factories.assign(office, lead_unit=office.other_unit, supporting_units=[])
    staff = page_for(with_password(office.staff), PASSWORD)
    staff.goto("/duties/papers/")
    staff.click("[data-testid='office_paper.draft']")
    staff.select_option("[name=kind]", "circular")
    shoot(staff, "office-paper-form")
    staff.click("main button[type=submit]")
    expect(staff.locator(".sheet")).to_contain_text("共交办工作事项2件")
    shoot(staff, "office-paper-draft")
    paper = OfficePaper.objects.get()
    director = page_for(with_password(office.director), PASSWORD, width=360)
    director.goto(paper.get_absolute_url())
    shoot(director, "office-paper-phone")
    director.click("[data-testid='office_paper.sign']")
    director.fill("[name=password]", PASSWORD)
    director.click("main button[type=submit]")
    expect(director.locator("h1")).to_contain_text("1号")
    eventually(lambda: jobs.sweep() >= 0 and issued(paper), "the paper's file")
    paper.refresh_from_db()
    assert paper.file is not None
    assert files.read(paper.file).startswith(b"%PDF-")
    unit = page_for(with_password(office.liaison), PASSWORD)
    unit.goto("/duties/papers/")
    shoot(unit, "office-paper-list")
    unit.click(f"a[href='{paper.get_absolute_url()}']")
    with unit.expect_download() as taken:
        unit.click("[data-testid='office_paper.download']")
    assert taken.value.suggested_filename.endswith("1号.pdf")
    assert unit.locator("[data-testid='office_paper.rows']").count() == 0


def issued(paper: OfficePaper) -> bool:
    return OfficePaper.objects.get(pk=paper.pk).state == OfficePaperState.ISSUED
