"""The jobs of the fan-out: a query is sent, then asked for until it is answered; a report is made into a file.

Calls to departments happen outside any transaction. Asking twice is harmless: `message_id` was fixed with the query.
"""

from jointmeeting.kernel import clock, files, jobs, making
from jointmeeting.kernel.documents import sealing
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import StoredFile
from verification import connector
from verification.effects import RENDER_JOB, SEND_JOB
from verification.models import AidCase, Query, VerificationRequest
from verification.models.source import Channel
from verification.report import render
from verification.workflows import queries, verification_requests

COLLECT_JOB = "verification.collect"
SOONEST, LATEST = 2, 900  # seconds between two questions whether the answer is there


def send(pk: int) -> None:
    """Hand the query to the department's connector; a handler in the browser needs no sending."""
    query = Query.objects.select_related("source").get(pk=pk)
    if query.channel == Channel.CONNECTOR and query.state != Query.State.CANCELLED:
        connector.send(query)


def sent(pk: int, _: None) -> None:
    """Note that the department knows, and look for the answer from now on."""
    query = Query.objects.get(pk=pk)
    if query.state == Query.State.CANCELLED:
        return
    if query.state == Query.State.PENDING:
        queries.perform(query, "send", by=None)
    if query.channel == Channel.CONNECTOR:
        jobs.enqueue(COLLECT_JOB, pk)


def collect(pk: int) -> list[connector.Answer]:
    """Fetch the answer; raise NotYet, ever more patiently, while the department works on it."""
    query = Query.objects.select_related("source").get(pk=pk)
    if not _is_open(query):
        return []
    try:
        answers = connector.collect(query)
    except connector.Forgotten:
        connector.send(query)
        answers = None
    if answers is None:
        waited = (clock.now() - query.sent_at).total_seconds() if query.sent_at else 0
        raise jobs.NotYet(min(max(waited / 4, SOONEST), LATEST))
    return answers


def collected(pk: int, answers: list[connector.Answer]) -> None:
    """Keep the answer; after the limit it is kept as late."""
    query = Query.objects.get(pk=pk)
    if _is_open(query):
        name = "receive_late" if query.state == Query.State.OVERDUE else "receive"
        queries.perform(query, name, by=None, data={"answers": answers})


def fall_back(pk: int) -> None:
    """After the last attempt in vain, the unit's handler gets the query with the same limit."""
    query = Query.objects.get(pk=pk)
    if _is_open(query):
        name = "fall_back_late" if query.state == Query.State.OVERDUE else "fall_back"
        queries.perform(query, name, by=None)


def _is_open(query: Query) -> bool:
    """Tell whether an answer is still wanted: not yet answered, and the consent not withdrawn."""
    return query.answered_at is None and query.state != Query.State.CANCELLED


def expire_queries() -> None:
    """Mark every query whose limit has passed as overdue."""
    passed = Query.objects.filter(state__in=[Query.State.PENDING, Query.State.SENT], due_on__lt=clock.today())
    for query in passed.order_by("pk")[:500]:
        try:
            queries.perform(query, "expire", by=None)
        except Refused:  # answered or expired in this very moment, or its body is read-only: the next one counts
            continue


def stop_checking(case: AidCase) -> None:
    """End the open request of a case whose consent was withdrawn: nobody is asked or waited for any more.

    What was answered before stays as it is, and is read by nobody but who may already (个人信息保护法第十五条).
    """
    ending = verification_requests.transitions["withdraw"].sources
    for request in case.verification_requests.filter(state__in=ending):
        for query in request.queries.open():
            queries.perform(query, "cancel", by=None)
        verification_requests.perform(request, "withdraw", by=None)


def make_report(pk: int) -> StoredFile:
    """Typeset and certify the report of request `pk`; its bytes are kept sealed."""
    request = VerificationRequest.objects.select_related("report", "jurisdiction").get(pk=pk)
    sealed = sealing.configured().seal(render(request.report), reason="核对报告出具")
    return files.store(sealed, media_type="application/pdf", sealed=True)


jobs.register(SEND_JOB, queue="normal", work=send, finish=sent, give_up=fall_back)
jobs.register(COLLECT_JOB, queue="normal", work=collect, finish=collected, give_up=fall_back)
making.register(RENDER_JOB, workflow=verification_requests, make=make_report)
jobs.register_deadline(expire_queries)
