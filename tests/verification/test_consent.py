"""No agreement, no consent, no query: the rule stands in the database, whatever the code above it does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from tests.factories import Office
from tests.verification.factories import SCAN, Checking, nothing_known, work_off
from verification import services, workflows
from verification.models import (
    AidCase,
    ConsentLetter,
    InformationAnswer,
    Query,
    QueryItem,
    SourceAgreement,
    VerificationRequest,
)

S = VerificationRequest.State


@pytest.fixture
def checking(yueqing: Office) -> Checking:
    return Checking(yueqing)


def new_query(request: VerificationRequest, agreement: SourceAgreement) -> Query:
    return Query.objects.create(
        jurisdiction=request.jurisdiction, request=request, source=agreement.source, agreement=agreement,
        channel="browser", due_on=clock.today(),
    )  # fmt: skip


@pytest.mark.parametrize("spoil", ["draft", "ended", "tomorrow", "yesterday", "another source"])
def test_no_query_without_an_agreement_in_force(spoil: str, checking: Checking) -> None:
    request = checking.request(S.SUBMITTED)
    first, second = checking.agreements()[:2]
    if spoil == "draft":
        first = SourceAgreement.objects.create(
            jurisdiction=request.jurisdiction, source=first.source, version=9, basis="", categories=["tax"],
            limit_workdays=1,
        )  # fmt: skip
    elif spoil == "ended":
        workflows.source_agreements.perform(first, "end", by=checking.head, comment="到期")
    elif spoil == "tomorrow":
        first.valid_from = clock.today() + timedelta(days=1)
        first.save()
    elif spoil == "yesterday":
        first.valid_from = first.valid_to = clock.today() - timedelta(days=1)
        first.save()
    with pytest.raises(IntegrityError, match="no active agreement"), transaction.atomic():
        Query.objects.create(
            jurisdiction=request.jurisdiction, request=request, agreement=first, channel="browser",
            source=second.source if spoil == "another source" else first.source, due_on=clock.today(),
        )  # fmt: skip


@pytest.mark.parametrize("spoil", ["draft", "revoked", "expired", "not ticked", "not agreed", "did not sign"])
def test_no_item_without_a_valid_consent(spoil: str, checking: Checking) -> None:
    case = checking.case(consented=spoil == "revoked")
    agreement = next(a for a in checking.agreements() if "tax" in a.categories)
    person = case.persons.get(position=2)
    if spoil == "revoked":
        workflows.consent_letters.perform(case.consent_letters.get(), "revoke", by=checking.township, comment="撤回")
    else:
        letter = checking.letter(case)
        if spoil == "not ticked":
            letter.categories = ["vehicle"]
            letter.save()
        if spoil == "expired":
            letter.expires_on = clock.today() - timedelta(days=1)
        if spoil != "draft":
            _sign(checking, letter, without=person.pk if spoil == "did not sign" else None)
    request = checking.request(S.SUBMITTED)
    VerificationRequest.objects.filter(pk=request.pk).update(case=case)
    query = new_query(request, agreement)
    category = "vehicle" if spoil == "not agreed" else "tax"
    with pytest.raises(IntegrityError, match="no valid consent"), transaction.atomic():
        QueryItem.objects.create(query=query, person=person, category=category)


def _sign(checking: Checking, letter: ConsentLetter, *, without: int | None) -> None:
    signatures = [(person, None) for person in letter.case.persons.all() if person.pk != without]
    data = {"signed_on": clock.today(), "expires_on": letter.expires_on, "scan": SCAN, "signatures": signatures}
    workflows.consent_letters.perform(letter, "sign", by=checking.township, data=data)


def test_a_signed_letter_cannot_be_changed(checking: Checking) -> None:
    letter = checking.case().consent_letters.get()
    letter.categories = ["bank_account"]
    with pytest.raises(InternalError), transaction.atomic():
        letter.save()


def test_the_township_hears_who_has_not_signed(checking: Checking) -> None:
    case = checking.case(consented=False)
    with pytest.raises(Refused, match=r"测\*\*、测\*\*、测\*\*尚未签署") as refusal:
        workflows.aid_cases.perform(case, "commission", by=checking.township)
    assert "第五十八条" in refusal.value.clause


def test_a_revoked_consent_stops_what_is_under_way(checking: Checking) -> None:
    query = checking.query()
    other = query.request.queries.exclude(pk=query.pk)[0]
    workflows.queries.perform(query, "answer", by=checking.answerer(query), data={"answers": nothing_known(query)})
    letter = query.request.case.consent_letters.get()
    workflows.consent_letters.perform(letter, "revoke", by=checking.township, comment="本人要求")
    for obj in (query, other, query.request, query.request.case):
        obj.refresh_from_db()
    assert (query.state, other.state) == (Query.State.ANSWERED, Query.State.CANCELLED)
    assert (query.request.state, query.request.case.state) == (S.WITHDRAWN, AidCase.State.ACCEPTED)
    work_off()
    assert not Query.objects.open().exists()
    assert not InformationAnswer.objects.filter(item__query=other).exists()


def test_an_issued_report_outlives_the_consent(checking: Checking) -> None:
    request = checking.request(S.ISSUED)
    letter = request.case.consent_letters.get()
    workflows.consent_letters.perform(letter, "revoke", by=checking.township, comment="本人要求")
    request.refresh_from_db()
    assert request.state == S.ISSUED


def test_looking_at_full_numbers_has_a_limit(checking: Checking) -> None:
    case = checking.case()
    for _ in range(services.REVEALS_AN_HOUR):
        services.reveal(case, purpose="核对证件", by=checking.township)
    with pytest.raises(Refused, match="已达30次"):
        services.reveal(case, purpose="核对证件", by=checking.township)


def test_only_what_was_ticked_and_agreed_is_asked(checking: Checking) -> None:
    case = checking.case(consented=False)
    letter = checking.letter(case)
    letter.categories = ["tax", "vehicle"]
    letter.save()
    checking.sign(letter)
    checking.agreements()
    request = checking.commission(case)
    workflows.verification_requests.perform(request, "accept", by=checking.handler)
    asked = QueryItem.objects.filter(query__request=request)
    assert set(asked.values_list("category", flat=True)) == {"tax", "vehicle"}
    assert asked.count() == 3 * 3  # three persons: tax of two sources (one is the tests' own), vehicle of one
