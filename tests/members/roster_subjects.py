"""URLs of the roster, for the access matrix."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from members.models import Absence, AidStandard, Appointment, HandOverItem, Jurisdiction, MemberChange, Role
from members.permissions import UNIT
from members.workflows import hand_over_items, member_changes
from tests.factories import Office
from tests.members.changes import hand_over_item, member_change
from tests.subjects import browser, visit


def slug(body: Jurisdiction) -> list[Any]:
    """The argument of pages about the whole body."""
    return [body.slug]


def _post(body: Jurisdiction) -> list[Any]:
    return [body.slug, Appointment.objects.filter(jurisdiction=body).order_by("pk")[0].pk]


PAGES: dict[str, tuple[str, str | None]] = {
    "members:member_change_page": ("member_change", None),
    "members:absence_end": ("absence", None),
    "members:reconciliation_page": ("body", "grant.report"),
    "members:group_list": ("body", None),
    "members:group_edit": ("body", "member_unit.expand"),
    "members:aid_standard_list": ("body", None),
    "members:aid_standard_create": ("body", "aid_standard.add"),
    "members:aid_standard_correct": ("aid_standard", "aid_standard.correct"),
    "members:unit_create": ("body", "member_unit.enter"),
    "members:unit_edit": ("unit", "member_unit.edit"),
    "members:post_correct": ("body", "roster.edit"),
    "members:roster_page": ("body", None),
    "members:unit_tree": ("body", None),
    "members:post_create": ("body", "roster.edit"),
    "members:post_end": ("body", "roster.edit"),
    "members:roster_import": ("body", "roster.edit"),
    "members:roster_export": ("body", "roster.export"),
}
ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "members:reconciliation_page": slug,
    "members:group_list": slug,
    "members:group_edit": slug,
    "members:aid_standard_list": slug,
    "members:aid_standard_create": slug,
    "members:aid_standard_correct": lambda standard: [standard.jurisdiction.slug, standard.pk],
    "members:unit_create": slug,
    "members:post_correct": _post,
    "members:roster_page": slug,
    "members:unit_tree": slug,
    "members:post_create": slug,
    "members:post_end": _post,
    "members:roster_import": slug,
    "members:roster_export": lambda body: [body.slug, "vcf"],
}

OPEN = ["members:member_change_list", "members:absence_list"]
CREATE: dict[str, set[Role]] = {"members:member_change_create": set(UNIT)}
MACHINES: dict[str, Any] = {
    "member_change": (member_changes, MemberChange.State, member_change),
    "hand_over_item": (hand_over_items, HandOverItem.State, hand_over_item),
}
LOGGED_READS = frozenset({"members:roster_export"})


REGISTERS = ("group_list", "group_edit", "aid_standard_list", "aid_standard_create")


def objects(office: Office) -> dict[str, Any]:
    """One change in force, one item of its hand-over, one standard of aid, a day away."""
    item = hand_over_item(office, HandOverItem.State.OPEN)
    return {
        "hand_over_item": item,
        "member_change": item.change,
        "aid_standard": aid_standard(office),
        "absence": absence(office),
    }


def absence(office: Office) -> Absence:
    """A day on which the liaison officer will be away."""
    return Absence.objects.create(user=office.liaison, starts_on=date(2050, 1, 1), ends_on=date(2050, 1, 1))


def aid_standard(office: Office) -> AidStandard:
    """A published standard."""
    return AidStandard.objects.create(
        jurisdiction=office.body, programme="dibao", area="全市", amount=900, per="person_month",
        starts_on=date(2026, 1, 1), document="示例民〔2026〕1号",
    )  # fmt: skip


def walk(office: Office) -> None:
    """Open every page."""
    for name in ("roster_page", "unit_tree", "post_create", "roster_import", "reconciliation_page", *REGISTERS):
        visit(office.staff, reverse(f"members:{name}", args=[office.body.slug]))
    for name in ("post_end", "post_correct"):
        visit(office.staff, reverse(f"members:{name}", args=_post(office.body)))
    visit(office.staff, reverse("members:unit_create", args=[office.body.slug]))
    visit(office.liaison, reverse("members:absence_list"))
    visit(office.staff, reverse("members:unit_edit", args=[office.unit.pk]))
    standard = aid_standard(office)
    visit(office.staff, reverse("members:aid_standard_correct", args=[office.body.slug, standard.pk]))
    browser(office.staff).post(reverse("members:roster_import", args=[office.body.slug]))
    visit(office.liaison, reverse("members:member_change_create"))
    visit(office.liaison, member_change(office, MemberChange.State.EFFECTIVE).get_absolute_url())
    visit(office.liaison, reverse("members:member_change_list"))
