"""Households that cannot be mistaken for real ones, and requests in each state, brought there as people would."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.jobs import run
from jointmeeting.kernel.models import Job
from jointmeeting.kernel.uploads import Upload
from members.models import Role, User
from tests.factories import Office, stored_file
from tests.verification.simulator import Simulator
from verification import categories, exchange, services, workflows
from verification.identity import check_character
from verification.models import AidCase, ConsentLetter, Query, Source, SourceAgreement, VerificationRequest

SCAN = Upload("授权书.pdf", b"%PDF-1.7\nsynthetic consent", "application/pdf")
BY_CONNECTOR = ["市人力社保局", "市交通运输局", "市税务局", "市住房公积金管理中心", "市人行", "市银保监管组"]
IN_BROWSER = ["市公安局", "市自然资源和规划局", "市市场监管局"]
SILENT = "市财政局"
RECORD = {"entity_name": "示例商行", "location": "示例路77665号", "vehicle_type": "示例车77665"}
FIGURES = {"yearly_income": 24_681, "savings": 13_579, "houses": 1, "vehicles": 0, "businesses": 0}
_serial = count(1)


def synthetic_number(born: date = date(1980, 5, 17)) -> str:
    """Return a well-formed identity number of a region that does not exist (999999)."""
    first = f"999999{born:%Y%m%d}{next(_serial) % 1000:03}"
    return first + check_character(first)


def household() -> list[dict[str, str]]:
    """Return three synthetic persons."""
    people = [("applicant", "测试甲"), ("spouse", "测试乙"), ("child", "测试丙")]
    return [{"relation": relation, "name": name, "number": synthetic_number()} for relation, name in people]


@dataclass
class Checking:
    """The verification side of a body: township, centre, unit handlers, agreements in force."""

    office: Office

    def person(self, role: Role) -> User:
        return self.office.person(role, self.office.place_of(role))

    @property
    def township(self) -> User:
        return self.person(Role.TOWNSHIP_HANDLER)

    @property
    def handler(self) -> User:
        return self.person(Role.CENTRE_HANDLER)

    @property
    def reviewer(self) -> User:
        return self.person(Role.CENTRE_REVIEWER)

    @property
    def head(self) -> User:
        return self.person(Role.CENTRE_HEAD)

    def answerer(self, query: Query) -> User:
        """The verification handler of the unit that is asked."""
        return self.office.person(Role.UNIT_HANDLER, query.source.unit)

    def ten_sources(self, simulator: Simulator, *, manner: str = "instant") -> None:
        """Put exactly the notice's agreements in force; six of the ten answer through the simulator."""
        for agreement in services.propose_agreements(self.office.body, by=self.head):
            workflows.source_agreements.perform(agreement, "activate", by=self.head)
        for source in Source.objects.filter(unit__name__in=BY_CONNECTOR):
            simulator.connect(source, manner)

    def checked(self, simulator: Simulator) -> VerificationRequest:
        """A household checked by the ten: six by connector, three in the browser, one silent; the report is signed."""
        self.ten_sources(simulator)
        request = self.commission(self.case())
        go = workflows.verification_requests.perform
        go(request, "accept", by=self.handler)
        work_off()
        for query in request.queries.filter(source__unit__name__in=IN_BROWSER):
            data = {"answers": [*nothing_known(query)[:-1], one_record(query)]}
            workflows.queries.perform(query, "answer", by=self.answerer(query), data=data)
        past = clock.today() - timedelta(days=1)
        Query.objects.filter(request=request, source__unit__name=SILENT).update(due_on=past)
        jobs.sweep()
        go(request, "compare", by=self.handler)
        choices = {finding.pk: ("explained", "家庭已书面说明") for finding in request.findings.all()}
        services.dispose_findings(request, choices, by=self.handler, request_key=uuid4())
        go(request, "submit", by=self.handler)
        go(request, "review", by=self.reviewer)
        go(request, "sign", by=self.head)
        return request

    def agreements(self) -> list[SourceAgreement]:
        """Put the agreements of the notice in force, and one with the office's first unit, whose handler tests know."""
        drafted = services.propose_agreements(self.office.body, by=self.head)
        source, created = Source.objects.get_or_create(
            unit=self.office.unit, defaults={"jurisdiction": self.office.body}
        )
        if created:
            fields = {"basis": "示例依据", "categories": ["tax"], "limit_workdays": 3}
            drafted.append(SourceAgreement.objects.create(jurisdiction=self.office.body, source=source, **fields))
        for agreement in drafted:
            workflows.source_agreements.perform(agreement, "activate", by=self.head)
        return list(SourceAgreement.objects.active().filter(jurisdiction=self.office.body))

    def case(self, *, consented: bool = True, figures: dict[str, Any] | None = None) -> AidCase:
        """A household of three, with a letter everybody signed unless `consented` is false."""
        case = services.file_case(
            self.office.township, programme="dibao", figures=figures or FIGURES, persons=household(), by=self.township,
            request_key=uuid4(),
        )  # fmt: skip
        if consented:
            self.sign(self.letter(case))
        return case

    def letter(self, case: AidCase) -> ConsentLetter:
        return services.draft_consent(
            case, categories=list(categories.CATEGORIES), by=self.township, request_key=uuid4()
        )

    def sign(self, letter: ConsentLetter) -> None:
        """Everybody signs, the child by the applicant."""
        applicant, spouse, child = letter.case.persons.all()
        data = {
            "signed_on": clock.today(),
            "expires_on": None,
            "scan": SCAN,
            "signatures": [(applicant, None), (spouse, None), (child, applicant)],
        }
        workflows.consent_letters.perform(letter, "sign", by=self.township, data=data)

    def commission(self, case: AidCase) -> VerificationRequest:
        data = {"signatory": "示例·镇长", "signed_on": clock.today()}
        workflows.aid_cases.perform(case, "commission", by=self.township, data=data)
        return case.verification_requests.latest("pk")

    def request(self, state: Any = VerificationRequest.State.SUBMITTED) -> VerificationRequest:
        """A request brought to `state`; nobody has answered it but by silence."""
        s, go = VerificationRequest.State, workflows.verification_requests.perform
        request = self.commission(self.case())
        if state == s.RETURNED:
            go(request, "return_", by=self.handler, comment="委托书缺页")
        if state == s.WITHDRAWN:
            letter = request.case.consent_letters.get()
            workflows.consent_letters.perform(letter, "revoke", by=self.township, comment="本人要求")
            request.refresh_from_db()
        if state in {s.SUBMITTED, s.RETURNED, s.WITHDRAWN}:
            return request
        self.agreements()
        acts = [
            ("accept", self.handler), ("compare_early", self.head), ("submit", self.handler),
            ("review", self.reviewer), ("sign", self.head), ("issue", None),
        ]  # fmt: skip
        order = [s.SUBMITTED, s.COLLECTING, s.COMPARING, s.REVIEWING, s.SIGNING, s.SIGNED, s.ISSUED]
        for name, by in acts[: order.index(state)]:
            go(request, name, by=by, comment="理由", data={"file": stored_file()} if name == "issue" else None)
        return request

    def query(self, state: Any = Query.State.SENT) -> Query:
        """A query of the office's first unit, in `state`."""
        s = Query.State
        query = self.request(VerificationRequest.State.COLLECTING).queries.get(source__unit=self.office.unit)
        if state != s.PENDING:
            exchange.sent(query.pk, None)
        if state in {s.OVERDUE, s.LATE_ANSWERED}:
            workflows.queries.perform(query, "expire", by=None)
        if state == s.CANCELLED:
            workflows.queries.perform(query, "cancel", by=None)
        if state in {s.ANSWERED, s.LATE_ANSWERED}:
            name = "answer" if state == s.ANSWERED else "answer_late"
            workflows.queries.perform(query, name, by=self.answerer(query), data={"answers": nothing_known(query)})
        query.refresh_from_db()
        return query


def nothing_known(query: Query) -> list[tuple[int, str, list[Any], date]]:
    """Return the answer 无记录 to everything."""
    return [(item.pk, "no_record", [], clock.today()) for item in query.items.all()]


def one_record(query: Query) -> tuple[int, str, list[Any], date]:
    """Return an answer with one recognisable record to the last item."""
    item = query.items.last()
    assert item is not None
    fields = [field.name for field in categories.CATEGORIES[item.category].fields]
    return item.pk, "found", [{name: RECORD[name] for name in fields if name in RECORD}], clock.today()


def work_off() -> None:
    """Do every due job here, until none is left."""
    for _ in range(20):
        due = Job.objects.filter(state=Job.State.DUE).order_by("pk")
        if not [job for job in due if run(job.pk)]:
            return
