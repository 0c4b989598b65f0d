"""What was announced is taken back before everybody's eyes, and nothing is lost with it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry, Notification
from jointmeeting.kernel.templatetags.ui import cn_datetime
from meetings import composer, papers
from meetings.carry_over import of_items
from meetings.forms.agenda import AddToAgendaForm
from meetings.forms.convening import NoticeForm
from meetings.models import AgendaItem, AgendaRevision, Meeting
from meetings.services import meeting as services
from meetings.services.minutes import draft_minutes
from meetings.workflows import agenda_items, meetings
from meetings.workflows import minutes as minutes_workflow
from members.models import Appointment, Role
from tests.factories import Office
from tests.meetings.convening import moved_to
from tests.subjects import browser


def text_of(revision: AgendaRevision) -> str:
    return str(papers.notice(revision))


def page_of(office: Office, meeting: Meeting) -> str:
    return browser(office.liaison).get(meeting.get_absolute_url()).content.decode()


def test_the_items_of_a_cancelled_meeting_may_go_on_the_next(yueqing: Office) -> None:
    item = yueqing.agenda_item(AgendaItem.State.SCHEDULED)
    meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    meetings.perform(meeting, "cancel", by=yueqing.staff, comment="并入下次会议")
    item.refresh_from_db()
    assert item.state == AgendaItem.State.DEFERRED
    entry = LogEntry.objects.get(act="agenda_item.release", subject_id=item.pk)
    assert (entry.to_state, entry.details["title"]) == ("deferred", meeting.title)
    later = yueqing.regular_meeting()
    agenda_items.perform(item, "schedule", by=yueqing.staff, data={"meeting": later})
    assert item.entries.filter(meeting__kind=Meeting.Kind.REGULAR).count() == 2


def test_a_cancelled_liaison_meeting_leaves_its_items_where_they_are(yueqing: Office) -> None:
    item, meeting = yueqing.agenda_item(AgendaItem.State.ACCEPTED), yueqing.plan(Meeting.Kind.LIAISON, yueqing.director)
    services.add_to_agenda(meeting, item, by=yueqing.staff)
    meetings.perform(meeting, "cancel", by=yueqing.staff, comment="另行安排")
    item.refresh_from_db()
    assert item.state == AgendaItem.State.ACCEPTED


@pytest.mark.parametrize("act", ["withdraw", "return_"])
def test_an_item_that_goes_back_after_the_notice_is_struck_out_for_everybody(chencang: Office, act: str) -> None:
    meeting = chencang.noticed_meeting()
    item = meeting.entries.get().agenda_item
    by = chencang.liaison if act == "withdraw" else chencang.staff
    agenda_items.perform(item, act, by=by, comment="数据有误")
    assert "已撤回：数据有误" in page_of(chencang, meeting)
    revision = meeting.revisions.first()
    assert revision and (revision.number, revision.kind) == (2, AgendaRevision.Kind.SUPPLEMENT)
    jobs.sweep(work=True)
    told = Notification.objects.filter(entry__act="meeting.publish_withdrawal")
    assert chencang.chief.pk in told.values_list("recipient", flat=True)


def test_a_withdrawal_publishes_nothing_the_office_is_still_arranging(chencang: Office) -> None:
    meeting = chencang.noticed_meeting()
    withdrawn, added = meeting.entries.get().agenda_item, chencang.agenda_item(AgendaItem.State.ACCEPTED, title="后加")
    agenda_items.perform(added, "schedule", by=chencang.staff, data={"meeting": meeting})
    agenda_items.perform(withdrawn, "withdraw", by=chencang.liaison, comment="另行安排")
    assert "后加" not in page_of(chencang, meeting)
    agenda_items.perform(added, "withdraw", by=chencang.liaison, comment="另行安排")
    assert [entry.agenda_item for entry in meeting.entries.all()] == [withdrawn]


def test_a_returned_item_is_struck_out_of_a_noticed_liaison_meeting_and_comes_back(yueqing: Office) -> None:
    item, meeting = yueqing.agenda_item(AgendaItem.State.ACCEPTED), yueqing.plan(Meeting.Kind.LIAISON, yueqing.director)
    services.add_to_agenda(meeting, item, by=yueqing.staff)
    meetings.perform(meeting, "convene", by=yueqing.staff)
    agenda_items.perform(item, "return_", by=yueqing.staff, comment="请补充数据")
    assert "已撤回：请补充数据" in page_of(yueqing, meeting)
    other = yueqing.person(Role.LIAISON, yueqing.other_unit)
    assert browser(other).get(item.get_absolute_url()).status_code == 404  # a text being reworked is its unit's
    agenda_items.perform(item, "submit", by=yueqing.liaison)
    agenda_items.perform(item, "accept", by=yueqing.staff)
    assert item in AddToAgendaForm(meeting=meeting).fields["agenda_item"].queryset  # type: ignore[attr-defined]
    assert [matter.title for matter in of_items(meeting)] == [item.title]
    services.add_to_agenda(meeting, item, by=yueqing.staff)
    assert not list(of_items(meeting))
    meetings.perform(meeting, "supplement", by=yueqing.staff)
    revision = meeting.revisions.first()
    assert revision and revision.differences == [f"{item}：重新列入"]


def test_what_was_struck_out_of_a_liaison_meeting_was_not_discussed_there(yueqing: Office) -> None:
    item, meeting = yueqing.agenda_item(AgendaItem.State.ACCEPTED), yueqing.plan(Meeting.Kind.LIAISON, yueqing.director)
    services.add_to_agenda(meeting, item, by=yueqing.staff)
    meetings.perform(meeting, "convene", by=yueqing.staff)
    agenda_items.perform(item, "return_", by=yueqing.staff, comment="请补充数据")
    agenda_items.perform(item, "submit", by=yueqing.liaison)
    agenda_items.perform(item, "accept", by=yueqing.staff)
    yueqing.hold(meeting)
    with pytest.raises(Refused, match="尚未列入已开始的联络员会议"):
        agenda_items.perform(item, "discuss", by=yueqing.staff)


def test_an_item_struck_out_here_and_put_on_the_next_agenda_does_not_hold_these_minutes_up(chencang: Office) -> None:
    minutes = chencang.minutes()
    item = chencang.agenda_item(AgendaItem.State.SCHEDULED, title="关于改期事项的议题")
    minutes.meeting.entries.create(agenda_item=item, position=9, withdrawn_reason="另行安排")
    minutes_workflow.perform(minutes, "submit", by=chencang.staff)
    assert minutes.state == "reviewing"


def test_what_a_meeting_put_off_stays_put_off_in_its_minutes_when_the_next_meeting_takes_it(chencang: Office) -> None:
    item = chencang.agenda_item(AgendaItem.State.DEFERRED)
    entry = item.entries.get(meeting__kind="regular")
    agenda_items.perform(item, "schedule", by=chencang.staff, data={"meeting": chencang.regular_meeting()})
    minutes = draft_minutes(entry.meeting, by=chencang.staff)
    assert entry.outcome == "deferred" and item.title not in minutes.opening
    assert not minutes.summaries.exclude(text="").exists()
    with pytest.raises(Refused, match="会议尚未开始，不能议定"):
        agenda_items.perform(item, "decide", by=chencang.staff)


def test_a_meeting_that_sits_sends_nothing_back(chencang: Office) -> None:
    meeting = chencang.noticed_meeting()
    chencang.hold(meeting, until="open")
    with pytest.raises(Refused, match="会议已经开始，不能退回"):
        agenda_items.perform(meeting.entries.get().agenda_item, "return_", by=chencang.staff, comment="数据有误")


def test_a_published_notice_keeps_the_time_it_was_published_with(chencang: Office) -> None:
    meeting = chencang.noticed_meeting()
    first, before, place = meeting.revisions.get(), cn_datetime(meeting.starts_at), meeting.place
    read = text_of(first)
    meetings.perform(meeting, "renotice", by=chencang.staff, comment="场地检修", data=moved_to(chencang))
    assert text_of(meeting.revisions.get(number=1)) == read
    moved = text_of(meeting.revisions.get(number=2))
    assert (
        f"关于{meeting}改期的通知" in moved
        and f"原定{before}在{place}召开，改为" in moved
        and "理由：场地检修" in moved
    )
    meetings.perform(meeting, "postpone", by=chencang.staff, comment="另有安排")
    meetings.perform(meeting, "cancel", by=chencang.staff, comment="并入下次会议")
    titles = [papers.notice(row).title for row in meeting.revisions.all()[:2]]
    assert titles == [f"关于取消{meeting}的通知", f"关于{meeting}延期的通知"]
    paper = reverse("meetings:meeting_notice_paper", args=[meeting.pk, 4, "pdf"])
    assert browser(chencang.liaison).get(paper).getvalue().startswith(b"%PDF-")


@pytest.mark.parametrize("kind", [Meeting.Kind.REGULAR, Meeting.Kind.LIAISON, Meeting.Kind.WRITTEN])
@pytest.mark.parametrize("act", ["convene", "remind", "postpone", "renotice", "cancel"])
def test_who_is_told_is_who_the_preview_showed(chencang: Office, kind: Any, act: str) -> None:
    for role in (Role.LIAISON, Role.UNIT_LEADER):
        chencang.person(role, chencang.unit)
    chencang.person(Role.CONVENER)
    meeting = chencang.plan(kind, chencang.chief)
    item = chencang.agenda_item(AgendaItem.State.ACCEPTED)
    composer.place(meeting, [f"meetings.agendaitem:{item.pk}"], by=chencang.staff)
    by = chencang.chief if act == "convene" and kind == Meeting.Kind.REGULAR else chencang.staff
    if act != "convene":
        meetings.perform(meeting, "convene", by=chencang.chief if kind == Meeting.Kind.REGULAR else chencang.staff)
    form = NoticeForm(transition=meetings.transitions[act], obj=meeting, user=by)
    shown = {name.partition("（")[0] for _, people in form.recipients() for name in people}
    entry = meetings.perform(meeting, act, by=by, comment="另有安排", data=moved_to(chencang))
    jobs.sweep(work=True)
    told = dict(Notification.objects.filter(entry=entry).values_list("recipient__name", "sentence"))
    assert set(told) == shown != set()
    asked = {name for name, sentence in told.items() if "回执" in sentence}
    centre = {chencang.chief.name, chencang.person(Role.CONVENER).name}
    assert asked == (shown - centre if act in {"convene", "remind", "renotice"} else set())
    assert (chencang.chief.name in shown) == (act != "remind" and by != chencang.chief)


def test_nobody_hears_that_a_meeting_nobody_knew_of_is_put_off(chencang: Office) -> None:
    meeting = chencang.agenda_item(AgendaItem.State.SCHEDULED).entries.get(meeting__kind="regular").meeting
    page = browser(chencang.staff).get(reverse("meetings:meeting_cancel", args=[meeting.pk])).content.decode()
    assert "本次会议没有发过通知" in page
    entry = meetings.perform(meeting, "postpone", by=chencang.staff, comment="另有安排")
    jobs.sweep(work=True)
    assert not Notification.objects.filter(entry=entry).exists()
    assert not meeting.revisions.exists()


def test_where_every_chosen_unit_has_left_the_notice_goes_to_nobody(chencang: Office) -> None:
    meeting = chencang.agenda_item(AgendaItem.State.SCHEDULED).entries.get(meeting__kind="regular").meeting
    meeting.invited_units.set([chencang.unit])
    chencang.unit.is_member = False
    chencang.unit.save()
    with pytest.raises(Refused, match="所选参会单位均已撤销或者不再是成员单位"):
        meetings.perform(meeting, "convene", by=chencang.chief)
    assert not meeting.receipts.exists()


def test_a_new_time_is_checked_like_the_first(chencang: Office) -> None:
    meeting, other = chencang.noticed_meeting(), chencang.plan(Meeting.Kind.AD_HOC, chencang.director)
    Meeting.objects.filter(pk=other.pk).update(starts_at=other.starts_at + timedelta(days=7))
    other.refresh_from_db()
    other.invited_units.set([chencang.unit])
    url = reverse("meetings:meeting_renotice", args=[meeting.pk])
    when = timezone.localtime(other.starts_at).strftime("%Y-%m-%dT%H:%M")
    typed = {"starts_at": when, "place": "示例会议室", "comment": "场地检修", "request_key": str(uuid4())}
    answer = browser(chencang.staff).post(url, typed)
    assert answer.status_code == 422
    assert f"{chencang.unit}须同时参加“{other}”" in answer.content.decode()
    answer = browser(chencang.staff).post(url, {**typed, "allows_clash": "on"})
    assert answer.status_code == 422 and answer.context["form"].sheet


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "1999-12", "2100-01", "2026-13", "x"])
def test_a_month_no_calendar_shows_is_this_month(chencang: Office, month: str) -> None:
    answer = browser(chencang.staff).get(reverse("meetings:meeting_calendar"), {"month": month})
    assert f"{clock.today().year}年{clock.today().month}月" in answer.content.decode()


def test_the_last_month_leads_no_further(chencang: Office) -> None:
    page = browser(chencang.staff).get(reverse("meetings:meeting_calendar"), {"month": "2099-12"}).content.decode()
    assert "?month=2099-12" in page and "2100" not in page


@pytest.mark.parametrize("year", ["0001", "1999", "9999"])
def test_a_slip_of_the_year_is_told_at_the_field(chencang: Office, year: str) -> None:
    chair = Appointment.objects.get(user=chencang.chief).pk
    typed = {
        "kind": "regular",
        "title": "示例",
        "starts_at": f"{year}-12-31T23:59",
        "slot_minutes": 600,
        "chair": chair,
    }
    answer = browser(chencang.staff).post(reverse("meetings:meeting_create"), {**typed, "place": "示例会议室"})
    assert answer.status_code == 422
    assert "年份须在2000年到2099年之间" in answer.content.decode()


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_notice_agenda_and_sign_in_sheet_are_given_to_print_and_to_work_on(chencang: Office, form: str) -> None:
    meeting = chencang.noticed_meeting()
    begins = {"pdf": b"%PDF-", "docx": b"PK"}[form]
    for name, more in (("notice", [1]), ("agenda", []), ("sheet", [])):
        url = reverse(f"meetings:meeting_{name}_paper", args=[meeting.pk, *more, form])
        assert browser(chencang.staff).get(url).getvalue().startswith(begins), name
    assert (
        browser(chencang.staff).get(reverse("meetings:meeting_agenda_paper", args=[meeting.pk, "x"])).status_code == 404
    )


def test_an_agenda_nobody_published_is_no_paper(chencang: Office) -> None:
    url = reverse("meetings:meeting_agenda_paper", args=[chencang.regular_meeting().pk, "pdf"])
    assert browser(chencang.staff).get(url).status_code == 409


def test_the_notice_says_who_comes_until_when_to_answer_and_whom_to_ring(yueqing: Office) -> None:
    Appointment.objects.filter(user=yueqing.staff).update(phone="000-0000002")
    meeting = yueqing.agenda_item(AgendaItem.State.SCHEDULED).entries.get(meeting__kind="regular").meeting
    page = browser(yueqing.chief).get(reverse("meetings:meeting_convene", args=[meeting.pk])).content.decode()
    assert 'id="sheet"' in page and f"关于召开{meeting}的通知 第 1 页" in page
    meetings.perform(meeting, "convene", by=yueqing.chief)
    said = text_of(meeting.revisions.get())
    assert "主要负责" in said and "前登录联席会议办公系统回执" in said and "联系电话：000-0000002" in said


@pytest.mark.parametrize(
    ("act", "title", "said"),
    [("renotice", "改期的通知", "原回执作废"), ("postpone", "延期的通知", "另行通知"), ("cancel", "的通知", "取消")],
)
def test_what_goes_out_was_shown_on_paper_first(chencang: Office, act: str, title: str, said: str) -> None:
    meeting = chencang.noticed_meeting()
    client, url = browser(chencang.staff), reverse(f"meetings:meeting_{act}", args=[meeting.pk])
    page = client.get(url).content.decode()
    assert "预览将发出的通知" in page and 'id="sheet"' not in page
    typed = {"comment": "场地检修", "request_key": str(uuid4())}
    if act == "renotice":
        when = timezone.localtime(meeting.starts_at + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
        typed |= {"starts_at": when, "place": "另一会议室"}
    answer = client.post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "请核对下方将发出的通知" in page and 'id="sheet"' in page
    assert title in page and said in page and "理由：场地检修。" in page
    assert meeting.revisions.count() == 1
    shown = answer.context["form"]
    said_there = text_of(shown.paper())
    again = client.post(url, {**typed, "comment": "主持人出差", "shown": shown["shown"].value()})
    assert again.status_code == 422 and "理由：主持人出差。" in again.content.decode()
    assert client.post(url, {**typed, "shown": shown["shown"].value()}).status_code == 302
    assert text_of(meeting.revisions.order_by("number")[1]) == said_there


def test_a_notice_whose_agenda_changed_since_it_was_shown_is_shown_again(chencang: Office) -> None:
    meeting = chencang.agenda_item(AgendaItem.State.SCHEDULED).entries.get(meeting__kind="regular").meeting
    client, url = browser(chencang.chief), reverse("meetings:meeting_convene", args=[meeting.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in ("request_key", "shown", "comment")}
    meeting.entries.update(reporter="示例戊")
    answer = client.post(url, sent)
    assert answer.status_code == 422 and "示例戊" in answer.content.decode()
    assert not meeting.receipts.exists()
    assert client.post(url, {**sent, "shown": answer.context["form"]["shown"].value()}).status_code == 302
