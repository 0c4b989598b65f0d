"""Creating and editing in this app. State changes are in workflows.py, never here."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, clock, crypto
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.numbering import next_number
from members.models import Jurisdiction, MemberUnit
from members.queries import units_by_name
from members.rules import require
from verification.categories import CATEGORIES
from verification.models import (
    AidCase,
    ConsentLetter,
    Declaration,
    HouseholdPerson,
    Query,
    Source,
    SourceAgreement,
    VerificationRequest,
)

REVEALS_AN_HOUR = 30
LIMIT_WORKDAYS = 5  # a department's limit until its agreement says otherwise


@transaction.atomic
def file_case(
    township: MemberUnit, *, programme: str, figures: Mapping[str, Any], persons: Sequence[Mapping[str, str]],
    by: Any, request_key: UUID,
) -> AidCase:  # fmt: skip
    """File a household: `persons` are {relation, name, number}, the applicant first; once a `request_key`."""
    require(by, "aid_case.create", township)
    if done := audit.find_request(request_key):
        return AidCase.objects.get(pk=done.subject_id)
    year = clock.today().year
    case = AidCase.objects.create(
        jurisdiction=township.jurisdiction,
        township=township,
        year=year,
        number=next_number("aid_case", body=township.jurisdiction_id, year=year),
        programme=programme,
        filed_by=by,
    )
    Declaration.objects.create(case=case, figures=dict(figures))
    _keep_persons(case, persons)
    audit.record("aid_case.create", case, by=by, details={"persons": len(persons)}, request_key=request_key)
    return case


@transaction.atomic
def edit_case(
    case: AidCase, *, programme: str, figures: Mapping[str, Any], persons: Sequence[Mapping[str, str]],
    by: Any, request_key: UUID,
) -> None:  # fmt: skip
    """Change a case that is not with the verification centre; members who signed a letter stay as they are."""
    require(by, "aid_case.edit", case)
    if audit.find_request(request_key):
        return
    locked = AidCase.objects.select_for_update().get(pk=case.pk)
    if locked.state != AidCase.State.ACCEPTED:
        raise Refused(f"救助事项状态为“{locked.get_state_display()}”，不能修改。如需修改，请联系核对机构退回。")
    if locked.consent_letters.exclude(state=ConsentLetter.State.DRAFT).exists():
        raise Refused("已有家庭成员签署授权书，家庭成员信息不能再改。如需变更，请撤回本事项后重新受理。")
    locked.persons.all().delete()
    _keep_persons(locked, persons)
    locked.programme = programme
    locked.save()
    locked.declaration.figures = dict(figures)
    locked.declaration.save()
    audit.record("aid_case.edit", locked, by=by, details={"persons": len(persons)}, request_key=request_key)


def _keep_persons(case: AidCase, persons: Sequence[Mapping[str, str]]) -> None:
    for position, person in enumerate(persons, 1):
        HouseholdPerson.objects.create(
            case=case, position=position, number_index=crypto.blind_index(person["number"]), **person
        )


@transaction.atomic
def draft_consent(case: AidCase, *, categories: Sequence[str], by: Any, request_key: UUID) -> ConsentLetter:
    """Give out a letter with its number, to be printed and signed."""
    require(by, "consent_letter.create", case)
    if done := audit.find_request(request_key):
        return ConsentLetter.objects.get(pk=done.subject_id)
    if case.state != AidCase.State.ACCEPTED:
        raise Refused(f"救助事项状态为“{case.get_state_display()}”，不能再开具授权书。")
    year = clock.today().year
    letter = ConsentLetter.objects.create(
        jurisdiction=case.jurisdiction,
        case=case,
        year=year,
        categories=list(categories),
        number=next_number("consent_letter", body=case.jurisdiction_id, year=year),
    )
    audit.record(
        "consent_letter.create", letter, by=by, details={"categories": letter.categories}, request_key=request_key
    )
    return letter


@transaction.atomic
def dispose_findings(
    request: VerificationRequest, choices: Mapping[int, tuple[str, str]], *, by: Any, request_key: UUID
) -> None:
    """Keep what the handler makes of each finding: finding → (disposition, note)."""
    require(by, "verification_request.dispose", request)
    if audit.find_request(request_key):
        return
    locked = VerificationRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state != VerificationRequest.State.COMPARING:
        raise Refused(f"核对请求状态为“{locked.get_state_display()}”，不能再处理比对结果。")
    for finding in locked.findings.select_for_update(of=("self",)).filter(pk__in=choices):
        finding.disposition, finding.note = choices[finding.pk]
        finding.save()
    audit.record(
        "verification_request.dispose", locked, by=by, details={"findings": len(choices)}, request_key=request_key
    )


@transaction.atomic
def propose_agreements(body: Jurisdiction, *, by: Any) -> list[SourceAgreement]:
    """Draft one agreement for every unit the notice charges with supplying information, citing its clause.

    Only what the notice states is proposed; categories this system does not ask about persons are left out.
    """
    if by is not None:
        require(by, "source_agreement.propose", body)
    stated: dict[str, list[Any]] = {}
    for row in body.charter.record.information_categories:
        if row.strength == "stated" and row.category in CATEGORIES:
            stated.setdefault(row.unit, []).append(row)
    drafted = []
    units = units_by_name(body)
    for name, rows in stated.items():
        if (unit := units.get(name)) is None or not unit.is_member:
            continue
        source, _ = Source.objects.get_or_create(unit=unit, defaults={"jurisdiction": body})
        if source.agreements.exists():
            continue
        agreement = SourceAgreement.objects.create(
            jurisdiction=body,
            source=source,
            basis=body.charter.cite(rows[0].clause),
            categories=[row.category for row in rows],
            limit_workdays=LIMIT_WORKDAYS,
        )
        audit.record("source_agreement.propose", agreement, by=by)
        drafted.append(agreement)
    return drafted


@transaction.atomic
def edit_source(source: Source, *, channel: str, address: str, key: str, by: Any, request_key: UUID) -> None:
    """Change how a department answers; an empty `key` keeps the one there is."""
    require(by, "source.edit", source)
    if audit.find_request(request_key):
        return
    source.channel, source.address = channel, address
    if key:
        source.key = key
    source.save()
    audit.record(
        "source.edit", source, by=by, details={"channel": channel, "new_key": bool(key)}, request_key=request_key
    )


def reveal(obj: AidCase | Query, *, purpose: str, by: Any) -> list[HouseholdPerson]:
    """Return the members of a household to be read in full; who read them, where and for what is logged."""
    require(by, "household_person.reveal", obj)
    looked = LogEntry.objects.filter(act="household_person.reveal", actor=by, at__gte=clock.now() - timedelta(hours=1))
    if looked.count() >= REVEALS_AN_HOUR:
        raise Refused(
            f"一小时内查看完整身份信息已达{REVEALS_AN_HOUR}次。请稍后再查；确有需要的，请联系核对机构负责人。"
        )
    case = obj if isinstance(obj, AidCase) else obj.request.case
    persons = list(case.persons.all())
    audit.record("household_person.reveal", obj, by=by, comment=purpose, details={"persons": len(persons)})
    return persons
