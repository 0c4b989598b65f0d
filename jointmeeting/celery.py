"""The Celery application. Workers receive hints only: PostgreSQL holds the work (kernel.jobs)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jointmeeting.settings")

app = Celery("jointmeeting")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
