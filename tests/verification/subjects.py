"""URLs of verification, for the access matrix, the transition matrix and the page walk."""

from typing import Any

from django.urls import reverse

from jointmeeting.kernel import clock
from members.models import Role
from members.permissions import CENTRE, OFFICE
from tests.factories import Office, stored_file
from tests.subjects import LOGIN, Subjects, browser, visit
from tests.verification.factories import SCAN, Checking
from verification import workflows
from verification.models import AidCase, ConsentLetter, Query, SourceAgreement, VerificationRequest


def objects(office: Office) -> dict[str, Any]:
    """Return one object of each kind."""
    checking = Checking(office)
    request = checking.request(VerificationRequest.State.ISSUED)
    letter = request.case.consent_letters.get()
    query = request.queries.get(source__unit=office.unit)
    workflows.queries.perform(query, "send", by=None)
    return {
        "aid_case": checking.case(),
        "consent_letter": letter,
        "verification_request": request,
        "query": query,
        "source": query.source,
        "source_agreement": query.agreement,
    }


def case_in(office: Office, state: Any) -> AidCase:
    """Return a case in `state`."""
    checking, s = Checking(office), AidCase.State
    if state == s.REPORTED:
        return checking.request(VerificationRequest.State.ISSUED).case
    case = checking.case()
    if state == s.VERIFYING:
        checking.commission(case)
    if state == s.WITHDRAWN:
        workflows.aid_cases.perform(case, "withdraw", by=checking.township, comment="本人要求")
    case.refresh_from_db()
    return case


def letter_in(office: Office, state: Any) -> ConsentLetter:
    """Return a letter in `state`."""
    checking, s = Checking(office), ConsentLetter.State
    letter = checking.letter(checking.case(consented=False))
    if state != s.DRAFT:
        checking.sign(letter)
    if state == s.REVOKED:
        workflows.consent_letters.perform(letter, "revoke", by=checking.township, comment="本人要求")
    return letter


def agreement_in(office: Office, state: Any) -> SourceAgreement:
    """Return an agreement in `state`, with no other in force at its source."""
    checking, s = Checking(office), SourceAgreement.State
    first = next(iter(checking.agreements()))
    workflows.source_agreements.perform(first, "end", by=checking.head, comment="重签")
    if state == s.ENDED:
        return first
    last = first.source.agreements.latest("version")
    agreement = SourceAgreement.objects.create(
        jurisdiction=office.body, source=first.source, version=last.version + 1, basis=first.basis,
        categories=first.categories, limit_workdays=5,
    )  # fmt: skip
    if state == s.ACTIVE:
        workflows.source_agreements.perform(agreement, "activate", by=checking.head)
    return agreement


def signatures(office: Office) -> dict[str, Any]:
    """Return what the form of signing would bring; the signatures are of nobody, which the matrix does not mind."""
    return {"signed_on": clock.today(), "expires_on": None, "scan": SCAN, "signatures": []}


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    checking = Checking(office)
    for page in ("aid_case_list", "verification_request_list", "query_list", "source_list", "overview"):
        visit(checking.handler, reverse(f"verification:{page}"))
    visit(checking.township, reverse("verification:aid_case_create"))
    browser(checking.township).post(reverse("verification:aid_case_create"), {"persons-TOTAL_FORMS": "x"})
    case = checking.case(consented=False)
    visit(checking.township, reverse("verification:consent_letter_create", args=[case.pk]))
    letter = checking.letter(case)
    for page in ("page", "sign"):
        visit(checking.township, reverse(f"verification:consent_letter_{page}", args=[letter.pk]))
    visit(checking.township, reverse("verification:aid_case_edit", args=[case.pk]))
    query = checking.query()
    answerer = checking.answerer(query)
    for page in ("page", "answer", "reveal"):
        visit(answerer, reverse(f"verification:query_{page}", args=[query.pk]))
    browser(answerer).post(reverse("verification:query_reveal", args=[query.pk]), {"purpose": "查询户籍系统"})
    comparing = checking.request(VerificationRequest.State.COMPARING)
    visit(checking.handler, comparing.get_absolute_url())
    visit(checking.handler, reverse("verification:verification_request_dispose", args=[comparing.pk]))
    visit(checking.township, checking.request(VerificationRequest.State.ISSUED).case.get_absolute_url())
    visit(checking.head, reverse("verification:source_edit", args=[query.source.pk]))
    for page in ("aid_case_list", "verification_request_list", "query_list", "source_list", "overview"):
        visit(checking.head, reverse(f"verification:{page}"))


SUBJECTS = Subjects(
    objects=objects,
    open=dict.fromkeys(
        [f"verification:{name}_list" for name in ("aid_case", "verification_request", "query", "source")], LOGIN
    ),
    post_only=frozenset({"verification:source_agreement_propose"}),
    pages={
        "verification:aid_case_page": ("aid_case", None),
        "verification:aid_case_edit": ("aid_case", "aid_case.edit"),
        "verification:aid_case_reveal": ("aid_case", "household_person.reveal"),
        "verification:consent_letter_create": ("aid_case", "consent_letter.create"),
        "verification:consent_letter_page": ("consent_letter", None),
        "verification:consent_letter_download": ("consent_letter", None),
        "verification:verification_request_page": ("verification_request", None),
        "verification:verification_request_dispose": ("verification_request", "verification_request.dispose"),
        "verification:verification_request_download": ("verification_request", None),
        "verification:query_page": ("query", None),
        "verification:query_reveal": ("query", "household_person.reveal"),
        "verification:source_edit": ("source", "source.edit"),
        "verification:source_agreement_propose": ("body", "source_agreement.propose"),
    },
    create={
        "verification:aid_case_create": {Role.TOWNSHIP_HANDLER},
        "verification:overview": {*OFFICE, *CENTRE},
    },
    logged_reads=frozenset({"verification:consent_letter_download", "verification:verification_request_download"}),
    arguments={"verification:source_agreement_propose": lambda body: [body.slug]},
    machines={
        "aid_case": (workflows.aid_cases, AidCase.State, case_in),
        "consent_letter": (workflows.consent_letters, ConsentLetter.State, letter_in),
        "source_agreement": (workflows.source_agreements, SourceAgreement.State, agreement_in),
        "verification_request": (
            workflows.verification_requests,
            VerificationRequest.State,
            lambda office, state: Checking(office).request(state),
        ),
        "query": (workflows.queries, Query.State, lambda office, state: Checking(office).query(state)),
    },
    data={
        "aid_case.commission": lambda office: {"signatory": "示例·镇长", "signed_on": clock.today()},
        "consent_letter.sign": signatures,
        "verification_request.issue": lambda office: {"file": stored_file()},
        **dict.fromkeys(
            ["query.answer", "query.answer_late", "query.receive", "query.receive_late"], lambda office: {"answers": []}
        ),
    },
    walk=walk,
)
