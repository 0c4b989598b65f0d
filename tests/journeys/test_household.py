"""A household across ten departments in a real browser, from the township's counter to the report in its hands.

乐政办函〔2019〕16号附件 charges ten institutions with eleven categories; 社会救助暂行办法第五十八条 asks for consent.
"""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from jointmeeting.integrity import faults
from jointmeeting.kernel import clock, jobs
from members.models import User
from tests.conftest import founded
from tests.journeys.conftest import Sweeper, Worker, eventually, shoot
from tests.verification.conftest import simulator
from tests.verification.factories import BY_CONNECTOR, IN_BROWSER, SILENT, Checking, synthetic_number
from tests.verification.simulator import Simulator
from verification.models import Query, VerificationRequest

__all__ = ["simulator"]  # the fixture
pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
PASSWORD = "synthetic-pass-2026"
PERSONS = [("applicant", "测试甲"), ("spouse", "测试乙"), ("child", "测试丙")]
SWEEPER = Sweeper()


def with_password(person: User) -> User:
    person.set_password(PASSWORD)
    person.save()
    return person


def press(page: Page) -> None:
    """Send the form."""
    page.click(".form-actions button[type=submit]")


def test_a_household_is_checked_by_ten_and_reported(
    page_for: Callable[..., Page], worker: Worker, simulator: Simulator, tmp_path: Path
) -> None:
    worker.kill()
    worker.env["CONNECTOR_HOSTS"] = simulator.host
    worker.start()
    checking = Checking(founded("yueqing"))
    checking.ten_sources(simulator)
    posts = ["township", "handler", "reviewer", "head"]
    pages = {post: page_for(with_password(getattr(checking, post)).username, PASSWORD) for post in posts}
    township, handler = pages["township"], pages["handler"]

    case = file_household(township)
    consent(township, case, tmp_path)
    commission(township, case)
    request = accept(handler)
    for unit in IN_BROWSER:
        query = eventually_sent(request, unit)
        answer(page_for(with_password(checking.answerer(query)).username, PASSWORD), query)
    let_the_silent_one_pass_its_limit(request)
    compare(handler, request)
    sign(pages["reviewer"], pages["head"], request)
    text = download(township, case)
    assert f"{SILENT}（财政供养）：未反馈" in text
    assert "只核对、不认定" in text
    assert list(faults()) == []


def file_household(page: Page) -> str:
    page.goto("/verification/cases/new/")
    page.select_option("[name=programme]", "dibao")
    page.fill("[name=yearly_income]", "24000")
    for n, (relation, name) in enumerate(PERSONS):
        page.select_option(f"[name=persons-{n}-relation]", relation)
        page.fill(f"[name=persons-{n}-name]", name)
        page.fill(f"[name=persons-{n}-number]", synthetic_number()[:-1] + "A")
    shoot(page, "household-form")
    press(page)
    expect(page.locator(".field-error").first).to_contain_text("请对照证件核对")
    assert page.input_value("[name=persons-1-name]") == "测试乙", "nothing typed is lost"
    for n in range(len(PERSONS)):
        page.fill(f"[name=persons-{n}-number]", synthetic_number())
    press(page)
    expect(page.locator("body")).to_contain_text("测**")
    assert "测试甲" not in page.content()
    return page.url


def consent(page: Page, case: str, tmp_path: Path) -> None:
    page.goto(case)
    expect(page.locator(".action-reasons")).to_contain_text("尚未签署有效的核对授权书")
    expect(page.locator(".action-reasons")).to_contain_text("第五十八条")
    shoot(page, "household-no-consent")
    page.goto(f"{case}consent-letters/new/")
    for category in ("bank_account", "credit_reference", "financial_asset"):
        assert not page.is_checked(f"[value={category}]"), "sensitive items are ticked by the family alone"
        page.check(f"[value={category}]")
    shoot(page, "consent-letter-form")
    press(page)
    page.click("a:text-is('打印')")
    expect(page.locator(".sheet")).to_contain_text("授权书")
    assert "测试" not in page.content(), "the paper is filled in by hand"
    shoot(page, "consent-letter-paper")
    page.goto(case)
    page.click("[data-testid='consent_letter.sign']")
    signers = page.locator("select[name^=signer_]")
    expect(signers).to_have_count(len(PERSONS))
    for n in (0, 1):
        signers.nth(n).select_option("self")
    signers.nth(2).select_option(index=2)
    page.fill("[name=signed_on]", clock.today().isoformat())
    scan = tmp_path / "授权书.pdf"
    scan.write_bytes(b"%PDF-1.7\nsynthetic consent\n%%EOF\n")
    page.set_input_files("[name=scan]", scan)
    shoot(page, "consent-letter-sign")
    press(page)
    shoot(page, "household-consented")


