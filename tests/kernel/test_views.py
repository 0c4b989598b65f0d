"""Acts that are refused: what was typed comes back with the sentence above it, and every page has a way back."""

import re
from uuid import uuid4

from django.urls import reverse

from jointmeeting.kernel import audit
from jointmeeting.kernel.models import Notification
from members.models import HandOverItem, MemberChange, Role, Succession
from members.workflows import member_changes
from tests.factories import Office
from tests.members.changes import hand_over_item, member_change
from tests.members.successions import succession
from tests.subjects import browser


def back_link(page: str) -> str:
    found = re.search(r'href="([^"]+)">返回查看', page)
    return found[1] if found else ""


def test_what_was_typed_stands_under_the_refusal(yueqing: Office) -> None:
    change = member_change(yueqing, MemberChange.State.PROPOSED)
    member_changes.perform(change, "withdraw", by=yueqing.liaison)
    form = {"comment": "接任日期有误，请更正", "request_key": str(uuid4())}
    answer = browser(yueqing.staff).post(f"{change.get_absolute_url()}return/", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "当前状态为“已撤回”" in page and "接任日期有误，请更正</textarea>" in page


def test_an_act_without_typed_text_is_refused_with_a_way_back_to_the_thing(yueqing: Office) -> None:
    item = hand_over_item(yueqing, HandOverItem.State.OPEN)
    change = item.change
    client = browser(yueqing.person(Role.UNIT_LEADER, yueqing.unit))
    url = reverse("members:hand_over_item_acknowledge", args=[item.pk])
    answer = client.post(url, {"request_key": str(uuid4())})
    assert answer.status_code == 409
    assert back_link(answer.content.decode()) == change.get_absolute_url()
    assert client.get(change.get_absolute_url()).status_code == 200


def test_the_way_back_is_a_page_there_is(yueqing: Office) -> None:
    roster = reverse("members:roster_page", args=[yueqing.body.slug])
    end = f"{roster}posts/{yueqing.liaison.appointments.get().pk}/end/"
    client = browser(yueqing.liaison)
    refused = client.get(end)
    assert (refused.status_code, back_link(refused.content.decode())) == (403, roster)
    came = client.get(end, headers={"referer": f"http://testserver{roster}?on=2026-06-01"})
    assert back_link(came.content.decode()) == f"{roster}?on=2026-06-01"
    for before in (f"http://testserver{end}", "https://example.com/members/"):
        assert back_link(client.get(end, headers={"referer": before}).content.decode()) == roster


def test_a_unit_s_change_with_a_name_that_is_taken_keeps_what_was_typed(yueqing: Office) -> None:
    url = reverse("members:succession_create", args=[yueqing.unit.pk])
    data = {"kind": "rename", "new_name": yueqing.other_unit.name, "effective_on": "2026-12-01",
            "document": "示例机改〔2026〕1号", "request_key": str(uuid4())}  # fmt: skip
    answer = browser(yueqing.staff).post(url, data)
    assert answer.status_code == 422
    assert "已有名为" in answer.content.decode() and "示例机改〔2026〕1号" in answer.content.decode()
    waiting = succession(yueqing, Succession.State.PLANNED)
    again = reverse("members:succession_create", args=[waiting.unit_id])
    answer = browser(yueqing.staff).post(again, {**data, "new_name": "示例局", "request_key": str(uuid4())})
    assert answer.status_code == 422 and "尚未生效" in answer.content.decode()


def test_the_workbench_shows_the_newest_of_what_is_to_be_read(yueqing: Office) -> None:
    for n in range(4):
        entry = audit.record("user.create", yueqing.liaison, by=yueqing.staff)
        Notification.objects.create(entry=entry, recipient=yueqing.liaison, sentence=f"示例消息{n}", url="/meetings/")
    client = browser(yueqing.liaison)
    page = client.get("/").content.decode()
    assert "4 条未读" in page and "示例消息3" in page and "示例消息0" not in page
    client.post(reverse("notifications"))
    assert "示例消息3" not in client.get("/").content.decode()
