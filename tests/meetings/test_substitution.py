"""Who comes instead brings a letter: a form to print, an upload that is checked, and the office sees who has none."""

import io
from uuid import uuid4

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from meetings.models import Meeting, Receipt
from meetings.workflows import receipts
from members.models import Role
from tests.factories import Office
from tests.subjects import browser

NAMED = {"attendee_name": "示例·甲", "attendee_post": "副局长", "attendee_rank": "deputy", "authorised_by": "示例·乙",
         "comment": "另有公务", "request_key": "5f0f3c1c-0f5a-4d0e-9d65-0d4c54a1c001"}  # fmt: skip
LETTER = b"%PDF-1.7\nsynthetic letter"


@pytest.fixture
def receipt(chencang: Office) -> Receipt:
    return chencang.noticed_meeting().receipts.get(unit=chencang.unit)


def send(office: Office, receipt: Receipt, name: str, content: bytes) -> object:
    url = reverse("meetings:receipt_substitute", args=[receipt.pk])
    return browser(office.liaison).post(url, {**NAMED, "letter": SimpleUploadedFile(name, content)})


def test_the_office_reads_the_letter_a_unit_uploaded(chencang: Office, receipt: Receipt) -> None:
    board = reverse("meetings:meeting_board", args=[receipt.meeting_id])
    send(chencang, receipt, "委托书.pdf", LETTER)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.letter_name) == (Receipt.State.SUBSTITUTE, "委托书.pdf")
    assert receipt.letter and audit.history(receipt).get().details["letter"] == receipt.letter.sha256
    address = reverse("meetings:receipt_letter", args=[receipt.pk])
    page = browser(chencang.staff).get(board).content.decode()
    assert address in page and "未上传委托书" not in page
    assert browser(chencang.staff).get(address).getvalue() == LETTER
    assert LogEntry.objects.filter(act="receipt.letter", actor=chencang.staff).count() == 1
    other = browser(chencang.person(Role.LIAISON, chencang.other_unit))
    assert other.get(address).status_code == 404


def test_a_letter_that_is_something_else_is_refused_at_the_field_and_nothing_is_lost(
    chencang: Office, receipt: Receipt
) -> None:
    answer = send(chencang, receipt, "委托书.pdf", b"MZ executable")
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "的内容与扩展名不符" in page and "示例·甲" in page and "另有公务" in page
    receipt.refresh_from_db()
    assert receipt.state == Receipt.State.SILENT


def test_who_sends_none_is_said_on_the_board_and_another_answer_takes_the_letter_back(
    chencang: Office, receipt: Receipt
) -> None:
    url = reverse("meetings:receipt_substitute", args=[receipt.pk])
    browser(chencang.liaison).post(url, NAMED)
    board = reverse("meetings:meeting_board", args=[receipt.meeting_id])
    assert "未上传委托书" in browser(chencang.staff).get(board).content.decode()
    send(chencang, receipt, "委托书.pdf", LETTER)
    attend = reverse("meetings:receipt_attend", args=[receipt.pk])
    data = {"attendee_name": "示例·丙", "attendee_post": "局长", "request_key": "5f0f3c1c-0f5a-4d0e-9d65-0d4c54a1c009"}
    browser(chencang.liaison).post(attend, data)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.letter, receipt.letter_name) == (Receipt.State.ATTENDING, None, "")


def test_the_form_is_an_official_document_filled_in_as_far_as_known(chencang: Office, receipt: Receipt) -> None:
    Meeting.objects.filter(pk=receipt.meeting_id).update(place="示例会议室")
    Receipt.objects.filter(pk=receipt.pk).update(attendee_name="示例甲", reason="另有公务")
    answer = browser(chencang.liaison).get(reverse("meetings:receipt_form_paper", args=[receipt.pk]))
    with pdfplumber.open(io.BytesIO(answer.getvalue())) as paper:
        said = "".join(page.extract_text() for page in paper.pages).replace("\n", "")
    for words in ("参会委托书", "现委托示例甲", "因另有公务不能到会", f"{chencang.unit.name}（盖章）"):
        assert words in said


def test_where_heads_attend_nobody_of_low_rank_comes_under_another_word(yueqing: Office) -> None:
    receipt = yueqing.receipt()
    url = reverse("meetings:receipt_attend", args=[receipt.pk])
    typed = {"attendee_name": "测试乙", "attendee_post": "科员", "attendee_rank": "other", "request_key": str(uuid4())}
    answer = browser(yueqing.liaison).post(url, typed)
    assert answer.status_code == 422
    assert "其他工作人员不能参会" in answer.content.decode()
    with pytest.raises(Refused, match="不能参会"):
        receipts.perform(receipt, "attend", by=yueqing.liaison, data={"attendee_rank": "section"})
    assert browser(yueqing.liaison).post(url, {**typed, "attendee_rank": "head"}).status_code == 302


def test_where_the_notice_names_no_rank_none_is_asked(chencang: Office) -> None:
    url = reverse("meetings:receipt_attend", args=[chencang.receipt().pk])
    assert "职级" not in browser(chencang.liaison).get(url).content.decode()


def test_who_came_last_stands_in_the_form_already(chencang: Office, receipt: Receipt) -> None:
    attend = reverse("meetings:receipt_attend", args=[receipt.pk])
    assert "示例·丁" not in browser(chencang.liaison).get(attend).content.decode()
    named = {"attendee_name": "示例·丁", "attendee_post": "副局长", "request_key": str(uuid4())}
    assert browser(chencang.liaison).post(attend, named).status_code == 302
    following = chencang.noticed_meeting().receipts.get(unit=chencang.unit)
    page = browser(chencang.liaison).get(reverse("meetings:receipt_attend", args=[following.pk])).content.decode()
    assert 'value="示例·丁"' in page and 'value="副局长"' in page
