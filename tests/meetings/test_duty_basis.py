"""A clause relies on a published duty of its lead unit, or that unit must consent to it."""

from typing import Any

import pytest

from jointmeeting.kernel.errors import Refused
from meetings import workflows
from meetings.composition import compose
from meetings.countersigning import outside_duties, standing
from meetings.models import Minutes
from members.models import Duty
from tests.conftest import founded
from tests.factories import Office
from tests.meetings.countersigning import answer_of, drafted, edit, say, written
from tests.meetings.drafts import save, typed
from tests.subjects import browser


def outside(office: Office, position: int = 2) -> Minutes:
    """Minutes under review, one of whose clauses no published duty covers; no rule asks for consent."""
    minutes = office.minutes()
    rows = written(minutes)
    rows[position - 1] |= {"basis": "none", "lead_unit": office.other_unit}
    edit(office, minutes, rows)
    workflows.minutes.perform(minutes, "submit", by=office.staff)
    return minutes


def test_a_clause_relies_on_the_published_duty_of_its_lead_unit(yueqing: Office) -> None:
    matter = yueqing.minutes().matters.all()[0]
    assert matter.basis == yueqing.unit.duties.get()


def test_the_lead_unit_of_a_clause_outside_its_duties_is_asked_even_where_no_rule_asks(yueqing: Office) -> None:
    minutes = outside(yueqing)
    assert [matter.position for matter in outside_duties(minutes)] == [2]
    with pytest.raises(Refused, match="请送会签") as refused:
        workflows.minutes.perform(minutes, "review", by=yueqing.director)
    assert refused.value.clause == "乐政办函〔2019〕16号未规定相应职责"
    workflows.minutes.perform(minutes, "circulate", by=yueqing.director)
    assert [(row.position, row.unit) for row in standing(minutes)] == [(2, yueqing.other_unit)]
    assert "本条无职责依据" in answer_of(minutes, yueqing.other_unit, 2).wording
    with pytest.raises(Refused, match="尚未会签完毕"):
        workflows.minutes.perform(minutes, "present", by=yueqing.staff)
    say(yueqing, answer_of(minutes, yueqing.other_unit, 2), "agree")
    workflows.minutes.perform(minutes, "present", by=yueqing.staff)
    workflows.minutes.perform(minutes, "sign", by=yueqing.chief)


def test_it_is_marked_on_the_page(yueqing: Office) -> None:
    assert "无职责依据" in browser(yueqing.staff).get(outside(yueqing).get_absolute_url()).content.decode()
    assert "无职责依据" not in browser(yueqing.staff).get(yueqing.minutes().get_absolute_url()).content.decode()


def test_where_the_notice_publishes_no_duties_nothing_is_marked(db: None) -> None:
    office = founded("zhangbei")
    Duty.objects.filter(unit__jurisdiction=office.body).delete()
    minutes = drafted(office)
    assert minutes.matters.filter(basis=None).count() == 2
    assert outside_duties(minutes) == []


def test_the_assignment_cites_the_duty(yueqing: Office) -> None:
    assert yueqing.assignment().duty == yueqing.unit.duties.get()


def test_the_form_keeps_verb_and_basis(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    fields: dict[str, Any] = {
        "matters-0-verb": "in_principle",
        "matters-0-basis": "none",
        "matters-0-text": "试行方案。",
    }
    assert save(yueqing.staff, minutes, typed(minutes, **fields)).status_code == 302
    matter = minutes.matters.all()[0]
    assert matter.basis is None
    assert "会议原则同意，试行方案。" in [getattr(block, "text", "") for block in compose(minutes).paragraphs]
    kept = minutes.versions.all()[0].content["matters"][0]
    assert (kept["verb"], kept["basis"]) == ("原则同意", "无职责依据")


def test_a_text_that_brings_its_own_subject_is_printed_as_it_is(yueqing: Office) -> None:
    texts = [getattr(block, "text", "") for block in compose(yueqing.minutes()).paragraphs]
    assert "会议议定：由示例单位牵头办理。" in texts
