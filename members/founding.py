"""Bringing a notice into force: jurisdiction, charter version, units, duties, working rules."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction

from jointmeeting.kernel import audit, clock
from members.charter_schema import UnitEntry
from members.charters import CharterRecord
from members.models import Charter, Duty, FormerName, Jurisdiction, MemberUnit, WorkingRule
from members.models.unit import initials_of
from members.queries import units_by_name

LONGEST_ALIASES = 200
VALIDITIES = {"有效": Charter.Validity.VALID, "已失效": Charter.Validity.EXPIRED, None: Charter.Validity.UNSTATED}


@transaction.atomic
def found(record: CharterRecord) -> tuple[Jurisdiction, bool]:
    """Bring the body of `record` into the database; return it and whether anything changed.

    A changed record becomes the next charter version; the old one stays readable.
    """
    body = Jurisdiction.objects.filter(slug=record.body.slug).first() or create_body(record)
    newest = body.charters.order_by("-version").first()
    if newest and newest.source_hash == _digest(record):
        return body, False
    adopt(body, record, by=None)
    return body, True


def create_body(record: CharterRecord) -> Jurisdiction:
    """Create the body of `record`, with a code of its own for addresses."""
    slug, number = record.body.slug, 1
    while Jurisdiction.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{record.body.slug}-{number}"
    return Jurisdiction.objects.create(slug=slug, **_names(record))


@transaction.atomic
def adopt(
    body: Jurisdiction, record: CharterRecord, *, by: Any, in_force_from: date | None = None, is_whole: bool = True
) -> Charter:
    """Make `record` the next version of the body's charter; units and duties follow it, the old version stays.

    A notice that is not whole adjusts the one before, and says nothing of members the office entered meanwhile.
    """
    Jurisdiction.objects.filter(pk=body.pk).update(**_names(record))
    body.refresh_from_db()
    last = body.charters.order_by("-version").first()
    charter = Charter.objects.create(
        jurisdiction=body,
        version=last.version + 1 if last else 1,
        title=record.notice.title,
        doc_number=record.notice.doc_number or "",
        validity=VALIDITIES[record.notice.validity],
        issued_on=record.notice.issue_date,
        in_force_from=in_force_from,
        adopted_at=clock.now(),
        content=record.to_json(),
        source_hash=_digest(record),
    )
    _units(body, record, adjusted=None if is_whole or last is None else last.record, by=by)
    _working_rules(body, record)
    for kept in ("charter", "versions"):
        body.__dict__.pop(kept, None)
    audit.record("charter.load", body, by=by, details={"version": charter.version, "sha256": charter.source_hash})
    return charter


def _digest(record: CharterRecord) -> str:
    return hashlib.sha256(json.dumps(record.to_json(), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _names(record: CharterRecord) -> dict[str, str]:
    identity = record.body
    return {
        "name": identity.place_name,
        "body_name": identity.body_name,
        "office_name": identity.office_name,
    }


def _units(body: Jurisdiction, record: CharterRecord, *, adjusted: CharterRecord | None, by: Any) -> None:
    """Seat the units of the notice in its order; who is no longer named keeps its past and loses its seat.

    A unit is known by any name it ever had: what changed since the notice was printed stays changed. A member the
    office entered because a reading had missed it stands in no record, and stays while the record is only `adjusted`.
    """
    known = units_by_name(body, with_aliases=False)
    texts: dict[MemberUnit, dict[str, str]] = {}
    for entry in record.units:
        unit = known.get(entry.name) or _renamed(known, entry, by) or MemberUnit(jurisdiction=body, name=entry.name)
        if unit.pk is None or unit not in texts:  # two units of the notice may be one by now
            _seat(unit, entry, len(texts) + 1)
        charged = texts.setdefault(unit, {})
        for duty in record.duties_of(entry.name):
            _charge(charged, duty.number, duty.text)
    others = MemberUnit.ever.filter(jurisdiction=body).exclude(pk__in=[unit.pk for unit in texts])
    for position, unit in enumerate(others.order_by("position"), len(texts) + 1):
        unit.position = position
        unit.is_member = unit.is_member and adjusted is not None and adjusted.unit_named(unit.printed_name) is None
        unit.save()
        texts[unit] = {}
    for unit, charged in texts.items():
        _duties(unit, charged)


def _seat(unit: MemberUnit, entry: UnitEntry, position: int) -> None:
    """What the office corrected stays: short name, kind and initials follow the notice only where the name is new."""
    is_new = unit.printed_name not in {entry.name, entry.printed_name}
    unit.printed_name = entry.printed_name or entry.name
    if unit.name == entry.name and is_new:
        unit.short_name, unit.kind = entry.short_name, entry.kind
    known = unit.other_names
    unit.aliases = "、".join(dict.fromkeys([*known, *entry.aliases]))[:LONGEST_ALIASES]
    if is_new or unit.other_names != known:
        unit.index()
    unit.position, unit.is_member = position, True
    unit.save()


def _renamed(known: dict[str, MemberUnit], entry: UnitEntry, by: Any) -> MemberUnit | None:
    """Return the unit the notice itself calls by another name before; from now on it has the new one."""
    unit = next((known[name] for name in entry.aliases if name in known and known[name].name == name), None)
    if unit is None:
        return None
    FormerName.objects.get_or_create(
        unit=unit, name=unit.name, defaults={"initials": initials_of(unit.name), "until": clock.today()}
    )
    audit.record("member_unit.rename", unit, by=by, details={"from": unit.name, "to": entry.name})
    unit.name = entry.name
    return unit


def _charge(texts: dict[str, str], number: str, text: str) -> None:
    while number in texts:
        number += "续"
    texts[number] = text


def _duties(unit: MemberUnit, texts: dict[str, str]) -> None:
    """Keep what is unchanged, end what is not, add what is new: what cites an old text keeps it."""
    wanted = dict(texts)
    for duty in Duty.objects.filter(unit=unit):
        if wanted.get(duty.number) == duty.text:
            del wanted[duty.number]
        else:
            duty.ended_on = clock.today()
            duty.save()
    Duty.objects.bulk_create(Duty(unit=unit, number=number, text=text) for number, text in wanted.items())


def _working_rules(body: Jurisdiction, record: CharterRecord) -> None:
    """Offer what the notice leaves silent; what a person confirmed is never overwritten."""
    for key, rule in record.working_rules.settled().items():
        value = list(rule.value) if isinstance(rule.value, tuple) else rule.value
        WorkingRule.objects.get_or_create(jurisdiction=body, key=key, defaults={"value": value})
