"""Pages need a constant number of queries, however many rows there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import AgendaItem, Minutes
from tests.factories import Office
from tests.subjects import LOGIN, collected

MOST = 20
LISTS = sorted(name for name, anonymous in collected().open.items() if anonymous == LOGIN)


def count(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name)).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_page_is_constant_in_queries(name: str, yueqing: Office) -> None:
    client = Client()
    client.force_login(yueqing.staff, backend="django.contrib.auth.backends.ModelBackend")
    yueqing.minutes(Minutes.State.ISSUED)
    yueqing.agenda_item(AgendaItem.State.SUBMITTED)
    yueqing.noticed_meeting()
    few = count(client, name)
    for _ in range(3):
        yueqing.minutes(Minutes.State.ISSUED)
        yueqing.agenda_item(AgendaItem.State.SUBMITTED)
        yueqing.noticed_meeting()
    assert count(client, name) == few
    assert few <= MOST


def test_items_on_their_way_ask_for_the_rules_of_their_body_once(yueqing: Office) -> None:
    client = Client()
    client.force_login(yueqing.staff, backend="django.contrib.auth.backends.ModelBackend")
    yueqing.agenda_item(AgendaItem.State.ACCEPTED)
    few = count(client, "workbench")
    for _ in range(3):
        yueqing.agenda_item(AgendaItem.State.ACCEPTED)
    assert count(client, "workbench") == few


def test_the_page_of_a_meeting_builds_its_agenda_once(yueqing: Office) -> None:
    client, meeting = Client(), yueqing.noticed_meeting()
    client.force_login(yueqing.staff, backend="django.contrib.auth.backends.ModelBackend")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(meeting.get_absolute_url()).status_code == 200
    whole = [row["sql"] for row in queries if row["sql"].endswith('ORDER BY "meetings_agendaentry"."position" ASC')]
    assert len(whole) == 1
