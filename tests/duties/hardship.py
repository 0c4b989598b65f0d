"""Hardship cases and relief in every state, and what the access matrix and the walks need of them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse

from duties.hardship import intake, workflow
from duties.models import HardshipCase, HardshipState, ReliefState, UrgentRelief
from jointmeeting.kernel import clock
from meetings import workflows as meeting_workflows
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.services import meeting as meeting_services
from members.models import Role
from members.permissions import OFFICE
from tests.factories import PDF, Office
from tests.subjects import visit

S = HardshipState
NEED = {"channel": "visit", "household": "测某某户", "place": "示例镇示例村", "need": "户主突发重病，生活困难。"}
RELIEF = {"kind": "cash", "amount": 1000}
LISTS = ("hardship_case_list",)
PAGES: dict[str, tuple[str, str | None]] = {
    "duties:hardship_case_page": ("hardship_case", None),
    "duties:urgent_relief_download": ("urgent_relief", None),
}
CREATE = {"duties:hardship_case_create": {*OFFICE, Role.LIAISON, Role.UNIT_LEADER, Role.TOWNSHIP_HANDLER}}


def received(office: Office) -> HardshipCase:
    """A case the township received."""
    by = office.person(Role.TOWNSHIP_HANDLER, office.township)
    return intake.receive(by=by, request_key=uuid4(), **NEED)


def relieve(office: Office, case: HardshipCase) -> UrgentRelief:
    """Relief given first, today."""
    data = {**RELIEF, "given_on": clock.today()}
    workflow.cases.perform(case, "relieve", by=office.staff, comment="急需手术", data=data)
    return case.reliefs.get()


def refer_data(office: Office) -> dict[str, Any]:
    """To the liaison's unit with another's support, within a week."""
    day = clock.today() + timedelta(days=7)
    return {"lead_unit": office.unit, "supporting_units": [office.other_unit], "handle_by": day}


def decide_data(office: Office) -> dict[str, Any]:
    """What a meeting decided."""
    return {"meeting": office.regular_meeting(), "decision": "给予临时救助。"}


def case(office: Office, state: HardshipState = S.RECEIVED) -> HardshipCase:
    """A case in `state`, brought there by the acts people do."""
    row, go = received(office), workflow.cases.perform
    if state == S.RECEIVED:
        return row
    go(row, "register", by=office.staff)
    if state == S.DECLINED:
        go(row, "decline", by=office.staff, comment="不属于救助事项，已当面告知")
        return row
    if state in {S.AT_MEETING, S.DECIDED}:
        go(row, "escalate", by=office.staff, comment="一个部门解决不了")
        if state == S.DECIDED:
            go(row, "decide", by=office.staff, data=decide_data(office))
        return row
    for act, person, data, reached in (
        ("refer", office.staff, refer_data(office), S.REFERRED),
        ("accept", office.liaison, {}, S.HANDLING),
        ("resolve", office.liaison, {"result": "已给予临时救助。"}, S.RESOLVED),
        ("close", office.staff, {}, S.CLOSED),
    ):
        if row.state != state:
            go(row, act, by=person, data=data)
            assert row.state == reached
    return row


def waiting(office: Office) -> HardshipCase:
    """A case the first unit received, was referred and has not accepted, with relief whose papers are owed."""
    row, go = intake.receive(by=office.liaison, request_key=uuid4(), **NEED), workflow.cases.perform
    go(row, "register", by=office.staff)
    go(row, "refer", by=office.staff, data=refer_data(office))
    relieve(office, row)
    return row


def relief(office: Office, state: ReliefState = ReliefState.OPEN) -> UrgentRelief:
    """Relief in `state`."""
    row = relieve(office, received(office))
    if state == ReliefState.SETTLED:
        workflow.reliefs.perform(row, "settle", by=office.staff, data={"paper": PDF})
    return row


def case_meeting(office: Office, household: str = "测某某户", *, is_held: bool = False) -> Meeting:
    """A meeting on one household, next week."""
    meeting = meeting_services.plan_meeting(
        office.body,
        by=office.staff,
        request_key=uuid4(),
        kind=Meeting.Kind.CASE,
        title="示例一事一议",
        household=household,
        starts_at=clock.now() + timedelta(days=7),
        place="示例会议室",
        chaired_by=office.chief,
        chair_post="总召集人",
        invited_units=[office.unit],
    )
    if is_held:
        item = office.agenda_item(AgendaItem.State.DEFERRED)
        meeting_workflows.agenda_items.perform(item, "schedule", by=office.staff, data={"meeting": meeting})
        office.hold(meeting)
    return meeting


def objects(office: Office) -> dict[str, Any]:
    """One of each kind."""
    return {"hardship_case": case(office, S.REFERRED), "urgent_relief": relief(office, ReliefState.SETTLED)}


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    for name in ("hardship_case_list", "hardship_case_create"):
        visit(office.staff, reverse(f"duties:{name}"))
    visit(office.staff, reverse("duties:hardship_case_list") + "?stands=unsettled")
    for state in (S.AT_MEETING, S.DECIDED, S.RESOLVED, S.DECLINED):
        visit(office.staff, case(office, state).get_absolute_url())
    decided = received(office)
    workflow.cases.perform(decided, "register", by=office.staff)
    workflow.cases.perform(decided, "escalate", by=office.staff, comment="一个部门解决不了")
    deciding = office.minutes(Minutes.State.ISSUED).meeting
    workflow.cases.perform(decided, "decide", by=office.staff, data={"meeting": deciding, "decision": "给予临时救助。"})
    visit(office.staff, decided.get_absolute_url())
    for settled in ReliefState:
        visit(office.staff, relief(office, settled).get_absolute_url())


MACHINES: dict[str, Any] = {
    "hardship_case": (workflow.cases, HardshipState, case),
    "urgent_relief": (workflow.reliefs, ReliefState, relief),
}
DATA: dict[str, Any] = {
    "hardship_case.refer": refer_data,
    "hardship_case.pass_on": lambda office: {"lead_unit": office.other_unit},
    "hardship_case.resolve": lambda office: {"result": "已给予临时救助。"},
    "hardship_case.decide": decide_data,
    "hardship_case.relieve": lambda office: {**RELIEF, "given_on": clock.today()},
    "urgent_relief.settle": lambda office: {"paper": PDF},
}
