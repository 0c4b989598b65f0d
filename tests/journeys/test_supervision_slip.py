"""A signed supervision slip becomes a file by a real worker, and the unit is told when it is there."""

import pytest

from duties.effects import SLIP_JOB
from duties.models import SupervisionSlip, SupervisionSlipState
from jointmeeting.kernel import files, jobs
from jointmeeting.kernel.models import Job, Notification
from tests.conftest import founded
from tests.duties import factories
from tests.journeys.conftest import Worker, eventually

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def test_a_worker_typesets_a_slip_once(worker: Worker) -> None:
    office = founded("yueqing")
    slip = factories.slip(office)
    job = Job.objects.get(kind=SLIP_JOB, target=slip.pk)
    jobs.hint(job)
    jobs.hint(job)  # a doubled hint makes no second file
    eventually(lambda: jobs.sweep() >= 0 and issued(slip), "the slip's file")
    slip.refresh_from_db()
    assert slip.file is not None
    assert files.read(slip.file).startswith(b"%PDF-")
    eventually(lambda: jobs.sweep() >= 0 and told(office.liaison.pk), "the unit's notification")
    assert Job.objects.get(pk=job.pk).attempts == 1


def issued(slip: SupervisionSlip) -> bool:
    return SupervisionSlip.objects.get(pk=slip.pk).state == SupervisionSlipState.ISSUED


def told(person: int) -> bool:
    return Notification.objects.filter(recipient=person, sentence__contains="督办单").exists()
