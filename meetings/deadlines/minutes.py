"""What the clock does about minutes that are out for countersignature: remind, and deem where the notice says so."""

from datetime import date

from django.utils import timezone

from jointmeeting.kernel import audit, clock, jobs
from jointmeeting.kernel.errors import Refused
from meetings.models import Countersignature, Minutes
from meetings.workflows import countersignatures
from meetings.workflows import minutes as minutes_workflow

OPENS, SHUTS = 8, 18  # quiet before 8:00 and from 18:00, and on days off


def deem() -> int:
    """Deem agreed what stayed unanswered past its time limit, where the notice says so; return how many."""
    late = Countersignature.objects.filter(
        state=Countersignature.State.PENDING,
        due_on__lt=clock.today(),
        minutes__state=Minutes.State.COUNTERSIGNING,
    )
    return sum(_try(countersignatures.perform, row, "deem") for row in late)


def remind() -> int:
    """Remind silent units once a working day from the day after they were asked; return of how many minutes."""
    now = timezone.localtime(clock.now())
    if not OPENS <= now.hour < SHUTS or not clock.is_workday(now.date()):
        return 0
    out = Minutes.objects.filter(state=Minutes.State.COUNTERSIGNING)
    return sum(
        _try(minutes_workflow.perform, minutes, "remind") for minutes in out if not _told_on(minutes, now.date())
    )


def _told_on(minutes: Minutes, day: date) -> bool:
    told = audit.history(minutes).filter(act__in=["minutes.circulate", "minutes.urge", "minutes.remind"])
    return told.filter(at__date=day).exists()


def _try(perform: object, obj: object, name: str) -> bool:
    """Perform as the system; what is refused (answered meanwhile, or the notice says otherwise) is left alone."""
    try:
        perform(obj, name, by=None)  # type: ignore[operator]
    except Refused:
        return False
    return True


jobs.register_deadline(deem)
jobs.register_deadline(remind)
