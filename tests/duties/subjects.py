"""URLs of the duties app, for the access matrix."""

from typing import Any

from django.urls import reverse

from duties.models import Assignment
from duties.workflows import assignments
from tests.factories import Office
from tests.subjects import LOGIN, Subjects, visit


def objects(office: Office) -> dict[str, Any]:
    """Return one object of each kind."""
    return {"assignment": office.assignment()}


def walk(office: Office) -> None:
    """Open every page."""
    for url in (reverse("duties:assignment_list"), office.assignment().get_absolute_url()):
        visit(office.staff, url)


SUBJECTS = Subjects(
    objects=objects,
    open={"duties:assignment_list": LOGIN},
    pages={"duties:assignment_page": ("assignment", None)},
    machines={"assignment": (assignments, Assignment.State, lambda office, state: office.assignment(state))},
    data={"assignment.report": lambda office: {"text": "进展。", "percent": 40}},
    walk=walk,
)
