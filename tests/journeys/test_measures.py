"""Chencang's 27 measures become work with one click; the circular on them is drafted, signed, made and read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from duties.models import Assignment, OfficePaper, SourceKind
from jointmeeting.kernel import clock, files, jobs
from tests.conftest import founded
from tests.journeys.conftest import Worker, eventually, shoot
from tests.journeys.test_office_paper import PASSWORD, issued, with_password

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def test_the_27_measures_and_a_circular_on_them(worker: Worker, page_for: Callable[..., Page]) -> None:
    office = founded("chencang")
    staff = page_for(with_password(office.staff), PASSWORD)
    staff.goto("/duties/measures/")
    expect(staff.locator("tbody tr")).to_have_count(27)
    staff.fill("[name=due_on]", str(clock.today() + timedelta(days=60)))
    shoot(staff, "measures")
    staff.click("main form button[type=submit]")
    expect(staff.locator(".messages, [role=status]").first).to_contain_text("27项措施")
    rows = Assignment.objects.filter(source_kind=SourceKind.MEASURE)
    assert rows.count() == 27

    staff.goto("/duties/papers/new/")
    staff.select_option("[name=kind]", "circular")
    staff.click("main button[type=submit]")
    expect(staff.locator(".sheet").first).to_contain_text("共交办工作事项27件")
    paper = OfficePaper.objects.get()
    director = page_for(with_password(office.director), PASSWORD)
    director.goto(paper.get_absolute_url())
    director.click("[data-testid='office_paper.sign']")
    director.fill("[name=password]", PASSWORD)
    director.click("main button[type=submit]")
    eventually(lambda: jobs.sweep() >= 0 and issued(paper), "the circular's file")
    paper.refresh_from_db()
    assert paper.file is not None
    assert files.read(paper.file).startswith(b"%PDF-")
    shoot(staff, "circular")
