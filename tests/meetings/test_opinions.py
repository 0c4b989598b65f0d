"""Opinion rounds: whom the law asks, five answers, older texts flagged, and the check before the meeting."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.errors import Forbidden, NotApplicable, Refused
from jointmeeting.kernel.models import Notification
from jointmeeting.workbench import todo_for
from meetings import item_sheet
from meetings.guards import readiness
from meetings.models import AgendaItem, AgendaOpinion, Meeting
from meetings.workflows import agenda_items, agenda_opinions, meetings
from members.models import WorkingRule
from tests.conftest import founded
from tests.factories import Office
from tests.meetings import preparing
from tests.meetings.preparing import answer, consult, unit_of
from tests.subjects import browser

S, P = AgendaItem.State, AgendaOpinion.State
go = agenda_items.perform


def schedule(office: Office, item: AgendaItem) -> None:
    go(item, "schedule", by=office.staff, data={"meeting": office.regular_meeting()})


def red(item: AgendaItem) -> list[str]:
    return [line.title for line in readiness.red(item)]


@pytest.fixture
def normative(chencang: Office) -> AgendaItem:
    """An accepted item about a normative document that costs money, in a body without a liaison meeting."""
    fields: dict[str, Any] = {"is_normative": True, "needs_money": True, "cost": "10万元，列入部门预算"}
    return chencang.agenda_item(S.ACCEPTED, **fields)


def test_the_law_asks_whether_the_office_does_or_not(chencang: Office, normative: AgendaItem) -> None:
    assert red(normative) == ["区司法局意见", "区财政局意见"]
    with pytest.raises(Refused, match="须经合法性审核，尚未征求意见") as refusal:
        schedule(chencang, normative)
    assert refusal.value.clause == "国办发〔2018〕115号"
    consult(chencang, normative, optional=[unit_of(chencang, "教体局")])
    asked = {opinion.unit.name: opinion.is_mandatory for opinion in normative.opinions.select_related("unit")}
    assert {name for name, mandatory in asked.items() if mandatory} == {"区司法局", "区财政局"}
    assert len(asked) == 3
    for name in ("司法局", "财政局"):
        answer(chencang, normative.opinions.get(unit=unit_of(chencang, name)), "agree")
    assert red(normative) == []
    schedule(chencang, normative)
    assert normative.state == S.SCHEDULED


def test_the_asked_unit_sees_the_item_is_told_and_finds_it_in_its_work(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    asked = preparing.liaison_of(chencang, chencang.other_unit)
    assert browser(asked).get(item.get_absolute_url()).status_code == 404
    consult(chencang, item, mandatory=[chencang.other_unit], days=3)
    jobs.sweep(work=True)
    told = Notification.objects.get(entry__act="agenda_item.consult")
    assert told.recipient == asked
    (todo,) = todo_for(asked)
    assert (todo.title, todo.due_on) == (f"征求意见：{item}", clock.add_workdays(clock.today(), 3))
    url = reverse("meetings:agenda_opinion_disagree", args=[item.opinions.get().pk])
    empty = browser(asked).post(url, {"request_key": str(uuid4())})
    assert empty.status_code == 422
    browser(asked).post(url, {"request_key": str(uuid4()), "comment": "与现行规定不一致", "version": "1"})
    assert item.opinions.get().text == "与现行规定不一致"
    assert todo_for(asked) == []


def test_the_limit_is_the_working_rules_and_says_so(chencang: Office) -> None:
    WorkingRule.objects.filter(jurisdiction=chencang.body, key="opinion_days").delete()
    chencang.body.working_rules.create(key="opinion_days", value=5)
    item = chencang.agenda_item(S.ACCEPTED)
    page = browser(chencang.staff).get(reverse("meetings:agenda_item_consult", args=[item.pk])).content.decode()
    assert "通知未规定，按办公室工作规则：5个工作日" in page
    go(item, "consult", by=chencang.staff, data={"mandatory": [chencang.other_unit]})
    assert item.opinions.get().due_on == clock.add_workdays(clock.today(), 5)


def test_nobody_asked_is_said_at_the_field(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    url = reverse("meetings:agenda_item_consult", args=[item.pk])
    page = browser(chencang.staff).post(url, {"request_key": str(uuid4()), "days": "3"})
    assert page.status_code == 422
    assert "请至少选择一个被征求意见的单位" in page.content.decode()
    with pytest.raises(Refused):
        go(item, "consult", by=chencang.staff, data={"mandatory": [chencang.unit]})  # about its own item
    assert not item.opinions.exists()


def test_an_answer_on_an_older_text_is_flagged_and_asked_again(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    consult(chencang, item, mandatory=[chencang.other_unit])
    opinion = item.opinions.get()
    answer(chencang, opinion, "agree")
    go(item, "return_", by=chencang.staff, comment="请修改")
    with pytest.raises(Refused, match="待修改稿提报后再答复"):
        answer(chencang, opinion, "disagree")
    go(item, "submit", by=chencang.liaison)
    go(item, "accept", by=chencang.staff)
    assert "针对旧稿" in browser(chencang.staff).get(item.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="对第1稿答复“同意”，此后文本已修改"):
        schedule(chencang, item)
    asked = preparing.liaison_of(chencang, chencang.other_unit)
    assert "请重新答复" in todo_for(asked)[0].summary
    answer(chencang, opinion, "agree")
    schedule(chencang, item)


@pytest.mark.parametrize("name", ["disagree", "decline"])
def test_an_opinion_against_needs_the_directors_ruling_with_a_reason(
    chencang: Office, normative: AgendaItem, name: str
) -> None:
    consult(chencang, normative)
    answer(chencang, normative.opinions.get(unit=unit_of(chencang, "财政局")), "agree")
    answer(chencang, normative.opinions.get(unit=unit_of(chencang, "司法局")), name)
    with pytest.raises(Refused, match="区司法局意见"):
        schedule(chencang, normative)
    with pytest.raises(Forbidden):
        go(normative, "override", by=chencang.staff, comment="理由")
    with pytest.raises(Refused, match="请填写裁定继续的理由"):
        go(normative, "override", by=chencang.director)
    go(normative, "override", by=chencang.director, comment="已由政府法律顾问出具书面意见。")
    page = browser(chencang.chief).get(normative.get_absolute_url()).content.decode()
    assert "已由政府法律顾问出具书面意见。" in page
    schedule(chencang, normative)


def test_a_ruling_is_about_one_text_only(chencang: Office, normative: AgendaItem) -> None:
    go(normative, "override", by=chencang.director, comment="事出紧急。")
    assert red(normative) == []
    preparing.resubmit(chencang, normative, proposal="另一项请求。")
    assert red(normative) == ["区司法局意见", "区财政局意见"]


def test_without_a_gap_there_is_nothing_to_rule(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    with pytest.raises(NotApplicable):
        go(item, "override", by=chencang.director, comment="理由")


def test_a_body_without_a_justice_bureau_is_told_what_to_do(db: None) -> None:
    office = founded("zhangbei")
    item = office.agenda_item(S.ACCEPTED, is_normative=True)
    line = next(line for line in readiness.red(item) if line.title == "司法局意见")
    assert "没有司法局这一成员单位" in line.sentence
    go(item, "override", by=office.director, comment="县司法局已出具合法性审核意见。")
    assert "司法局意见" not in red(item)


def test_who_asks_for_money_says_how_much(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED, needs_money=True)
    assert "经费" in red(item)


def test_optional_silence_is_amber_and_holds_nothing_up(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    consult(chencang, item, optional=[chencang.other_unit])
    (line,) = readiness.check(item)
    assert (line.tone, "请等待答复" in line.sentence) == ("soon", True)
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        (line,) = readiness.check(AgendaItem.objects.get(pk=item.pk))
        assert "已逾期，请催办" in line.sentence
    schedule(chencang, item)


def test_no_notice_goes_out_over_a_red_line(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    meeting = chencang.regular_meeting()
    go(item, "schedule", by=chencang.staff, data={"meeting": meeting})
    AgendaItem.objects.filter(pk=item.pk).update(is_normative=True)  # e.g. imported, or found out later
    with pytest.raises(Refused, match="上会前核查未通过：区司法局意见"):
        meetings.perform(meeting, "convene", by=chencang.chief)


def test_after_the_agenda_an_answer_comes_too_late(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    consult(chencang, item, optional=[chencang.other_unit])
    schedule(chencang, item)
    with pytest.raises(Refused, match="不再征求意见"):
        answer(chencang, item.opinions.get(), "agree")


def test_asking_again_gives_the_new_limit_and_asks_nobody_twice(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    consult(chencang, item, optional=[chencang.other_unit])
    consult(chencang, item, mandatory=[chencang.other_unit], days=9)
    opinion = item.opinions.get()
    assert (opinion.is_mandatory, opinion.due_on) == (True, clock.add_workdays(clock.today(), 9))


def test_the_database_keeps_an_answer_with_its_text(chencang: Office) -> None:
    opinion = preparing.opinion(chencang, P.AGREED)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaOpinion.objects.filter(pk=opinion.pk).update(answered_version=None)


def buttons(page: Any) -> dict[str, list[str]]:
    return {line.title: [button.label for button in found] for line, found in page.context["lines"]}


def test_a_line_by_no_clause_names_the_working_rules_and_leads_on(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.ACCEPTED)
    consult(yueqing, item, mandatory=[yueqing.other_unit])
    page = browser(yueqing.staff).get(item.get_absolute_url())
    assert "通知未规定，按办公室工作规则" in page.content.decode()
    assert buttons(page)["联络员会议"] == ["筹备联络员会议"]
    meeting = yueqing.plan(Meeting.Kind.LIAISON, yueqing.director)
    again = browser(yueqing.staff).get(item.get_absolute_url())
    assert buttons(again)["联络员会议"] == [f"列入{meeting}"]


def test_every_line_offers_the_button_to_who_may_press_it(chencang: Office, normative: AgendaItem) -> None:
    page = browser(chencang.staff).get(normative.get_absolute_url())
    assert "没有缺项" not in page.content.decode()
    assert buttons(page) == {"区司法局意见": ["征求意见"], "区财政局意见": ["征求意见"]}
    assert "国办发〔2018〕115号" in page.content.decode()
    ruled = browser(chencang.director).get(normative.get_absolute_url())
    assert buttons(ruled)["区司法局意见"] == ["征求意见", "裁定继续"]
    assert browser(chencang.liaison).get(normative.get_absolute_url()).context["lines"] is None


def test_an_item_without_gaps_says_so(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    assert "没有缺项，可以上会" in browser(chencang.staff).get(item.get_absolute_url()).content.decode()


def test_a_unit_answers_only_for_itself(chencang: Office) -> None:
    opinion = preparing.opinion(chencang)
    with pytest.raises(Forbidden):
        agenda_opinions.perform(opinion, "agree", by=chencang.liaison)


def test_an_answer_to_an_older_text_is_kept_beside_the_newer_one(chencang: Office) -> None:
    item = chencang.agenda_item(S.ACCEPTED)
    consult(chencang, item, mandatory=[chencang.other_unit])
    opinion, asked = item.opinions.get(), preparing.liaison_of(chencang, chencang.other_unit)
    url = reverse("meetings:agenda_opinion_amend", args=[opinion.pk])
    assert "背景。" in browser(asked).get(url).content.decode()
    preparing.resubmit(chencang, item, proposal="修改后的建议。")
    typed = {"request_key": str(uuid4()), "comment": "请补充数据", "version": "1"}
    answered = browser(asked).post(url, typed)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "议题文本已修改为第2稿" in page and "请补充数据" in page and "修改后的建议。" in page
    assert 'name="version" value="2"' in page
    with pytest.raises(Refused, match="您看到的是第1稿，议题文本已修改为第2稿"):
        answer(chencang, opinion, "amend", version=1)
    browser(asked).post(url, {**typed, "version": "2"})
    opinion.refresh_from_db()
    assert (opinion.answered_version, opinion.text) == (2, "请补充数据")


def test_a_ruling_is_read_by_whoever_sees_the_item(chencang: Office, normative: AgendaItem) -> None:
    consult(chencang, normative)
    go(normative, "override", by=chencang.director, comment="时限紧迫，会后补办")
    schedule(chencang, normative)
    meetings.perform(normative.entries.get().meeting, "convene", by=chencang.chief)
    other = preparing.liaison_of(chencang, unit_of(chencang, "教体局"))
    assert "时限紧迫，会后补办" in browser(other).get(normative.get_absolute_url()).content.decode()
    assert "时限紧迫，会后补办" in str(item_sheet.sheet(normative))
