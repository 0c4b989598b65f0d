"""To whom minutes are open: said before they go on, with a reason where not to everybody, printed nowhere."""

import pytest
from django.db import DatabaseError, transaction

from jointmeeting.kernel.documents.content import canonical
from jointmeeting.kernel.errors import Refused
from meetings import workflows
from meetings.comparison import compare
from meetings.composition import freeze
from meetings.models import Minutes
from tests.factories import Office
from tests.meetings.drafts import save, typed


def test_minutes_go_on_only_when_it_is_said_to_whom_they_are_open(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    assert save(yueqing.staff, minutes, typed(minutes, disclosure="")).status_code == 302
    with pytest.raises(Refused, match="没有公开属性") as refused:
        workflows.minutes.perform(minutes, "submit", by=yueqing.staff)
    assert refused.value.clause == "国办发〔2016〕80号"


def test_what_was_under_way_without_it_is_sent_back_before_it_is_signed(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.SIGNING)
    Minutes.objects.filter(pk=minutes.pk).update(disclosure="")
    with pytest.raises(Refused, match="请退回修改"):
        workflows.minutes.perform(minutes, "sign", by=yueqing.chief)


@pytest.mark.parametrize("chosen", ["on_request", "withheld"])
def test_not_open_to_everybody_needs_a_reason_at_the_field(chosen: str, yueqing: Office) -> None:
    minutes = yueqing.minutes()
    answer = save(yueqing.staff, minutes, typed(minutes, disclosure=chosen))
    assert answer.status_code == 422
    assert "不主动公开的，请写明理由" in answer.content.decode()
    data = typed(minutes, disclosure=chosen, disclosure_reason="涉及个人隐私")
    assert save(yueqing.staff, minutes, data).status_code == 302
    minutes.refresh_from_db()
    assert (minutes.disclosure, minutes.disclosure_reason) == (chosen, "涉及个人隐私")
    with pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(disclosure_reason="")


def test_a_reason_against_nothing_is_dropped_and_odd_values_are_refused(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    save(yueqing.staff, minutes, typed(minutes, disclosure_reason="多余"))
    minutes.refresh_from_db()
    assert minutes.disclosure_reason == ""
    for odd in ({"disclosure": "secret"}, {"disclosure": "withheld", "disclosure_reason": "理" * 201}):
        assert save(yueqing.staff, minutes, typed(minutes, **odd)).status_code == 422


def test_it_belongs_to_the_draft_and_the_signature_but_not_to_the_paper(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    save(yueqing.staff, minutes, typed(minutes, disclosure="withheld", disclosure_reason="属于内部事务信息"))
    after, before = minutes.versions.all()[:2]
    (change,) = compare(before.content, after.content)
    assert change.label == "公开属性"
    assert "".join(run.text for run in change.after) == "不予公开：属于内部事务信息"
    minutes.refresh_from_db()
    content, _ = freeze(minutes)
    assert "公开" not in canonical(content).decode()
    workflows.minutes.perform(minutes, "submit", by=yueqing.staff)
    workflows.minutes.perform(minutes, "review", by=yueqing.director)
    assert workflows.minutes.perform(minutes, "sign", by=yueqing.chief).details["disclosure"] == "不予公开"
