"""URLs of the members app, for the access matrix."""

from django.urls import reverse

from members.models import Succession
from members.workflows import successions
from tests.factories import Office
from tests.members import founding_subjects as founding
from tests.members import roster_subjects as roster
from tests.members.successions import succession
from tests.subjects import LOGIN, Subjects, browser, visit


def walk(office: Office) -> None:
    """Open every page."""
    for url in (reverse("members:unit_list"), office.unit.get_absolute_url(), office.body.get_absolute_url()):
        visit(office.staff, url)
    visit(office.staff, reverse("members:charter_comparison"))
    visit(office.staff, reverse("members:succession_create", args=[office.unit.pk]))
    changed = succession(office, Succession.State.EFFECTIVE)
    for url in (changed.get_absolute_url(), changed.unit.get_absolute_url()):
        visit(office.staff, url)
    visit(office.staff, reverse("members:compliance_page", args=[office.body.slug]))
    change = reverse("members:working_rule_change", args=[office.body.slug, "opinion_days"])
    browser(office.director).post(change, {"value": "5"})
    visit(office.director, change)
    roster.walk(office)
    founding.walk(office)


SUBJECTS = Subjects(
    objects=lambda office: {
        "unit": office.unit,
        "body": office.body,
        "succession": succession(office, Succession.State.PLANNED),
        **founding.objects(office),
        **roster.objects(office),
    },
    machines={"succession": (successions, Succession.State, succession), **founding.MACHINES, **roster.MACHINES},
    post_only=frozenset({"members:working_rule_confirm", "members:charter_draft_autosave", "members:absence_end"}),
    open={
        **dict.fromkeys(
            ["members:unit_list", "members:holiday_list", "members:charter_comparison", *roster.OPEN], LOGIN
        ),
        "members:invitation": 200,
    },
    create={**founding.CREATE, **roster.CREATE},
    data=founding.DATA,
    pages={
        "members:working_rule_confirm": ("body", "working_rule.confirm"),
        "members:working_rule_change": ("body", "working_rule.change"),
        "members:compliance_page": ("body", "compliance.read"),
        "members:succession_create": ("unit", "succession.create"),
        "members:succession_page": ("succession", None),
        "members:unit_page": ("unit", None),
        **founding.PAGES,
        "members:charter_page": ("body", None),
        **roster.PAGES,
    },
    logged_reads=roster.LOGGED_READS,
    walk=walk,
    arguments={
        "members:working_rule_confirm": lambda body: [body.slug],
        "members:working_rule_change": lambda body: [body.slug, "opinion_days"],
        "members:compliance_page": lambda body: [body.slug],
        "members:charter_page": lambda body: [body.slug],
        **roster.ARGUMENTS,
        "members:charter_version": lambda body: [body.slug, 1],
    },
)
