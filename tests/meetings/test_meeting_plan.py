"""The year's plan: proposed by the rules, confirmed by the director, compared with what was held."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from meetings import planning, workflows
from meetings.models import Meeting, MeetingPlan, PlannedMeeting
from meetings.services import plan as services
from tests.conftest import founded
from tests.factories import Office
from tests.meetings.convening import meeting_plan
from tests.subjects import browser

REGULAR, LIAISON = Meeting.Kind.REGULAR, Meeting.Kind.LIAISON


@pytest.fixture
def plan(chencang: Office) -> MeetingPlan:
    """Next year's plan, one regular meeting by the notice and one besides."""
    return meeting_plan(chencang)


def sent(plan: MeetingPlan, **fields: Any) -> dict[str, Any]:
    """What the form of the plan brings."""
    data: dict[str, Any] = {"version": plan.version}
    for line in plan.lines.all():
        data |= {f"l{line.pk}-month": line.month, f"l{line.pk}-kind": line.kind, f"l{line.pk}-theme": line.theme}
    return {**data, **{f"n{n}-kind": "regular" for n in range(3)}, **fields}


def post(office: Office, plan: MeetingPlan, data: dict[str, Any]) -> Any:
    return browser(office.staff).post(reverse("meetings:meeting_plan_edit", args=[plan.pk]), data)


def test_the_notice_says_how_many_and_the_liaison_meeting_before(yueqing: Office) -> None:
    year = clock.today().year + 1
    found = [(row.kind, row.theme) for row in planning.proposal(yueqing.body, year)]
    assert found == [(LIAISON, "第一次联席会议会前讨论"), (REGULAR, f"{year}年第一次联席会议")]


def test_where_nobody_has_settled_how_many_nothing_is_guessed(db: None) -> None:
    assert planning.proposal(founded("dejiang").body, 2027) == []


def test_what_is_arranged_counts_and_only_the_months_left_are_used(chencang: Office) -> None:
    with time_machine.travel(datetime(2026, 11, 3, tzinfo=UTC), tick=False):
        (alone,) = planning.proposal(chencang.body, 2026)
        assert alone.month in {11, 12} and alone.meeting is None
        meeting = chencang.regular_meeting()
        (there,) = planning.proposal(chencang.body, 2026)
        assert there.meeting == meeting


def test_a_plan_is_drafted_once_from_the_page(chencang: Office) -> None:
    year = clock.today().year + 1
    for _ in range(2):
        answer = browser(chencang.staff).post(reverse("meetings:meeting_plan_create"), {"year": year})
        assert answer.status_code == 302
    assert MeetingPlan.objects.get().lines.count() == 1


def test_lines_are_added_changed_and_taken_out(chencang: Office, plan: MeetingPlan) -> None:
    first, besides = plan.lines.all()
    new = {"n2-month": "9", "n2-theme": "秋季调度", "n2-kind": "liaison", "n2-prepared_by": chencang.unit.pk}
    data = sent(plan, **{f"l{first.pk}-theme": "新主题", f"l{besides.pk}-leaves": "on"}, **new)
    assert post(chencang, plan, data).status_code == 302
    kept = {(line.theme, line.kind, line.prepared_by) for line in plan.lines.all()}
    assert kept == {("新主题", first.kind, None), ("秋季调度", LIAISON, chencang.unit)}


def test_two_people_planning_at_once_lose_nothing(chencang: Office, plan: MeetingPlan) -> None:
    mine = sent(plan, **{"n2-month": "6", "n2-theme": "后保存的"})
    post(chencang, plan, sent(plan, **{"n2-month": "5", "n2-theme": "先保存的"}))
    answer = post(chencang, plan, mine)
    page = answer.content.decode()
    assert answer.status_code == 409 and "已修改计划，您的修改没有保存" in page
    assert 'value="先保存的"' in page and 'value="后保存的"' in page
    assert plan.lines.filter(theme="先保存的").exists() and not plan.lines.filter(theme="后保存的").exists()


def test_half_a_line_is_said_at_its_field_and_nothing_is_lost(chencang: Office, plan: MeetingPlan) -> None:
    answer = post(chencang, plan, sent(plan, **{"n2-theme": "只有主题"}))
    page = answer.content.decode()
    assert answer.status_code == 422 and "请选择月份" in page and "只有主题" in page