def commission(page: Page, case: str) -> None:
    page.goto(case)
    page.click("[data-testid='aid_case.commission']")
    page.fill("[name=signatory]", "示例·镇长")
    page.fill("[name=signed_on]", clock.today().isoformat())
    press(page)
    expect(page.locator(".subtitle")).to_contain_text("核对中")


def accept(page: Page) -> VerificationRequest:
    page.goto("/")
    shoot(page, "centre-workbench")
    page.click(".todo a.button")
    page.click("[data-testid='verification_request.accept']")
    press(page)
    request = VerificationRequest.objects.get()
    assert request.queries.count() == len(BY_CONNECTOR) + len(IN_BROWSER) + 1
    return request


def eventually_sent(request: VerificationRequest, unit: str) -> Query:
    query = request.queries.get(source__unit__name=unit)
    sent = Query.objects.filter(pk=query.pk, state=Query.State.SENT)
    eventually(lambda: SWEEPER.sweep() and sent.exists(), f"the query to {unit}")
    return query


def answer(page: Page, query: Query) -> None:
    page.goto("/")
    page.click(".todo a.button")
    expect(page.locator("text=查看完整身份信息")).to_be_visible()
    assert "测试" not in page.content()
    page.click("text=查看完整身份信息")
    page.fill("[name=purpose]", "在本单位系统中查询")
    press(page)
    expect(page.locator("body")).to_contain_text("测试甲")
    shoot(page, "query-revealed")
    page.goto(f"{query.get_absolute_url()}answer/")
    press(page)
    expect(page.locator(".field-error").first).to_contain_text("请选择查询结果")
    page.locator("select[name^=outcome_]").first.select_option("found")
    page.locator("details.record[open] input[type=text]").first.fill("示例记录")
    page.check("[name=rest_none]")
    shoot(page, f"query-answer-{query.source.unit.position:02}")
    press(page)
    expect(page.locator(".subtitle")).to_contain_text("已反馈")


def let_the_silent_one_pass_its_limit(request: VerificationRequest) -> None:
    """Move the limit instead of the clock: the worker is another process."""
    answered = request.queries.filter(state=Query.State.ANSWERED)
    eventually(lambda: SWEEPER.sweep() and answered.count() == 9, "nine answers")
    silent = request.queries.filter(source__unit__name=SILENT)
    silent.update(due_on=clock.today() - timedelta(days=1))
    jobs.sweep()
    assert silent.get().state == Query.State.OVERDUE


def compare(page: Page, request: VerificationRequest) -> None:
    page.goto(request.get_absolute_url())
    expect(page.locator("body")).to_contain_text("逾期未反馈")
    page.click("[data-testid='verification_request.compare']")
    press(page)
    expect(page.locator("body")).to_contain_text("财政供养未反馈")
    shoot(page, "request-compared")
    page.click("a:text-is('处理比对结果')")
    expect(page.locator("select[name^=disposition_]").first).to_be_visible()
    for select in page.locator("select[name^=disposition_]").all():
        select.select_option("explained")
    shoot(page, "findings-form")
    press(page)
    page.click("[data-testid='verification_request.submit']")
    press(page)
    expect(page.locator(".subtitle")).to_contain_text("复核中")


def sign(reviewer: Page, head: Page, request: VerificationRequest) -> None:
    reviewer.goto(request.get_absolute_url())
    reviewer.click("[data-testid='verification_request.review']")
    press(reviewer)
    head.goto(request.get_absolute_url())
    head.click("[data-testid='verification_request.sign']")
    head.fill("[name=password]", PASSWORD)
    press(head)
    issued = VerificationRequest.objects.filter(pk=request.pk, state=VerificationRequest.State.ISSUED)
    eventually(lambda: SWEEPER.sweep() and issued.exists(), "the report")
    head.goto(request.get_absolute_url())
    shoot(head, "request-issued")
    head.set_viewport_size({"width": 360, "height": 740})
    shoot(head, "request-issued-360")
    head.goto("/verification/sources/")
    shoot(head, "source-list-360")


def download(page: Page, case: str) -> str:
    page.goto(case)
    shoot(page, "household-reported")
    with page.expect_download() as waiting:
        page.click("text=下载核对报告")
    with pdfplumber.open(io.BytesIO(Path(waiting.value.path()).read_bytes())) as document:
        return re.sub(r"\s", "", "".join(side.extract_text() for side in document.pages))
