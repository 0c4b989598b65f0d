"""What the clock does about minutes that are out for countersignature: remind, and deem where the notice says so."""

from collections.abc import Iterator

from jointmeeting.kernel import audit, clock, jobs, reminders
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.reminders import Reminder
from meetings.countersigning import stand, standing
from meetings.models import Countersignature, Minutes
from meetings.workflows import countersignatures

P = Countersignature.State.PENDING


def deem() -> int:
    """Deem agreed what stayed unanswered past its time limit, where the notice says so; return how many."""
    late = Countersignature.objects.filter(
        state=P, due_on__lt=clock.today(), minutes__state=Minutes.State.COUNTERSIGNING
    )
    return sum(_deem(row) for row in late)


def _deem(row: Countersignature) -> bool:
    """Deem one answer as the system; what is refused (answered meanwhile, or the notice says otherwise) stays."""
    try:
        countersignatures.perform(row, "deem", by=None)
    except Refused:
        return False
    return True


def unsigned() -> Iterator[Reminder]:
    """Yield, unit by unit, the minutes that wait for its countersignature: each working day after it was asked."""
    today = clock.today()
    out = Minutes.objects.filter(state=Minutes.State.COUNTERSIGNING).select_related("jurisdiction", "meeting")
    for minutes in out:
        if audit.history(minutes).filter(act="minutes.circulate", at__date=today).exists():
            continue
        waiting = {row.unit_id: row for row in stand(standing(minutes)).pending}
        for unit, row in waiting.items():
            left = clock.workdays_between(today, row.due_on) if row.due_on else 0
            said = f"，应于{row.due_on:%-m月%-d日}前会签" if row.due_on else ""
            if left < 0:
                said = f"，逾期{-left}个工作日"
            text, tone = f"会签：《{minutes}》本单位尚未会签{said}", "late" if left < 0 else "soon"
            yield Reminder(text, row.get_absolute_url(), tone, minutes.jurisdiction_id, unit, max(-left, 0))


jobs.register_deadline(deem)
reminders.register("countersignature.due", unsigned)
