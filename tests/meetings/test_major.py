"""Major matters: discussed first, reported by whom the notice says, decided by the government, then followed up."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from duties.models import Assignment, SourceKind
from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.workbench import todo_for
from meetings.models import MajorMatter, Meeting
from meetings.services.major import raise_major_matter
from meetings.workflows import major_matters
from members.models import Role
from tests.conftest import founded
from tests.factories import Office
from tests.meetings.major import REPORT, decision, major_matter, raised
from tests.subjects import browser

S = MajorMatter.State


def refusal(matter: MajorMatter, act: str, user: object, data: Mapping[str, object]) -> Refused:
    with pytest.raises(Refused) as caught:
        major_matters.perform(matter, act, by=user, data=data)
    return caught.value


@pytest.mark.parametrize(("slug", "clause"), [("yueqing", "三（二）"), ("zhangbei", "二（三）4")])
def test_the_office_reports_where_the_notice_says_so(db: None, slug: str, clause: str) -> None:
    office = founded(slug)
    matter = raised(office)
    refused = refusal(matter, "report", office.person(Role.UNIT_LEADER, office.unit), REPORT)
    assert clause in refused.clause
    major_matters.perform(matter, "report", by=office.staff, data=REPORT)
    assert matter.state == S.REPORTED


def test_the_responsible_unit_reports_in_chencang(db: None) -> None:
    chencang = founded("chencang")
    matter = raised(chencang)
    refused = refusal(matter, "report", chencang.staff, REPORT)
    assert (str(chencang.unit) in str(refused), "三" in refused.clause) == (True, True)
    leader = chencang.person(Role.UNIT_LEADER, chencang.unit)
    assert [todo.act_label for todo in todo_for(leader)].count("报告") == 1
    assert [todo.act_label for todo in todo_for(chencang.staff)].count("报告") == 0
    major_matters.perform(matter, "report", by=leader, data=REPORT)


def test_a_decision_that_names_a_unit_becomes_its_assignment(yueqing: Office) -> None:
    matter = major_matter(yueqing, S.DECIDED)
    assignment = Assignment.objects.get(source_kind=SourceKind.DECISION)
    assert (assignment.lead_unit, assignment.text, assignment.source) == (yueqing.unit, matter.decision, "示例批示")
    assert assignment.due_on == assignment.original_due_on == matter.due_on


def test_a_decision_without_a_unit_opens_nothing(yueqing: Office) -> None:
    matter = major_matter(yueqing, S.REPORTED)
    major_matters.perform(matter, "decide", by=yueqing.staff, data=decision(yueqing, lead_unit=None, due_on=None))
    assert not Assignment.objects.exists()


def test_a_meeting_discusses_it_first(yueqing: Office) -> None:
    meeting = yueqing.plan(Meeting.Kind.REGULAR, yueqing.chief)
    with pytest.raises(Refused, match="先经联席会议讨论"):
        raise_major_matter(meeting, by=yueqing.staff, request_key=uuid4(), title="示例", text="示例", unit=yueqing.unit)
    assert not MajorMatter.objects.exists()


def test_two_clicks_raise_it_once(yueqing: Office) -> None:
    meeting = yueqing.noticed_meeting()
    yueqing.hold(meeting)
    url, key = reverse("meetings:major_matter_create", args=[meeting.pk]), str(uuid4())
    data = {"title": "示例", "text": "示例", "unit": yueqing.unit.pk, "request_key": key}
    assert [browser(yueqing.staff).post(url, data).status_code for _ in range(2)] == [302, 302]
    assert MajorMatter.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("due_on", "", "请填写完成时限"),
        ("lead_unit", "", "请选择落实牵头单位"),
        ("due_on", "2020-01-01", "不能早于决定日期"),
        ("decided_on", "tomorrow", "不能晚于今天"),
    ],
)
def test_a_half_decision_is_refused_at_its_field(yueqing: Office, field: str, value: str, sentence: str) -> None:
    matter = major_matter(yueqing, S.REPORTED)
    data = {key: str(getattr(answer, "pk", answer)) for key, answer in decision(yueqing).items()}
    data[field] = str(clock.today() + timedelta(days=1)) if value == "tomorrow" else value
    data["request_key"] = str(uuid4())
    response = browser(yueqing.staff).post(reverse("meetings:major_matter_decide", args=[matter.pk]), data)
    assert response.status_code in {409, 422}
    assert sentence in response.content.decode()
    matter.refresh_from_db()
    assert (matter.state, matter.decision) == (S.REPORTED, "")
