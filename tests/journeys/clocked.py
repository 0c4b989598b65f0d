"""A worker on a stopped clock: each task runs at the instant the test named last. Everything else about it is real.

Started as `celery -A tests.journeys.clocked worker`; the test names instants and hears of finished tasks in Redis.
"""

import time
from datetime import datetime
from typing import Any
from uuid import uuid4

import redis
import time_machine
from celery.signals import task_postrun, task_prerun
from django.conf import settings

from jointmeeting.celery import app

INSTANT, FINISHED = "clocked:instant", "clocked:finished"
PATIENCE = 60
_travel: list[time_machine.travel] = []


def broker() -> "redis.Redis":
    """The broker both sides know."""
    return redis.Redis.from_url(settings.CELERY_BROKER_URL, decode_responses=True)


@task_prerun.connect
def _stop_the_clock(**_: Any) -> None:
    instant = broker().get(INSTANT)
    if isinstance(instant, str):
        _travel.append(time_machine.travel(datetime.fromisoformat(instant), tick=False))
        _travel[-1].start()


@task_postrun.connect
def _let_it_run(task_id: str, **_: Any) -> None:
    while _travel:
        _travel.pop().stop()
    broker().rpush(FINISHED, task_id)


def send_sweep(at: datetime) -> str:
    """Ask the worker to sweep at `at` by its clock; return the id under which it will be heard of."""
    broker().set(INSTANT, at.isoformat())
    task = str(uuid4())
    app.send_task("kernel.sweep", task_id=task, queue="urgent")
    return task


def sweep(at: datetime) -> None:
    """Let the worker sweep at `at` and wait for it; what an earlier, killed worker had taken is not waited for."""
    task, heard, end = send_sweep(at), "", time.monotonic() + PATIENCE
    while heard != task:
        assert time.monotonic() < end, f"the worker did not finish the sweep of {at}"
        heard = str((broker().blpop([FINISHED], timeout=1) or ("", ""))[1])
