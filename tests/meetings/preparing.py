"""Calls, opinions and returned texts in each state, brought there by the engine, as people would."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from meetings import workflows
from meetings.models import AgendaCall, AgendaItem, AgendaOpinion
from meetings.models.call import AgendaCallState
from meetings.models.opinion import AgendaOpinionState
from meetings.services.call import open_call
from members.models import MemberUnit, Role, User
from tests.factories import PDF, Office

S, P = AgendaItem.State, AgendaOpinion.State
ANSWERS = {
    P.AGREED: "agree",
    P.WITH_CHANGES: "amend",
    P.DISAGREED: "disagree",
    P.NO_COMMENT: "pass_over",
    P.NOT_OURS: "decline",
}


def call(office: Office, state: AgendaCallState = AgendaCall.State.OPEN, *, closes_at: datetime | None = None) -> Any:
    """A call in `state`, open for three days unless told."""
    ends = closes_at or timezone.now() + timedelta(days=3)
    made = open_call(office.body, title="示例议题征集", note="", closes_at=ends, by=office.staff, request_key=uuid4())
    if state == AgendaCall.State.CLOSED:
        workflows.agenda_calls.perform(made, "close", by=office.staff, comment="材料已齐")
    return made


def unit_of(office: Office, short_name: str) -> MemberUnit:
    unit: MemberUnit = MemberUnit.objects.get(jurisdiction=office.body, name__contains=short_name)
    return unit


def liaison_of(office: Office, unit: MemberUnit) -> User:
    return office.person(Role.LIAISON, unit)


def consult(office: Office, item: AgendaItem, *, mandatory: Any = (), optional: Any = (), days: int = 3) -> None:
    data = {"mandatory": list(mandatory), "optional": list(optional), "days": days}
    workflows.agenda_items.perform(item, "consult", by=office.staff, data=data)


def answer(office: Office, opinion: AgendaOpinion, name: str, **data: Any) -> None:
    person = liaison_of(office, opinion.unit)
    workflows.agenda_opinions.perform(opinion, name, by=person, comment="经研究，意见如上。", data=data)


def opinion(office: Office, state: AgendaOpinionState = AgendaOpinion.State.PENDING) -> AgendaOpinion:
    """The other unit's opinion about an accepted item, in `state`."""
    item = office.agenda_item(S.ACCEPTED)
    consult(office, item, mandatory=[office.other_unit])
    asked = item.opinions.get()
    if state != P.PENDING:
        answer(office, asked, ANSWERS[state], letter=PDF)
    return asked


def resubmit(office: Office, item: AgendaItem, **fields: str) -> None:
    """Return an item, change its text, submit and accept it again."""
    go = workflows.agenda_items.perform
    go(item, "return_", by=office.staff, comment="请修改")
    AgendaItem.objects.filter(pk=item.pk).update(**fields)
    item.refresh_from_db()
    go(item, "submit", by=office.liaison)
    go(item, "accept", by=office.staff)
