"""What a meeting does with an item besides deciding it: changes, rejects, leaves to the government; where it reads."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from jointmeeting.kernel import jobs
from jointmeeting.kernel.carry_over import Kind
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Notification
from jointmeeting.workbench import todo_for
from meetings import composition, item_sheet, outcomes
from meetings.carry_over import of_items, of_major_matters
from meetings.drafting import generated_rows
from meetings.models import AgendaItem, MajorMatter, Meeting, Minutes
from meetings.models.agenda import AgendaItemState, EntryOutcome
from meetings.services import minutes as minutes_services
from meetings.services.major import raise_major_matter
from meetings.similarity import similar_to
from meetings.workflows import agenda_items, major_matters
from meetings.workflows import minutes as minutes_workflow
from tests.factories import Office
from tests.meetings.major import REPORT, decision
from tests.subjects import browser

S = AgendaItem.State
go = agenda_items.perform
CHANGES = "将共享周期由每季度改为每月\n删去第三项"


def heard(office: Office, **fields: Any) -> tuple[AgendaItem, Meeting]:
    """An item its meeting has heard, and nothing recorded of it yet."""
    item = office.agenda_item(S.SCHEDULED, **fields)
    meeting = item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    office.hold(meeting)
    return item, meeting


def text_of(minutes: Minutes) -> str:
    return "\n".join(str(getattr(block, "text", "")) for block in composition.compose(minutes).official().body)


def draft(office: Office, meeting: Meeting) -> Minutes:
    """Minutes opened, with one clause on something else."""
    minutes = minutes_services.draft_minutes(meeting, by=office.staff)
    save(office, minutes, [office._matter(None, "关于示例乙")])
    return minutes


def save(office: Office, minutes: Minutes, matters: list[Any]) -> None:
    minutes_services.edit_minutes(
        minutes, version=minutes.version, title="示例会议纪要", opening=minutes.opening, disclosure="open",
        by=office.staff, matters=matters,
    )  # fmt: skip
    minutes.refresh_from_db()


@pytest.mark.parametrize(
    ("act", "state", "outcome"),
    [
        ("amend", S.DECIDED, EntryOutcome.AMENDED),
        ("reject", S.REJECTED, EntryOutcome.REJECTED),
        ("refer", S.REFERRED, EntryOutcome.REFERRED),
    ],
)
def test_the_meeting_keeps_what_it_did_and_why_and_the_unit_is_told(
    yueqing: Office, act: str, state: AgendaItemState, outcome: EntryOutcome
) -> None:
    item, meeting = heard(yueqing)
    with pytest.raises(Refused, match="理由"):
        go(item, act, by=yueqing.staff)
    go(item, act, by=yueqing.staff, comment="经费来源不明")
    entry = meeting.entries.get()
    assert (item.state, entry.outcome, entry.outcome_note) == (state, outcome, "经费来源不明")
    jobs.sweep(work=True)
    assert Notification.objects.filter(recipient=yueqing.liaison, sentence__contains="经费来源不明").exists()
    page = browser(yueqing.liaison).get(item.get_absolute_url()).content.decode()
    assert f"{meeting}：{outcome.label}" in page and "经费来源不明" in page
    assert outcome.label in browser(yueqing.staff).get(meeting.get_absolute_url()).content.decode()


def test_the_database_knows_no_rejection_without_a_reason(yueqing: Office) -> None:
    _, meeting = heard(yueqing)
    with pytest.raises(IntegrityError, match="entry_outcome_says_why"), transaction.atomic():
        meeting.entries.update(outcome=EntryOutcome.REJECTED)


def test_the_form_asks_what_was_changed(yueqing: Office) -> None:
    item, meeting = heard(yueqing)
    url = reverse("meetings:agenda_item_amend", args=[item.pk])
    asked = browser(yueqing.staff).post(url, {"request_key": str(uuid4()), "comment": ""})
    assert asked.status_code == 422 and "修改内容" in asked.content.decode()
    browser(yueqing.staff).post(url, {"request_key": str(uuid4()), "comment": CHANGES})
    assert meeting.entries.get().outcome == EntryOutcome.AMENDED


def test_minutes_say_the_changes_and_resolve_the_item(yueqing: Office) -> None:
    item, meeting = heard(yueqing)
    go(item, "amend", by=yueqing.staff, comment=CHANGES)
    minutes = draft(yueqing, meeting)
    assert (
        f"会议原则同意{item.unit}提报的“{item}”，并作如下修改：\n将共享周期由每季度改为每月\n删去第三项。"
        in text_of(minutes)
    )
    assert [row["agenda_item"] for row in generated_rows(minutes)] == [item]


def test_minutes_say_what_was_rejected_and_resolve_nothing_on_it(yueqing: Office) -> None:
    item, meeting = heard(yueqing)
    go(item, "reject", by=yueqing.staff, comment="经费来源不明。")
    minutes = draft(yueqing, meeting)
    assert f"“{item}”" in minutes.opening
    assert "会议对该议题未予通过，理由是：经费来源不明。" in text_of(minutes)
    assert generated_rows(minutes) == []
    assert outcomes.untold(minutes) == []


@pytest.mark.parametrize("fixture", ["yueqing", "chencang"])
def test_minutes_name_the_government_of_the_place(fixture: str, request: pytest.FixtureRequest) -> None:
    office: Office = request.getfixturevalue(fixture)
    item, meeting = heard(office)
    go(item, "refer", by=office.staff, comment="超出联席会议职权")
    government = office.body.charter.record.body.government_name
    assert f"会议决定将该议题报请{government}决定，理由是：超出联席会议职权。" in text_of(draft(office, meeting))


def test_minutes_of_a_meeting_that_only_rejected_need_no_clause(chencang: Office) -> None:
    item, meeting = heard(chencang)
    minutes = minutes_services.draft_minutes(meeting, by=chencang.staff)
    go(item, "reject", by=chencang.staff, comment="经费来源不明")
    minutes_services.regenerate_opening(minutes, by=chencang.staff)
    minutes.refresh_from_db()
    save(chencang, minutes, [])
    for act, by in (("submit", chencang.staff), ("review", chencang.director)):
        minutes_workflow.perform(minutes, act, by=by)
    minutes_workflow.perform(minutes, "sign", by=chencang.chief)
    assert minutes.number == 1


def test_an_outcome_recorded_after_the_draft_is_not_passed_over(yueqing: Office) -> None:
    item, meeting = heard(yueqing)
    minutes = draft(yueqing, meeting)
    go(item, "reject", by=yueqing.staff, comment="经费来源不明")
    with pytest.raises(Refused, match="没有写明下列议题的审议结果：“关于示例事项的议题”未通过"):
        minutes_workflow.perform(minutes, "submit", by=yueqing.staff)
    told = minutes.summaries.get().text
    minutes_services.regenerate_opening(minutes, by=yueqing.staff)
    minutes.refresh_from_db()
    assert minutes.summaries.get().text == f"{told}\n会议对该议题未予通过，理由是：经费来源不明。"
    assert minutes.versions.count() == minutes.version
    minutes_workflow.perform(minutes, "submit", by=yueqing.staff)


def test_what_is_referred_is_a_major_matter_and_its_decision_comes_back_there(yueqing: Office) -> None:
    item, meeting = heard(yueqing)
    url = reverse("meetings:agenda_item_refer", args=[item.pk])
    page = browser(yueqing.staff).get(url).content.decode()
    assert item.proposal in page and "已登记的重大问题" not in page
    typed = {
        "request_key": str(uuid4()),
        "comment": "超出职权",
        "title": "示例",
        "unit": yueqing.other_unit.pk,
        "text": "情况",
    }
    assert browser(yueqing.staff).post(url, typed).status_code == 302
    matter = item.major_matters.get()
    assert (matter.meeting, matter.unit, matter.title, matter.text) == (meeting, yueqing.other_unit, "示例", "情况")
    assert [todo.act_label for todo in todo_for(yueqing.staff)].count("报告") == 1
    major_matters.perform(matter, "report", by=yueqing.staff, data=REPORT)
    major_matters.perform(matter, "decide", by=yueqing.staff, data=decision(yueqing))
    assert "政府决定：同意所提建议。" in browser(yueqing.staff).get(item.get_absolute_url()).content.decode()
    assert str(item) in browser(yueqing.staff).get(matter.get_absolute_url()).content.decode()


def test_a_matter_raised_before_is_linked_not_raised_twice(yueqing: Office) -> None:
    item, meeting = heard(yueqing)
    fields = {"title": "示例重大问题", "text": "情况。", "unit": yueqing.unit}
    raised = raise_major_matter(meeting, by=yueqing.staff, request_key=uuid4(), **fields)
    assert (
        str(raised)
        in browser(yueqing.staff).get(reverse("meetings:agenda_item_refer", args=[item.pk])).content.decode()
    )
    go(item, "refer", by=yueqing.staff, comment="超出职权", data={"matter": raised})
    assert item.major_matters.get() == raised and MajorMatter.objects.count() == 1


def test_a_matter_of_another_meeting_is_not_linked(yueqing: Office) -> None:
    other, _ = heard(yueqing)
    go(other, "refer", by=yueqing.staff, comment="超出职权")
    item, meeting = heard(yueqing)
    with pytest.raises(Refused, match="不是本次会议登记的"):
        go(item, "refer", by=yueqing.staff, comment="超出职权", data={"matter": other.major_matters.get()})
    item.refresh_from_db()
    assert (item.state, meeting.entries.get().outcome) == (S.SCHEDULED, "")


def test_an_item_the_government_is_not_asked_about_any_more_comes_back(yueqing: Office) -> None:
    item, _ = heard(yueqing)
    go(item, "refer", by=yueqing.staff, comment="超出职权")
    with pytest.raises(Refused, match="已报请政府决定"):
        go(item, "resume", by=yueqing.staff)
    major_matters.perform(item.major_matters.get(), "withdraw", by=yueqing.staff, comment="部门间已协调")
    assert f"转为暂缓：{item}" in [todo.title for todo in todo_for(yueqing.staff)]
    go(item, "resume", by=yueqing.staff)
    later = yueqing.regular_meeting()
    (offered,) = of_items(later)
    assert (offered.kind, offered.title) == (Kind.DEFERRED, item.title)


def test_the_next_regular_meeting_hears_what_became_of_what_was_left_to_the_government(yueqing: Office) -> None:
    item, meeting = heard(yueqing)
    go(item, "refer", by=yueqing.staff, comment="超出职权")
    later = yueqing.regular_meeting()
    Meeting.objects.filter(pk=later.pk).update(starts_at=meeting.starts_at + timedelta(days=90))
    later.refresh_from_db()
    (waits,) = of_major_matters(later)
    assert (waits.kind, waits.note) == (Kind.GOVERNMENT, "待报告")
    assert list(of_major_matters(meeting)) == []
    assert list(of_major_matters(yueqing.plan(Meeting.Kind.AD_HOC, yueqing.chief))) == []
    compose = browser(yueqing.staff).post(
        reverse("meetings:meeting_compose", args=[later.pk]), {"matter": [waits.key], "shown": [waits.key]}
    )
    assert compose.status_code == 302
    assert later.carried.get().title == f"通报报请政府决定事项：{waits.title}"


@pytest.mark.parametrize(
    ("act", "said"), [("amend", "修改后议定"), ("reject", "未通过"), ("refer", "报请政府决定，待报告")]
)
def test_a_similar_item_later_is_told_what_became_of_this_one(yueqing: Office, act: str, said: str) -> None:
    title = "关于建立就业救助信息按{}共享机制的议题"
    item, _ = heard(yueqing, title=title.format("季"))
    go(item, act, by=yueqing.staff, comment="经费来源不明")
    mine = yueqing.agenda_item(S.ACCEPTED, title=title.format("月"))
    (found,) = similar_to(mine, AgendaItem.objects.visible_to(yueqing.staff))
    assert (found.item, found.outcome) == (item, said)


def test_the_paper_of_an_item_that_comes_back_says_what_earlier_meetings_did(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.DEFERRED)
    assert "示例例会暂缓：需补充材料。" in str(item_sheet.sheet(item))


def test_what_has_ended_is_no_open_work_and_not_checked_again(yueqing: Office) -> None:
    for state in (S.REJECTED, S.REFERRED):
        item = yueqing.agenda_item(state)
        page = browser(yueqing.staff).get(item.get_absolute_url()).content.decode()
        assert "上会前核查" not in page
        assert str(item) not in [str(row) for row in open_items(yueqing)]


def open_items(office: Office) -> list[Any]:
    from meetings.open_work import _items  # noqa: PLC0415 -- private to its registry

    return list(_items(office.unit))
