"""Asking for packs: a row for chair and office and one for every unit, and the jobs that make them."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from jointmeeting.kernel import audit, clock, jobs
from jointmeeting.kernel.errors import Refused
from meetings.models import Meeting, MeetingPack
from members.rules import require

PACK_JOB = "meetings.build_pack"


@transaction.atomic
def build_packs(meeting: Meeting, *, by: Any) -> int:
    """Ask for a new set of packs from the published agenda; earlier sets stay. Return how many."""
    require(by, "meeting.build_packs", meeting)
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    revision = locked.revisions.first()
    if revision is None:
        raise Refused("议程尚未发布，不能制作会议材料包。请先发出会议通知。")
    number = (locked.packs.aggregate(last=Max("number"))["last"] or 0) + 1
    units = [None, *(r.unit for r in locked.receipts.expected().select_related("unit"))]
    for unit in units:
        pack = MeetingPack.objects.create(
            meeting=locked, unit=unit, number=number, revision=revision, requested_at=clock.now()
        )
        jobs.enqueue(PACK_JOB, pack.pk)
    audit.record("meeting.build_packs", locked, by=by, details={"packs": len(units), "revision": revision.number})
    return len(units)
