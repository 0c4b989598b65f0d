"""Celery tasks of the kernel: id in, call, nothing else."""

import redis
from celery import shared_task
from django.conf import settings

from jointmeeting.kernel import jobs

HEARTBEAT_KEY = "jointmeeting:worker-heartbeat"
HEARTBEAT_SECONDS = 30


@shared_task(name=jobs.RUN_TASK)
def run_job(job_id: int) -> None:
    """Do one job if it is due."""
    jobs.run(job_id)


@shared_task(name="kernel.sweep")
def sweep() -> None:
    """Hint what is due, and leave the heartbeat that /readyz reads."""
    redis.Redis.from_url(settings.CELERY_BROKER_URL).set(HEARTBEAT_KEY, "1", ex=HEARTBEAT_SECONDS)
    jobs.sweep()
