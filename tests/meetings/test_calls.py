"""Calls for agenda items: the cut-off, lateness with reason and consent, papers with versions, nothing lost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import jobs
from jointmeeting.kernel.errors import Forbidden, NotApplicable, Refused
from jointmeeting.kernel.models import LogEntry, Notification
from jointmeeting.workbench import todo_for
from meetings.deadlines.agenda import closing_calls, end_calls
from meetings.models import AgendaCall, AgendaItem, Attachment, Meeting
from meetings.workflows import agenda_calls, agenda_items
from members.models import Role
from tests.factories import Office
from tests.meetings import preparing
from tests.subjects import browser

S = AgendaItem.State
go = agenda_items.perform
CREATE = reverse("meetings:agenda_item_create")


def form(**fields: Any) -> dict[str, Any]:
    typed = {"title": "示例议题", "background": "背景", "proposal": "建议", "request_key": str(uuid4())}
    return {**typed, **fields}


def pdf(name: str, content: bytes = b"%PDF-1.7\none") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def post_submit(office: Office, item: AgendaItem, **fields: str) -> Any:
    url = reverse("meetings:agenda_item_submit", args=[item.pk])
    return browser(office.liaison).post(url, {"request_key": str(uuid4()), **fields})


@pytest.fixture
def client(yueqing: Office) -> Client:
    return browser(yueqing.liaison)


def test_a_call_reaches_every_unit_and_counts_what_came_in(yueqing: Office, client: Client) -> None:
    other = yueqing.person(Role.LIAISON, yueqing.other_unit)
    people = {yueqing.liaison.pk, other.pk}
    called = preparing.call(yueqing)
    jobs.sweep(work=True)
    told = Notification.objects.filter(entry__act="agenda_call.open")
    assert set(told.values_list("recipient", flat=True)) == people
    client.post(CREATE, form(call=called.pk))
    item = AgendaItem.objects.get()
    assert item.call == called
    page = browser(yueqing.staff).get(called.get_absolute_url())
    assert item not in page.context["items"]
    assert yueqing.unit in page.context["silent"]
    go(item, "submit", by=yueqing.liaison)
    page = browser(yueqing.staff).get(called.get_absolute_url())
    assert list(page.context["items"]) == [item]
    assert yueqing.unit not in page.context["silent"]


def test_the_sweeper_closes_a_call_once_and_not_before(yueqing: Office) -> None:
    called = preparing.call(yueqing)
    assert end_calls() == 0
    with time_machine.travel(called.closes_at + timedelta(minutes=1), tick=False):
        assert [end_calls(), end_calls()] == [1, 0]
    called.refresh_from_db()
    assert called.state == AgendaCall.State.CLOSED
    assert LogEntry.objects.filter(act="agenda_call.end").count() == 1


def test_late_needs_a_reason_and_the_directors_consent(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.DRAFT, call=preparing.call(yueqing, AgendaCall.State.CLOSED))
    assert post_submit(yueqing, item).status_code == 422
    assert post_submit(yueqing, item, late_reason="上级文件昨日下发").status_code == 302
    item.refresh_from_db()
    assert (item.state, item.is_late, item.late_reason) == (S.SUBMITTED, True, "上级文件昨日下发")
    with pytest.raises(Refused, match="须经办公室主任同意后才能受理"):
        go(item, "accept", by=yueqing.staff)
    assert f"逾期提报：{item}" in [todo.title for todo in todo_for(yueqing.director)]
    with pytest.raises(Forbidden):
        go(item, "allow_late", by=yueqing.staff)
    go(item, "allow_late", by=yueqing.director)
    go(item, "accept", by=yueqing.staff)
    assert "逾期提报" in browser(yueqing.staff).get(item.get_absolute_url()).content.decode()


def test_in_time_there_is_nothing_to_consent_to(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.SUBMITTED, call=preparing.call(yueqing))
    assert not item.is_late
    with pytest.raises(NotApplicable):
        go(item, "allow_late", by=yueqing.director)


def test_a_returned_item_that_was_in_time_does_not_become_late(yueqing: Office) -> None:
    called = preparing.call(yueqing)
    item = yueqing.agenda_item(S.SUBMITTED, call=called)
    go(item, "return_", by=yueqing.staff, comment="请补充")
    agenda_calls.perform(called, "close", by=yueqing.staff, comment="材料已齐")
    item.refresh_from_db()
    go(item, "submit", by=yueqing.liaison)
    assert not item.is_late


def test_a_cut_off_moved_while_somebody_types_loses_nothing(yueqing: Office, client: Client) -> None:
    called = preparing.call(yueqing)
    client.get(CREATE)
    agenda_calls.perform(called, "close", by=yueqing.staff, comment="会议提前")
    assert client.post(CREATE, form(call=called.pk, background="打字打了很久")).status_code == 302
    item = AgendaItem.objects.get(background="打字打了很久")
    answer = post_submit(yueqing, item, comment="请尽快安排")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "截止时间可能在您填写期间有调整" in page
    assert "请尽快安排" in page
    assert AgendaItem.objects.get(pk=item.pk).state == S.DRAFT


def test_a_cut_off_moved_on_lets_a_draft_in_time(yueqing: Office) -> None:
    called = preparing.call(yueqing, closes_at=timezone.now() + timedelta(hours=1))
    item = yueqing.agenda_item(S.DRAFT, call=called)
    later = timezone.now() + timedelta(days=5)
    agenda_calls.perform(called, "move", by=yueqing.staff, comment="节假日顺延", data={"closes_at": later})
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert post_submit(yueqing, item).status_code == 302
    item.refresh_from_db()
    assert not item.is_late


def test_a_cut_off_in_the_past_is_refused_and_the_text_kept(yueqing: Office) -> None:
    typed = {"title": "示例征集", "note": "请按模板提报", "closes_at": "2020-01-01T09:00", "request_key": str(uuid4())}
    answer = browser(yueqing.staff).post(reverse("meetings:agenda_call_create"), typed)
    assert answer.status_code == 422
    assert "截止时间已过" in answer.content.decode()
    assert "请按模板提报" in answer.content.decode()
    assert AgendaCall.objects.count() == 0


def test_a_call_that_is_over_is_not_moved(yueqing: Office) -> None:
    called = preparing.call(yueqing)
    with time_machine.travel(called.closes_at, tick=False), pytest.raises(Refused, match="已过截止时间"):
        data = {"closes_at": called.closes_at + timedelta(days=1)}
        agenda_calls.perform(called, "move", by=yueqing.staff, comment="顺延", data=data)


def test_the_same_name_again_is_a_version_and_the_same_bytes_are_nothing_new(yueqing: Office, client: Client) -> None:
    client.post(CREATE, form(attachment=[pdf("方案.pdf"), pdf("说明.pdf")]))
    item = AgendaItem.objects.get()
    edit = reverse("meetings:agenda_item_edit", args=[item.pk])
    client.post(edit, form(attachment=[pdf("方案.PDF", b"%PDF-1.7\ntwo"), pdf("说明.pdf")]))
    assert list(item.attachments.values_list("name", "version")) == [("方案.pdf", 1), ("说明.pdf", 1), ("方案.PDF", 2)]
    page = client.get(item.get_absolute_url()).content.decode()
    assert "以前的版本" in page


def test_two_files_of_one_name_at_once_are_refused_and_nothing_is_half_written(client: Client) -> None:
    answer = client.post(CREATE, form(attachment=[pdf("方案.pdf"), pdf("方案.pdf", b"%PDF-1.7\ntwo")]))
    assert answer.status_code == 422
    assert "两个名为“方案.pdf”的文件" in answer.content.decode()
    assert (AgendaItem.objects.count(), Attachment.objects.count()) == (0, 0)


def test_one_bad_file_among_good_ones_refuses_all_and_keeps_the_text(client: Client) -> None:
    answer = client.post(CREATE, form(attachment=[pdf("好.pdf"), pdf("坏.docx", b"PK\x03\x04half")]))
    assert answer.status_code == 422
    assert "“坏.docx”不完整或已损坏" in answer.content.decode()
    assert AgendaItem.objects.count() == 0


def test_too_many_papers_are_refused(client: Client) -> None:
    answer = client.post(CREATE, form(attachment=[pdf(f"{n}.pdf") for n in range(21)]))
    assert answer.status_code == 422
    assert "最多20个附件" in answer.content.decode()


def test_money_without_amount_is_asked_at_the_field(client: Client) -> None:
    answer = client.post(CREATE, form(needs_money="on", cost=" "))
    assert answer.status_code == 422
    assert "请写明金额和资金来源" in answer.content.decode()


def test_a_confidential_paper_is_for_those_it_concerns(yueqing: Office, client: Client) -> None:
    asked, stranger = yueqing.other_unit, preparing.unit_of(yueqing, "总工会")
    client.post(CREATE, form(confidential_attachment=[pdf("内部.pdf")]))
    item = AgendaItem.objects.get()
    go(item, "submit", by=yueqing.liaison)
    go(item, "accept", by=yueqing.staff)
    preparing.consult(yueqing, item, optional=[asked])
    paper = reverse("meetings:agenda_item_download", args=[item.pk, item.attachments.get().pk])
    yueqing.discuss(item)  # notice goes to every unit, so that all see the item
    assert browser(yueqing.staff).get(paper).status_code == 200
    assert client.get(paper).status_code == 200
    assert browser(preparing.liaison_of(yueqing, asked)).get(paper).status_code == 200
    outside = browser(preparing.liaison_of(yueqing, stranger))
    assert outside.get(item.get_absolute_url()).status_code == 200
    assert "内部.pdf" not in outside.get(item.get_absolute_url()).content.decode()
    assert outside.get(paper).status_code == 404


def test_a_draft_that_was_not_submitted_is_reminded_like_none(yueqing: Office) -> None:
    called = preparing.call(yueqing, closes_at=timezone.now() + timedelta(hours=1))
    item = yueqing.agenda_item(S.DRAFT, call=called)
    assert yueqing.unit.pk in {row.unit for row in closing_calls()}
    go(item, "submit", by=yueqing.liaison)
    assert yueqing.unit.pk not in {row.unit for row in closing_calls()}


def test_files_are_counted_and_weighed_before_any_is_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.forms.agenda.accept", lambda file: pytest.fail("read"))
    answer = client.post(CREATE, form(attachment=[pdf(f"{n}.pdf") for n in range(21)]))
    assert "最多20个附件" in answer.content.decode()
    monkeypatch.setattr("meetings.forms.agenda.MOST_AT_ONCE", 1024 * 1024)
    answer = client.post(CREATE, form(attachment=[pdf("大.pdf", b"%PDF-" + bytes(1024 * 1024))]))
    assert "合计超过1MB" in answer.content.decode()


def test_the_comparison_says_nothing_of_papers_one_may_not_read(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.ACCEPTED)
    preparing.consult(yueqing, item, optional=[yueqing.other_unit])
    go(item, "return_", by=yueqing.staff, comment="请补充")
    edit = reverse("meetings:agenda_item_edit", args=[item.pk])
    browser(yueqing.liaison).post(edit, form(confidential_attachment=[pdf("内部底数.pdf")]))
    go(item, "submit", by=yueqing.liaison)
    go(item, "accept", by=yueqing.staff)
    yueqing.discuss(item)
    page = reverse("meetings:agenda_item_compare", args=[item.pk])
    stranger = preparing.liaison_of(yueqing, preparing.unit_of(yueqing, "总工会"))
    assert "内部底数" not in browser(stranger).get(page).content.decode()
    assert "内部底数" in browser(yueqing.staff).get(page).content.decode()


def test_naming_no_call_is_no_way_round_its_cut_off(yueqing: Office) -> None:
    preparing.call(yueqing, closes_at=timezone.now() + timedelta(hours=1))
    meeting = yueqing.regular_meeting()
    item = yueqing.agenda_item(S.DRAFT)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert post_submit(yueqing, item).status_code == 422
        assert post_submit(yueqing, item, late_reason="上级文件昨日下发").status_code == 302
    item.refresh_from_db()
    assert item.is_late
    with time_machine.travel(meeting.starts_at + timedelta(hours=3), tick=False):
        Meeting.objects.filter(pk=meeting.pk).delete()
        assert not yueqing.agenda_item(S.SUBMITTED).is_late  # for a meeting nobody has called for yet
