"""The log cannot be changed, and shows when it was."""

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction

from jointmeeting.kernel.models import LogEntry
from tests.factories import Office


def test_the_database_refuses_to_change_or_delete_an_entry(yueqing: Office) -> None:
    yueqing.agenda_item()
    entry = LogEntry.objects.latest("pk")
    for change in (lambda: LogEntry.objects.filter(pk=entry.pk).update(comment="改"), entry.delete):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_a_row_changed_behind_the_triggers_is_named(yueqing: Office, capsys: pytest.CaptureFixture[str]) -> None:
    yueqing.agenda_item()
    call_command("verify_audit")
    assert "留痕链完整" in capsys.readouterr().out
    entry = LogEntry.objects.filter(chain=yueqing.body.pk)[1]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE kernel_logentry SET comment = '改' WHERE id = %s", [entry.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(CommandError, match=f"{entry.chain}:{entry.position}"):
        call_command("verify_audit")


def test_the_database_refuses_a_state_the_table_does_not_hold(yueqing: Office) -> None:
    item = yueqing.agenda_item()
    with pytest.raises(InternalError), transaction.atomic():
        type(item).objects.filter(pk=item.pk).update(state="decided")
