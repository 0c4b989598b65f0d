"""A supporting unit has its own part: told of it, reminded of it, reporting on it, and the whole waits for it."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from duties import queries, reminders, workflows
from duties.models import Assignment, AssignmentState, Digest, Part, PartState
from jointmeeting.kernel import jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry, Notification
from members.groups import enter_group
from members.models import Role, User
from tests.duties import factories
from tests.factories import PDF, Office
from tests.subjects import browser

S = AssignmentState
go = workflows.assignments.perform


def arrange(row: Assignment, by: User, text: str | None = None, **more: Any) -> None:
    """Answer the form for the only part, as a browser sends it."""
    page = reverse("duties:assignment_arrange_parts", args=[row.pk])
    form = browser(by).get(page).context["form"]
    kept = {name: field.initial or "" for name, field in form.fields.items() if name.startswith("text_")}
    given = {name: text or value for name, value in kept.items()}
    key = str(form.fields["request_key"].initial())
    answer = browser(by).post(page, {**given, "text": "", "request_key": key, **more})
    assert answer.status_code == 302, answer.context["form"].errors


def supporter(office: Office) -> User:
    return office.person(Role.LIAISON, office.other_unit)


def test_lead_unit_and_office_say_what_a_supporter_does_and_it_is_told(yueqing: Office) -> None:
    row, other = factories.assignment(yueqing, S.ACCEPTED), supporter(yueqing)
    for by in (yueqing.liaison, yueqing.staff):
        arrange(row, by, text=f"由{by.name}安排：提供低保数据")
    jobs.sweep(work=True)
    told = Notification.objects.filter(recipient=other).values_list("sentence", flat=True)
    assert sum("提供低保数据" in sentence for sentence in told) == 2
    assert row.parts.get().text == f"由{yueqing.staff.name}安排：提供低保数据"
    assert [todo.title for todo in queries.todo_for(other)] == [f"配合：{row.title}"]


def test_a_unit_is_added_and_taken_away_again_with_a_word(yueqing: Office) -> None:
    row, third = factories.assignment(yueqing, S.ACCEPTED), factories.stale_unit(yueqing)
    arrange(row, yueqing.staff, units=[third.pk])
    added = row.parts.get(unit=third)
    officer = yueqing.person(Role.LIAISON, third)
    arrange(row, yueqing.staff, **{f"remove_{added.pk}": "on"})
    jobs.sweep(work=True)
    assert [part.unit for part in row.parts.all()] == [yueqing.other_unit]
    assert Notification.objects.filter(recipient=officer, sentence__contains=f"不再需要{third}配合").exists()
    assert "取消" in LogEntry.objects.filter(act="assignment.arrange_parts").latest("pk").details["arranged"][0]


def test_what_was_reported_on_is_not_taken_away(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED)
    part = row.parts.get()
    workflows.parts.perform(part, "report", by=supporter(yueqing), data=factories.PROGRESS)
    change = {"part": part, "text": "", "unit": None, "is_removed": True}
    with pytest.raises(Refused, match="已经报告过配合情况"):
        go(row, "arrange_parts", by=yueqing.staff, data={"changes": [change], "units": [], "text": ""})
    form = browser(yueqing.staff).get(reverse("duties:assignment_arrange_parts", args=[row.pk])).context["form"]
    assert f"remove_{part.pk}" not in form.fields


def test_an_arrangement_that_changes_nothing_is_refused(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED)
    with pytest.raises(Refused, match="没有变化"):
        go(row, "arrange_parts", by=yueqing.staff, data={"changes": [], "units": [], "text": ""})


def test_a_printed_name_finds_its_unit_and_a_group_its_members(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED, supporting_units=[])
    towns = enter_group(yueqing.body, "各镇街", ["示例甲镇", "示例乙街道"], by=yueqing.staff)
    printed = Part.objects.create(assignment=row, unit=None, label="各镇（街道）", text="摸底上报")
    arrange(row, yueqing.staff, **dict[str, Any]({f"unit_{printed.pk}": towns.pk}))
    assert {(part.label, part.text) for part in row.parts.all()} == {
        ("示例甲镇", "摸底上报"),
        ("示例乙街道", "摸底上报"),
    }
    handler = yueqing.person(Role.TOWNSHIP_HANDLER, row.parts.get(label="示例甲镇").unit)
    assert [todo.title for todo in queries.todo_for(handler)] == [f"配合：{row.title}"]


def test_a_group_nobody_listed_is_refused_at_its_field(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED, supporting_units=[])
    empty = enter_group(yueqing.body, "各镇街", [], by=yueqing.staff)
    page, client = reverse("duties:assignment_arrange_parts", args=[row.pk]), browser(yueqing.staff)
    key = str(client.get(page).context["form"].fields["request_key"].initial())
    answer = client.post(page, {"units": [empty.pk], "text": "摸底", "request_key": key})
    assert answer.status_code == 422
    assert "尚未填写所含单位" in answer.context["form"].errors["units"][0]
    assert not row.parts.exists()


def test_the_whole_waits_for_named_parts_and_the_office_may_send_one_back(yueqing: Office) -> None:
    row, by = factories.assignment(yueqing, S.ACCEPTED), supporter(yueqing)
    arrange(row, yueqing.liaison, text="提供数据")
    part = row.parts.get()
    go(row, "report", by=yueqing.liaison, data=factories.PROGRESS)
    go(row, "finish", by=yueqing.liaison)
    with pytest.raises(Refused, match="配合分工尚未完成"):
        go(row, "close", by=yueqing.staff)
    workflows.parts.perform(part, "complete", by=by, comment="已提供三批")
    workflows.parts.perform(part, "return_", by=yueqing.staff, comment="缺一批")
    assert part.state == PartState.OPEN
    workflows.parts.perform(part, "complete", by=by, comment="已补齐")
    jobs.sweep(work=True)
    assert Notification.objects.filter(recipient=yueqing.liaison, sentence__contains="已提供三批").exists()
    page = browser(by).get(row.get_absolute_url()).content.decode()
    assert "已补齐" in page
    go(row, "close", by=yueqing.staff)
    with pytest.raises(Refused, match="配合分工不再变动"):
        workflows.parts.perform(part, "comment", by=by, comment="补充")


def test_a_supporter_reports_comments_and_names_who_answers(yueqing: Office) -> None:
    row, by = factories.assignment(yueqing, S.ACCEPTED), supporter(yueqing)
    part = row.parts.get()
    data = {**factories.PROGRESS, "help_wanted": "请明确数据口径", "evidence": [PDF, PDF]}
    workflows.parts.perform(part, "report", by=by, data=data)
    workflows.parts.perform(part, "comment", by=by, comment="月底前可以提供")
    workflows.parts.perform(part, "designate", by=by, data={"responsible": by})
    jobs.sweep(work=True)
    for person, word in ((yueqing.liaison, "月底前可以提供"), (yueqing.staff, "请求协调：请明确数据口径")):
        assert Notification.objects.filter(recipient=person, sentence__contains=word).exists(), word
    page = browser(yueqing.staff).get(row.get_absolute_url()).content.decode()
    assert page.count("佐证材料：") == 2
    assert by.name in page
    with pytest.raises(Refused, match="当前状态为“已签收”"):  # a supporter's file does not finish the lead's work
        go(row, "finish", by=yueqing.liaison)


def test_a_named_part_is_reminded_of(yueqing: Office) -> None:
    by = supporter(yueqing)
    with time_machine.travel(datetime(2026, 6, 1, 1), tick=False):
        row = factories.assignment(yueqing, S.ACCEPTED, due_on=date(2026, 6, 12))
        row.parts.update(text="提供数据")
    with time_machine.travel(datetime(2026, 6, 11, 1), tick=False):
        reminders.remind()
    (digest,) = Digest.objects.filter(recipient=by)
    assert [line["text"] for line in digest.lines] == [f"配合{yueqing.unit}办理{row.title}：还有1个工作日，已签收"]


def test_a_township_does_what_is_assigned_to_it(yueqing: Office) -> None:
    handler = yueqing.person(Role.TOWNSHIP_HANDLER, yueqing.township)
    with time_machine.travel(datetime(2026, 6, 1, 1), tick=False):
        row = factories.assign(yueqing, lead_unit=yueqing.township, supporting_units=[], due_on=date(2026, 6, 12))
        home = browser(handler).get("/").content.decode()
        assert reverse("duties:assignment_list") in home
        assert row.title in browser(handler).get(reverse("duties:assignment_list")).content.decode()
        assert [todo.act_label for todo in queries.todo_for(handler)] == ["签收"]
        go(row, "accept", by=handler, data={"responsible": handler})
        go(row, "report", by=handler, data=factories.PROGRESS)
    with time_machine.travel(datetime(2026, 6, 11, 1), tick=False):
        reminders.remind()
        assert Digest.objects.filter(recipient=handler).count() == 1
        go(row, "finish", by=handler)
    go(row, "close", by=yueqing.staff)
