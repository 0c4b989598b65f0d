"""The report: numbered, certified, silent where nobody answered, and read by those alone who may."""

import io
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pdfplumber
import pytest
from django.urls import reverse

from jointmeeting.integrity import faults
from jointmeeting.kernel import files
from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from members.models import Role
from tests.conftest import founded
from tests.factories import Office
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.subjects import browser
from tests.verification.factories import SILENT, Checking, work_off
from tests.verification.simulator import Simulator
from verification import effects, workflows
from verification.models import AidCase, Query, VerificationReport, VerificationRequest

pytestmark = pytest.mark.usefixtures("signing_key")


@pytest.fixture
def signing_key(settings: Any, tmp_path: Path) -> None:
    settings.SEAL_KEYSTORE = tmp_path / "office.p12"
    ensure_office_key(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE, organisation="测试用")


@pytest.fixture
def checking(yueqing: Office) -> Checking:
    return Checking(yueqing)


def issued(checking: Checking, simulator: Simulator) -> VerificationRequest:
    request = checking.checked(simulator)
    work_off()
    request.refresh_from_db()
    assert request.state == VerificationRequest.State.ISSUED
    return request


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return re.sub(r"\s", "", "".join(page.extract_text() for page in document.pages))


def test_the_report_says_what_was_asked_answered_and_not_answered(checking: Checking, simulator: Simulator) -> None:
    request = issued(checking, simulator)
    report = VerificationReport.objects.select_related("file").get()
    assert report.file is not None
    text = text_of(files.read(report.file))
    assert "核对报告〔" in text
    assert "只核对、不认定" in text
    assert f"{SILENT}（财政供养）：未反馈" in text
    assert "不得视为无记录" in text
    assert "示例商行" in text
    for person in request.case.persons.all():
        assert person.name in text
        assert person.masked_number in text
        assert person.number not in text
    silent = request.queries.get(source__unit__name=SILENT)
    assert silent.state == Query.State.OVERDUE
    assert not silent.items.exclude(outcome="not_answered").exists()
    assert AidCase.objects.get().state == AidCase.State.REPORTED
    assert list(faults()) == []


def test_the_township_downloads_it_and_nobody_else_sees_it(checking: Checking, simulator: Simulator) -> None:
    request = issued(checking, simulator)
    url = reverse("verification:verification_request_download", args=[request.pk])
    answer = browser(checking.township).get(url)
    assert (answer.status_code, answer.getvalue()[:5]) == (200, b"%PDF-")
    assert LogEntry.objects.filter(act="verification_request.download", actor=checking.township).count() == 1
    elsewhere = Checking(founded("chencang"))
    strangers = [checking.office.staff, checking.office.director, checking.person(Role.UNIT_HANDLER)]
    for stranger in [*strangers, elsewhere.township, elsewhere.head]:
        assert browser(stranger).get(url).status_code == 404


def test_one_number_and_one_file_however_often_the_job_runs(checking: Checking, simulator: Simulator) -> None:
    issued(checking, simulator)
    work_off()
    report = VerificationReport.objects.get()
    assert report.number == 1
    assert LogEntry.objects.filter(act="verification_request.issue").count() == 1


def test_the_head_signs_the_sheet_he_saw_and_no_other(checking: Checking) -> None:
    request = checking.request(VerificationRequest.State.SIGNING)
    url = reverse("verification:verification_request_sign", args=[request.pk])
    page = browser(with_password(checking.head)).get(url)
    assert "家庭经济状况核对报告" in page.content.decode() and "核对报告〔" in page.content.decode()
    seen = page.context["form"]["seen"].value()
    assert seen == effects.seen(request)
    finding = request.findings.first()
    assert finding is not None
    finding.text = "另一结论"
    finding.save()
    data = {"password": PASSWORD, "request_key": str(uuid4()), "seen": seen}
    answer = browser(checking.head).post(url, data)
    assert answer.status_code == 409 and "打开本页后文稿已有改动" in answer.content.decode()
    data["seen"] = browser(checking.head).get(url).context["form"]["seen"].value()
    assert browser(checking.head).post(url, data).status_code == 302
    report = VerificationReport.objects.get()
    assert report.content_hash == data["seen"]


def test_a_report_no_font_can_print_is_not_signed_and_takes_no_number(checking: Checking) -> None:
    request = checking.request(VerificationRequest.State.SIGNING)
    finding = request.findings.first()
    assert finding is not None
    finding.note = "\u200b"
    finding.save()
    with pytest.raises(Refused, match="不可见的控制字符.*退回修改"):
        workflows.verification_requests.perform(request, "sign", by=checking.head)
    assert not VerificationReport.objects.exists()
