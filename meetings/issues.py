"""Is every issue of the minutes still what was signed? Rows, files, numbers and log are held against one another.

Each issue carries the hash of the one before it; what was signed and issued stands in the log, which is chained, too.
"""

from collections.abc import Iterator

from jointmeeting.kernel import audit, files
from jointmeeting.kernel.documents.minutes import digest
from jointmeeting.kernel.models import Series
from meetings.attachments import enclosed
from meetings.models import Amendment, Minutes
from members.models import Jurisdiction

SERIES = "minutes"


def issues(body: Jurisdiction) -> list[Minutes]:
    """Return what has a number, in the order of the numbers."""
    rows = Minutes.objects.filter(jurisdiction=body, number__isnull=False)
    return list(rows.select_related("file").order_by("year", "number"))


def faults(body: Jurisdiction) -> Iterator[str]:
    """Yield one Chinese sentence for each thing that is not as it was signed and issued."""
    previous = None
    for minutes in issues(body):
        for fault in (*_gap(minutes, previous), *_link(minutes, previous), *_against_log(minutes), *_file(minutes)):
            yield f"{body.body_name}纪要{minutes.number_label}：{fault}"
        previous = minutes
    yield from _amendments(body)
    yield from _ends(body)


def _gap(minutes: Minutes, previous: Minutes | None) -> Iterator[str]:
    same_year = previous is not None and previous.year == minutes.year
    expected = (previous.number or 0) + 1 if previous and same_year else 1
    if minutes.number != expected:
        yield f"编号不连续，此前应有{expected}号"


def _link(minutes: Minutes, previous: Minutes | None) -> Iterator[str]:
    if digest(minutes.content or {}) != minutes.content_hash:
        yield "定稿内容与定稿摘要不符，内容或者摘要已被改动"
    if minutes.previous_hash != (previous.content_hash if previous else ""):
        yield "所载上一期摘要与上一期不符，其中一期已被改动"


def _against_log(minutes: Minutes) -> Iterator[str]:
    """Compare with what the log says was signed; a change of row and hash together is found here."""
    entry = audit.history(minutes).filter(act="minutes.sign").first()
    if entry is None:
        yield "没有签发留痕"
        return
    if entry.details["content_hash"] != minutes.content_hash:
        yield "定稿摘要与签发留痕不符，签发后已被改动"
    if entry.details["number"].strip("（）") != minutes.number_label.strip("（）"):
        yield f"编号与签发留痕不符，签发时为{entry.details['number']}"
    if entry.actor_id != minutes.signed_by_id:
        yield f"签发人与签发留痕不符，签发时为{entry.actor_name}"


def _file(minutes: Minutes) -> Iterator[str]:
    if minutes.file is None:
        return
    yield from _attachments(minutes)
    entry = audit.history(minutes).filter(act="minutes.issue").first()
    if entry is None or entry.details["sha256"] != minutes.file.sha256:
        yield "文件不是印发时的文件"
    try:
        files.read(minutes.file)
    except (OSError, ValueError):
        yield "文件缺失或者已被改动"


def _attachments(minutes: Minutes) -> Iterator[str]:
    """Hold each attachment the frozen text names against its file."""
    try:
        enclosed(minutes)
    except (KeyError, OSError, ValueError):
        yield "附件缺失或者已被改动"


def _amendments(body: Jurisdiction) -> Iterator[str]:
    """Hold each notice against the log, its own hash, its file, and the file of the minutes it names."""
    last: dict[tuple[str, int | None], int] = {}
    rows = Amendment.objects.filter(jurisdiction=body, number__isnull=False).select_related("file", "minutes__file")
    for row in rows.order_by("kind", "year", "number"):
        expected = last.get((row.kind, row.year), 0) + 1
        last[row.kind, row.year] = row.number or 0
        log, content = audit.history(row), row.content or {}
        signed, issued = log.filter(act="amendment.sign").first(), log.filter(act="amendment.issue").first()
        about = row.minutes.file.sha256 if row.minutes.file else ""
        sound = (
            row.number == expected
            and digest(content) == row.content_hash
            and signed is not None
            and signed.details["content_hash"] == row.content_hash
            and content.get("minutes_sha256") == about
            and (row.file is None or (issued is not None and issued.details["sha256"] == row.file.sha256))
        )
        if not sound:
            yield f"{body.body_name}纪要{row.number_label}：与签发、印发留痕或者所指的纪要不符，已被改动"


def _ends(body: Jurisdiction) -> Iterator[str]:
    """Compare the counters with the last issues: a last issue that was taken away leaves no gap."""
    for series in Series.objects.filter(name=SERIES, body=body.pk).order_by("year"):
        there = Minutes.objects.filter(jurisdiction=body, year=series.year, number__isnull=False).count()
        if there != series.last:
            yield f"{body.body_name}{series.year}年已用{series.last}个编号，现有{there}期纪要"
