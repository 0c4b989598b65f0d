"""Typed text: what a paste brings along and no spreadsheet can hold ends before any form sees it."""

from io import BytesIO
from uuid import uuid4

from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from jointmeeting.kernel import clock
from jointmeeting.kernel.plain_text import plain, plain_fields
from members import roster_sheet
from members.models import Appointment
from tests.factories import Office
from tests.subjects import browser


def test_breaks_of_a_word_processor_stay_breaks() -> None:
    assert plain("一\x0b二\x0c三\x01\x1f\uffff四\t五\n六\x00") == "一\n二\n三四\t五\n六\x00"
    assert plain("测试\x0b甲") == "测试 甲"


def test_fields_that_are_plain_are_not_copied() -> None:
    posted = QueryDict("a=1&a=2&b=%E4%B8%80")
    assert plain_fields(posted) is posted
    cleaned = plain_fields(QueryDict("a=1%07&a=2&b=%E4%B8%80"))
    assert (cleaned.getlist("a"), cleaned["b"]) == (["1", "2"], "一")


def test_what_was_pasted_into_a_post_can_be_exported(yueqing: Office) -> None:
    data = {"role": "liaison", "unit": yueqing.unit.pk, "name": "测试\x0b甲", "post": "科\x07员",
            "starts_on": "2026-06-01", "request_key": str(uuid4())}  # fmt: skip
    url = reverse("members:post_create", args=[yueqing.body.slug])
    assert browser(yueqing.staff).post(url, data).status_code == 302
    assert Appointment.objects.get(user__name="测试甲").post == "科员"
    assert load_workbook(BytesIO(roster_sheet.write(yueqing.body, clock.today())))
