"""Before an item stands on an agenda it goes the way its notice prescribes: 张北县 director, then chief convener."""

from datetime import timedelta

import pytest
import time_machine

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.errors import Forbidden, NotApplicable, Refused
from jointmeeting.kernel.models import Notification
from jointmeeting.workbench import todo_for
from meetings.models import AgendaItem
from meetings.workflows import agenda_items
from members.models import Appointment, Role, User
from members.services import appoint
from tests.conftest import founded
from tests.factories import Office, user

S = AgendaItem.State
go = agenda_items.perform


@pytest.fixture
def zhangbei(db: None) -> Office:
    return founded("zhangbei")


def appointed(office: Office) -> User:
    """A new chief convener, in office from today."""
    successor = user("示例·新任总召集人")
    appoint(successor, role=Role.CHIEF_CONVENER, body=office.body, post="总召集人", starts_on=clock.today(), by=None)
    return successor


def offered(office: Office, item: AgendaItem) -> set[str]:
    """Return the acts any central post is offered on `item`."""
    people = (office.staff, office.director, office.chief)
    return {act.transition.name for person in people for act in agenda_items.available(item, person)}


def test_zhangbei_asks_the_director_and_then_the_chief_convener(zhangbei: Office) -> None:
    item = zhangbei.agenda_item(S.ACCEPTED)
    meeting = zhangbei.regular_meeting()
    with pytest.raises(Refused, match="须经总召集人批准后才能列入议程") as refusal:
        go(item, "schedule", by=zhangbei.staff, data={"meeting": meeting})
    assert "二（三）2" in refusal.value.clause
    with pytest.raises(Refused, match="请办公室主任先办理审核"):
        go(item, "approve", by=zhangbei.chief)
    with pytest.raises(Forbidden):
        go(item, "admit", by=zhangbei.staff)
    go(item, "admit", by=zhangbei.director)
    assert f"批准议题：{item}" in [todo.title for todo in todo_for(zhangbei.chief)]
    go(item, "approve", by=zhangbei.chief)
    go(item, "schedule", by=zhangbei.staff, data={"meeting": meeting})
    assert item.state == S.SCHEDULED


def test_a_body_without_the_rule_is_not_offered_the_steps(yueqing: Office, chencang: Office) -> None:
    for office in (yueqing, chencang):
        item = office.agenda_item(S.ACCEPTED)
        assert not offered(office, item) & {"admit", "approve"}
        with pytest.raises(NotApplicable):
            go(item, "admit", by=office.director)


def test_an_item_is_returned_from_any_step_and_starts_again(zhangbei: Office) -> None:
    item = zhangbei.agenda_item(S.ACCEPTED)
    go(item, "admit", by=zhangbei.director)
    go(item, "return_", by=zhangbei.staff, comment="请补充经费来源")
    assert (item.state, item.version) == (S.DRAFT, 2)
    go(item, "submit", by=zhangbei.liaison)
    go(item, "accept", by=zhangbei.staff)
    with pytest.raises(Refused, match="请办公室主任先办理审核"):
        go(item, "approve", by=zhangbei.chief)


def titles(person: User) -> set[str]:
    return {todo.title for todo in todo_for(person)}


def test_the_work_of_each_step_waits_for_its_own_post_and_he_is_told(zhangbei: Office) -> None:
    assert zhangbei.director and zhangbei.chief  # in office before the acts: who comes later is told nothing
    item = zhangbei.agenda_item(S.ACCEPTED)
    assert f"审核议题：{item}" in titles(zhangbei.director) - titles(zhangbei.staff)
    assert "请办公室主任审核" in told(zhangbei.director)
    go(item, "admit", by=zhangbei.director)
    assert f"批准议题：{item}" in titles(zhangbei.chief) - titles(zhangbei.director)
    assert "请总召集人批准上会" in told(zhangbei.chief)
    go(item, "approve", by=zhangbei.chief)
    assert f"列入会议议程：{item}" in titles(zhangbei.staff)


def test_an_accepted_item_asks_for_what_the_notice_asks(yueqing: Office, chencang: Office) -> None:
    assert f"安排联络员会议讨论：{yueqing.agenda_item(S.ACCEPTED)}" in titles(yueqing.staff)
    assert f"列入会议议程：{chencang.agenda_item(S.ACCEPTED)}" in titles(chencang.staff)


def test_the_days_of_the_office_count_from_the_last_submission(chencang: Office) -> None:
    with time_machine.travel(clock.now() - timedelta(days=60), tick=False):
        item = chencang.agenda_item(S.SUBMITTED)
        go(item, "return_", by=chencang.staff, comment="请补充")
    go(item, "submit", by=chencang.liaison)
    (todo,) = [row for row in todo_for(chencang.staff) if str(item) in row.title]
    assert todo.due_on is not None and todo.due_on > clock.today()


def told(person: User) -> str:
    jobs.sweep(work=True)
    return "".join(Notification.objects.filter(recipient=person).values_list("sentence", flat=True))


def test_who_is_asked_next_is_who_held_the_post_at_the_act(zhangbei: Office) -> None:
    item = zhangbei.agenda_item(S.ACCEPTED)
    jobs.sweep(work=True)
    former = zhangbei.chief
    entry = go(item, "admit", by=zhangbei.director)
    Appointment.objects.filter(user=former).update(ends_on=clock.today() - timedelta(days=1))
    later = appointed(zhangbei)
    go(item, "approve", by=later)  # before the telling of the step before was worked off
    jobs.sweep(work=True)
    told = Notification.objects.filter(entry=entry)
    assert {note.recipient for note in told} == {former}
    assert told.get().sentence.endswith("请总召集人批准上会。")
