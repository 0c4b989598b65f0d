"""A unit nobody thought of is added after the notice: it is asked like the others, and the others are told."""

from uuid import uuid4

import pytest
from django.urls import reverse

from jointmeeting.kernel import jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Notification
from meetings import facts, papers
from meetings.models import AgendaRevision, Meeting, Receipt
from meetings.workflows import meetings, receipts
from members.models import MemberUnit, Role
from members.services import add_doer
from tests.factories import Office
from tests.subjects import browser


def told_of(meeting: Meeting) -> dict[str, str]:
    jobs.sweep(work=True)
    notes = Notification.objects.filter(entry__act="meeting.invite").select_related("recipient")
    return {note.recipient.username: note.sentence for note in notes}


def test_a_township_is_added_by_a_paper_everybody_reads(chencang: Office) -> None:
    handler = chencang.person(Role.TOWNSHIP_HANDLER, chencang.township)
    meeting, liaison = chencang.noticed_meeting(), chencang.liaison
    url, client = reverse("meetings:meeting_invite", args=[meeting.pk]), browser(chencang.staff)
    sent = {"invited": [chencang.township.pk], "comment": "", "request_key": str(uuid4())}
    shown = client.post(url, sent)
    assert "增加参会单位：示例镇人民政府" in shown.content.decode()
    assert handler.name in shown.content.decode() and not meeting.receipts.filter(unit=chencang.township).exists()
    assert client.post(url, sent | {"shown": shown.context["form"].data["shown"]}).status_code == 302
    receipt = meeting.receipts.get(unit=chencang.township)
    assert (receipt.state, receipt.is_guest, receipt.is_expected) == (Receipt.State.SILENT, True, True)
    revision = meeting.revisions.get(number=2)
    assert revision.kind == AgendaRevision.Kind.ADDITION and revision.lines == meeting.revisions.get(number=1).lines
    assert facts.published(revision).recipients == ("各成员单位", "示例镇人民政府")
    paper = str(papers.notice(revision))
    assert "增加参会单位：示例镇人民政府" in paper and "会议时间" in paper  # the added read nothing else
    said = told_of(meeting)
    assert said[handler.username].startswith("会议通知：") and "请回执" in said[handler.username]
    assert said[liaison.username].startswith(f"{meeting}增加参会单位")
    receipts.perform(receipt, "attend", by=handler, data={"attendee_name": "示例己", "attendee_post": "副镇长"})
    assert "本单位回执" in browser(handler).get(meeting.get_absolute_url()).content.decode()


def test_a_unit_that_left_the_body_may_be_asked_back_as_a_guest(chencang: Office) -> None:
    meeting, unit = chencang.noticed_meeting(), chencang.unit
    receipts.perform(meeting.receipts.get(unit=unit), "attend", by=chencang.liaison, data={"attendee_name": "示例甲"})
    unit.is_member = False
    unit.save()
    meetings.perform(meeting, "invite", by=chencang.staff, data={"invited": [unit]})
    receipt = meeting.receipts.get(unit=unit)
    assert (receipt.is_guest, receipt.is_expected, receipt.attendee_name) == (True, True, "示例甲")


def test_nobody_is_asked_twice(chencang: Office) -> None:
    add_doer(chencang.body, "示例街道办事处", kind=MemberUnit.Kind.TOWNSHIP, by=chencang.staff)
    meeting = chencang.noticed_meeting()
    chosen = {"invited": [chencang.township]}
    meetings.perform(meeting, "invite", by=chencang.staff, data=chosen)
    with pytest.raises(Refused, match="已由他人增加"):
        meetings.perform(meeting, "invite", by=chencang.staff, data=chosen)
    assert meeting.revisions.count() == 2
