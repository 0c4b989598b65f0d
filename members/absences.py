"""Registering days away: a person's own act; whoever stays is reminded in the place of whoever is away."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, clock
from members.models import Absence


@transaction.atomic
def register(*, starts_on: date, ends_on: date, by: Any, request_key: UUID | None = None) -> None:
    """Register that `by` is away from `starts_on` to `ends_on`, both included; days may overlap."""
    if audit.find_request(request_key):
        return
    absence = Absence.objects.create(user=by, starts_on=starts_on, ends_on=ends_on)
    days = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    audit.record("absence.register", absence, by=by, details=days, request_key=request_key)


@transaction.atomic
def end(absence: Absence, *, by: Any) -> None:
    """Be back today: what has begun ended yesterday, what has not is taken back."""
    locked = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if locked.ends_on < clock.today():
        return
    audit.record("absence.end", locked, by=by)
    if locked.starts_on < clock.today():
        locked.ends_on = clock.today() - timedelta(days=1)
        locked.save(update_fields=["ends_on"])
    else:
        locked.delete()
