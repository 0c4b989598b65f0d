"""What the access matrix and the page walk are told of what happens after the signature."""

from django.urls import reverse

from meetings import workflows
from meetings.models import Minutes, Recipient
from meetings.models.recipient import RecipientState
from members.models import Role
from tests.factories import Office
from tests.subjects import browser, visit

PAGES: dict[str, tuple[str, str | None]] = {
    "meetings:minutes_recipients": ("issued", "minutes.watch"),
    "meetings:minutes_archive": ("issued", "minutes.archive"),
    "meetings:minutes_task_sheets": ("issued", None),
    "meetings:minutes_task_sheet": ("issued", "minutes.watch"),  # and each unit its own: test_sheets
}
ARGUMENTS = {"meetings:minutes_task_sheet": lambda minutes: [minutes.pk, minutes.matters.all()[0].lead_unit_id]}
LOGGED_READS = frozenset({"meetings:minutes_archive", "meetings:minutes_task_sheet"})
DATA = {"recipient.deliver": lambda office: {"way": "机要交换"}}


def recipient(office: Office, state: RecipientState = Recipient.State.WAITING) -> Recipient:
    """Return a recipient of issued minutes in `state`: the first unit, or for DELIVERED a body outside."""
    rows = office.minutes(Minutes.State.ISSUED).recipients
    if state == Recipient.State.DELIVERED:
        found = outside(rows.all()[0].minutes)
        workflows.recipients.perform(found, "deliver", by=office.staff, data={"way": "机要交换"})
        return found
    found = rows.get(unit=office.unit)
    if state == Recipient.State.RECEIVED:
        workflows.recipients.perform(found, "receive", by=office.liaison)
    return found


def outside(minutes: Minutes) -> Recipient:
    """Return the first recipient that is no unit of the body."""
    found = minutes.recipients.filter(unit=None).first()
    assert found is not None
    return found


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    issued = recipient(office).minutes
    visit(office.liaison, issued.get_absolute_url())
    page = reverse("meetings:minutes_recipients", args=[issued.pk])
    visit(office.staff, page)
    for person in (office.staff, office.person(Role.LIAISON, issued.jurisdiction.units.order_by("position")[3])):
        visit(person, reverse("meetings:minutes_task_sheets", args=[issued.pk]))
    visit(office.staff, reverse("meetings:minutes_task_sheet", args=[issued.pk, office.unit.pk]))
    visit(office.staff, reverse("meetings:minutes_archive", args=[issued.pk]))
    browser(office.liaison).get(reverse("meetings:minutes_download", args=[issued.pk]))
    visit(office.staff, reverse("meetings:recipient_deliver", args=[outside(issued).pk]))
    visit(office.staff, page)
    for person in (office.staff, office.person(Role.LIAISON, issued.jurisdiction.units.order_by("position")[3])):
        visit(person, reverse("meetings:minutes_task_sheets", args=[issued.pk]))
    visit(office.staff, reverse("meetings:minutes_task_sheet", args=[issued.pk, office.unit.pk]))
    visit(office.staff, reverse("meetings:minutes_archive", args=[issued.pk]))
