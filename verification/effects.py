"""What a transition does beyond the state. Each effect returns what the log keeps about it: never personal data."""

import json
from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel import audit, clock, crypto, files, jobs, notify
from jointmeeting.kernel.numbering import next_number
from jointmeeting.kernel.workflow import Act
from verification import compare as comparing
from verification.composition import answered, hash_of, report_content
from verification.models import (
    AidCase,
    CommissionLetter,
    ConsentLetter,
    ConsentSignature,
    Finding,
    InformationAnswer,
    Query,
    QueryItem,
    SourceAgreement,
    VerificationReport,
    VerificationRequest,
)
from verification.models.source import Channel

SEND_JOB, RENDER_JOB = "verification.send", "verification.render_report"
REPORT_WORKDAYS = 10  # from the commission to the report; no national number is known, see docs/decisions/0006
SIGN_WORDING = "本人已审阅核对结果，同意出具。核对报告只反映核对情况，不作救助认定。"


def commission(case: AidCase, act: Act) -> Mapping[str, Any]:
    """Write the commission letter and hand the case to the verification centre."""
    today = clock.today()
    letter = CommissionLetter.objects.create(
        jurisdiction=case.jurisdiction,
        township=case.township,
        year=today.year,
        signatory=act.data["signatory"],
        signed_on=act.data["signed_on"],
        number=next_number("commission", body=case.jurisdiction_id, year=today.year),
    )
    request = VerificationRequest.objects.create(
        jurisdiction=case.jurisdiction, case=case, commission=letter, submitted_on=today
    )
    notify.announce(audit.record("verification_request.commission", request, by=act.by))
    return {"commission": str(letter), "request": request.pk}


def keep_signatures(letter: ConsentLetter, act: Act) -> Mapping[str, Any]:
    """Keep who signed, when, and the scanned paper; from now on the letter cannot be changed."""
    upload = act.data["scan"]
    letter.signed_on, letter.expires_on = act.data["signed_on"], act.data["expires_on"]
    letter.scan = files.store(upload.content, media_type=upload.media_type, sealed=True)
    ConsentSignature.objects.bulk_create(
        ConsentSignature(letter=letter, person=person, guardian=guardian) for person, guardian in act.data["signatures"]
    )
    return {"signatures": len(act.data["signatures"]), "sha256": letter.scan.sha256}


def date_agreement(agreement: SourceAgreement, _: Act) -> None:
    """It is in force from today."""
    agreement.valid_from = clock.today()


def dispatch(request: VerificationRequest, act: Act) -> Mapping[str, Any]:
    """Make one query for every source with an agreement, as far as the consents reach, and leave them to the worker."""
    today = clock.today()
    request.handled_by, request.as_of = act.by, today
    request.due_on = clock.add_workdays(request.submitted_on, REPORT_WORKDAYS)
    request.save()  # the items' trigger looks at the request
    agreements = SourceAgreement.objects.active().filter(source__jurisdiction=request.jurisdiction_id)
    asked = [_ask(request, agreement) for agreement in agreements.select_related("source")]
    return {"queries": sum(asked)}


def _ask(request: VerificationRequest, agreement: SourceAgreement) -> bool:
    signed = ConsentSignature.objects.filter(letter__case=request.case_id, letter__state=ConsentLetter.State.VALID)
    wanted = [
        (person, category)
        for person, consented in signed.values_list("person", "letter__categories").order_by("person__position")
        for category in agreement.categories
        if category in consented
    ]
    if not wanted:
        return False
    query = Query.objects.create(
        jurisdiction=request.jurisdiction,
        request=request,
        source=agreement.source,
        agreement=agreement,
        channel=agreement.source.channel,
        due_on=clock.add_workdays(clock.today(), agreement.limit_workdays),
    )
    QueryItem.objects.bulk_create(
        QueryItem(query=query, person_id=person, category=category) for person, category in dict.fromkeys(wanted)
    )
    jobs.enqueue(SEND_JOB, query.pk)
    return True


def date_sending(query: Query, _: Act) -> None:
    """From now on the department knows."""
    query.sent_at = clock.now()


def keep_answers(query: Query, act: Act) -> Mapping[str, Any]:
    """Keep what came back, item by item; an item nobody answered stays unanswered."""
    query.answered_at, query.answered_by = clock.now(), act.by
    items = {item.pk: item for item in query.items.select_for_update().order_by("pk")}
    for pk, outcome, records, data_as_of in act.data["answers"]:
        item = items[pk]
        item.outcome = outcome
        item.save()
        text = json.dumps([outcome, records], ensure_ascii=False, sort_keys=True)
        InformationAnswer.objects.create(
            item=item, outcome=outcome, records=records, data_as_of=data_as_of, payload_hash=crypto.blind_index(text)
        )
    return {"answered": len(act.data["answers"]), "asked": len(items)}


def fall_back(query: Query, _: Act) -> None:
    """The connector does not work: the unit's handler answers in the browser, within the same limit."""
    query.channel = Channel.BROWSER
    query.sent_at = query.sent_at or clock.now()


def compare(request: VerificationRequest, _: Act) -> Mapping[str, Any]:
    """Compare the declaration with what has come, anew; what was said of earlier findings goes with them."""
    request.compared_at = clock.now()
    request.findings.all().delete()
    lines = comparing.compare(request.case.declaration.figures, answered(request))
    for position, line in enumerate(lines, 1):
        Finding.objects.create(
            request=request, position=position, person_id=line.person, severity=line.severity, text=line.text
        )
    return {"findings": len(lines), "suspect": sum(line.severity == comparing.SUSPECT for line in lines)}


def remember_reviewer(request: VerificationRequest, act: Act) -> None:
    """The signer must be somebody else."""
    request.reviewed_by = act.by


def seen(request: VerificationRequest) -> str:
    """Return the hash of what the signer reads; number and date come with the signature."""
    return hash_of(report_content(request))


def sign(request: VerificationRequest, act: Act) -> Mapping[str, Any]:
    """Freeze the content, take the number, and leave the file to the worker."""
    year = clock.today().year
    content = report_content(request)
    report = VerificationReport.objects.create(
        jurisdiction=request.jurisdiction,
        request=request,
        year=year,
        content=content,
        content_hash=hash_of(content),
        signed_by=act.by,
        signed_at=clock.now(),
        number=next_number("verification_report", body=request.jurisdiction_id, year=year),
    )
    jobs.enqueue(RENDER_JOB, request.pk)
    return {
        "number": str(report),
        "content_hash": report.content_hash,
        "wording": SIGN_WORDING,
        "address": act.data.get("address", ""),
    }


def issue(request: VerificationRequest, act: Act) -> Mapping[str, Any]:
    """Attach the certified file."""
    report = request.report
    report.file = act.data["file"]
    report.save()
    return {"sha256": report.file.sha256}
