"""Whom minutes go to, and what each of them sees: the charged always, the others as decided until the issue."""

from typing import Any

import pytest
from django.urls import reverse

from jointmeeting.kernel.errors import Refused
from meetings import workflows
from meetings.countersigning import standing
from meetings.models import AgendaItem, Meeting, Minutes, Recipient
from meetings.services import minutes as services
from meetings.services.recipient import set_recipients
from members.models import MemberUnit, Role
from tests.factories import Office, stored_file
from tests.meetings.countersigning import circulated, clause, edit, person_of, say, written
from tests.meetings.issuing import charging_three
from tests.subjects import browser

K = Recipient.Kind


def labels(minutes: Minutes, kind: str) -> list[str]:
    return sorted(minutes.recipients.filter(kind=kind).values_list("label", flat=True))


def test_a_unit_that_is_charged_and_was_not_invited_reads_and_receives(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    charged = yueqing.body.units.exclude(kind="group").order_by("position")[5]
    minutes.recipients.filter(unit=charged).delete()
    edit(yueqing, minutes, [*written(minutes), clause(charged, [], "关于示例丙")])
    assert charged.name in labels(minutes, K.TO)
    for act, by in (("submit", yueqing.staff), ("review", yueqing.director), ("sign", yueqing.chief)):
        workflows.minutes.perform(minutes, act, by=by)
    minutes.recipients.filter(unit=charged).delete()  # as when a unit took over what another was charged with
    workflows.minutes.perform(minutes, "issue", by=None, data={"file": stored_file()})
    liaison = yueqing.person(Role.LIAISON, charged)
    page = browser(liaison).get(minutes.get_absolute_url())
    assert page.status_code == 200 and "recipient.receive" in page.content.decode()


def test_every_unit_of_a_group_that_is_charged_is_a_recipient(yueqing: Office) -> None:
    minutes = charging_three(yueqing)
    assert {"示例甲镇人民政府", "示例乙镇人民政府"} <= set(labels(minutes, K.TO))


def send(office: Office, minutes: Minutes, **fields: Any) -> Any:
    """Save the form of recipients with some fields changed."""
    url = reverse("meetings:minutes_address", args=[minutes.pk])
    form = browser(office.staff).get(url).context["form"]
    return browser(office.staff).post(url, {**{bound.html_name: bound.value() for bound in form}, **fields})


def test_the_office_decides_until_the_issue(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    left_out = yueqing.body.units.exclude(kind="group").order_by("position")[9]
    units = [row.unit_id for row in minutes.recipients.filter(unit__isnull=False) if row.unit != left_out]
    assert send(yueqing, minutes, units=units, report="市政府\n市委", copies="").status_code == 302
    assert left_out.name not in labels(minutes, K.TO)
    assert (labels(minutes, K.REPORT), labels(minutes, K.CC)) == (["市委", "市政府"], [])
    answer = send(yueqing, minutes, units=[unit for unit in units if unit != yueqing.unit.pk])
    assert answer.status_code == 422 and f"{yueqing.unit}牵头或者配合议定事项" in answer.content.decode()
    assert send(yueqing, minutes, copies="市" * 81).status_code == 422
    workflows.minutes.perform(minutes, "submit", by=yueqing.staff)
    assert send(yueqing, minutes, units=[*units, left_out.pk]).status_code == 302
    assert left_out.name in labels(minutes, K.TO)
    rows = MemberUnit.objects.filter(pk__in=units)
    with pytest.raises(Refused, match="印在纪要上，送审后不能改"):
        set_recipients(minutes, units=rows, report=["市政府"], copies=["市委"], by=yueqing.staff)
    issued = yueqing.minutes(Minutes.State.ISSUED)
    url = reverse("meetings:minutes_address", args=[issued.pk])
    assert browser(yueqing.staff).get(url).status_code == 409


def test_a_leader_and_a_recipient_see_the_signed_text_and_not_how_it_came_about(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.REVIEWING)
    workflows.minutes.perform(minutes, "return_", by=yueqing.director, comment="措辞不妥")
    for act, by in (("submit", yueqing.staff), ("review", yueqing.director), ("sign", yueqing.chief)):
        workflows.minutes.perform(minutes, act, by=by)
    workflows.minutes.perform(minutes, "issue", by=None, data={"file": stored_file()})
    leader = yueqing.person(Role.GOVERNMENT_LEADER)
    browser(leader).get(reverse("meetings:minutes_word", args=[minutes.pk]))
    for person in (leader, yueqing.liaison):
        page = browser(person).get(minutes.get_absolute_url()).content.decode()
        assert "措辞不妥" not in page and "签发" in page and "Word副本" in page
        assert "下载Word副本" not in page and "签署记录" not in page
        assert browser(person).get(reverse("meetings:minutes_record", args=[minutes.pk])).status_code == 403
    page = browser(yueqing.staff).get(minutes.get_absolute_url()).content.decode()
    assert "措辞不妥" in page and "下载Word副本" not in page
    rail = browser(leader).get(reverse("meetings:minutes_list")).content.decode()
    assert reverse("meetings:major_matter_list") in rail


def test_a_unit_reads_its_own_answers_and_no_other_s_objection(chencang: Office) -> None:
    minutes = circulated(chencang)
    row = next(row for row in standing(minutes) if row.unit == chencang.other_unit)
    say(chencang, row, "object")
    for page in ("countersign_page", "countersign_sheet"):
        address = reverse(f"meetings:{page}", args=[minutes.pk])
        mine = browser(chencang.liaison).get(address).content.decode()
        assert chencang.other_unit.name not in mine.partition('id="matrix"')[2] and "建议明确时限" not in mine
        assert "建议明确时限" in browser(person_of(chencang, chencang.other_unit)).get(address).content.decode()
    assert (
        "有异议"
        in browser(chencang.staff).get(reverse("meetings:countersign_page", args=[minutes.pk])).content.decode()
    )


def test_what_was_put_off_or_withdrawn_is_not_said_to_be_deliberated(yueqing: Office) -> None:
    heard = yueqing.agenda_item(AgendaItem.State.DECIDED, title="关于已议事项的议题")
    meeting = heard.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    put_off = yueqing.agenda_item(AgendaItem.State.DEFERRED, title="关于暂缓事项的议题")
    put_off.entries.filter(meeting__kind=Meeting.Kind.REGULAR).update(meeting=meeting, position=2)
    withdrawn = yueqing.agenda_item(AgendaItem.State.DECIDED, title="关于撤回事项的议题")
    withdrawn.entries.filter(meeting__kind=Meeting.Kind.REGULAR).update(
        meeting=meeting, position=3, withdrawn_reason="另行研究"
    )
    minutes = services.draft_minutes(meeting, by=yueqing.staff)
    assert "会议审议了“关于已议事项的议题”。" in minutes.opening
    assert "暂缓" not in minutes.opening and "撤回" not in minutes.opening
    page = browser(yueqing.staff).get(reverse("meetings:minutes_edit", args=[minutes.pk]))
    headings = [row["heading"].value() for row in page.context["matters"]]
    assert headings == ["关于已议事项的议题", None]


def test_the_form_of_a_text_that_stands_still_is_refused_with_the_sentence(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.REVIEWING)
    answer = browser(yueqing.staff).get(reverse("meetings:minutes_edit", args=[minutes.pk]))
    assert answer.status_code == 409 and "不能修改。如需修改，请先退回" in answer.content.decode()
