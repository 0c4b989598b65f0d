"""Background work: rows with a lease and a fencing token in PostgreSQL, hints through Celery.

A job is created in the transaction of the business change. A worker claims it, does the slow part outside any
transaction, and finishes in one transaction that first proves it still holds the lease. What a dead worker leaves
behind, the sweeper gives to another.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from jointmeeting.kernel.models import Job

logger = logging.getLogger(__name__)
RUN_TASK = "kernel.run_job"


class NotYet(Exception):
    """Raised by `work` when somebody else is not ready: ask again in `seconds`. It is no failed attempt."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not yet, again in {seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of job is done.

    `work(pk)` runs outside a transaction, `finish(pk, result)` inside the last one; `give_up(pk)` in the transaction
    that ends the last attempt in vain.
    """

    queue: str
    work: Callable[[int], Any]
    finish: Callable[[int, Any], None]
    give_up: Callable[[int], object] = lambda _: None


_kinds: dict[str, Kind] = {}
_deadlines: list[Callable[[], object]] = []


def register(
    name: str,
    *,
    queue: str,
    work: Callable[[int], Any],
    finish: Callable[[int, Any], None],
    give_up: Callable[[int], object] = lambda _: None,
) -> None:
    """Declare a kind of job under a dotted name."""
    _kinds[name] = Kind(queue, work, finish, give_up)


def register_deadline(end_what_is_due: Callable[[], object]) -> None:
    """Call `end_what_is_due` at every sweep: it ends what passed its deadline, however often and wherever it runs."""
    _deadlines.append(end_what_is_due)


def enqueue(name: str, target: int) -> Job:
    """Create the job once (kind and target are unique) and send a hint when the transaction commits."""
    job, created = Job.objects.get_or_create(
        kind=name, target=target, defaults={"queue": _kinds[name].queue, "next_attempt_at": Now()}
    )
    if created:
        transaction.on_commit(lambda: hint(job))
    return job


def given_up(name: str) -> QuerySet[Job, Any]:
    """Return the targets of the jobs of a kind whose last attempt failed, for a filter of lists."""
    return Job.objects.filter(kind=name, state=Job.State.DEAD).values("target")


def again(name: str, target: int) -> None:
    """Start a job anew that was given up, once the transaction commits."""
    job = Job.objects.select_for_update().get(kind=name, target=target, state=Job.State.DEAD)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DUE, attempts=0, next_attempt_at=Now())
    transaction.on_commit(lambda: hint(job))


def hint(job: Job) -> None:
    """Tell a worker; a lost hint is found by the sweeper."""
    try:
        current_app.send_task(RUN_TASK, args=[job.pk], queue=job.queue, retry=False)
    except OSError as error:  # kombu's OperationalError is one: no broker is no reason to lose work
        logger.warning("hint for job %s not sent: %s", job.pk, type(error).__name__)


def run(job_id: int) -> bool:
    """Claim and do one job; return False when it is not due or somebody else has it."""
    token = claim(job_id)
    if token is None:
        return False
    job = Job.objects.get(pk=job_id)
    kind = _kinds[job.kind]
    try:
        result = kind.work(job.target)
        with transaction.atomic():
            if not _mark_done(job_id, token):
                logger.warning("job %s: the lease was lost, result dropped", job_id)
                return False
            kind.finish(job.target, result)
    except NotYet as wait:
        _put_back(job_id, token, wait.seconds)
        return False
    except Exception as error:  # whatever it was, the row must say so and be tried again
        logger.exception("job %s (%s) failed", job_id, job.kind)
        fail(job_id, token, type(error).__name__)
        return False
    return True


def claim(job_id: int) -> UUID | None:
    """Take the lease with one UPDATE by the database's clock; None when it is not to be had."""
    token = uuid4()
    taken = (
        Job.objects.filter(pk=job_id, next_attempt_at__lte=Now())
        .filter(Q(state=Job.State.DUE) | Q(state=Job.State.LEASED, lease_until__lt=Now()))
        .update(
            state=Job.State.LEASED,
            attempts=F("attempts") + 1,
            lease_token=token,
            lease_until=Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS),
        )
    )
    return token if taken else None


def fail(job_id: int, token: UUID, error: str) -> None:
    """Give the job back with a growing delay (5 s × 2^n, at most 15 min), or to a person after the last attempt."""
    job = Job.objects.filter(pk=job_id, lease_token=token).first()
    if job is None:
        return
    delay = min(900, 5 * 2 ** (job.attempts - 1)) * random.uniform(0.8, 1.2)  # noqa: S311 -- jitter, not a secret
    dead = job.attempts >= settings.JOB_MAX_ATTEMPTS
    with transaction.atomic():
        ours = Job.objects.filter(pk=job_id, lease_token=token, state=Job.State.LEASED).update(
            state=Job.State.DEAD if dead else Job.State.DUE,
            lease_token=None,
            lease_until=None,
            last_error=error,
            next_attempt_at=Now() + timedelta(seconds=delay),
        )
        if ours and dead:
            _kinds[job.kind].give_up(job.target)


def _put_back(job_id: int, token: UUID, seconds: float) -> None:
    """Return the lease and the attempt."""
    Job.objects.filter(pk=job_id, lease_token=token, state=Job.State.LEASED).update(
        state=Job.State.DUE,
        attempts=F("attempts") - 1,
        lease_token=None,
        lease_until=None,
        next_attempt_at=Now() + timedelta(seconds=seconds),
    )


def due_jobs(limit: int = 200) -> list[Job]:
    """Return jobs that are due or whose lease ran out."""
    open_jobs = Q(state=Job.State.DUE, next_attempt_at__lte=Now()) | Q(state=Job.State.LEASED, lease_until__lt=Now())
    return list(Job.objects.filter(open_jobs).order_by("next_attempt_at")[:limit])


def sweep(*, work: bool = False) -> int:
    """End what passed its deadline, then hint every due job again, or do it here when `work` (no broker).

    Return how many jobs were found.
    """
    for end_what_is_due in _deadlines:
        try:
            end_what_is_due()
        except Exception:  # one deadline that cannot be ended must not keep every other job waiting
            logger.exception("a deadline could not be ended")
    found = due_jobs()
    for job in found:
        if work:
            run(job.pk)
        else:
            hint(job)
    return len(found)


def _mark_done(job_id: int, token: UUID) -> bool:
    return bool(
        Job.objects.filter(pk=job_id, lease_token=token, state=Job.State.LEASED).update(
            state=Job.State.DONE, lease_token=None, lease_until=None, last_error="", finished_at=Now()
        )
    )
