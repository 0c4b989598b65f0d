"""The fan-out under fire: ten kills of the worker, a flushed broker, a stopped department. Each query ends once.

What really arrived is counted at the department's side, not from our own tables.
"""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.conf import settings as django_settings
from django.db.models.functions import Now

from jointmeeting.integrity import faults
from jointmeeting.kernel import clock
from jointmeeting.kernel.models import Job, LogEntry
from tests.conftest import founded
from tests.journeys.conftest import Sweeper, Worker, eventually
from tests.verification.conftest import simulator
from tests.verification.factories import BY_CONNECTOR, Checking
from tests.verification.simulator import Simulator
from verification.models import InformationAnswer, Query, VerificationRequest
from verification.workflows import verification_requests

__all__ = ["simulator"]  # the fixture
pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
KILLS = 10
SWEEPER = Sweeper()


def accepted(simulator: Simulator) -> VerificationRequest:
    """Dispatch a household to the ten sources; the six connectors answer slowly."""
    checking = Checking(founded("yueqing"))
    checking.ten_sources(simulator, manner="slow")
    request = checking.commission(checking.case())
    verification_requests.perform(request, "accept", by=checking.handler)
    return request


def by_connector(request: VerificationRequest) -> list[Query]:
    return list(request.queries.filter(source__unit__name__in=BY_CONNECTOR))


def snapshot() -> list[Any]:
    return list(Job.objects.order_by("pk").values_list("pk", "state", "lease_token"))


def is_at_work(before: list[Any]) -> bool:
    """Tell whether a worker has taken something since `before`, and holds it."""
    SWEEPER.sweep()
    now = snapshot()
    return now != before and any(state == Job.State.LEASED for _, state, _ in now)


def restart(worker: Worker) -> None:
    """Kill -9 in the middle of a job, let the leases run out, and start again."""
    worker.kill()
    Job.objects.filter(state=Job.State.LEASED).update(lease_until=Now())
    Job.objects.filter(state=Job.State.DUE).update(next_attempt_at=Now())
    worker.start()


def test_ten_kills_and_a_flushed_broker_end_each_query_once(worker: Worker, simulator: Simulator) -> None:
    worker.kill()
    worker.env["CONNECTOR_HOSTS"] = simulator.host
    worker.start()
    request = accepted(simulator)
    for kill in range(KILLS):
        before = snapshot()
        eventually(lambda: is_at_work(before), f"work before kill {kill + 1}")  # noqa: B023
        if kill == KILLS // 2:
            redis.Redis.from_url(django_settings.CELERY_BROKER_URL).flushall()
        restart(worker)
    asked = by_connector(request)
    done = Query.objects.filter(pk__in=[q.pk for q in asked], state=Query.State.ANSWERED)
    eventually(lambda: SWEEPER.sweep() and done.count() == len(asked), "every answer")

    assert Counter(simulator.taken()) == Counter(str(query.message_id) for query in asked)
    for query in asked:
        log = LogEntry.objects.filter(subject="verification.query", subject_id=query.pk)
        assert Counter(log.values_list("act", flat=True)) == {"query.send": 1, "query.receive": 1}
        assert InformationAnswer.objects.filter(item__query=query).count() == query.items.count()
    waiting = request.queries.exclude(pk__in=[query.pk for query in asked])
    assert set(waiting.values_list("state", flat=True)) == {Query.State.SENT}
    assert list(faults()) == []


def test_a_stopped_department_is_overdue_then_late_and_never_none(worker: Worker, simulator: Simulator) -> None:
    worker.kill()
    worker.env["CONNECTOR_HOSTS"] = simulator.host
    request = accepted(simulator)
    simulator.stop()
    worker.start()
    asked = by_connector(request)
    tried = Job.objects.filter(kind="verification.send", target__in=[q.pk for q in asked], attempts__gte=1)
    eventually(lambda: SWEEPER.sweep() and tried.count() == len(asked), "an attempt at every department")
    ids = [query.pk for query in asked]
    Query.objects.filter(pk__in=ids).update(due_on=clock.today() - timedelta(days=1))
    overdue = Query.objects.filter(pk__in=ids, state=Query.State.OVERDUE)
    eventually(lambda: SWEEPER.sweep() and overdue.count() == len(ids), "the limit to pass")
    assert not InformationAnswer.objects.filter(item__query__in=ids).exists()

    simulator.start()
    late = Query.objects.filter(pk__in=ids, state=Query.State.LATE_ANSWERED)

    def answered() -> bool:
        Job.objects.filter(state=Job.State.DUE).update(next_attempt_at=Now())
        SWEEPER.sweep()
        return late.count() == len(ids)

    eventually(answered, "the late answers")
    assert list(faults()) == []
