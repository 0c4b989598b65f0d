"""The agenda is arranged, published, supplemented; two people at once lose nothing."""

from typing import Any

import pytest
from django.urls import reverse

from jointmeeting.kernel.errors import Refused
from meetings import ordering
from meetings.models import AgendaItem, Meeting
from meetings.services import meeting as services
from meetings.workflows import agenda_items, meetings
from tests.factories import Office
from tests.subjects import browser


@pytest.fixture
def meeting(chencang: Office) -> Meeting:
    """A regular meeting with three items on its agenda."""
    meeting = chencang.regular_meeting()
    for n in "甲乙丙":
        item = chencang.agenda_item(AgendaItem.State.SUBMITTED, title=f"议题{n}")
        agenda_items.perform(item, "accept", by=chencang.staff)
        agenda_items.perform(item, "schedule", by=chencang.staff, data={"meeting": meeting})
    meeting.refresh_from_db()
    return meeting


def sent(meeting: Meeting, order: list[int], **fields: Any) -> dict[str, Any]:
    """What the builder's page sends for the entries in `order`."""
    rows = {f"e{pk}-minutes": "15" for pk in order}
    head = {"version": meeting.agenda_version, "slot_minutes": "60"}
    return {**head, "entry": order, **rows, **fields}


def order_of(meeting: Meeting) -> list[str]:
    return [f"{line.number} {line.title}" for line in ordering.lines(meeting)]


def post(office: Office, meeting: Meeting, data: dict[str, Any]) -> Any:
    return browser(office.staff).post(reverse("meetings:agenda_builder", args=[meeting.pk]), data)


def test_dragged_order_sub_numbers_and_the_clock(chencang: Office, meeting: Meeting) -> None:
    first, second, third = meeting.entries.values_list("pk", flat=True)
    data = sent(meeting, [third, first, second], **{f"e{first}-is_sub": "on", f"e{third}-heading": "审议事项"})
    assert post(chencang, meeting, data).status_code == 302
    assert order_of(meeting) == ["1 议题丙", "1.1 议题甲", "2 议题乙"]
    lines = ordering.lines(meeting)
    assert [line.starts for line in lines] == ["9:00", "9:15", "9:30"]
    assert lines[0].heading == "审议事项"
    meeting.refresh_from_db()
    assert ordering.slot_sentence(meeting, lines) == ("good", "议程共45分钟，会期60分钟，余15分钟。")
    meeting.slot_minutes = 30
    assert ordering.slot_sentence(meeting, lines)[1].startswith("议程共45分钟，超出会期15分钟。")


def test_the_buttons_move_and_keep_what_was_typed(chencang: Office, meeting: Meeting) -> None:
    first, second, third = meeting.entries.values_list("pk", flat=True)
    typed = {f"e{second}-reporter": "测试甲", "move": f"up-{third}"}
    answer = post(chencang, meeting, sent(meeting, [first, second, third], **typed))
    assert answer["Location"].endswith(f"#entry-{third}")
    assert order_of(meeting) == ["1 议题甲", "2 议题丙", "3 议题乙"]
    assert meeting.entries.get(pk=second).reporter == "测试甲"


@pytest.mark.parametrize("move", ["up-first", "up-999999", "sideways-1", "up-²", "down-", ""])
def test_a_senseless_move_moves_nothing(chencang: Office, meeting: Meeting, move: str) -> None:
    pks = list(meeting.entries.values_list("pk", flat=True))
    assert post(chencang, meeting, sent(meeting, pks, move=move)).status_code == 302
    assert order_of(meeting) == ["1 议题甲", "2 议题乙", "3 议题丙"]


