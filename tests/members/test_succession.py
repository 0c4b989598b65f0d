"""机构改革: a unit gets a new name, goes into another, or gives duties away; open work follows, old papers do not."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duties.models import Assignment, AssignmentState
from jointmeeting.kernel import clock, jobs, search
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Job, Notification
from meetings.models import AgendaItem, Minutes, Receipt
from members.models import Duty, FormerName, MemberUnit, Role, Succession, User
from members.roles import grants_of
from members.roster import places_on
from members.services import appoint
from members.successions import end_due_successions, plan_succession
from members.waiting import todo_for
from members.workflows import successions
from tests.duties import factories
from tests.factories import Office
from tests.subjects import browser
from verification.models import Source

K, S = Succession.Kind, Succession.State
NEW = "市乡村振兴局"


def plan(office: Office, unit: MemberUnit, kind: str, **fields: Any) -> Succession:
    given = {"duties": [], "effective_on": clock.today(), "document": "示例机改〔2026〕1号", **fields}
    return plan_succession(unit, kind=kind, by=office.staff, request_key=uuid4(), **given)


def carried_out(office: Office, unit: MemberUnit, kind: str, **fields: Any) -> Succession:
    change = plan(office, unit, kind, **fields)
    successions.perform(change, "confirm", by=office.director)
    change.refresh_from_db()
    return change


@pytest.fixture
def other(yueqing: Office) -> MemberUnit:
    return yueqing.body.units.exclude(pk=yueqing.unit.pk)[4]


def test_a_new_name_leaves_old_papers_as_they_are(yueqing: Office) -> None:
    minutes, old = yueqing.minutes(Minutes.State.ISSUED), str(yueqing.unit)
    digest, names = minutes.content_hash, list(minutes.meeting.attendances.values_list("unit_name", flat=True))
    assert carried_out(yueqing, yueqing.unit, K.RENAME, new_name=NEW, new_short_name="乡村振兴局").state == S.EFFECTIVE
    unit = MemberUnit.objects.get(pk=yueqing.unit.pk)
    assert (unit.name, unit.short_name, unit.initials) == (NEW, "乡村振兴局", "sxczxj")
    minutes.refresh_from_db()
    assert minutes.content_hash == digest
    assert list(minutes.meeting.attendances.values_list("unit_name", flat=True)) == names
    assert old in names
    assert "曾用名" in browser(yueqing.liaison).get(unit.get_absolute_url()).content.decode()


@pytest.mark.parametrize("asked", [NEW, "old"])
def test_either_name_finds_the_unit_and_papers_of_both(yueqing: Office, asked: str) -> None:
    old = str(yueqing.unit)
    item = yueqing.agenda_item(AgendaItem.State.SUBMITTED)
    AgendaItem.objects.filter(pk=item.pk).update(title=f"关于{old}工作的议题")
    carried_out(yueqing, yueqing.unit, K.RENAME, new_name=NEW)
    later = yueqing.agenda_item(AgendaItem.State.SUBMITTED)
    AgendaItem.objects.filter(pk=later.pk).update(title=f"关于{NEW}工作的议题")
    found = {
        hits.label: [line[0] for line in hits.lines] for hits in search.find(yueqing.staff, asked.replace("old", old))
    }
    assert found["单位"] == [NEW]
    assert found["曾用名"] == [old]
    assert set(found["议题"]) == {f"关于{old}工作的议题", f"关于{NEW}工作的议题"}


def test_a_merger_moves_what_is_open_and_ends_the_unit(yueqing: Office, other: MemberUnit) -> None:
    unit = yueqing.unit
    leader = yueqing.person(Role.UNIT_LEADER, unit)
    item = yueqing.agenda_item(AgendaItem.State.SUBMITTED)
    running = factories.assignment(yueqing, AssignmentState.ACCEPTED)
    closed = factories.assignment(yueqing, AssignmentState.CLOSED)
    receipt = yueqing.receipt()
    numbers = list(unit.duties.values_list("text", flat=True))
    change = carried_out(yueqing, unit, K.MERGE, successor=other)
    for row, field, owner in ((item, "unit", other), (running, "lead_unit", other), (closed, "lead_unit", unit)):
        row.refresh_from_db()
        assert getattr(row, field) == owner
    receipt.refresh_from_db()
    assert receipt.unit == unit  # the successor was asked itself
    assert change.state == S.EFFECTIVE
    assert set(numbers) <= set(other.duties.values_list("text", flat=True))
    assert not MemberUnit.doers.filter(pk=unit.pk).exists()
    assert MemberUnit.ever.get(pk=unit.pk).ended_on == clock.today() - timedelta(days=1)
    assert browser(leader).get(item.get_absolute_url()).status_code == 404
    assert FormerName.objects.filter(unit=other, name=unit.name).exists()


def test_a_merger_into_a_unit_that_comes_into_being(yueqing: Office) -> None:
    running = factories.assignment(yueqing, AssignmentState.ASSIGNED)
    carried_out(yueqing, yueqing.unit, K.MERGE, new_name=NEW)
    running.refresh_from_db()
    assert (running.lead_unit.name, running.lead_unit.is_member) == (NEW, True)


def test_a_supporting_unit_that_takes_over_leads_alone(yueqing: Office, other: MemberUnit) -> None:
    running = factories.assignment(yueqing, AssignmentState.ASSIGNED, supporting_units=[other])
    carried_out(yueqing, yueqing.unit, K.MERGE, successor=other)
    running.refresh_from_db()
    assert running.lead_unit == other
    assert [part.unit for part in running.parts.all()] == [None]


def test_a_supporting_unit_that_ends_is_followed(yueqing: Office, other: MemberUnit) -> None:
    third = yueqing.body.units.exclude(pk__in=[yueqing.unit.pk, other.pk])[0]
    running = factories.assignment(yueqing, AssignmentState.ASSIGNED, supporting_units=[other])
    carried_out(yueqing, other, K.MERGE, successor=third)
    assert [(part.unit, part.label) for part in running.parts.all()] == [(third, third.name)]


def test_only_the_duties_given_away_go(yueqing: Office, other: MemberUnit) -> None:
    given = Duty.objects.create(unit=yueqing.unit, number="甲", text="示例划出的职责")
    kept = Duty.objects.create(unit=yueqing.unit, number="乙", text="示例保留的职责")
    moves = factories.assignment(yueqing, AssignmentState.ACCEPTED, duty=given)
    stays = factories.assignment(yueqing, AssignmentState.ACCEPTED, duty=kept)
    carried_out(yueqing, yueqing.unit, K.SPLIT, successor=other, duties=[given])
    for row, owner in ((moves, other), (stays, yueqing.unit)):
        row.refresh_from_db()
        assert row.lead_unit == owner
    assert (Duty.objects.get(pk=given.pk).unit, Duty.objects.get(pk=kept.pk).unit) == (other, yueqing.unit)
    assert MemberUnit.objects.filter(pk=yueqing.unit.pk).exists()


def test_a_number_the_successor_has_is_told_apart(yueqing: Office, other: MemberUnit) -> None:
    given = Duty.objects.create(unit=yueqing.unit, number=other.duties.get().number, text="示例")
    carried_out(yueqing, yueqing.unit, K.SPLIT, successor=other, duties=[given])
    assert Duty.objects.get(pk=given.pk).number == other.duties.order_by("pk")[0].number + "续"


def test_a_source_goes_with_the_unit(yueqing: Office, other: MemberUnit) -> None:
    source = Source.objects.create(jurisdiction=yueqing.body, unit=yueqing.unit)
    carried_out(yueqing, yueqing.unit, K.MERGE, successor=other)
    source.refresh_from_db()
    assert source.unit == other


def test_it_waits_for_its_day(yueqing: Office) -> None:
    day = clock.today() + timedelta(days=10)
    change = carried_out(yueqing, yueqing.unit, K.RENAME, new_name=NEW, effective_on=day)
    jobs.sweep()
    assert (change.state, MemberUnit.objects.filter(name=NEW).count()) == (S.CONFIRMED, 0)
    with time_machine.travel(day, tick=False):
        jobs.sweep()
        jobs.sweep()
    change.refresh_from_db()
    assert (change.state, MemberUnit.objects.filter(name=NEW).count()) == (S.EFFECTIVE, 1)


def test_one_change_at_a_time_and_no_name_twice(yueqing: Office, other: MemberUnit) -> None:
    with pytest.raises(Refused, match="已有名为"):
        plan(yueqing, yueqing.unit, K.RENAME, new_name=other.name)
    plan(yueqing, yueqing.unit, K.RENAME, new_name=NEW)
    with pytest.raises(Refused, match="尚未生效"):
        plan(yueqing, yueqing.unit, K.MERGE, successor=other)


def test_the_name_may_be_taken_before_the_day(yueqing: Office, other: MemberUnit) -> None:
    change = plan(yueqing, yueqing.unit, K.RENAME, new_name=NEW)
    carried_out(yueqing, other, K.RENAME, new_name=NEW)
    with pytest.raises(Refused, match="已有名为"):
        successions.perform(change, "confirm", by=yueqing.director)


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        (K.RENAME, {}, "请填写更名后的名称"),
        (K.RENAME, {"new_name": NEW, "successor": True}, "不选承接单位"),
        (K.RENAME, {"new_name": "same"}, "新名称与现名称相同"),
        (K.MERGE, {}, "二者填一项"),
        (K.MERGE, {"new_name": NEW, "successor": True}, "二者填一项"),
        (K.SPLIT, {"successor": True}, "请勾选划出的职责"),
    ],
)
def test_what_contradicts_itself_is_refused(
    yueqing: Office, other: MemberUnit, kind: str, fields: dict[str, Any], sentence: str
) -> None:
    url = reverse("members:succession_create", args=[yueqing.unit.pk])
    data = {"kind": kind, "effective_on": str(date(2026, 12, 1)), "document": "示例", "request_key": str(uuid4())}
    data |= {"successor": str(other.pk)} if fields.get("successor") else {}
    data |= {"new_name": fields["new_name"].replace("same", str(yueqing.unit))} if "new_name" in fields else {}
    response = browser(yueqing.staff).post(url, data)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Succession.objects.exists()


def test_the_page_shows_what_will_move(yueqing: Office, other: MemberUnit) -> None:
    running = factories.assignment(yueqing, AssignmentState.ACCEPTED)
    change = plan(yueqing, yueqing.unit, K.MERGE, successor=other)
    page = browser(yueqing.staff).get(change.get_absolute_url()).content.decode()
    assert "牵头的工作事项（1）" in page
    assert str(running) in page
    assert Assignment.objects.get(pk=running.pk).lead_unit == yueqing.unit
    assert Receipt.objects.count() == 0


def test_the_page_shows_duties_and_people_as_well(yueqing: Office, other: MemberUnit) -> None:
    liaison = yueqing.liaison
    merged = plan(yueqing, yueqing.unit, K.MERGE, successor=other)
    page = browser(yueqing.staff).get(merged.get_absolute_url()).content.decode()
    assert f"转移的职责（{yueqing.unit.duties.count()}）" in page and yueqing.unit.duties.all()[0].text[:30] in page
    assert "任职至生效前一日的人员（1）" in page and f"{liaison}（联络员）" in page


def test_nobody_begins_at_a_unit_that_is_no_more(yueqing: Office, other: MemberUnit) -> None:
    later = clock.today() + timedelta(days=30)
    post = appoint(yueqing.staff, role=Role.UNIT_HANDLER, body=yueqing.body, unit=yueqing.unit, post="科员",
                   starts_on=later, by=None)  # fmt: skip
    carried_out(yueqing, yueqing.unit, K.MERGE, successor=other)
    post.refresh_from_db()
    assert post.ends_on == later
    with time_machine.travel(later, tick=False):
        assert not [grant for grant in grants_of(User.objects.get(pk=yueqing.staff.pk)) if grant.unit_id]


def test_the_roster_of_a_day_calls_a_unit_as_it_was_called(yueqing: Office) -> None:
    old, mine = yueqing.unit.name, yueqing.unit
    for days, name in ((-20, "市示例旧局"), (-10, NEW)):
        with time_machine.travel(clock.today() + timedelta(days=days), tick=False):
            carried_out(yueqing, MemberUnit.objects.get(pk=mine.pk), K.RENAME, new_name=name)
    for days, name in ((-21, old), (-20, "市示例旧局"), (-11, "市示例旧局"), (-10, NEW), (0, NEW)):
        places = places_on(yueqing.body, clock.today() + timedelta(days=days))
        assert next(place.name for place in places if place.unit == mine) == name


def told(person: Any) -> list[str]:
    for job in Job.objects.filter(kind="kernel.notify"):
        jobs.run(job.pk)
    return [row.sentence for row in Notification.objects.filter(recipient=person).order_by("pk")]


def test_those_concerned_are_told_and_the_director_finds_it_on_the_desk(yueqing: Office, other: MemberUnit) -> None:
    leaving, staying = yueqing.liaison, yueqing.person(Role.LIAISON, other)
    change = plan(yueqing, yueqing.unit, K.MERGE, successor=other)
    assert [row.title for row in todo_for(yueqing.director)] == [f"确认机构变动：{change}"]
    assert not todo_for(yueqing.staff)
    assert [line for line in told(yueqing.director) if "请核对后确认" in line]
    roster = browser(yueqing.liaison).get(reverse("members:roster_page", args=[yueqing.body.slug])).content.decode()
    assert "待生效的机构变动" in roster and str(change) in roster
    successions.perform(change, "confirm", by=yueqing.director)
    for person in (leaving, staying, yueqing.staff):
        assert any("已生效" in line for line in told(person)), person
    assert not todo_for(yueqing.director)


def test_one_that_cannot_take_effect_stops_none_after_it_and_the_director_is_told_once(
    yueqing: Office, other: MemberUnit
) -> None:
    day = clock.today() + timedelta(days=10)
    third = yueqing.body.units.exclude(pk__in=[yueqing.unit.pk, other.pk])[0]
    stuck = carried_out(yueqing, yueqing.unit, K.RENAME, new_name=NEW, effective_on=day)
    goes = carried_out(yueqing, other, K.RENAME, new_name="市示例局", effective_on=day + timedelta(days=1))
    carried_out(yueqing, third, K.RENAME, new_name=NEW)
    with time_machine.travel(day + timedelta(days=1), tick=False):
        for _ in range(3):
            end_due_successions()
        assert any(row.title.startswith("机构变动未能生效") for row in todo_for(yueqing.director))
    stuck.refresh_from_db()
    goes.refresh_from_db()
    assert (stuck.state, goes.state) == (S.CONFIRMED, S.EFFECTIVE)
    assert len([line for line in told(yueqing.director) if "未能办理：已有名为" in line]) == 1
    assert f"已有名为“{NEW}”的单位" in browser(yueqing.director).get(stuck.get_absolute_url()).content.decode()
    with time_machine.travel(day + timedelta(days=1), tick=False):
        with CaptureQueriesContext(connection) as asked:
            end_due_successions()
        assert not [query for query in asked if 'FROM "kernel_logentry"' in query["sql"]]
        carried_out(yueqing, third, K.RENAME, new_name="市另一示例局")
        end_due_successions()
    stuck.refresh_from_db()
    assert (stuck.state, stuck.obstruction) == (S.EFFECTIVE, "")