def test_confirming_asks_for_what_the_rule_asks_and_shows_it_to_the_units(chencang: Office, plan: MeetingPlan) -> None:
    assert browser(chencang.liaison).get(plan.get_absolute_url()).status_code == 404
    plan.lines.filter(kind=REGULAR).update(kind=LIAISON)
    with pytest.raises(Refused, match="计划中只有0次") as refusal:
        workflows.meeting_plans.perform(plan, "confirm", by=chencang.director)
    assert "宝陈政办发〔2022〕45号" in refusal.value.clause
    plan.lines.filter(kind=LIAISON).update(kind=REGULAR)
    workflows.meeting_plans.perform(plan, "confirm", by=chencang.director)
    assert browser(chencang.liaison).get(plan.get_absolute_url()).status_code == 200
    with pytest.raises(Refused, match="请办公室主任先办理“调整计划”"):
        services.edit_plan(plan, [], version=plan.version, by=chencang.staff)


def arrange(office: Office, line: PlannedMeeting, **fields: Any) -> Any:
    chair = office.chief.appointments.get()
    data = {
        "plan_line": line.pk, "kind": line.kind, "title": line.theme, "starts_at": "2031-03-15T09:00",
        "slot_minutes": 90, "place": "示例会议室", "chair": chair.pk,
        "request_key": "5f0f3c1c-0f5a-4d0e-9d65-0d4c54a1c003", **fields,
    }  # fmt: skip
    return browser(office.staff).post(reverse("meetings:meeting_create"), data)


def test_a_line_becomes_a_meeting_once(chencang: Office, plan: MeetingPlan) -> None:
    workflows.meeting_plans.perform(plan, "confirm", by=chencang.director)
    line = plan.lines.filter(kind=REGULAR)[0]
    button = f"{reverse('meetings:meeting_create')}?planned={line.pk}"
    assert button in browser(chencang.staff).get(plan.get_absolute_url()).content.decode()
    form = browser(chencang.staff).get(button).content.decode()
    assert line.theme in form and f"{plan.year}-{line.month:02}-" in form
    assert arrange(chencang, line).status_code == 302
    line.refresh_from_db()
    assert line.meeting == Meeting.objects.get(title=line.theme)
    again = arrange(chencang, line, request_key="5f0f3c1c-0f5a-4d0e-9d65-0d4c54a1c004", starts_at="2031-03-16T09:00")
    assert again.status_code == 422 and "已由他人安排" in again.content.decode()
    workflows.meetings.perform(line.meeting, "cancel", by=chencang.staff, comment="另行安排")
    assert line in PlannedMeeting.objects.open()


def test_the_plan_stands_against_what_was_held(chencang: Office) -> None:
    plan = services.draft_plan(chencang.body, 2026, by=chencang.staff)
    plan.lines.all().delete()
    held = chencang.regular_meeting()
    chencang.agenda_item()
    Meeting.objects.filter(pk=held.pk).update(starts_at=datetime(2026, 4, 2, 1, tzinfo=UTC))
    lines = [(1, None), (5, None), (3, held), (9, None)]
    for month, meeting in lines:
        PlannedMeeting.objects.create(plan=plan, month=month, kind=REGULAR, theme=f"{month}月会议", meeting=meeting)
    with time_machine.travel(datetime(2026, 5, 20, tzinfo=UTC), tick=False):
        assert [(row.planned.month, row.tone) for row in planning.lines(plan)] == [
            (1, "late"), (3, "plain"), (5, "soon"), (9, "plain"),
        ]  # fmt: skip
        beside = chencang.plan(LIAISON, chencang.director)
    assert planning.unplanned(plan) == [beside]
    assert date(2026, 5, 27) == beside.starts_at.date()


def test_a_meeting_in_the_plan_is_not_taken_out_of_it(chencang: Office, plan: MeetingPlan) -> None:
    line = plan.lines.filter(kind=REGULAR)[0]
    arrange(chencang, line)
    answer = post(chencang, plan, sent(plan, **{f"l{line.pk}-leaves": "on"}))
    assert "已安排会议，不能从计划中删除" in answer.content.decode()
    assert plan.lines.filter(pk=line.pk).exists()


def test_the_calendar_shows_the_plan_in_as_many_queries_however_long_it_is(chencang: Office, plan: MeetingPlan) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as said:
            page = browser(chencang.staff).get(reverse("meetings:meeting_calendar"), {"month": f"{plan.year}-01"})
        assert "示例专题" in page.content.decode()
        return len(said)

    before = queries()
    for month in range(1, 13):
        PlannedMeeting.objects.create(
            plan=plan, month=month, kind=REGULAR, theme=f"{month}月", prepared_by=chencang.unit
        )
    assert queries() == before
