"""What is signed is what was seen, by the post that signs; and signed minutes never hang without a word."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from meetings import posts, workflows
from meetings.models import Amendment, Minutes
from members.models import Role
from members.working_rules import change_working_rule
from tests.conftest import founded
from tests.factories import Office
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.meetings.amending import draft
from tests.meetings.countersigning import all_agree, drafted, edit, written
from tests.meetings.delegating import allow, delegation
from tests.meetings.drafts import save, typed
from tests.subjects import browser


def sign(office: Office, obj: Any, seen: str) -> Any:
    """Send the form of the signature as it was opened."""
    data = {"password": PASSWORD, "request_key": str(uuid4()), "seen": seen}
    name = f"meetings:{obj._meta.model_name}_sign"
    return browser(with_password(office.chief)).post(reverse(name, args=[obj.pk]), data)


def opened(office: Office, obj: Any) -> Any:
    return browser(office.chief).get(reverse(f"meetings:{obj._meta.model_name}_sign", args=[obj.pk]))


def test_the_sheet_stands_below_the_question_and_its_hash_goes_back(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.SIGNING)
    page = opened(yueqing, minutes)
    assert page.context["form"]["seen"].value() == minutes.content_hash
    assert "关于示例甲" in page.content.decode()
    assert sign(yueqing, minutes, minutes.content_hash).status_code == 302


def test_a_text_that_changed_since_the_page_was_opened_is_not_signed(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.SIGNING)
    seen = opened(yueqing, minutes).context["form"]["seen"].value()
    workflows.minutes.perform(minutes, "return_", by=yueqing.director, comment="改一处")
    rows = written(minutes)
    rows[0]["text"] = "会议议定：另行研究。"
    edit(yueqing, minutes, rows)
    workflows.minutes.perform(minutes, "submit", by=yueqing.staff)
    workflows.minutes.perform(minutes, "review", by=yueqing.director)
    answer = sign(yueqing, minutes, seen)
    assert answer.status_code == 409 and "打开本页后文稿已有改动" in answer.content.decode()
    minutes.refresh_from_db()
    assert minutes.state == Minutes.State.SIGNING
    assert sign(yueqing, minutes, "").status_code == 422  # a form without the hash signs nothing


def test_a_notice_is_signed_as_it_was_seen(yueqing: Office) -> None:
    row = draft(yueqing)
    page = opened(yueqing, row)
    assert "共同办理" in page.content.decode()
    Amendment.objects.filter(pk=row.pk).update(reason="另一理由")
    assert sign(yueqing, row, page.context["form"]["seen"].value()).status_code == 409
    assert sign(yueqing, row, opened(yueqing, row).context["form"]["seen"].value()).status_code == 302


def test_the_record_names_the_post_that_signed_and_the_one_that_reviewed(db: None) -> None:
    """Zhangbei's notice lets the convener sign, though the chief convener presides (张政办〔2017〕7号)."""
    office = founded("zhangbei")
    minutes = drafted(office)
    workflows.minutes.perform(minutes, "submit", by=office.staff)
    post = posts.sign_rule(minutes).value
    assert post != posts.PRESIDED and Role(post).label != minutes.meeting.chair_post
    assert posts.signer(minutes) == Role(post).label
    reviewer = office.person(Role(posts.review_rule(minutes).value))
    page = browser(office.staff).get(minutes.get_absolute_url()).content.decode()
    assert f"{posts.reviewer(minutes)}审核" in page and f"纪要由{posts.signer(minutes)}签发" in page
    workflows.minutes.perform(minutes, "circulate", by=reviewer)
    all_agree(office, minutes)
    workflows.minutes.perform(minutes, "present", by=office.staff)
    entry = workflows.minutes.perform(minutes, "sign", by=office.person(Role(post)))
    assert entry.details["role"] == Role(post).label
    assert audit.history(minutes).get(act="minutes.circulate").details["role"] == posts.reviewer(minutes)


def test_where_the_office_signs_the_post_that_was_held_is_recorded(yueqing: Office) -> None:
    change_working_rule(yueqing.body, "minutes_signed_by", "office", by=yueqing.director)
    minutes = yueqing.minutes(Minutes.State.REVIEWING)
    convener = yueqing.person(Role.CONVENER)
    assert posts.signed_with(minutes, yueqing.director) == "办公室主任"
    assert posts.signed_with(minutes, convener) == "联席会议办公室"
    assert posts.signed_as(minutes) == "联席会议办公室"


def test_a_public_check_says_that_the_signature_was_lent_and_names_nobody(yueqing: Office) -> None:
    allow(yueqing)
    minutes = yueqing.minutes(Minutes.State.SIGNED)
    minutes.delegation = delegation(yueqing)
    assert posts.signed_as(minutes) == "办公室主任受总召集人委托"


def test_a_delegate_signs_a_notice_and_it_is_recorded_for_whom(yueqing: Office) -> None:
    allow(yueqing)
    row = draft(yueqing)
    lent = delegation(yueqing)
    entry = workflows.amendments.perform(row, "sign", by=yueqing.director)
    assert (row.signed_by, row.delegation) == (yueqing.director, lent)
    assert entry.details["wording"].startswith(f"受{yueqing.chief}委托") and entry.details["letter"]


def test_who_reviewed_does_not_sign_in_another_s_place(yueqing: Office) -> None:
    allow(yueqing)
    minutes = yueqing.minutes(Minutes.State.SIGNING)
    delegation(yueqing)
    with pytest.raises(Refused, match="您审核了本纪要，不能再受委托签发") as refused:
        workflows.minutes.perform(minutes, "sign", by=yueqing.director)
    assert refused.value.clause == "中办发〔2012〕14号第十八条"


def test_whoever_wrote_since_the_last_return_does_not_review(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    assert save(yueqing.director, minutes, typed(minutes, title="主任改的标题")).status_code == 302
    workflows.minutes.perform(minutes, "submit", by=yueqing.staff)
    with pytest.raises(Refused, match="您修改过本次送审的文字"):
        workflows.minutes.perform(minutes, "review", by=yueqing.director)
    workflows.minutes.perform(minutes, "return_", by=yueqing.director, comment="请重新整理")
    minutes.refresh_from_db()
    assert save(yueqing.staff, minutes, typed(minutes, title="重新整理的标题")).status_code == 302
    workflows.minutes.perform(minutes, "submit", by=yueqing.staff)
    workflows.minutes.perform(minutes, "review", by=yueqing.director)
