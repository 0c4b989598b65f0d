"""A worker killed with -9 while it typesets costs time and nothing else: one number, one document, one issue."""

import pytest
from django.db.models.functions import Now

from duties.models import Assignment
from jointmeeting.integrity import faults
from jointmeeting.kernel import jobs
from jointmeeting.kernel.models import Job, LogEntry, Series
from meetings.models import Minutes
from meetings.models.minutes import RENDER_JOB
from tests.conftest import founded
from tests.journeys.conftest import Worker, eventually

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
KILLS = 5


def test_five_kills_end_in_one_document_and_one_number(worker: Worker) -> None:
    minutes = founded("yueqing").minutes(Minutes.State.SIGNED)
    for kill in range(1, KILLS + 1):
        eventually(lambda: jobs.sweep() >= 0 and _render_job().attempts == kill, f"attempt {kill}")  # noqa: B023
        worker.kill()
        assert _render_job().state == Job.State.LEASED
        assert Minutes.objects.get(pk=minutes.pk).state == Minutes.State.SIGNED
        Job.objects.filter(kind=RENDER_JOB).update(lease_until=Now())
        worker.start()
    jobs.hint(_render_job())
    jobs.hint(_render_job())  # a doubled hint does nothing twice
    eventually(lambda: jobs.sweep() >= 0 and _render_job().state == Job.State.DONE, "the last attempt")

    minutes.refresh_from_db()
    assert (minutes.state, minutes.number) == (Minutes.State.ISSUED, 1)
    assert Series.objects.get(name="minutes").last == 1
    assert LogEntry.objects.filter(act="minutes.issue").count() == 1
    assert Assignment.objects.count() == 2
    assert list(faults()) == []


def _render_job() -> Job:
    return Job.objects.get(kind=RENDER_JOB)
