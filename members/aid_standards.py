"""The register of aid standards (救助标准): the next one ends the one before, nothing is overwritten."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from members.models import AidStandard, Jurisdiction
from members.rules import require


@transaction.atomic
def add_standard(body: Jurisdiction, *, by: Any, **fields: Any) -> AidStandard:
    """Enter a standard: programme, area, amount (yuan), per, starts_on, document. Raises Refused for a second one of
    the same programme, area and day."""
    require(by, "aid_standard.add", body)
    Jurisdiction.objects.select_for_update(no_key=True).get(pk=body.pk)
    same = {key: fields[key] for key in ("programme", "area", "starts_on")}
    if there := AidStandard.objects.filter(jurisdiction=body, **same).first():
        day = f"{there.starts_on:%Y年%-m月%-d日}"
        raise Refused(
            f"{there}自{day}起的标准已登记为{there.amount}{there.get_per_display()}。如金额登记有误，请在该标准处办理“更正”；是新标准的，请核对起始日期。"
        )
    standard = AidStandard.objects.create(jurisdiction=body, **fields)
    audit.record("aid_standard.add", standard, by=by, details={"amount": str(standard.amount)})
    return standard


@transaction.atomic
def correct_standard(standard: AidStandard, *, amount: Decimal, document: str, reason: str, by: Any) -> None:
    """Put a wrongly entered amount or document right; the log keeps what stood there, and why."""
    require(by, "aid_standard.correct", standard)
    before = {"amount": str(standard.amount), "document": standard.document}
    standard.amount, standard.document = amount, document
    standard.save(update_fields=["amount", "document"])
    details = {"before": before, "after": {"amount": str(amount), "document": document}}
    audit.record("aid_standard.correct", standard, by=by, comment=reason, details=details)


def in_force(body: Jurisdiction, day: date) -> set[int]:
    """Return the primary keys of the standards that count on `day`."""
    rows = AidStandard.objects.filter(jurisdiction=body, starts_on__lte=day).order_by("starts_on")
    return set({(row.programme, row.area): row.pk for row in rows}.values())
