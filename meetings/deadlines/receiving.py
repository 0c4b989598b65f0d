"""What the clock does about issued minutes that units have not received: it reminds them, not too often."""

from django.utils import timezone

from jointmeeting.kernel import audit, clock, jobs
from jointmeeting.kernel.errors import Refused
from meetings.deadlines.minutes import OPENS, SHUTS
from meetings.models import Minutes, Recipient
from meetings.workflows import minutes as workflow

PATIENCE = 2  # working days after the issue, and between two reminders


def remind_receivers() -> int:
    """Remind the units that have not received issued minutes; return of how many minutes."""
    now = timezone.localtime(clock.now())
    if not OPENS <= now.hour < SHUTS or not clock.is_workday(now.date()):
        return 0
    waiting = Recipient.objects.filter(state=Recipient.State.WAITING, unit__isnull=False)
    issued = Minutes.objects.filter(state=Minutes.State.ISSUED, pk__in=waiting.values("minutes"))
    return sum(_remind(minutes) for minutes in issued)


def _remind(minutes: Minutes) -> bool:
    told = audit.history(minutes).filter(act__in=["minutes.issue", "minutes.urge_receipt", "minutes.remind_receipt"])
    last = told.first()
    if last is None or clock.workdays_between(timezone.localdate(last.at), clock.today()) < PATIENCE:
        return False
    try:
        workflow.perform(minutes, "remind_receipt", by=None)
    except Refused:  # the last unit received it meanwhile
        return False
    return True


jobs.register_deadline(remind_receivers)
