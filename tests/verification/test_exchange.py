"""The fan-out, done here step by step: every way a connector misbehaves ends in an answer, a retry, or a person."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.models import Job
from members.models import Charter
from tests.factories import Office
from tests.verification.factories import Checking, nothing_known
from tests.verification.simulator import Simulator
from verification import connector, exchange, workflows
from verification.models import InformationAnswer, Query, QueryItem, Source, VerificationRequest
from verification.protocol import Unproven

S = Query.State


@pytest.fixture
def checking(yueqing: Office) -> Checking:
    return Checking(yueqing)


def asked(checking: Checking, simulator: Simulator, manner: str) -> Query:
    """A query of the office's first unit, which answers through the simulator in `manner`."""
    checking.agreements()
    simulator.connect(Source.objects.get(unit=checking.office.unit), manner)
    request = checking.request(VerificationRequest.State.COLLECTING)
    return request.queries.get(source__unit=checking.office.unit)


def run(kind: str, query: Query) -> bool:
    """Do the job of a query now, whenever it is due."""
    Job.objects.filter(kind=kind, target=query.pk).update(next_attempt_at=Now())
    return jobs.run(Job.objects.get(kind=kind, target=query.pk).pk)


def test_an_instant_department_answers_at_once(checking: Checking, simulator: Simulator) -> None:
    query = asked(checking, simulator, "instant")
    assert run("verification.send", query)
    assert run("verification.collect", query)
    query.refresh_from_db()
    assert query.state == S.ANSWERED
    assert not query.items.filter(outcome="not_answered").exists()
    assert InformationAnswer.objects.filter(item__query=query).count() == query.items.count()
    assert simulator.taken() == [str(query.message_id)]


def test_asking_twice_is_asking_once(checking: Checking, simulator: Simulator) -> None:
    query = asked(checking, simulator, "instant")
    connector.send(query)
    connector.send(query)
    assert simulator.taken() == [str(query.message_id)]


def test_a_slow_department_costs_no_attempt(checking: Checking, simulator: Simulator) -> None:
    query = asked(checking, simulator, "slow")
    assert run("verification.send", query)
    assert not run("verification.collect", query)
    job = Job.objects.get(kind="verification.collect")
    assert (job.state, job.attempts, job.last_error) == (Job.State.DUE, 0, "")


def test_a_busy_department_is_asked_again(checking: Checking, simulator: Simulator) -> None:
    query = asked(checking, simulator, "busy")
    tries = [run("verification.send", query) for _ in range(3)]
    assert tries == [False, False, True]
    assert simulator.taken() == [str(query.message_id)]


def test_a_forged_answer_is_not_used(checking: Checking, simulator: Simulator) -> None:
    query = asked(checking, simulator, "forged")
    assert run("verification.send", query)
    with pytest.raises(Unproven):
        connector.collect(query)
    assert not run("verification.collect", query)
    assert not QueryItem.objects.filter(query=query).exclude(outcome="not_answered").exists()


def test_after_the_last_attempt_the_handler_is_asked(checking: Checking, simulator: Simulator, settings: Any) -> None:
    query = asked(checking, simulator, "broken")
    settings.JOB_MAX_ATTEMPTS = 2
    assert [run("verification.send", query) for _ in range(2)] == [False, False]
    query.refresh_from_db()
    assert (query.state, query.channel) == (S.SENT, "browser")
    answerer = checking.answerer(query)
    assert Query.objects.visible_to(answerer).get() == query
    workflows.queries.perform(query, "answer", by=answerer, data={"answers": nothing_known(query)})


def test_a_stopped_department_becomes_overdue_and_then_late(checking: Checking, simulator: Simulator) -> None:
    query = asked(checking, simulator, "instant")
    assert run("verification.send", query)
    simulator.stop()
    assert not run("verification.collect", query)
    Query.objects.filter(pk=query.pk).update(due_on=clock.today() - timedelta(days=1))
    jobs.sweep()
    query.refresh_from_db()
    assert query.state == S.OVERDUE
    assert set(query.items.values_list("outcome", flat=True)) == {"not_answered"}
    simulator.start()
    assert not run("verification.collect", query)  # it lost its memory and is asked again, under the same message id
    assert run("verification.collect", query)
    assert set(simulator.taken()) == {str(query.message_id)}
    query.refresh_from_db()
    assert query.state == S.LATE_ANSWERED
    assert not query.items.filter(outcome="not_answered").exists()


def test_an_address_nobody_allowed_is_never_called(checking: Checking, simulator: Simulator, settings: Any) -> None:
    query = asked(checking, simulator, "instant")
    settings.CONNECTOR_HOSTS = []
    with pytest.raises(connector.NotAllowed):
        connector.send(query)
    assert simulator.taken() == []


def test_the_sweeper_ends_a_limit_once(checking: Checking) -> None:
    query = checking.query()
    Query.objects.filter(pk=query.pk).update(due_on=clock.today() - timedelta(days=1))
    exchange.expire_queries()
    exchange.expire_queries()
    query.refresh_from_db()
    assert query.state == S.OVERDUE


def test_a_query_that_cannot_be_ended_keeps_nobody_waiting(checking: Checking) -> None:
    query = checking.query()
    Query.objects.filter(pk=query.pk).update(due_on=clock.today() - timedelta(days=1))
    Charter.objects.update(validity=Charter.Validity.EXPIRED)
    other = Job.objects.create(kind="kernel.notify", target=0, next_attempt_at=clock.now() - timedelta(days=1))
    exchange.expire_queries()
    assert jobs.sweep() >= 1
    assert other in jobs.due_jobs()
    query.refresh_from_db()
    assert query.state == S.SENT
