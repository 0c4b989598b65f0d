"""URLs of the members app, for the access matrix."""

from django.urls import reverse

from tests.factories import Office
from tests.subjects import LOGIN, Subjects, visit


def walk(office: Office) -> None:
    """Open every page."""
    for url in (reverse("members:unit_list"), office.unit.get_absolute_url(), office.body.get_absolute_url()):
        visit(office.staff, url)


SUBJECTS = Subjects(
    objects=lambda office: {"unit": office.unit, "body": office.body},
    post_only=frozenset({"members:working_rule_confirm"}),
    open={"members:unit_list": LOGIN},
    pages={
        "members:working_rule_confirm": ("body", "working_rule.confirm"),
        "members:unit_page": ("unit", None),
        "members:charter_page": ("body", None),
    },
    walk=walk,
    arguments={
        "members:working_rule_confirm": lambda body: [body.slug],
        "members:charter_page": lambda body: [body.slug],
    },
)
