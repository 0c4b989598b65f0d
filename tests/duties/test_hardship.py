"""Hardship cases: received at any door, each step with a limit, relief first, no household named."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from duties.hardship import waiting, workflow
from duties.models import HardshipCase, HardshipState
from jointmeeting.kernel import clock, jobs, reminders
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Notification, StoredFile
from members.models import Role
from tests.duties import hardship
from tests.duties.test_register import at
from tests.factories import PDF, Office
from tests.subjects import browser

S = HardshipState
CREATE, LIST = (reverse(f"duties:hardship_case_{name}") for name in ("create", "list"))
go = workflow.cases.perform
MONDAY = date(2026, 6, 1)


def typed(**fields: Any) -> dict[str, Any]:
    """What a person types to receive a case."""
    return {**hardship.NEED, "request_key": str(uuid4()), **fields}


def test_a_township_receives_and_the_office_is_told_once(yueqing: Office) -> None:
    office, client = yueqing.staff, browser(yueqing.person(Role.TOWNSHIP_HANDLER, yueqing.township))
    given = typed()
    with at(MONDAY):
        assert [client.post(CREATE, given).status_code for _ in range(2)] == [302, 302]
        jobs.sweep(work=True)
    case = HardshipCase.objects.get()
    assert (case.received_by, case.received_on, case.step_due_on) == (yueqing.township, MONDAY, date(2026, 6, 2))
    assert Notification.objects.filter(recipient=office, entry__act="hardship_case.receive").count() == 1
    assert [todo.title for todo in waiting.todo_for(office)] == ["登记：测某某户"]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"household": "测试甲"}, "household", "请用“某”隐去姓名"),
        ({"household": "测某某110101"}, "household", "不要填写证件号码"),
        ({"need": "身份证110101199001011234"}, "need", "请删去“110…”"),
        ({"need": "电话5775551234"}, "need", "请删去"),
        ({"need": ""}, "need", "必填"),
    ],
)
def test_what_tells_who_it_is_is_refused_at_the_field(
    fields: dict[str, str], field: str, sentence: str, yueqing: Office
) -> None:
    answer = browser(yueqing.staff).post(CREATE, typed(**fields))
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert not HardshipCase.objects.exists()


def test_a_sum_of_money_is_no_identity(yueqing: Office) -> None:
    assert browser(yueqing.staff).post(CREATE, typed(need="医疗费用已达123456元。")).status_code == 302


def test_every_step_has_its_limit(yueqing: Office) -> None:
    with at(MONDAY):
        case = hardship.received(yueqing)
        go(case, "register", by=yueqing.staff)
        assert (case.number_label, case.step_due_on) == ("个案〔2026〕1号", date(2026, 6, 2))
        go(case, "refer", by=yueqing.staff, data={"lead_unit": yueqing.unit, "handle_by": date(2026, 6, 8)})
        assert case.step_due_on == date(2026, 6, 2)
        go(case, "accept", by=yueqing.liaison)
        assert case.step_due_on == date(2026, 6, 8)
        go(case, "resolve", by=yueqing.liaison, data={"result": "已救助。"})
        assert case.step_due_on == date(2026, 6, 3)
        go(case, "close", by=yueqing.staff)
        assert case.step_due_on is None


def test_the_proposed_day_is_five_working_days_ahead(yueqing: Office) -> None:
    with at(date(2026, 6, 15)):  # 19 June is a day off
        case = hardship.case(yueqing, S.REGISTERED)
        page = browser(yueqing.staff).get(reverse("duties:hardship_case_refer", args=[case.pk]))
        assert page.context["form"]["handle_by"].value() == date(2026, 6, 23)


def test_numbers_follow_each_other(yueqing: Office) -> None:
    assert [hardship.case(yueqing, S.REGISTERED).number for _ in range(3)] == [1, 2, 3]


def test_a_unit_passes_it_on_and_the_day_stays(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.HANDLING)
    day = case.handle_by
    go(case, "pass_on", by=yueqing.liaison, comment="属医疗救助", data={"lead_unit": yueqing.other_unit})
    assert (case.state, case.lead_unit, case.handle_by) == (S.REFERRED, yueqing.other_unit, day)
    assert not HardshipCase.objects.visible_to(yueqing.liaison).exists()
    other = yueqing.person(Role.LIAISON, yueqing.other_unit)
    with pytest.raises(Refused):
        go(case, "accept", by=yueqing.liaison)
    go(case, "accept", by=other)


def test_who_received_it_reads_it_and_does_not_answer_for_the_other_unit(yueqing: Office) -> None:
    client = browser(yueqing.liaison)
    client.post(CREATE, typed())
    case = HardshipCase.objects.get()
    go(case, "register", by=yueqing.staff)
    go(case, "refer", by=yueqing.staff, data={"lead_unit": yueqing.other_unit, "handle_by": clock.today()})
    page = client.get(case.get_absolute_url()).content.decode()
    assert "hardship_case.accept" not in page
    with pytest.raises(Refused, match=f"由{yueqing.other_unit}承办"):
        go(case, "accept", by=yueqing.liaison)


def test_relief_comes_first_and_its_papers_before_the_end(yueqing: Office) -> None:
    with at(MONDAY):
        case = hardship.case(yueqing, S.RESOLVED)
        owed = hardship.relieve(yueqing, case)
        assert owed.settle_by == date(2026, 6, 8)
        with pytest.raises(Refused, match="手续还没有补办，不能结案"):
            go(case, "close", by=yueqing.staff)
        listed = browser(yueqing.staff).get(LIST, {"stands": "unsettled"})
        assert [(row.pk, owed.sentence) for row, _, owed in listed.context["rows"]] == [
            (case.pk, "还有5个工作日，6月8日前补办手续")
        ]
        workflow.reliefs.perform(owed, "settle", by=yueqing.staff, data={"paper": PDF})
        assert StoredFile.objects.get(pk=owed.paper_id or 0).is_sealed
        assert not browser(yueqing.staff).get(LIST, {"stands": "unsettled"}).context["rows"]
        go(case, "close", by=yueqing.staff)


@pytest.mark.parametrize(("days", "amount", "wrong"), [(1, 100, "given_on"), (-9, 100, "given_on"), (0, 0, "amount")])
def test_relief_of_another_day_or_of_nothing_is_refused(days: int, amount: int, wrong: str, yueqing: Office) -> None:
    case = hardship.received(yueqing)
    given = {
        "kind": "cash", "amount": amount, "given_on": clock.today() + timedelta(days=days), "comment": "急需",
        "request_key": uuid4(),
    }  # fmt: skip
    answer = browser(yueqing.staff).post(reverse("duties:hardship_case_relieve", args=[case.pk]), given)
    assert set(answer.context["form"].errors) == {wrong}
    assert not case.reliefs.exists()


def test_what_one_unit_cannot_solve_goes_to_a_meeting_and_on(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.AT_MEETING)
    assert "安排一事一议会议" in browser(yueqing.staff).get(case.get_absolute_url()).content.decode()
    go(case, "decide", by=yueqing.staff, data=hardship.decide_data(yueqing))
    go(case, "refer", by=yueqing.staff, data=hardship.refer_data(yueqing))
    assert "给予临时救助。" in browser(yueqing.liaison).get(case.get_absolute_url()).content.decode()


def test_only_a_case_meeting_that_was_held_decides(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.AT_MEETING)
    yueqing.hold(yueqing.noticed_meeting())
    page = browser(yueqing.staff).get(reverse("duties:hardship_case_decide", args=[case.pk]))
    assert not page.context["form"].fields["meeting"].queryset.exists()


def test_late_steps_are_heard_by_whom_they_wait_for(yueqing: Office) -> None:
    with at(MONDAY):
        with_unit = hardship.case(yueqing, S.REFERRED)
        hardship.relieve(yueqing, hardship.received(yueqing))
        assert not _heard("hardship_case.due")
    with at(date(2026, 6, 3)):  # both limits were the day before
        heard = {
            reminder.text: (reminder.late, reminder.waits, reminder.unit) for reminder in _heard("hardship_case.due")
        }
        assert heard[f"{with_unit}：已交办，逾期1个工作日"] == (1, True, yueqing.unit.pk)
        assert heard["测某某户：已受理，逾期1个工作日"] == (1, False, yueqing.township.pk)
    with at(date(2026, 6, 8)):
        (owed,) = _heard("urgent_relief.due")
        assert owed.text == "测某某户先行救助1000.00元：待补手续，今天到期"


def _heard(kind: str) -> list[Any]:
    return [reminder for found, reminder in reminders.everything() if found == kind]


def test_a_successor_takes_over_what_is_open(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.HANDLING)
    closed = hardship.case(yueqing, S.CLOSED)
    for row in waiting._moving(yueqing.unit, None):
        waiting._take_over(row, yueqing.other_unit)
    case.refresh_from_db()
    closed.refresh_from_db()
    assert (case.lead_unit, closed.lead_unit) == (yueqing.other_unit, yueqing.unit)


def test_what_is_no_case_is_declined_with_a_reason_and_the_door_is_told(yueqing: Office) -> None:
    first, again = hardship.case(yueqing, S.REGISTERED), hardship.received(yueqing)
    page, client = reverse("duties:hardship_case_decline", args=[again.pk]), browser(yueqing.staff)
    form = client.get(page).context["form"]
    given = {"duplicate_of": first.pk, "request_key": str(form.fields["request_key"].initial())}
    assert set(client.post(page, given).context["form"].errors) == {"comment"}
    assert client.post(page, {**given, "comment": "与已有个案为同一户"}).status_code == 302
    jobs.sweep(work=True)
    again.refresh_from_db()
    assert (again.state, again.step_due_on, again.duplicate_of) == (S.DECLINED, None, first)
    door = yueqing.person(Role.TOWNSHIP_HANDLER, yueqing.township)
    assert Notification.objects.filter(recipient=door, sentence__contains="与已有个案为同一户").exists()
    shown = browser(door).get(again.get_absolute_url()).content.decode()
    assert f"与{first.number_label}重复" in shown
    assert again not in HardshipCase.objects.open()


def test_a_case_is_called_back_before_its_meeting_and_not_after(yueqing: Office) -> None:
    case = hardship.case(yueqing, S.AT_MEETING)
    go(case, "call_back", by=yueqing.staff, comment="已由民政部门解决")
    assert (case.state, case.lead_unit) == (S.REGISTERED, None)
    go(case, "escalate", by=yueqing.staff, comment="仍需会议研究")
    hardship.case_meeting(yueqing, is_held=True)
    with pytest.raises(Refused, match="会议已经召开，不能撤回提请"):
        go(case, "call_back", by=yueqing.staff, comment="撤回")


def test_a_meeting_held_before_the_case_was_put_to_one_holds_nothing_up(yueqing: Office) -> None:
    with at(date(2026, 6, 1)):
        case = hardship.case(yueqing, S.REGISTERED)
        hardship.case_meeting(yueqing, is_held=True)
    with at(date(2026, 7, 1)):
        go(case, "escalate", by=yueqing.staff, comment="又有新情况")
        go(case, "call_back", by=yueqing.staff, comment="已由民政部门解决")
    assert case.state == S.REGISTERED


@pytest.mark.parametrize(
    ("state", "act"), [(S.AT_MEETING, "call_back"), (S.RESOLVED, "return"), (S.RECEIVED, "relieve")]
)
def test_no_act_on_a_case_takes_down_a_number_that_tells_who_it_is(
    state: HardshipState, act: str, yueqing: Office
) -> None:
    case, client = hardship.case(yueqing, state), browser(yueqing.staff)
    page = reverse(f"duties:hardship_case_{act}", args=[case.pk])
    answer = client.post(page, {"comment": "身份证110101199001011237"})
    assert "不要填写证件号码" in answer.context["form"].errors["comment"][0]


@pytest.mark.parametrize("ended", [S.CLOSED, S.DECLINED])
def test_what_ended_is_taken_up_again_by_the_director_and_logged(ended: HardshipState, yueqing: Office) -> None:
    case = hardship.case(yueqing, ended)
    number = case.number_label
    with pytest.raises(Refused, match="岗位不能办理"):
        go(case, "reopen", by=yueqing.staff, comment="群众反映未解决")
    entry = go(case, "reopen", by=yueqing.director, comment="群众反映未解决")
    assert (case.state, case.number_label, case.result) == (S.REGISTERED, number, "")
    assert entry.details["result"]
    assert case.step_due_on is not None
    go(case, "refer", by=yueqing.staff, data=hardship.refer_data(yueqing))


def test_a_township_handles_what_is_referred_to_it(yueqing: Office) -> None:
    case, handler = hardship.case(yueqing, S.REGISTERED), yueqing.person(Role.TOWNSHIP_HANDLER, yueqing.township)
    data = {**hardship.refer_data(yueqing), "lead_unit": yueqing.township}
    go(case, "refer", by=yueqing.staff, data=data)
    assert [todo.act_label for todo in waiting.todo_for(handler)] == ["签收承办"]
    go(case, "accept", by=handler)
    go(case, "resolve", by=handler, data={"result": "已给予临时救助。"})
    with pytest.raises(Refused):
        go(case, "close", by=handler)
