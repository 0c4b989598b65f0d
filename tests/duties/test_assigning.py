"""Assigning by hand: who may lead, on which duty, what is said afterwards, and where the work comes from."""

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.urls import reverse

from duties import queries, services, workflows
from duties.models import Assignment, AssignmentState, OfficePaperState, PaperKind, SourceKind
from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from members.groups import enter_group
from members.models import Role
from members.queries import units_by_name
from tests.conftest import founded
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office
from tests.subjects import browser

S = AssignmentState
CREATE = reverse("duties:assignment_create")
go = workflows.assignments.perform


def typed(office: Office, **fields: Any) -> dict[str, Any]:
    """What the office types."""
    return {
        "source_kind": "instruction",
        "source": "示例批示",
        "title": "关于示例事项",
        "text": "由示例单位牵头办理。",
        "lead_unit": office.unit.pk,
        "due_on": (clock.today() + timedelta(days=30)).isoformat(),
        "report_every": 2,
        "report_unit": "week",
        "request_key": str(uuid4()),
        **fields,
    }


def test_what_does_not_fit_is_said_at_its_field_and_what_was_typed_is_kept(yueqing: Office) -> None:
    towns = enter_group(yueqing.body, "各镇街", [], by=yueqing.staff)
    client = browser(yueqing.staff)
    for wrong, field, sentence in (
        ({"lead_unit": towns.pk}, "lead_unit", "选"),
        ({"duty": yueqing.other_unit.duties.all()[0].pk}, "duty", f"这项职责属于{yueqing.other_unit}"),
        ({"supporting_units": [towns.pk]}, "supporting_units", "尚未填写所含单位"),
    ):
        answer = client.post(CREATE, typed(yueqing, **wrong))
        assert answer.status_code == 422
        assert sentence in str(answer.context["form"].errors[field])
        assert "由示例单位牵头办理。" in answer.content.decode()
    assert not Assignment.objects.exists()
    page = client.get(CREATE).content.decode()
    assert f'<optgroup label="{yueqing.unit}">' in page
    assert client.post(CREATE, typed(yueqing)).status_code == 302
    assert Assignment.objects.get().reporting_label == "每2周报告一次"


def test_nobody_is_said_to_be_told_where_nobody_is(yueqing: Office) -> None:
    client = browser(yueqing.staff)
    stale = factories.stale_unit(yueqing)
    said = client.post(CREATE, typed(yueqing, lead_unit=stale.pk), follow=True).content.decode()
    assert f"{stale}没有在任的联络员" in said
    yueqing.person(Role.LIAISON, stale)
    said = client.post(CREATE, typed(yueqing, lead_unit=stale.pk), follow=True).content.decode()
    assert f"已通知{stale}。" in said


def test_a_measure_whose_names_are_no_units_waits_for_the_office(db: None) -> None:
    chencang = founded("chencang")
    units = units_by_name(chencang.body)
    only = next(m for m in chencang.body.charter.record.measures if len(m.units) > 1)
    fewer = {name: unit for name, unit in units.items() if name not in only.units}
    with patch.object(services, "units_by_name", return_value=fewer):
        stay = services.leadless(chencang.body)
        page = browser(chencang.staff).get(reverse("duties:measures")).content.decode()
        count = services.load_measures(chencang.body, due_on=None, by=chencang.staff)
    assert only in stay
    assert "不能自动载入，请逐件交办" in page
    assert count == len(chencang.body.charter.record.measures) - len(stay)
    row = Assignment.objects.first()
    assert row is not None
    assert row.chapter in browser(chencang.staff).get(row.get_absolute_url()).content.decode()


def test_an_undated_assignment_asks_the_office_for_a_date(yueqing: Office) -> None:
    row = factories.assign(yueqing, due_on=None, source_kind=SourceKind.MEASURE)
    assert queries.todo_for(yueqing.staff) == []
    go(row, "accept", by=yueqing.liaison)
    assert [todo.act_label for todo in queries.todo_for(yueqing.staff)] == ["确定时限"]
    assert "未定期限，已签收" in browser(yueqing.liaison).get(row.get_absolute_url()).content.decode()
    listed = browser(yueqing.staff).get(f"{reverse('duties:assignment_list')}?dated=none").context["page"]
    assert [one.pk for one in listed] == [row.pk]


def test_work_taken_up_again_is_shown_done_again(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.CLOSED)
    go(row, "reopen", by=yueqing.director, comment="群众反映未落实")
    with pytest.raises(Refused, match="重新办理后还没有新的佐证材料"):
        go(row, "finish", by=yueqing.liaison)
    go(row, "report", by=yueqing.liaison, data=factories.PROGRESS)
    go(row, "finish", by=yueqing.liaison)
    assert row.finished_on == clock.today()


def test_another_lead_unit_has_its_own_days_and_the_first_day_stays(yueqing: Office) -> None:
    with at(date(2026, 6, 1)):
        row = factories.assignment(yueqing, S.REFUSED)
    with at(date(2026, 6, 8)):
        go(row, "reassign", by=yueqing.staff, comment="改由其他单位", data={"lead_unit": yueqing.other_unit})
    assert (row.assigned_on, row.handed_on) == (date(2026, 6, 1), date(2026, 6, 8))
    with at(date(2026, 6, 10)):
        go(row, "refuse", by=yueqing.person(Role.LIAISON, yueqing.other_unit), comment="不属于本单位")


def test_an_issued_circular_is_the_source_of_new_work(yueqing: Office) -> None:
    factories.assign(yueqing)
    paper = factories.office_paper(yueqing, OfficePaperState.ISSUED, kind=PaperKind.CIRCULAR)
    page = browser(yueqing.staff).get(paper.get_absolute_url())
    url = page.context["assign_url"]
    form = browser(yueqing.staff).get(url).context["form"]
    assert form.initial == {"source_kind": "circular", "source": f"通报{paper.number_label}"}
    assert 'href="#rows-1"' in page.content.decode()
    assert 'id="rows-1"' in page.content.decode()
    assert not browser(yueqing.liaison).get(paper.get_absolute_url()).context["assign_url"]
    draft = factories.office_paper(yueqing, kind=PaperKind.CIRCULAR)
    assert not browser(yueqing.staff).get(draft.get_absolute_url()).context["assign_url"]


def test_the_questions_of_acts_are_asked_by_their_own_names(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS, due_on=clock.today())
    for act, label in (("comment", "意见"), ("urge", "催办意见"), ("supervise", "督办要求")):
        form = browser(yueqing.staff).get(reverse(f"duties:assignment_{act}", args=[row.pk])).context["form"]
        assert form.fields["comment"].label == label
