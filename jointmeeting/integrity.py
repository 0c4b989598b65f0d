"""What must be true of the data at every moment: health check for operators, oracle for the tests."""

from collections.abc import Iterator

from django.db.models import Count, Max
from django.db.models.functions import Now

from duties.models import Assignment
from jointmeeting.kernel import files
from jointmeeting.kernel.models import Job, LogEntry
from meetings.models import Minutes
from verification.models import Query, QueryItem, VerificationReport, VerificationRequest


def faults() -> Iterator[str]:
    """Yield one sentence for each row that should not be."""
    yield from _number_gaps()
    yield from _jobs()
    yield from _documents()
    yield from _assignments()
    yield from _queries()
    yield from _reports()


def _number_gaps() -> Iterator[str]:
    numbered = Minutes.objects.filter(number__isnull=False).values("jurisdiction", "year")
    for row in numbered.annotate(top=Max("number"), count=Count("number")):
        if row["top"] != row["count"]:
            yield f"编号不连续：联席会议{row['jurisdiction']}，{row['year']}年，最大{row['top']}号，共{row['count']}份"


def _jobs() -> Iterator[str]:
    for job in Job.objects.filter(state=Job.State.DEAD):
        yield f"后台任务需人工处理：{job}（{job.last_error}）"
    for job in Job.objects.filter(state=Job.State.LEASED, lease_until__lt=Now()):
        yield f"后台任务占用已过期：{job}"


def _documents() -> Iterator[str]:
    for minutes in Minutes.objects.filter(file__isnull=False).select_related("file"):
        try:
            files.read(minutes.file)  # type: ignore[arg-type]
        except (ValueError, OSError) as error:
            yield f"文件缺失或损坏：《{minutes}》{minutes.number_label}（{error}）"
        issued = LogEntry.objects.filter(subject="meetings.minutes", subject_id=minutes.pk, act="minutes.issue").count()
        if issued != 1:
            yield f"印发记录应为1条，实有{issued}条：《{minutes}》"


def _assignments() -> Iterator[str]:
    for minutes in Minutes.objects.filter(state=Minutes.State.ISSUED):
        opened = Assignment.objects.filter(matter__minutes=minutes).count()
        resolved = minutes.matters.count()
        if opened != resolved:
            yield f"议定事项{resolved}条，工作事项{opened}件：《{minutes}》"


def _queries() -> Iterator[str]:
    for item in QueryItem.objects.exclude(outcome="not_answered").filter(answers=None).select_related("query"):
        yield f"协查人员项有结果而无反馈：{item.query}"
    for query in Query.objects.unanswered().filter(items__answers__isnull=False).distinct():
        yield f"协查任务未反馈而有答复：{query}"


def _reports() -> Iterator[str]:
    issued = VerificationRequest.objects.filter(state=VerificationRequest.State.ISSUED)
    for request in issued.filter(report=None) | issued.filter(report__file=None):
        yield f"核对请求已出具而无报告文件：{request}"
    for row in VerificationReport.objects.values("jurisdiction", "year").annotate(top=Max("number"), count=Count("pk")):
        if row["top"] != row["count"]:
            yield f"核对报告编号不连续：{row['jurisdiction']}，{row['year']}年，最大{row['top']}号，共{row['count']}份"
