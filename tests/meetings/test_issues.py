"""`verify_issues` finds whatever was changed behind the program's back, and says what; numbers have no gaps."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pgtrigger
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from jointmeeting.kernel import files
from jointmeeting.kernel.documents.minutes import digest
from jointmeeting.kernel.models import LogEntry, Series
from meetings import issues, workflows
from meetings.models import Minutes
from tests.conftest import founded
from tests.factories import Office


def verify() -> str:
    out = StringIO()
    call_command("verify_issues", stdout=out)
    return out.getvalue()


@pytest.fixture
def three(yueqing: Office) -> list[Minutes]:
    for n in range(3):
        minutes = yueqing.minutes(Minutes.State.SIGNED)
        file = files.store(f"%PDF-1.7\n{n}".encode(), media_type="application/pdf")
        workflows.minutes.perform(minutes, "issue", by=None, data={"file": file})
    assert verify() == "各期纪要完整，共3期\n"
    return issues.issues(yueqing.body)


def change(minutes: Minutes, **fields: object) -> None:
    Minutes.objects.filter(pk=minutes.pk).update(**fields)


def reword(minutes: Minutes) -> None:
    """Change a word and the hash with it, as a careful forger would."""
    content = {**(minutes.content or {}), "title": "另一标题"}
    change(minutes, content=content, content_hash=digest(content))


def reword_and_link(minutes: Minutes) -> None:
    """And the hash in the next issue, too."""
    reword(minutes)
    minutes.refresh_from_db()
    Minutes.objects.filter(number=(minutes.number or 0) + 1).update(previous_hash=minutes.content_hash)


def rewrite_file(minutes: Minutes) -> None:
    assert minutes.file is not None
    with default_storage.open(minutes.file.path, "wb") as handle:
        handle.write(b"%PDF-1.7\nanother")


def swap_file(minutes: Minutes) -> None:
    change(minutes, file=files.store(b"%PDF-1.7\nanother", media_type="application/pdf"))


def rewrite_log(minutes: Minutes) -> None:
    with pgtrigger.ignore("kernel.LogEntry:append_only"):
        LogEntry.objects.filter(act="minutes.sign", subject_id=minutes.pk).update(actor_name="另一人")


FORGERIES: dict[str, tuple[Callable[[Minutes], None], str]] = {
    "text": (lambda m: change(m, content={**(m.content or {}), "title": "另一标题"}), "定稿内容与定稿摘要不符"),
    "text and hash": (reword, "所载上一期摘要与上一期不符"),
    "text, hash and link": (reword_and_link, "与签发留痕不符，签发后已被改动"),
    "number": (lambda m: change(m, number=9), "编号不连续"),
    "signer": (lambda m: change(m, signed_by=m.drafted_by), "签发人与签发留痕不符"),
    "bytes": (rewrite_file, "文件缺失或者已被改动"),
    "file": (swap_file, "文件不是印发时的文件"),
    "log": (rewrite_log, "留痕第"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_change_is_found_and_named(three: list[Minutes], forgery: str) -> None:
    forge, said = FORGERIES[forgery]
    forge(three[1])
    with pytest.raises(CommandError, match=said):
        verify()


def test_a_last_issue_that_is_gone_leaves_its_number(three: list[Minutes]) -> None:
    series = Series.objects.get(name=issues.SERIES)
    Series.objects.filter(pk=series.pk).update(last=4)
    with pytest.raises(CommandError, match="已用4个编号，现有3期纪要"):
        verify()


def test_each_issue_carries_the_hash_of_the_one_before(three: list[Minutes]) -> None:
    assert [m.previous_hash for m in three] == ["", three[0].content_hash, three[1].content_hash]


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_get_consecutive_numbers() -> None:
    office = founded("yueqing")
    both = [office.minutes(Minutes.State.SIGNING) for _ in range(2)]

    def sign(minutes: Minutes) -> None:
        try:
            workflows.minutes.perform(minutes, "sign", by=office.chief)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sign, both))
    signed = issues.issues(office.body)
    assert [minutes.number for minutes in signed] == [1, 2]
    assert signed[1].previous_hash == signed[0].content_hash
    assert verify() == "各期纪要完整，共2期\n"
