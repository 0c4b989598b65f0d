"""Notifications are readers of the log: callers never mention them.

Each app registers, for an act, who is told and in which words; a job turns the log entry into one row a person.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Window
from django.utils import timezone

from jointmeeting.kernel import jobs
from jointmeeting.kernel.models import LogEntry, Notification

JOB = "kernel.notify"
NEWEST = 3  # shown on the workbench


@dataclass(frozen=True, slots=True)
class Announcement:
    """Whom an act concerns: `recipients(obj, entry)` gives users, `sentence(obj, entry)` what they read."""

    recipients: Callable[[Any, LogEntry], Iterable[Any]]
    sentence: Callable[[Any, LogEntry], str]


_announcements: dict[str, list[Announcement]] = {}


def register(act: str, announcement: Announcement) -> None:
    """Declare who is told of an act; registered again, it is told to others in other words."""
    _announcements.setdefault(act, []).append(announcement)


def announce(entry: LogEntry) -> None:
    """Enqueue the telling of an entry, if its act concerns anybody; called by the engine inside its transaction."""
    if entry.act in _announcements:
        jobs.enqueue(JOB, entry.pk)


def unread(user: Any) -> tuple[int, Sequence[Notification]]:
    """Return how many notifications `user` has not read and the newest of them, in one query."""
    rows = Notification.objects.filter(recipient=user, read_at=None).order_by("-pk")
    newest = list(rows.annotate(total=Window(Count("pk")))[:NEWEST])
    return newest[0].total if newest else 0, newest


def mark_read(user: Any) -> int:
    """Mark everything `user` was told as read; return how many there were."""
    return Notification.objects.filter(recipient=user, read_at=None).update(read_at=timezone.now())


def _compose(entry_id: int) -> list[Notification]:
    entry = LogEntry.objects.get(pk=entry_id)
    obj = apps.get_model(entry.subject)._default_manager.get(pk=entry.subject_id)
    url, found = obj.get_absolute_url(), dict[int, Notification]()
    for announcement in _announcements[entry.act]:
        sentence = announcement.sentence(obj, entry)[:300]
        for user in announcement.recipients(obj, entry):
            if user.pk != entry.actor_id:  # whom several concern reads the first
                found.setdefault(user.pk, Notification(entry=entry, recipient=user, sentence=sentence, url=url))
    return list(found.values())


def _deliver(_: int, notifications: list[Notification]) -> None:
    Notification.objects.bulk_create(notifications, ignore_conflicts=True)


jobs.register(JOB, queue="normal", work=_compose, finish=_deliver)
