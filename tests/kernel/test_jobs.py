"""Leases, fencing and the sweeper."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from jointmeeting.kernel import jobs
from jointmeeting.kernel.models import Job

done: list[tuple[int, Any]] = []


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A kind of job whose behaviour the test chooses."""
    behaviour: dict[str, Any] = {"work": lambda pk: f"result {pk}"}
    done.clear()
    kind = jobs.Kind("normal", lambda pk: behaviour["work"](pk), lambda pk, result: done.append((pk, result)))
    monkeypatch.setitem(jobs._kinds, "test.kind", kind)
    return behaviour


@pytest.mark.django_db
def test_a_job_is_created_once_and_done_once(work: dict[str, Any]) -> None:
    job = jobs.enqueue("test.kind", 7)
    assert jobs.enqueue("test.kind", 7) == job
    assert jobs.run(job.pk)
    assert not jobs.run(job.pk)
    assert done == [(7, "result 7")]


@pytest.mark.django_db
def test_who_lost_the_lease_writes_nothing(work: dict[str, Any]) -> None:
    job = jobs.enqueue("test.kind", 7)

    def slow(pk: int) -> str:
        Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))
        work["work"] = lambda pk: "by the second worker"
        assert jobs.run(job.pk)
        return "by the first worker"

    work["work"] = slow
    assert not jobs.run(job.pk)
    assert done == [(7, "by the second worker")]


@pytest.mark.django_db
def test_a_failing_job_backs_off_and_ends_with_a_person(work: dict[str, Any]) -> None:
    job = jobs.enqueue("test.kind", 7)

    def fail(pk: int) -> str:
        raise ValueError("synthetic")

    work["work"] = fail
    for attempt in range(1, 9):
        assert not jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.attempts, job.last_error) == (attempt, "ValueError")
        assert job.pk not in {due.pk for due in jobs.due_jobs()}
        Job.objects.filter(pk=job.pk).update(next_attempt_at=Now())
    assert job.state == Job.State.DEAD
    assert done == []


@pytest.mark.django_db
def test_the_sweeper_does_the_work_itself_without_a_broker(work: dict[str, Any]) -> None:
    jobs.enqueue("test.kind", 7)
    assert jobs.sweep(work=True) == 1
    assert done == [(7, "result 7")]


@pytest.mark.django_db
def test_a_deadline_that_fails_keeps_no_job_waiting(work: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise LookupError("synthetic")

    monkeypatch.setattr(jobs, "_deadlines", [fail, *jobs._deadlines])
    jobs.enqueue("test.kind", 7)
    assert jobs.sweep(work=True) == 1
    assert done == [(7, "result 7")]