def test_two_people_ordering_at_once_lose_nothing(chencang: Office, meeting: Meeting) -> None:
    first, second, third = meeting.entries.values_list("pk", flat=True)
    mine, theirs = sent(meeting, [third, second, first]), sent(meeting, [second, first, third])
    mine[f"e{first}-private_note"] = "先请测试甲发言"
    assert post(chencang, meeting, theirs).status_code == 302
    answer = post(chencang, meeting, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{chencang.staff.name}已更新本议程，您的编排没有保存" in page
    assert "先请测试甲发言" in page
    assert order_of(meeting) == ["1 议题乙", "2 议题甲", "3 议题丙"]
    meeting.refresh_from_db()
    assert post(chencang, meeting, {**mine, "version": meeting.agenda_version}).status_code == 302
    assert order_of(meeting) == ["1 议题丙", "2 议题乙", "3 议题甲"]


def test_an_item_added_meanwhile_is_a_conflict_too_and_appears(chencang: Office, meeting: Meeting) -> None:
    pks = list(meeting.entries.values_list("pk", flat=True))
    data = sent(meeting, pks)
    item = chencang.agenda_item(AgendaItem.State.SUBMITTED, title="议题丁")
    agenda_items.perform(item, "accept", by=chencang.staff)
    agenda_items.perform(item, "schedule", by=chencang.staff, data={"meeting": meeting})
    answer = post(chencang, meeting, data)
    assert answer.status_code == 409
    assert "议题丁" in answer.content.decode()


def test_bad_minutes_get_a_sentence_at_the_field(chencang: Office, meeting: Meeting) -> None:
    pks = list(meeting.entries.values_list("pk", flat=True))
    answer = post(chencang, meeting, sent(meeting, pks, **{f"e{pks[1]}-minutes": "很久"}))
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.agenda_version == int(sent(meeting, pks)["version"])


def test_publishing_freezes_and_a_supplement_names_the_differences(chencang: Office, meeting: Meeting) -> None:
    meetings.perform(meeting, "convene", by=chencang.chief)
    with pytest.raises(Refused, match="议程与已发布的版本相同"):
        meetings.perform(meeting, "supplement", by=chencang.staff)
    first, second, third = meeting.entries.values_list("pk", flat=True)
    data = sent(meeting, [second, first, third], **{f"e{first}-private_note": "不公开", f"e{third}-minutes": "30"})
    assert post(chencang, meeting, data).status_code == 302
    meetings.perform(meeting, "supplement", by=chencang.staff)
    revision = meeting.revisions.first()
    assert revision is not None
    assert (revision.number, revision.differences) == (2, [
        "议题乙：由第2项调整为第1项",
        "议题甲：由第1项调整为第2项",
        "议题丙：时长由15分钟改为30分钟",
    ])  # fmt: skip
    assert "不公开" not in str(revision.lines)
    assert [line.title for line in ordering.published(meeting.revisions.get(number=1))] == [
        "议题甲",
        "议题乙",
        "议题丙",
    ]


def test_units_see_the_published_agenda_only(chencang: Office, meeting: Meeting) -> None:
    meetings.perform(meeting, "convene", by=chencang.chief)
    pks = list(meeting.entries.values_list("pk", flat=True))
    post(
        chencang,
        meeting,
        sent(meeting, pks, **{f"e{pks[0]}-private_note": "只给主持人"}, **{f"e{pks[0]}-reporter": "测试乙"}),
    )
    unit, staff = (
        browser(p).get(meeting.get_absolute_url()).content.decode() for p in (chencang.liaison, chencang.staff)
    )
    assert "测试乙" not in unit and "只给主持人" not in unit
    assert "尚未发布补充通知" in staff and "只给主持人" in staff


def test_an_item_taken_off_is_deferred_and_one_withdrawn_in_the_room_keeps_its_place(
    chencang: Office, meeting: Meeting
) -> None:
    meetings.perform(meeting, "convene", by=chencang.chief)
    first, second = (entry.agenda_item for entry in meeting.entries.all()[:2])
    agenda_items.perform(first, "take_off", by=chencang.staff, comment="材料不全")
    assert first.state == AgendaItem.State.DEFERRED
    assert order_of(meeting) == ["1 议题乙", "2 议题丙"]
    meetings.perform(meeting, "open", by=chencang.staff)
    with pytest.raises(Refused, match="会议已经开始，请办理“会上撤回”"):
        agenda_items.perform(second, "take_off", by=chencang.staff, comment="材料不全")
    agenda_items.perform(second, "withdraw_at_meeting", by=chencang.staff, comment="提报单位当场请求撤回")
    assert [line.withdrawn for line in ordering.lines(meeting)] == ["提报单位当场请求撤回", ""]
    assert "已撤回：提报单位当场请求撤回" in browser(chencang.staff).get(meeting.get_absolute_url()).content.decode()


def test_taking_an_item_off_in_the_builder_keeps_what_was_typed_elsewhere(chencang: Office) -> None:
    meeting = chencang.plan(Meeting.Kind.LIAISON, chencang.director)
    for n in "甲乙":
        item = chencang.agenda_item(AgendaItem.State.ACCEPTED, title=f"议题{n}")
        services.add_to_agenda(meeting, item, by=chencang.staff)
    meeting.refresh_from_db()
    first, second = meeting.entries.values_list("pk", flat=True)
    wrong = sent(meeting, [first, second], **{f"e{second}-minutes": "很久", "remove": str(first)})
    assert post(chencang, meeting, wrong).status_code == 422
    assert meeting.entries.count() == 2
    data = sent(meeting, [first, second], **{f"e{second}-reporter": "测试甲", "remove": str(first)})
    assert post(chencang, meeting, data).status_code == 302
    assert [(e.pk, e.reporter) for e in meeting.entries.all()] == [(second, "测试甲")]
    meeting.refresh_from_db()
    assert post(chencang, meeting, sent(meeting, [second], remove="x")).status_code == 302
    assert post(chencang, meeting, {**sent(meeting, [second], remove="9"), "version": "1"}).status_code == 409
