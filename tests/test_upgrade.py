"""A database of the first landed schema, with data, upgrades to today's and keeps its log whole."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

DUMPS = sorted((Path(settings.BASE_DIR) / "fixtures" / "upgrade").glob("*.sql"))
NAME = "upgrade_test"


@pytest.fixture
def address(transactional_db: None) -> Iterator[str]:
    """The address of an empty database of its own."""
    d = connection.settings_dict
    server = f"postgres://{d['USER']}:{d['PASSWORD']}@{d['HOST']}:{d['PORT']}"
    admin = psycopg2.connect(f"{server}/postgres")
    admin.autocommit = True
    cursor = admin.cursor()
    cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
    cursor.execute(f"CREATE DATABASE {NAME}")
    yield f"{server}/{NAME}"
    cursor.execute(f"DROP DATABASE {NAME}")
    admin.close()


def manage(address: str, *command: str) -> str:
    """Run a management command against the database and return what it said."""
    env = {**os.environ, "DATABASE_URL": address}
    run = [sys.executable, "manage.py", *command]
    done = subprocess.run(run, env=env, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.full
@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.name)
def test_an_old_database_upgrades_and_keeps_its_log(dump: Path, address: str) -> None:
    with psycopg2.connect(address) as target, target.cursor() as cursor:
        cursor.execute(dump.read_text(encoding="utf-8"))
    target.close()
    manage(address, "migrate", "--no-input")
    assert "留痕链完整" in manage(address, "verify_audit")
    with psycopg2.connect(address) as upgraded, upgraded.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM members_memberunit")
        assert cursor.fetchone() == (32,)
        cursor.execute("SELECT state FROM meetings_minutes")
        assert cursor.fetchall() == [("issued",)]
    upgraded.close()


def test_there_is_a_dump_of_the_first_schema() -> None:
    assert [path.name for path in DUMPS][0] == "0001.sql"
