"""Gap-free numbers: one counter row a series, body and year, locked until the surrounding transaction ends.

Call it last in a transaction: a roll-back gives the number back, and others wait only briefly.
"""

from django.db import transaction
from django.db.models import F

from jointmeeting.kernel.models import Series


def next_number(name: str, *, body: int, year: int) -> int:
    """Take the next number of a series; must run inside a transaction.

    A database sequence would leave gaps on every roll-back; a counter row does not.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number may only be taken inside a transaction")
    series, _ = Series.objects.get_or_create(name=name, body=body, year=year)
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return Series.objects.get(pk=series.pk).last
