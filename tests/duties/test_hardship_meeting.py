"""A case that goes to a meeting on it alone: the meeting is proposed, found again, and what it decided comes back."""

from datetime import date

import pytest
from django.urls import reverse

from duties.hardship import workflow
from duties.models import HardshipCase, HardshipState, SourceKind
from jointmeeting.kernel.carry_over import Kind, carry_over_for
from meetings.models import Meeting, Minutes
from members.models import Role
from tests.duties import factories, hardship
from tests.duties.test_register import at
from tests.factories import Office
from tests.subjects import browser

S = HardshipState
LIST = reverse("duties:hardship_case_list")
go = workflow.cases.perform


def escalated(office: Office) -> HardshipCase:
    """A case its unit cannot solve alone."""
    case = hardship.case(office, S.HANDLING)
    go(case, "escalate", by=office.staff, comment="需多个部门会商")
    return case


def decide_form(office: Office, case: HardshipCase) -> object:
    page = browser(office.staff).get(reverse("duties:hardship_case_decide", args=[case.pk]))
    return page.context["form"]["meeting"]


def test_the_meeting_is_proposed_with_the_masked_household(yueqing: Office) -> None:
    case = escalated(yueqing)
    client = browser(yueqing.staff)
    form = client.get(client.get(case.get_absolute_url()).context["call_url"]).context["form"]
    shown = {name: form[name].value() for name in ("kind", "household", "title")}
    assert shown == {"kind": "case", "household": "测某某户", "title": f"{case.number_label}一事一议"}
    assert yueqing.unit.pk in form["invited_units"].value()


@pytest.mark.parametrize("person", ["liaison", "chief"])
def test_only_the_office_is_offered_to_call_it(person: str, yueqing: Office) -> None:
    page = browser(getattr(yueqing, person)).get(escalated(yueqing).get_absolute_url())
    assert (page.status_code, page.context["is_at_meeting"], page.context["call_url"]) == (200, True, "")


@pytest.mark.parametrize(
    "given", ["invited_units=x", "invited_units=99999999999999999999999", "kind=none&household=%00"]
)
def test_a_proposal_of_nonsense_is_an_empty_form(given: str, yueqing: Office) -> None:
    assert browser(yueqing.staff).get(f"{reverse('meetings:meeting_create')}?{given}").status_code == 200


def test_case_and_meeting_find_each_other(yueqing: Office) -> None:
    case, other = escalated(yueqing), hardship.case_meeting(yueqing, "另某某户")
    meeting = hardship.case_meeting(yueqing)
    assert list(browser(yueqing.staff).get(case.get_absolute_url()).context["meetings"]) == [meeting]
    assert not list(browser(yueqing.liaison).get(case.get_absolute_url()).context["meetings"])  # no notice was given
    (matter,) = [matter for matter in carry_over_for(meeting) if matter.kind == Kind.ESCALATED]
    assert (matter.title, matter.url) == (str(case), case.get_absolute_url())
    for elsewhere in (other, yueqing.regular_meeting()):
        assert not [matter for matter in carry_over_for(elsewhere) if matter.kind == Kind.ESCALATED]


def test_the_meeting_that_was_held_on_the_household_is_proposed_for_the_decision(yueqing: Office) -> None:
    case, meeting = escalated(yueqing), hardship.case_meeting(yueqing, is_held=True)
    field = decide_form(yueqing, case)
    assert field.value() == meeting.pk  # type: ignore[attr-defined]
    Meeting.objects.filter(pk=meeting.pk).update(household="另某某户")
    assert decide_form(yueqing, case).value() is None  # type: ignore[attr-defined]


def test_a_meeting_before_the_case_came_in_decides_nothing(yueqing: Office) -> None:
    with at(date(2026, 5, 1)):
        hardship.case_meeting(yueqing, is_held=True)
    with at(date(2026, 6, 1)):
        field = decide_form(yueqing, escalated(yueqing))
    assert not field.field.queryset.exists()  # type: ignore[attr-defined]


def test_what_its_minutes_assigned_stands_on_the_case_as_far_as_one_may_see_it(yueqing: Office) -> None:
    case, meeting = escalated(yueqing), yueqing.minutes(Minutes.State.ISSUED).meeting
    go(case, "decide", by=yueqing.staff, data={"meeting": meeting, "decision": "给予临时救助。"})
    assert len(browser(yueqing.staff).get(case.get_absolute_url()).context["assignments"]) == 2
    township = browser(yueqing.person(Role.TOWNSHIP_HANDLER, yueqing.township)).get(case.get_absolute_url())
    assert (township.status_code, list(township.context["assignments"])) == (200, [])
    assert meeting.get_absolute_url() not in township.content.decode()  # it may not open the meeting


def test_the_list_can_be_asked_for_what_is_late(yueqing: Office) -> None:
    with at(date(2026, 6, 1)):
        late = hardship.received(yueqing)
        hardship.case(yueqing, S.CLOSED)
    with at(date(2026, 6, 3)):
        hardship.received(yueqing)
        rows = browser(yueqing.staff).get(LIST, {"stands": "overdue"}).context["rows"]
    assert [case.pk for case, *_ in rows] == [late.pk]


def test_work_that_comes_of_a_case_names_it_and_is_found_from_it(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.HANDLING)
    page = browser(yueqing.staff).get(case.get_absolute_url())
    form = browser(yueqing.staff).get(page.context["assign_url"]).context["form"]
    assert form.initial == {"source_kind": "hardship", "source": case.number_label}
    row = factories.assign(yueqing, source_kind=SourceKind.HARDSHIP, source=case.number_label)
    shown = browser(yueqing.staff).get(case.get_absolute_url())
    assert list(shown.context["assignments"]) == [row]
    assert "assignment.create" not in browser(yueqing.liaison).get(case.get_absolute_url()).content.decode()
