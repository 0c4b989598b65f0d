"""The project: composition root and kernel. The Celery application is loaded with Django."""

from jointmeeting.celery import app as celery_app

__all__ = ["celery_app"]
