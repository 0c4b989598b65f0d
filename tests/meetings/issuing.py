"""What the access matrix and the page walk are told of what happens after the signature."""

from typing import Any
from uuid import uuid4

from django.urls import reverse

from jointmeeting.kernel.uploads import Upload
from meetings import workflows
from meetings.models import Minutes, Recipient
from meetings.models.recipient import RecipientState
from meetings.services import attachment as services
from members.groups import enter_group
from members.models import Jurisdiction, MemberUnit, Role
from tests.factories import Office, stored_file
from tests.meetings.amending import sheets
from tests.meetings.countersigning import clause, edit
from tests.subjects import browser, visit

POST_ONLY = frozenset({"meetings:minutes_detach"})
PAGES: dict[str, tuple[str, str | None]] = {
    "meetings:minutes_recipients": ("issued", "minutes.watch"),
    "meetings:minutes_archive": ("issued", "minutes.archive"),
    "meetings:minutes_task_sheets": ("issued", None),
    "meetings:minutes_address": ("attached", "minutes.edit"),
    "meetings:minutes_attach": ("attached", "minutes.edit"),
    "meetings:minutes_detach": ("attached", "minutes.edit"),
    "meetings:minutes_attachment": ("attached", None),
    "meetings:minutes_word": ("issued", None),
    "meetings:minutes_record": ("issued", "minutes.watch"),
    "meetings:minutes_task_sheet": ("charging", "minutes.watch"),  # and each unit its own: test_sheets
}
ARGUMENTS: dict[str, Any] = {
    "meetings:minutes_task_sheet": lambda minutes: [minutes.pk, _third(minutes.jurisdiction).pk, "pdf"],
    **dict.fromkeys(
        ["meetings:minutes_detach", "meetings:minutes_attachment"],
        lambda minutes: [minutes.pk, minutes.attachments.get().pk],
    ),
}
LOGGED_READS = frozenset(
    f"meetings:minutes_{name}" for name in ("archive", "task_sheet", "word", "record", "attachment")
)
DATA = {"recipient.deliver": lambda office: {"way": "机要交换"}}


def attached(office: Office) -> Minutes:
    """Return a draft with an attachment."""
    minutes = office.minutes()
    upload = Upload("清单.pdf", sheets(3), "application/pdf")
    services.add_attachment(minutes, title="示例任务清单", upload=upload, by=office.staff, request_key=uuid4())
    return minutes


def recipient(office: Office, state: RecipientState = Recipient.State.WAITING) -> Recipient:
    """Return a recipient of issued minutes in `state`: the first unit, or for DELIVERED a body outside."""
    rows = office.minutes(Minutes.State.ISSUED).recipients
    if state == Recipient.State.DELIVERED:
        found = outside(rows)
        workflows.recipients.perform(found, "deliver", by=office.staff, data={"way": "机要交换"})
        return found
    found = rows.get(unit=office.unit)
    if state == Recipient.State.RECEIVED:
        workflows.recipients.perform(found, "receive", by=office.liaison)
    return found


def charging_three(office: Office) -> Minutes:
    """Return issued minutes of three clauses: two lead units, supporting units that overlap, a group of townships."""
    group = enter_group(office.body, "各乡镇人民政府", ["示例甲镇人民政府", "示例乙镇人民政府"], by=office.staff)
    MemberUnit.doers.filter(pk=group.pk).update(is_member=True)  # as in Zhangbei's notice
    minutes, (a, b, c) = office.minutes(), (office.unit, office.other_unit, _third(office.body))
    rows = [clause(a, [b, group], "关于示例甲"), clause(b, [a], "关于示例乙"), clause(a, [b, c], "关于示例丙")]
    edit(office, minutes, rows)
    for act, by in (("submit", office.staff), ("review", office.director), ("sign", office.chief)):
        workflows.minutes.perform(minutes, act, by=by)
    workflows.minutes.perform(minutes, "issue", by=None, data={"file": stored_file()})
    return minutes


def _third(body: Jurisdiction) -> MemberUnit:
    """The unit after the two where the tests' people sit."""
    return body.units.exclude(kind="group").order_by("position")[2]


def outside(recipients: Any) -> Recipient:
    """Return the first recipient that is no unit of the body."""
    found: Recipient | None = recipients.filter(unit=None).first()
    assert found is not None
    return found


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    draft = attached(office)
    for page in ("minutes_address", "minutes_attach"):
        visit(office.staff, reverse(f"meetings:{page}", args=[draft.pk]))
    visit(office.staff, draft.get_absolute_url())
    issued = office.minutes(Minutes.State.ISSUED)
    visit(office.liaison, issued.get_absolute_url())
    page = reverse("meetings:minutes_recipients", args=[issued.pk])
    visit(office.staff, page)
    browser(office.liaison).get(reverse("meetings:minutes_download", args=[issued.pk]))
    visit(office.staff, reverse("meetings:recipient_deliver", args=[outside(issued.recipients).pk]))
    visit(office.staff, page)
    for person in (office.staff, office.person(Role.LIAISON, issued.jurisdiction.units.order_by("position")[3])):
        visit(person, reverse("meetings:minutes_task_sheets", args=[issued.pk]))
    visit(office.staff, reverse("meetings:minutes_task_sheet", args=[issued.pk, office.unit.pk, "pdf"]))
    for page in ("minutes_archive", "minutes_word", "minutes_record"):
        visit(office.staff, reverse(f"meetings:{page}", args=[issued.pk]))
