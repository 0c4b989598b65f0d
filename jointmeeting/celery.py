"""The Celery application. Workers receive hints only: PostgreSQL holds the work (kernel.jobs)."""

import gc
import os

from celery import Celery, signals
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jointmeeting.settings")

app = Celery("jointmeeting")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.task_prerun.connect
def _give_up_broken_connections(**_: object) -> None:
    """Do before a task what Django does before a request: a connection is kept, but none that broke or grew old."""
    close_old_connections()


@signals.worker_process_init.connect
def _spare_what_stays(**_: object) -> None:
    """Keep the garbage collector from what is loaded for good: looking through it took a tenth of typesetting."""
    gc.freeze()
