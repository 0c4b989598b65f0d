"""Founding a body from its charter: jurisdiction, charter version, units, duties, working rules."""

import hashlib
import json

from django.db import transaction

from jointmeeting.kernel import audit
from members.charters import CharterRecord
from members.models import Charter, Duty, Jurisdiction, MemberUnit, WorkingRule
from members.models.unit import initials_of

VALIDITIES = {"有效": Charter.Validity.VALID, "已失效": Charter.Validity.EXPIRED, None: Charter.Validity.UNSTATED}


@transaction.atomic
def found(record: CharterRecord) -> tuple[Jurisdiction, bool]:
    """Bring the body of `record` into the database; return it and whether anything changed.

    A changed record becomes the next charter version; the old one stays readable.
    """
    body, _ = Jurisdiction.objects.get_or_create(
        slug=record.body.slug,
        defaults={
            "name": record.body.place_name,
            "body_name": record.body.body_name,
            "office_name": record.body.office_name,
        },
    )
    content = record.to_json()
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    newest = body.charters.order_by("-version").first()
    if newest and newest.source_hash == digest:
        return body, False
    charter = Charter.objects.create(
        jurisdiction=body,
        version=newest.version + 1 if newest else 1,
        title=record.notice.title,
        doc_number=record.notice.doc_number or "",
        validity=VALIDITIES[record.notice.validity],
        issued_on=record.notice.issue_date,
        content=content,
        source_hash=digest,
    )
    _units(body, record)
    _working_rules(body, record)
    audit.record("charter.load", body, by=None, details={"version": charter.version, "sha256": digest})
    return body, True


def _units(body: Jurisdiction, record: CharterRecord) -> None:
    for position, entry in enumerate(record.units, 1):
        unit, _ = MemberUnit.objects.update_or_create(
            jurisdiction=body,
            name=entry.name,
            defaults={
                "position": position,
                "printed_name": entry.printed_name or entry.name,
                "short_name": entry.short_name,
                "kind": entry.kind,
                "initials": initials_of(entry.name),
            },
        )
        for duty in record.duties_of(entry.name):
            Duty.objects.update_or_create(unit=unit, number=duty.number, defaults={"text": duty.text})


def _working_rules(body: Jurisdiction, record: CharterRecord) -> None:
    """Offer what the notice leaves silent; what a person confirmed is never overwritten."""
    for key, rule in record.working_rules.settled().items():
        value = list(rule.value) if isinstance(rule.value, tuple) else rule.value
        WorkingRule.objects.get_or_create(jurisdiction=body, key=key, defaults={"value": value})
