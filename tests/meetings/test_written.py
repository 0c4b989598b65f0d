"""A written procedure: nobody sits, and what the units answer counts from the receipt to the signed minutes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from meetings import composition, countersigning, workflows
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.services import attendance as services
from meetings.services import minutes as minutes_services
from members.models import Role
from tests.factories import Office
from tests.subjects import browser


@pytest.fixture
def asked(chencang: Office) -> Meeting:
    """A written procedure two units have answered, one of them with a different opinion."""
    meeting = chencang.noticed_meeting(Meeting.Kind.WRITTEN)
    other = chencang.person(Role.LIAISON, chencang.other_unit)
    go = workflows.receipts.perform
    go(meeting.receipts.get(unit=chencang.unit), "agree", by=chencang.liaison)
    go(meeting.receipts.get(unit=chencang.other_unit), "object", by=other, comment="经费来源不明")
    return meeting


@pytest.fixture
def concluded(chencang: Office, asked: Meeting) -> Meeting:
    """The same after its limit."""
    Meeting.objects.filter(pk=asked.pk).update(starts_at=clock.now() - timedelta(minutes=1))
    workflows.meetings.perform(asked, "conclude", by=chencang.staff)
    return asked


def test_it_is_not_opened_and_ends_with_its_limit_or_the_last_answer(chencang: Office, asked: Meeting) -> None:
    with pytest.raises(Refused, match="请办理“结束征求意见”"):
        workflows.meetings.perform(asked, "open", by=chencang.staff)
    with pytest.raises(Refused, match="尚有25个单位没有答复，答复期限未到"):
        workflows.meetings.perform(asked, "conclude", by=chencang.staff)
    asked.receipts.exclude(unit__in=[chencang.unit, chencang.other_unit]).delete()
    workflows.meetings.perform(asked, "conclude", by=chencang.staff)
    assert asked.state == Meeting.State.HELD
    assert not asked.attendances.exists()


def test_nobody_signs_in(chencang: Office, concluded: Meeting) -> None:
    page = browser(chencang.staff).get(concluded.get_absolute_url()).content.decode()
    assert "签到" not in page
    assert browser(chencang.staff).get(reverse("meetings:attendance_record", args=[concluded.pk])).status_code == 409
    with pytest.raises(Refused, match="书面征求意见，不需要签到"):
        services.sign_in(
            concluded, chencang.unit, code=concluded.sign_in_code, name="测试乙", post="", by=chencang.liaison
        )


def test_the_answers_stand_in_the_minutes_and_who_answered_countersigns(chencang: Office, concluded: Meeting) -> None:
    item = concluded.entries.get().agenda_item
    workflows.agenda_items.perform(item, "decide", by=chencang.staff)
    assert item.state == AgendaItem.State.DECIDED
    minutes = minutes_services.draft_minutes(concluded, by=chencang.staff)
    assert "2个单位作出答复" in minutes.opening and "主持召开" not in minutes.opening
    assert minutes.summaries.get().text.endswith(f"“{item.title}”书面征求了有关单位意见。")
    lists = dict(composition.compose(minutes).attendance)
    assert lists["同意"] == chencang.unit.name
    assert lists["有不同意见"] == f"{chencang.other_unit}（经费来源不明）"
    assert len(lists["未答复"].split("、")) == 25
    matter = chencang._matter(item, "关于示例甲")
    minutes_services.edit_minutes(
        minutes, version=1, title="示例会议纪要", opening=minutes.opening, disclosure="open", by=chencang.staff,
        matters=[matter],
    )  # fmt: skip
    minutes.refresh_from_db()
    go = workflows.minutes.perform
    go(minutes, "submit", by=chencang.staff)
    go(minutes, "circulate", by=chencang.director)
    assert minutes.state == Minutes.State.COUNTERSIGNING
    assert {unit for _, unit in countersigning.asked(minutes)} == {chencang.unit, chencang.other_unit}
