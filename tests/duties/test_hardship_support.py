"""Units that support the one a case was referred to: they read and are told, and they move like the rest."""

from uuid import uuid4

import pytest
from django.urls import reverse

from duties import announcements
from duties.hardship import escalation, waiting, workflow
from duties.models import HardshipCase, HardshipState, HardshipSupport
from jointmeeting.kernel import access
from jointmeeting.kernel.models import LogEntry
from members.models import MemberUnit, Role
from tests.duties import factories, hardship
from tests.factories import Office
from tests.subjects import browser

S = HardshipState
go = workflow.cases.perform


def units(case: HardshipCase) -> list[MemberUnit]:
    return [support.unit for support in case.supports.select_related("unit")]


def test_a_supporting_unit_reads_and_does_nothing_else(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.REFERRED)
    other = yueqing.person(Role.LIAISON, yueqing.other_unit)
    page = browser(other).get(case.get_absolute_url())
    assert (page.status_code, page.context["acts"]) == (200, [])
    assert yueqing.other_unit.name in page.content.decode()
    assert not access.can(other, "hardship_case.accept", case)
    stranger = yueqing.person(Role.LIAISON, factories.stale_unit(yueqing))
    assert browser(stranger).get(case.get_absolute_url()).status_code == 404


def test_a_case_stands_once_in_the_list_of_a_unit_that_received_and_supports_it(yueqing: Office) -> None:
    case = hardship.received(yueqing)
    go(case, "register", by=yueqing.staff)
    given = {**hardship.refer_data(yueqing), "supporting_units": [yueqing.township, yueqing.other_unit]}
    go(case, "refer", by=yueqing.staff, data=given)
    assert set(units(case)) == {yueqing.township, yueqing.other_unit}  # a unit without a seat, too
    town = yueqing.person(Role.TOWNSHIP_HANDLER, yueqing.township)
    assert HardshipCase.objects.visible_to(town).count() == 1


def test_supporting_units_are_told(yueqing: Office) -> None:
    other = yueqing.person(Role.LIAISON, yueqing.other_unit)
    case = hardship.case(yueqing, S.REFERRED)
    entry = LogEntry.objects.get(act="hardship_case.refer")
    assert entry.details["supporting"] == yueqing.other_unit.name
    assert {yueqing.liaison, other} <= {*announcements._handlers(case, entry)}


def test_a_unit_does_not_support_itself(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.REGISTERED)
    given = {
        "lead_unit": yueqing.unit.pk, "supporting_units": [yueqing.unit.pk], "handle_by": "2099-01-05",
        "request_key": uuid4(),
    }  # fmt: skip
    answer = browser(yueqing.staff).post(reverse("duties:hardship_case_refer", args=[case.pk]), given)
    assert answer.status_code == 422
    assert "已是承办单位" in str(answer.context["form"].errors["supporting_units"])
    given["supporting_units"] = [10**6]
    answer = browser(yueqing.staff).post(reverse("duties:hardship_case_refer", args=[case.pk]), given)
    assert set(answer.context["form"].errors) == {"supporting_units"}
    assert not HardshipSupport.objects.exists()


def test_who_takes_the_case_over_supports_it_no_longer(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.HANDLING)
    go(case, "pass_on", by=yueqing.liaison, comment="属医疗救助", data={"lead_unit": yueqing.other_unit})
    assert units(case) == []


def test_a_case_given_back_is_referred_anew(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.REFERRED)
    go(case, "give_back", by=yueqing.liaison, comment="不属本单位职责")
    assert units(case) == []
    go(case, "refer", by=yueqing.staff, data=hardship.refer_data(yueqing))
    assert units(case) == [yueqing.other_unit]


def test_supporting_units_are_asked_to_the_case_meeting(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.HANDLING)
    assert f"invited_units={yueqing.other_unit.pk}" in escalation.proposal(case)


@pytest.mark.parametrize("successor", ["unit", "third"])
def test_support_moves_to_the_successor_unless_it_handles_the_case(successor: str, yueqing: Office) -> None:
    case = hardship.case(yueqing, S.HANDLING)
    hardship.case(yueqing, S.CLOSED)
    heir = yueqing.unit if successor == "unit" else factories.stale_unit(yueqing)
    (row,) = waiting._supports(yueqing.other_unit, None)
    assert str(row) == str(case)
    waiting._support(row, heir)
    assert units(case) == ([] if heir == yueqing.unit else [heir])


def test_what_a_unit_supports_is_handed_over_with_its_day(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.HANDLING)
    hardship.case(yueqing, S.CLOSED)
    assert [(row.pk, row.handle_by) for row in waiting._supported(yueqing.other_unit)] == [(case.pk, case.handle_by)]
