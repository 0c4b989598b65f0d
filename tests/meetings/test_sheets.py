"""The task sheets sum to the minutes: nothing is forgotten, nothing stands twice, and nobody gets another's sheet."""

import io
from collections import Counter
from datetime import date

import pdfplumber
import pytest
from django.urls import reverse

from jointmeeting.kernel import audit
from meetings.models import Minutes
from meetings.sheets import sheets
from members.models import MemberUnit, Role
from tests.factories import Office
from tests.meetings.issuing import charging_three
from tests.subjects import browser


@pytest.fixture
def minutes(yueqing: Office) -> Minutes:
    return charging_three(yueqing)


def test_the_sum_of_all_sheets_is_the_minutes(minutes: Minutes) -> None:
    found = sheets(minutes)
    led = Counter(matter.pk for sheet in found for matter in sheet.led)
    assert led == Counter(minutes.matters.values_list("pk", flat=True))
    supported = Counter((sheet.unit.name, matter.position) for sheet in found for matter in sheet.supported)
    assert set(supported.values()) == {1}
    names = [unit.name for unit in minutes.jurisdiction.units.exclude(kind="group").order_by("position")[:3]]
    towns = ["示例甲镇人民政府", "示例乙镇人民政府"]
    assert set(supported) == {
        (names[1], 1), *((town, 1) for town in towns), (names[0], 2), (names[1], 3), (names[2], 3)
    }  # fmt: skip


def test_the_sheets_are_what_the_register_of_assignments_holds(minutes: Minutes) -> None:
    for sheet in sheets(minutes):
        for matter in sheet.led:
            assert matter.assignment.lead_unit == sheet.unit
        for matter in sheet.supported:
            assert matter.assignment.parts.filter(unit=sheet.unit).count() == 1


def test_a_unit_dissolved_since_keeps_its_sheet(minutes: Minutes) -> None:
    last = minutes.matters.all()[2].supporting_units.order_by("position")[1]
    MemberUnit.ever.filter(pk=last.pk).update(is_member=False, ended_on=date(2026, 1, 1))
    assert [m.position for sheet in sheets(minutes) if sheet.unit == last for m in sheet.supported] == [3]


def test_a_sheet_holds_its_unit_s_clauses_and_no_other(minutes: Minutes, yueqing: Office) -> None:
    liaison = yueqing.person(Role.LIAISON, yueqing.other_unit)
    response = browser(liaison).get(
        reverse("meetings:minutes_task_sheet", args=[minutes.pk, yueqing.other_unit.pk, "pdf"])
    )
    assert response.status_code == 200
    with pdfplumber.open(io.BytesIO(response.content)) as pdf:
        text = "".join(char["text"] for page in pdf.pages for char in page.chars)
    for said in ("议定事项共3条", "涉及贵单位3条", "牵头1条", "配合2条", "关于示例乙", minutes.number_label):
        assert said in text
    assert audit.history(minutes).filter(act="minutes.print_task_sheet").count() == 1
    again = browser(liaison).get(
        reverse("meetings:minutes_task_sheet", args=[minutes.pk, yueqing.other_unit.pk, "pdf"])
    )
    assert again.content == response.content


def test_a_unit_gets_its_own_sheet_only(minutes: Minutes, yueqing: Office) -> None:
    client = browser(yueqing.liaison)
    page = client.get(reverse("meetings:minutes_task_sheets", args=[minutes.pk])).content.decode()
    assert page.count('data-testid="minutes.task_sheet"') == 1
    other = reverse("meetings:minutes_task_sheet", args=[minutes.pk, yueqing.other_unit.pk, "pdf"])
    assert client.get(other).status_code == 403
    assert browser(yueqing.staff).get(other).status_code == 200


def test_the_office_sees_the_sum(minutes: Minutes, yueqing: Office) -> None:
    page = browser(yueqing.staff).get(reverse("meetings:minutes_task_sheets", args=[minutes.pk])).content.decode()
    assert "各单位牵头合计3条" in page
    assert page.count('data-testid="minutes.task_sheet"') == len(sheets(minutes)) == 5


def test_there_are_no_sheets_before_the_issue(yueqing: Office) -> None:
    signed = yueqing.minutes(Minutes.State.SIGNED)
    assert browser(yueqing.staff).get(reverse("meetings:minutes_task_sheets", args=[signed.pk])).status_code == 404
