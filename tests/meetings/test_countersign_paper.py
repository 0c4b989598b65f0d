"""The countersign sheet as PDF: every unit, every clause, and every draft it was asked about."""

from uuid import uuid4

from django.urls import reverse

from jointmeeting.kernel import audit
from meetings import workflows
from meetings.models import Countersignature, Minutes
from tests.factories import Office
from tests.meetings.countersigning import all_agree, answer_of, circulated, edit, say, send_round, written
from tests.meetings.publishing import text_of
from tests.subjects import browser


def paper(office: Office, minutes: Minutes) -> str:
    answer = browser(office.staff).get(reverse("meetings:countersign_paper", args=[minutes.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return text_of(answer.content)


def test_answers_to_earlier_drafts_stay_on_the_sheet(chencang: Office) -> None:
    minutes = circulated(chencang)
    first = minutes.version
    say(chencang, answer_of(minutes, chencang.other_unit), "object")
    say(chencang, answer_of(minutes, chencang.other_unit), "uphold")
    all_agree(chencang, minutes)
    assert "对历次稿的会签" not in paper(chencang, minutes)
    workflows.minutes.perform(minutes, "revise", by=chencang.staff, comment="采纳异议")
    rows = written(minutes)
    rows[0] |= {"text": "会议议定：明年六月底前办结。"}
    edit(chencang, minutes, rows)
    send_round(chencang, minutes)
    all_agree(chencang, minutes)
    text = paper(chencang, minutes)
    assert f"同意第{minutes.version}稿" in text
    earlier = text.split("对历次稿的会签")[1]
    assert f"第{first}稿第1条{chencang.other_unit}异议采纳，待修改" in earlier and "建议明确时限。" in earlier
    assert audit.history(minutes).filter(act="minutes.print_countersignatures").count() == 2


def test_a_character_no_font_has_is_named_and_nothing_breaks(chencang: Office) -> None:
    minutes = circulated(chencang)
    row = answer_of(minutes, chencang.unit)
    refused = browser(chencang.liaison).post(
        reverse("meetings:countersignature_object", args=[row.pk]), {"comment": "\ue000字", "request_key": str(uuid4())}
    )
    assert refused.status_code == 422 and "U+E000" in str(refused.context["form"].errors["comment"])
    workflows.countersignatures.perform(row, "object", by=chencang.liaison, comment="\ue000字无法印刷。")
    assert Countersignature.objects.get(pk=row.pk).state == Countersignature.State.OBJECTED
    assert "〓字无法印刷。" in paper(chencang, minutes)
