"""Nothing of a household lies in the clear: database, files, broker, log, notifications, addresses."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.db import connection

from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.models import LogEntry, Notification
from members.models import Role
from tests.factories import Office
from tests.subjects import browser
from tests.verification.factories import FIGURES, RECORD, Checking, work_off
from tests.verification.simulator import Simulator
from verification.models import InformationAnswer, VerificationRequest


@pytest.fixture
def needles(
    yueqing: Office, simulator: Simulator, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> list[str]:
    """A household checked to the end; returns everything about it that must not be found."""
    caplog.set_level("DEBUG")
    settings.SEAL_KEYSTORE = tmp_path / "office.p12"
    ensure_office_key(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE, organisation="测试用")
    request = Checking(yueqing).checked(simulator)
    work_off()
    request.refresh_from_db()
    assert request.state == VerificationRequest.State.ISSUED
    persons = list(request.case.persons.all())
    answers = InformationAnswer.objects.filter(item__query__request=request)
    amounts = {str(value) for answer in answers for record in answer.records for value in record.values()}
    told = {value for value in amounts if len(value) > 6}
    assert told, "the departments told nothing that could leak"
    declared = {str(FIGURES["yearly_income"]), str(FIGURES["savings"])}
    return [*(p.name for p in persons), *(p.number for p in persons), *RECORD.values(), *told, *declared]


def dump() -> Iterator[tuple[str, str]]:
    """Yield every table as PostgreSQL writes it out, bytes in hexadecimal."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            out = io.StringIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', out)
            yield table, out.getvalue()


def found_in(text: str, needles: list[str]) -> list[str]:
    """Return the needles that stand in a text as they are, escaped as JSON does, or as hexadecimal bytes."""
    return [n for n in needles if n.encode().hex() in text or any(_stands(way, text) for way in (n, _escaped(n)))]


def _escaped(needle: str) -> str:
    return needle.encode("unicode_escape").decode()


def _stands(needle: str, text: str) -> bool:
    """Tell whether it stands there by itself: 24681 is no part of a longer number."""
    return re.search(rf"(?<!\d){re.escape(needle)}(?!\d)", text) is not None


def test_the_search_itself_finds_what_is_there(needles: list[str]) -> None:
    for needle in needles:
        for way in (needle, _escaped(needle), needle.encode().hex()):
            assert found_in(f"x00 {way} y", [needle]) == [needle]
        assert found_in(f"\\x00{needle.encode().hex()}", [needle]) == [needle]


def test_nothing_lies_in_the_clear(needles: list[str], caplog: pytest.LogCaptureFixture) -> None:
    for table, text in dump():
        assert found_in(text, needles) == [], table
    media = Path(default_storage.location)  # type: ignore[attr-defined]
    files = [path for path in media.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert [n for n in needles if n.encode() in content or n in str(path)] == []
        assert not content.startswith(b"%PDF")
    assert found_in(caplog.text, needles) == []
    for key in redis.Redis.from_url(django_settings.CELERY_BROKER_URL).scan_iter():
        raw = redis.Redis.from_url(django_settings.CELERY_BROKER_URL).dump(key) or b""
        assert [n for n in needles if n.encode() in raw or n.encode() in key] == []
    assert Notification.objects.exists()


def test_full_identity_needs_a_purpose_and_leaves_a_trace(yueqing: Office) -> None:
    checking = Checking(yueqing)
    query = checking.query()
    person = query.request.case.persons.get(position=1)
    answerer = checking.answerer(query)
    masked = browser(answerer).get(query.get_absolute_url()).content.decode()
    assert person.masked_number in masked
    assert person.number not in masked
    assert person.name not in masked
    url = f"{query.get_absolute_url()}reveal/"
    refused = browser(answerer).post(url, {"purpose": " "})
    assert (refused.status_code, person.number in refused.content.decode()) == (422, False)
    shown = browser(answerer).post(url, {"purpose": "在户籍系统中查询"})
    assert person.number in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    entry = LogEntry.objects.get(act="household_person.reveal")
    assert (entry.actor, entry.comment) == (answerer, "在户籍系统中查询")


def test_a_department_sees_neither_figures_nor_the_others(yueqing: Office) -> None:
    checking = Checking(yueqing)
    query = checking.query()
    answerer = checking.answerer(query)
    page = browser(answerer).get(query.get_absolute_url()).content.decode()
    assert query.request.case.get_programme_display() not in page
    for figure in FIGURES.values():
        assert figure < 1000 or str(figure) not in page
    other = query.request.queries.exclude(pk=query.pk)[0]
    assert browser(answerer).get(other.get_absolute_url()).status_code == 404
    assert browser(answerer).get(query.request.get_absolute_url()).status_code == 404
    assert browser(answerer).get(query.request.case.get_absolute_url()).status_code == 404


def test_the_office_sees_counts_and_no_household(yueqing: Office) -> None:
    checking = Checking(yueqing)
    query = checking.query()
    page = browser(yueqing.staff).get("/verification/overview/")
    assert query.source.unit.name in page.content.decode()
    for hidden in (query, query.request, query.request.case):
        assert browser(yueqing.staff).get(hidden.get_absolute_url()).status_code == 404
    assert browser(checking.person(Role.TOWNSHIP_HANDLER)).get("/verification/overview/").status_code == 403
