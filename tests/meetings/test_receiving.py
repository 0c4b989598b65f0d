"""Issued minutes arrive: units receive them, what goes outside is registered, and who is late is told."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from jointmeeting.kernel import audit, jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Notification
from meetings import workflows
from meetings.deadlines.receiving import not_received
from meetings.models import Minutes, Recipient
from meetings.queries import todo_for
from members.models import Role, User
from tests.factories import Office
from tests.meetings.issuing import outside
from tests.subjects import browser

S = Recipient.State
MONDAY = datetime(2026, 6, 1, 1)  # 9:00 in Beijing; no holiday until the 19th


@pytest.fixture
def minutes(yueqing: Office) -> Minutes:
    yueqing.person(Role.LIAISON, yueqing.other_unit)
    return yueqing.minutes(Minutes.State.ISSUED)


def of(minutes: Minutes, office: Office) -> Recipient:
    return minutes.recipients.get(unit=office.unit)


def told(user: User, act: str) -> int:
    jobs.sweep(work=True)
    return Notification.objects.filter(recipient=user, entry__act=act).count()


def test_the_download_is_the_receipt(minutes: Minutes, yueqing: Office) -> None:
    client = browser(yueqing.liaison)
    assert any(item.title == f"签收：{minutes}" for item in todo_for(yueqing.liaison))
    for _ in range(2):
        assert client.get(reverse("meetings:minutes_download", args=[minutes.pk])).status_code == 200
    row = of(minutes, yueqing)
    assert (row.state, row.arrived_by) == (S.RECEIVED, yueqing.liaison)
    assert audit.history(row).filter(act="recipient.receive").count() == 1
    assert audit.history(minutes).filter(act="minutes.download").count() == 2
    assert minutes.recipients.exclude(state=S.WAITING).count() == 1
    assert not any(item.title == f"签收：{minutes}" for item in todo_for(yueqing.person(Role.LIAISON, yueqing.unit)))


def test_a_leader_who_downloads_receives_for_no_unit(minutes: Minutes, yueqing: Office) -> None:
    leader = yueqing.person(Role.GOVERNMENT_LEADER)
    assert browser(leader).get(reverse("meetings:minutes_download", args=[minutes.pk])).status_code == 200
    assert not minutes.recipients.exclude(state=S.WAITING).exists()


def test_the_button_receives_too(minutes: Minutes, yueqing: Office) -> None:
    row, client = of(minutes, yueqing), browser(yueqing.liaison)
    assert 'data-testid="recipient.receive"' in client.get(minutes.get_absolute_url()).content.decode()
    workflows.recipients.perform(row, "receive", by=yueqing.liaison)
    assert 'data-testid="recipient.receive"' not in client.get(minutes.get_absolute_url()).content.decode()


def test_nothing_arrives_before_it_is_issued(yueqing: Office) -> None:
    signed = yueqing.minutes(Minutes.State.SIGNED)
    with pytest.raises(Refused, match="印发后"):
        workflows.recipients.perform(of(signed, yueqing), "receive", by=yueqing.liaison)


def test_the_office_registers_what_goes_outside_and_nothing_else(minutes: Minutes, yueqing: Office) -> None:
    row = outside(minutes.recipients)
    url = reverse("meetings:recipient_deliver", args=[row.pk])
    client = browser(yueqing.staff)
    key = client.get(url).context["form"]["request_key"].value()
    assert client.post(url, {"request_key": key}).status_code == 422
    assert client.post(url, {"request_key": key, "way": "机要交换"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.way, row.arrived_by) == (S.DELIVERED, "机要交换", yueqing.staff)
    with pytest.raises(Refused, match="自行签收"):
        workflows.recipients.perform(of(minutes, yueqing), "deliver", by=yueqing.staff, data={"way": "代收"})


def test_the_database_knows_who_may_be_what(minutes: Minutes, yueqing: Office) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.filter(pk=of(minutes, yueqing).pk).update(arrived_at=minutes.signed_at)


def test_only_who_has_not_received_is_urged(minutes: Minutes, yueqing: Office) -> None:
    workflows.recipients.perform(of(minutes, yueqing), "receive", by=yueqing.liaison)
    workflows.minutes.perform(minutes, "urge_receipt", by=yueqing.staff)
    other = yueqing.person(Role.LIAISON, yueqing.other_unit)
    assert (told(yueqing.liaison, "minutes.urge_receipt"), told(other, "minutes.urge_receipt")) == (0, 1)
    for row in minutes.recipients.filter(unit__isnull=False, state=S.WAITING):
        workflows.recipients.perform(row, "receive", by=yueqing.person(Role.LIAISON, row.unit))
    with pytest.raises(Refused, match="均已签收"):
        workflows.minutes.perform(minutes, "urge_receipt", by=yueqing.staff)


def test_every_second_working_day_a_silent_unit_is_reminded(yueqing: Office) -> None:
    with time_machine.travel(MONDAY, tick=False):
        minutes = yueqing.minutes(Minutes.State.ISSUED)
    reminded = {}
    for day in (0, 1, 2, 3, 4, 7):
        with time_machine.travel(MONDAY + timedelta(days=day), tick=False):
            if rows := [row for row in not_received() if row.unit == yueqing.unit.pk]:
                reminded[day] = (rows[0].tone, rows[0].late)
    assert reminded == {2: ("soon", 0), 4: ("late", 2)}  # Wednesday, Friday; the next falls on Tuesday
    workflows.recipients.perform(of(minutes, yueqing), "receive", by=yueqing.liaison)
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        assert yueqing.unit.pk not in {row.unit for row in not_received()}


def test_the_page_shows_who_received_and_who_took_it(minutes: Minutes, yueqing: Office) -> None:
    browser(yueqing.liaison).get(reverse("meetings:minutes_download", args=[minutes.pk]))
    page = browser(yueqing.staff).get(reverse("meetings:minutes_recipients", args=[minutes.pk])).content.decode()
    total = minutes.recipients.count()
    assert f"已签收、送达 1 / {total}" in page
    assert page.count(str(yueqing.liaison)) == 2  # in the row and in the list of downloads
    assert browser(yueqing.liaison).get(reverse("meetings:minutes_recipients", args=[minutes.pk])).status_code == 403
