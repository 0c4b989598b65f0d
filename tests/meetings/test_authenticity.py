"""The public page: whole or not, of which number and date; nothing else is said, and nothing is kept."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jointmeeting.kernel import files
from jointmeeting.kernel.models import StoredFile
from meetings.authenticity import address_of
from meetings.models import Minutes
from meetings.views.authenticity import AN_HOUR
from meetings.workflows import minutes as workflow
from tests.factories import Office

CHECK = reverse("meetings:authenticity_check")


@pytest.fixture
def minutes(yueqing: Office) -> Minutes:
    cache.clear()
    return yueqing.minutes(Minutes.State.ISSUED)


def ask(content: bytes, url: str = CHECK, name: str = "纪要.pdf") -> tuple[int, str]:
    response = Client().post(url, {"file": SimpleUploadedFile(name, content)})
    return response.status_code, response.content.decode()


def test_the_file_as_issued_is_whole(minutes: Minutes) -> None:
    assert minutes.file is not None
    stored = StoredFile.objects.count()
    status, page = ask(files.read(minutes.file))
    assert (status, StoredFile.objects.count()) == (200, stored)
    for said in ("没有改动", minutes.number_label, minutes.file.sha256[:16], "总召集人"):
        assert said in page
    assert str(minutes.meeting.chaired_by) not in page
    assert minutes.matters.all()[0].text not in page


def test_one_byte_is_enough(minutes: Minutes) -> None:
    assert minutes.file is not None
    content = bytearray(files.read(minutes.file))
    content[-1] ^= 1
    status, page = ask(bytes(content))
    assert status == 200
    assert "没有改动" not in page
    assert minutes.number_label not in page


def test_the_code_of_one_issue_does_not_vouch_for_another(yueqing: Office, minutes: Minutes) -> None:
    other = yueqing.minutes(Minutes.State.SIGNED)
    content = b"%PDF-1.7\n% another issue\n%%EOF\n"
    workflow.perform(other, "issue", by=None, data={"file": files.store(content, media_type="application/pdf")})
    url = address_of(minutes)
    assert minutes.number_label in Client().get(url).content.decode()
    assert f"这是另一期纪要（{other.number_label}）的文件" in ask(content, url)[1]


@pytest.mark.parametrize("token", ["1", "1:forged", "x" * 300])
def test_a_token_cannot_be_made_up(minutes: Minutes, token: str) -> None:
    assert Client().get(CHECK, {"issue": token}).status_code == 404


def test_what_is_not_issued_has_no_page(yueqing: Office) -> None:
    draft = yueqing.minutes(Minutes.State.SIGNING)
    assert Client().get(address_of(draft)).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"), [("纪要.docx", b"PK\x03\x04"), ("纪要.pdf", b"no pdf"), ("纪要.exe", b"MZ")]
)
def test_what_is_no_pdf_gets_a_sentence(minutes: Minutes, name: str, content: bytes) -> None:
    status, page = ask(content, name=name)
    assert (status, "field-error" in page) == (422, True)


def test_an_address_asks_so_often_an_hour(minutes: Minutes) -> None:
    statuses = {ask(b"%PDF-1.7\n")[0] for _ in range(AN_HOUR)}
    assert statuses == {200}
    status, page = ask(b"%PDF-1.7\n")
    assert (status, "请稍后再试" in page) == (409, True)
