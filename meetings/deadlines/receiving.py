"""What the clock does about issued minutes that units have not received: each second working day they are reminded."""

from collections.abc import Iterator

from django.utils import timezone

from jointmeeting.kernel import clock, reminders
from jointmeeting.kernel.reminders import Reminder
from meetings.models import Recipient

PATIENCE = 2  # working days after the signature, and between two reminders


def not_received() -> Iterator[Reminder]:
    """Yield, unit by unit, the issued minutes nobody there has received; after two working days it is late."""
    today = clock.today()
    for row in Recipient.objects.awaited().select_related("minutes__meeting", "amendment__minutes"):
        document = row.document
        waited = clock.workdays_between(timezone.localdate(document.signed_at), today)
        if waited <= 0 or waited % PATIENCE:
            continue
        text = f"签收：{row.title}印发已{waited}个工作日，本单位尚未签收"
        tone, late = ("late", waited - PATIENCE) if waited > PATIENCE else ("soon", 0)
        yield Reminder(text, document.get_absolute_url(), tone, document.jurisdiction_id, row.unit_id or 0, late)


reminders.register("recipient.waiting", not_received)
