"""Changes of members by the body's rule, the hand-over, terms that end by themselves, and the nightly comparison."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Group

from jointmeeting.kernel import access, clock, jobs
from jointmeeting.kernel.errors import Forbidden, NotApplicable, Refused
from jointmeeting.kernel.models import LogEntry
from members import reconciling, roster
from members.change_rules import STEPS, rule_of
from members.models import Appointment, MemberChange, MemberUnit, Role
from members.waiting import todo_for
from members.workflows import hand_over_items, member_changes
from tests.conftest import founded
from tests.factories import Office
from tests.members.changes import propose
from tests.subjects import browser

LEADER: dict[str, Any] = {"role": "unit_leader", "successor_post": "局长"}


def under(office: Office, kind: str) -> Office:
    """Let the notice prescribe one of the five kinds."""
    charter = office.body.charter
    charter.content["member_change"] = {"value": kind, "clause": "二", "quote": "示例条款"}
    charter.save()
    office.body = type(office.body).objects.get(pk=office.body.pk)
    office.__dict__.pop("unit", None)
    return office


@pytest.mark.parametrize(("kind", "step"), sorted(STEPS.items()))
def test_each_kind_has_its_one_way(yueqing: Office, kind: str, step: str) -> None:
    change = propose(under(yueqing, kind), **LEADER)
    actors = {"file": yueqing.staff, "confirm": yueqing.staff, "approve": yueqing.chief, "adjust": yueqing.staff}
    if step == "take_effect":
        assert change.state == MemberChange.State.EFFECTIVE
        return
    for other, actor in actors.items():
        if other != step:
            with pytest.raises(NotApplicable, match="请按规定的程序办理") as refusal:
                member_changes.perform(change, other, by=actor)
            assert refusal.value.clause == "乐政办函〔2019〕16号 二"
    with pytest.raises(Forbidden):
        member_changes.perform(change, step, by=yueqing.liaison)
    assert [todo.act_label for todo in todo_for(actors[step])] == ["办理"]
    member_changes.perform(change, step, by=actors[step], data={"document": "2026年第一次例会"})
    assert change.state == MemberChange.State.EFFECTIVE
    assert change.document == "2026年第一次例会"


def test_the_notices_themselves(yueqing: Office, chencang: Office) -> None:
    assert rule_of(propose(yueqing, **LEADER)).citation == "乐政办函〔2019〕16号 二"
    assert rule_of(propose(chencang, **LEADER)).value == "unit_proposes_meeting_decides"
    liaison = propose(chencang)
    assert (rule_of(liaison).from_charter, rule_of(liaison).citation) == (False, "通知未规定，按惯例报办公室备案")
    assert not rule_of(propose(founded("dejiang"), **LEADER)).from_charter


def test_who_leaves_acts_until_the_day_before_and_who_follows_from_the_day(yueqing: Office) -> None:
    first, day = yueqing.liaison, clock.today() + timedelta(days=3)
    change = propose(yueqing, starts_on=day)
    member_changes.perform(change, "file", by=yueqing.staff)
    assert change.outgoing and change.outgoing.user == first and change.outgoing.ends_on == day - timedelta(days=1)
    assert change.incoming
    for today, may, may_not in ((day - timedelta(days=1), first, change.incoming.user),
                                (day, change.incoming.user, first)):  # fmt: skip
        with time_machine.travel(today, tick=False):
            for person, expected in ((may, True), (may_not, False)):
                person.__dict__.pop("_grants", None)
                assert access.can(person, "member_change.propose", yueqing.unit) is expected


def test_the_successor_takes_over_one_by_one(yueqing: Office) -> None:
    item, first = yueqing.agenda_item(), yueqing.liaison
    yueqing.assignment()
    yueqing.noticed_meeting()
    change = propose(yueqing)
    member_changes.perform(change, "file", by=yueqing.staff)
    assert {row.label for row in change.hand_over.all()} == {"议题", "工作事项", "会议回执"}
    assert change.incoming
    successor = change.incoming.user
    handed = change.hand_over.get(url=item.get_absolute_url())
    assert (handed.title, handed.state) == (str(item), "open")
    assert [todo.act_label for todo in todo_for(successor)] == ["接收"]
    with pytest.raises(Refused, match="由接任人测试继任本人逐项确认"):
        hand_over_items.perform(handed, "acknowledge", by=yueqing.person(Role.UNIT_LEADER, yueqing.unit))
    with pytest.raises(Forbidden):
        first.__dict__.pop("_grants", None)
        hand_over_items.perform(handed, "acknowledge", by=first)
    successor.must_change_password = False
    successor.save()
    page = browser(successor).get(change.get_absolute_url()).content.decode()
    assert page.count("hand_over_item.acknowledge") == change.hand_over.count() > 2
    for row in change.hand_over.all():
        hand_over_items.perform(row, "acknowledge", by=successor)
        row.refresh_from_db()
        assert row.acknowledged_by == successor and row.acknowledged_at
    assert todo_for(successor) == []


def test_one_change_of_a_post_at_a_time_and_never_backwards(yueqing: Office) -> None:
    key = uuid4()
    propose(yueqing, request_key=key)
    assert propose(yueqing, request_key=key).pk
    assert MemberChange.objects.count() == 1
    with pytest.raises(Refused, match="已有一项调整正在办理"):
        propose(yueqing)
    with pytest.raises(Refused, match="接任日期须晚于这一天。请更正接任日期"):
        yueqing.person(Role.UNIT_LEADER, yueqing.unit)
        propose(yueqing, **LEADER, starts_on=date(2019, 1, 1))
    with pytest.raises(Forbidden):
        propose(yueqing, by=yueqing.staff, **LEADER)
    with pytest.raises(Forbidden):
        propose(yueqing, by=yueqing.person(Role.LIAISON, yueqing.other_unit), **LEADER)


def test_the_unit_proposes_on_its_page_and_sees_what_is_wrong(yueqing: Office) -> None:
    client = browser(yueqing.liaison)
    data = {"unit": yueqing.unit.pk, "role": "liaison", "successor_name": "测试继任", "successor_post": "科员",
            "starts_on": "2019-01-01", "reason": "工作变动", "request_key": str(uuid4())}  # fmt: skip
    bad = client.post("/members/member-changes/new/", data)
    assert bad.status_code == 422 and "接任日期须晚于这一天" in bad.content.decode()
    foreign = client.post("/members/member-changes/new/", {**data, "unit": yueqing.other_unit.pk})
    assert foreign.status_code == 422 and not MemberChange.objects.exists()
    good = client.post("/members/member-changes/new/", {**data, "starts_on": str(clock.today())})
    assert good.status_code == 302 and MemberChange.objects.get().unit == yueqing.unit


def test_the_nightly_comparison_puts_grants_right_and_says_so(yueqing: Office) -> None:
    ended = yueqing.person(Role.CONVENER, ends_on=clock.today() - timedelta(days=1))
    begins = roster.enter_post(yueqing.body, name="测试甲", role=Role.LIAISON, unit=yueqing.other_unit, post="科员",
                               starts_on=clock.today() + timedelta(days=9), ends_on=None, by=yueqing.staff)  # fmt: skip
    lost = yueqing.liaison
    lost.groups.clear()
    stray = Group.objects.get(name=f"jurisdiction:{yueqing.body.pk}:staff")
    yueqing.chief.groups.add(stray)
    reconciling.reconcile_due()
    entry = LogEntry.objects.get(act="grant.reconcile")
    removed = [f"{ended.name}（召集人）", f"{yueqing.chief.name}（办公室工作人员）"]
    assert entry.details["removed"] == sorted(removed)
    assert entry.details["added"] == [f"{lost.name}（{yueqing.unit}联络员）"]
    assert begins.user.groups.count() == 1 and not ended.groups.exists()
    assert lost.groups.count() == 1 and stray not in yueqing.chief.groups.all()
    assert reconciling.reconcile_due() == 0
    again = reconciling.reconcile(yueqing.body)
    assert (again.details["added"], again.details["removed"]) == ([], [])
    assert again.details["checked"] == Appointment.objects.count() - 1
    page = browser(yueqing.staff).get(f"/members/rosters/{yueqing.body.slug}/grants/").content.decode()
    assert f"{lost.name}（{yueqing.unit}联络员）" in page


def test_grants_of_a_dissolved_unit_count_no_more_and_are_taken_away(yueqing: Office) -> None:
    liaison, unit = yueqing.liaison, yueqing.unit
    MemberUnit.ever.filter(pk=unit.pk).update(ended_on=clock.today() - timedelta(days=1))
    liaison.__dict__.pop("_grants", None)
    assert liaison.appointments.current().exists()
    assert not access.can(liaison, "member_change.propose", unit)
    entry = reconciling.reconcile(yueqing.body)
    assert entry.details["removed"] == [f"{liaison.name}（{unit}联络员）"]
    assert not liaison.groups.exists()


def test_a_change_of_a_unit_that_is_no_more_is_returned(yueqing: Office) -> None:
    change = propose(yueqing)
    MemberUnit.ever.filter(pk=change.unit_id).update(ended_on=clock.today() - timedelta(days=1))
    change = MemberChange.objects.get(pk=change.pk)
    with pytest.raises(Refused, match="已撤销，不再任命新的人员。请退回"):
        member_changes.perform(change, "file", by=yueqing.staff)
    member_changes.perform(change, "return_", by=yueqing.staff, comment="单位已撤销")


def test_a_successor_whose_name_several_bear_is_named_by_login(yueqing: Office) -> None:
    for login in ("", "新"):
        roster.enter_post(yueqing.body, name="测试继任", login=login, role=Role.UNIT_HANDLER, unit=yueqing.unit,
                          post="科员", starts_on=clock.today(), ends_on=None, by=yueqing.staff)  # fmt: skip
    data = {"unit": yueqing.unit.pk, "role": "liaison", "successor_name": "测试继任", "successor_post": "科员",
            "starts_on": str(clock.today()), "reason": "工作变动"}  # fmt: skip
    client, address = browser(yueqing.liaison), "/members/member-changes/new/"
    asked = client.post(address, {**data, "request_key": str(uuid4())})
    assert asked.status_code == 422 and "有2位同名的测试继任：ceshijiren（" in asked.content.decode()
    named = client.post(address, {**data, "successor_login": "ceshijiren2", "request_key": str(uuid4())})
    assert named.status_code == 302
    change = MemberChange.objects.get()
    assert "（ceshijiren2）" in client.get(change.get_absolute_url()).content.decode()
    member_changes.perform(change, "file", by=yueqing.staff)
    assert change.incoming and change.incoming.user.username == "ceshijiren2"


def test_what_comes_up_before_the_day_is_handed_over_as_well(yueqing: Office) -> None:
    day = clock.today() + timedelta(days=3)
    first = yueqing.agenda_item()
    change = propose(yueqing, starts_on=day)
    member_changes.perform(change, "file", by=yueqing.staff)
    assert [row.url for row in change.hand_over.all()] == [first.get_absolute_url()]
    later = yueqing.agenda_item()
    jobs.sweep()
    assert change.hand_over.count() == 1
    with time_machine.travel(day, tick=False):
        for _ in range(2):
            jobs.sweep()
        yueqing.staff.__dict__.pop("_grants", None)
    assert [row.url for row in change.hand_over.all()] == [first.get_absolute_url(), later.get_absolute_url()]
    assert LogEntry.objects.get(act="member_change.complete").details == {"added": 1}
