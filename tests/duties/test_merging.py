"""Merging hides nothing: no date, no unit, no piece; and what two people do at once ends in one of two orders."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from duties import workflows
from duties.models import Assignment, AssignmentState, ExtensionState, Part, PartState
from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from members.models import Role
from tests.conftest import founded
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office
from tests.subjects import browser

S = AssignmentState
go = workflows.assignments.perform


def merge(office: Office, row: Assignment, into: Assignment) -> None:
    go(row, "merge", by=office.staff, comment="内容相同", data={"into": into})


def test_a_date_is_not_hidden_in_a_later_one(yueqing: Office) -> None:
    sooner, later = (factories.assign(yueqing, due_on=clock.today() + timedelta(days=n)) for n in (10, 20))
    factories.assign(yueqing, due_on=clock.today() + timedelta(days=5))  # so that there is somewhere to go
    with pytest.raises(Refused, match="并入等于延期"):
        merge(yueqing, sooner, later)
    merge(yueqing, later, sooner)
    assert f"时限{later.due_on.month}月{later.due_on.day}日" in browser(yueqing.liaison).get(  # type: ignore[union-attr]
        sooner.get_absolute_url()
    ).content.decode().replace(" ", "")


def test_the_former_lead_supports_and_its_supporters_keep_what_they_took_on(yueqing: Office) -> None:
    third = factories.stale_unit(yueqing)
    whole = factories.assign(yueqing, lead_unit=yueqing.other_unit, supporting_units=[third, yueqing.unit])
    whole.parts.update(text="汇总")
    row = factories.assign(yueqing, supporting_units=[yueqing.other_unit, third])
    row.parts.update(text="提供数据")
    Part.objects.create(assignment=row, unit=None, label="区纪委")
    merge(yueqing, row, whole)
    texts = {part.label: part.text for part in whole.parts.all()}
    assert texts == {third.name: "汇总；提供数据", yueqing.unit.name: f"汇总；办理并入的“{row.title}”", "区纪委": ""}


def test_nothing_is_merged_into_its_own_piece_and_pieces_go_along(yueqing: Office) -> None:
    row, whole = factories.assignment(yueqing, S.IN_PROGRESS), factories.assign(yueqing)
    piece = {"title": "分解", "text": "要求", "lead_unit": yueqing.unit, "due_on": clock.today()}
    go(row, "split", by=yueqing.staff, data=piece)
    child = row.children.get()
    with pytest.raises(Refused, match="由本事项分解而来"):
        merge(yueqing, row, child)
    merge(yueqing, row, whole)
    assert [one.pk for one in whole.children.all()] == [child.pk]


def test_there_is_nowhere_to_merge_to_and_the_page_says_so(yueqing: Office) -> None:
    row = factories.assign(yueqing)
    answer = browser(yueqing.staff).get(reverse("duties:assignment_merge", args=[row.pk]))
    assert answer.status_code == 409
    assert "没有可以并入的事项" in answer.content.decode()
    answer = browser(yueqing.staff).get(reverse("duties:assignment_carry", args=[row.pk]))
    assert "没有筹备中的会议" in answer.content.decode()


def test_a_reader_is_given_no_link_to_what_he_may_not_open(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS)
    piece = {
        "title": "别单位的分解",
        "text": "要求",
        "lead_unit": factories.stale_unit(yueqing),
        "due_on": clock.today(),
    }
    go(row, "split", by=yueqing.staff, data=piece)
    go(row, "carry", by=yueqing.staff, comment="需要研究", data={"meeting": yueqing.regular_meeting()})
    child = row.children.get()
    page = browser(yueqing.liaison).get(row.get_absolute_url()).content.decode()
    assert "别单位的分解" in page
    for hidden in (child.get_absolute_url(), row.carried_to.get_absolute_url()):  # type: ignore[union-attr]
        assert f'href="{hidden}"' not in page
        assert f'href="{hidden}"' in browser(yueqing.staff).get(row.get_absolute_url()).content.decode()


def test_a_piece_is_not_reopened_under_a_closed_whole(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS)
    piece = {"title": "分解", "text": "要求", "lead_unit": yueqing.unit, "due_on": clock.today()}
    go(row, "split", by=yueqing.staff, data=piece)
    child = row.children.get()
    for one in (child, row):
        if one == child:
            go(one, "accept", by=yueqing.liaison)
            go(one, "report", by=yueqing.liaison, data=factories.PROGRESS)
        go(one, "finish", by=yueqing.liaison)
        go(one, "close", by=yueqing.staff)
    with pytest.raises(Refused, match="请先重新办理该事项"):
        go(child, "reopen", by=yueqing.director, comment="未落实")


def test_granting_never_takes_time_away(yueqing: Office) -> None:
    with at(date(2026, 6, 1)):
        row = factories.assignment(yueqing, S.IN_PROGRESS, due_on=date(2026, 6, 10))
        factories.ask_for_time(yueqing, row, until=date(2026, 6, 15))
        go(row, "suspend", by=yueqing.staff, comment="等待", data={"until": date(2026, 6, 20)})
    with at(date(2026, 6, 22)):
        go(row, "resume", by=yueqing.staff)
        asked = row.extensions.get()
        with pytest.raises(Refused, match="同意后反而缩短"):
            workflows.extensions.perform(asked, "grant", by=yueqing.staff)
    row.refresh_from_db()
    assert row.due_on is not None
    assert row.due_on > date(2026, 6, 15)
    assert asked.state == ExtensionState.REQUESTED


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do every act in a thread of its own, as nearly together as can be; return who was refused and who was not."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except Refused:
            return "refused"
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_merged_into_each_other_at_once_leave_one(yueqing: Office) -> None:
    one, two = factories.assign(yueqing), factories.assign(yueqing)
    outcome = at_once(lambda: merge(yueqing, one, two), lambda: merge(yueqing, two, one))
    assert outcome == ["done", "refused"]
    assert Assignment.objects.open().count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["close", "split", "part"])
def test_what_holds_up_the_whole_is_never_under_a_closed_one(other: str, yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS)
    row.parts.update(text="提供数据")
    part, officer = row.parts.get(), yueqing.person(Role.LIAISON, yueqing.other_unit)
    workflows.parts.perform(part, "complete", by=officer, comment="已提供")
    go(row, "finish", by=yueqing.liaison)
    again: dict[str, Callable[[], Any]] = {
        "close": lambda: go(Assignment.objects.get(pk=row.pk), "close", by=yueqing.director),
        "split": lambda: go(Assignment.objects.get(pk=row.pk), "return_", by=yueqing.staff, comment="补充"),
        "part": lambda: workflows.parts.perform(part, "return_", by=yueqing.staff, comment="缺一批"),
    }
    at_once(lambda: go(row, "close", by=yueqing.staff), again[other])
    row.refresh_from_db()
    part.refresh_from_db()
    assert not (row.state == S.CLOSED and part.state == PartState.OPEN)
    assert row.state in {S.CLOSED, S.IN_PROGRESS, S.REPORTED}


@pytest.mark.django_db(transaction=True)
def test_time_is_not_granted_to_what_is_suspended_meanwhile(yueqing: Office) -> None:
    asked = factories.extension(yueqing)
    row = asked.assignment
    rest = {"until": clock.today() + timedelta(days=5)}
    at_once(
        lambda: workflows.extensions.perform(asked, "grant", by=yueqing.staff),
        lambda: go(row, "suspend", by=yueqing.director, comment="等待", data=rest),
    )
    row.refresh_from_db()
    asked.refresh_from_db()
    assert row.state == S.SUSPENDED
    assert (row.due_on == asked.until) == (asked.state == ExtensionState.GRANTED)


def test_what_the_office_s_own_unit_leads_is_verified_by_the_director_or_a_convener(yueqing: Office) -> None:
    host = yueqing.body.units.get(name="市民政局")
    officer = yueqing.person(Role.LIAISON, host)
    for verifier in (yueqing.director, yueqing.chief):
        row = factories.assign(yueqing, lead_unit=host, supporting_units=[])
        go(row, "accept", by=officer)
        go(row, "report", by=officer, data=factories.PROGRESS)
        go(row, "finish", by=officer)
        with pytest.raises(Refused, match="市民政局牵头的事项由办公室主任或者召集人核验") as refusal:
            go(row, "close", by=yueqing.staff)
        assert "乐政办函〔2019〕16号" in (refusal.value.clause or "")
        go(row, "close", by=verifier)
    other = factories.assignment(yueqing, S.REPORTED)
    with pytest.raises(Refused, match="召集人只核验"):
        go(other, "close", by=yueqing.chief)


def test_the_office_s_own_unit_is_found_by_any_of_its_names(db: None) -> None:
    office = founded("zhangbei")
    host = office.body.units.get(name="民政局")
    row = factories.assign(office, lead_unit=host, supporting_units=[])
    officer = office.person(Role.LIAISON, host)
    go(row, "accept", by=officer)
    go(row, "report", by=officer, data=factories.PROGRESS)
    go(row, "finish", by=officer)
    with pytest.raises(Refused, match="由办公室主任或者召集人核验"):
        go(row, "close", by=office.staff)
    go(row, "close", by=office.director)


def test_nothing_is_merged_into_a_part_that_is_done(yueqing: Office) -> None:
    whole = factories.assign(yueqing, lead_unit=yueqing.other_unit, supporting_units=[yueqing.unit])
    part, row = whole.parts.get(), factories.assign(yueqing, supporting_units=[])
    workflows.parts.perform(part, "complete", by=yueqing.liaison, comment="数据已提供")
    with pytest.raises(Refused, match="请先退回其配合分工"):
        merge(yueqing, row, whole)
    workflows.parts.perform(part, "return_", by=yueqing.staff, comment="另有工作并入")
    merge(yueqing, row, whole)
    part.refresh_from_db()
    assert row.title in part.text
