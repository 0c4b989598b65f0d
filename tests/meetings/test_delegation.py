"""Signing for another: only where a rule allows it, to whom it names, within the dates, and said in the record."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import jobs
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import Notification
from meetings import workflows
from meetings.models import Minutes, SigningDelegation
from meetings.services.delegation import delegate_signing
from members.models import Role
from tests.factories import PDF, Office
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.meetings.delegating import allow, by_notice, delegation, moved, to_sign
from tests.subjects import browser

TODAY = timezone.localdate()


def told(person: Any, act: str) -> bool:
    jobs.sweep(work=True)
    return Notification.objects.filter(recipient=person, entry__act=act).exists()


def sign(minutes: Minutes, person: Any) -> Any:
    return workflows.minutes.perform(minutes, "sign", by=person)


def test_the_delegate_signs_and_the_record_says_for_whom(yueqing: Office) -> None:
    minutes = to_sign(yueqing)
    with pytest.raises(Refused, match="由主持会议的总召集人签发"):
        sign(minutes, yueqing.director)
    row = delegation(yueqing)
    entry = sign(minutes, yueqing.director)
    assert (minutes.signed_by, minutes.delegation) == (yueqing.director, row)
    assert entry.details["wording"] == f"受{yueqing.chief}委托，本人已阅看定稿全文，同意签发。"
    assert entry.details["authority"] == "通知未规定，按办公室工作规则"
    assert entry.details["letter"] == row.letter.sha256
    page = browser(yueqing.staff).get(minutes.get_absolute_url()).content.decode()
    assert f"{yueqing.director}受{yueqing.chief}委托签发" in page


def test_the_signer_himself_still_signs_and_no_delegation_is_recorded(yueqing: Office) -> None:
    minutes = to_sign(yueqing)
    delegation(yueqing)
    assert "delegation" not in sign(minutes, yueqing.chief).details
    assert minutes.delegation is None


@pytest.mark.parametrize("days", [(-9, -1), (1, 9)])
def test_it_counts_only_within_its_dates(days: tuple[int, int], yueqing: Office) -> None:
    minutes = to_sign(yueqing)
    moved(delegation(yueqing), *(TODAY + timedelta(days=n) for n in days))
    with pytest.raises(Refused, match="请其本人登录办理"):
        sign(minutes, yueqing.director)


def test_it_counts_no_more_once_revoked_by_the_principal(yueqing: Office) -> None:
    minutes, row = to_sign(yueqing), delegation(yueqing)
    with pytest.raises(Refused, match="本人撤销"):
        workflows.signing_delegations.perform(row, "revoke", by=yueqing.director, comment="误办")
    workflows.signing_delegations.perform(row, "revoke", by=yueqing.chief, comment="已返岗")
    with pytest.raises(Refused, match="请其本人登录办理"):
        sign(minutes, yueqing.director)
    assert told(yueqing.director, "signing_delegation.revoke")


def test_nobody_lends_a_signature_that_is_not_his(yueqing: Office) -> None:
    """A convener who did not preside may entrust the director, but these minutes are not his to sign."""
    minutes, convener = to_sign(yueqing), yueqing.person(Role.CONVENER)
    delegation(yueqing, by=convener)
    with pytest.raises(Refused, match="请其本人登录办理"):
        sign(minutes, yueqing.director)


def test_a_delegate_who_left_his_post_signs_no_more(yueqing: Office) -> None:
    convener = yueqing.person(Role.CONVENER)
    minutes = to_sign(yueqing, post="convener")
    allow(yueqing, "convener")
    today, tomorrow = TODAY, TODAY + timedelta(days=1)
    row = delegate_signing(
        yueqing.body,
        delegate=convener,
        from_on=today,
        until_on=tomorrow,
        letter=PDF,
        by=yueqing.chief,
        request_key=uuid4(),
    )
    assert row.authority == "通知未规定，按办公室工作规则"
    convener.appointments.update(ends_on=today - timedelta(days=1))
    with pytest.raises((Refused, Forbidden)):
        sign(minutes, type(convener).objects.get(pk=convener.pk))


def form(office: Office, **fields: Any) -> dict[str, Any]:
    letter = SimpleUploadedFile("委托书.pdf", PDF.content, "application/pdf")
    data = {
        "delegate": office.director.pk,
        "from_on": TODAY,
        "until_on": TODAY + timedelta(days=1),
        "password": PASSWORD,
        "letter": letter,
    }
    return {"request_key": str(uuid4()), **data, **fields}


def post(office: Office, **fields: Any) -> Any:
    person = with_password(office.chief)
    return browser(person).post(reverse("meetings:signing_delegation_create"), form(office, **fields))


def test_without_a_rule_nothing_is_lent_and_the_refusal_cites_the_rule(yueqing: Office) -> None:
    answer = post(yueqing)
    assert answer.status_code == 409
    assert "通知和办公室工作规则都没有允许委托签发" in answer.content.decode()
    by_notice(yueqing, "nobody")
    answer = post(yueqing)
    page = answer.content.decode()
    assert answer.status_code == 409 and "通知规定纪要签发不得委托" in page and "乐政办函〔2019〕16号 三" in page


def test_a_notice_that_allows_it_is_cited(yueqing: Office) -> None:
    by_notice(yueqing, "director")
    assert post(yueqing).status_code == 302
    assert SigningDelegation.objects.get().authority == "乐政办函〔2019〕16号 三"
    assert told(yueqing.director, "signing_delegation.create")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"password": "x"}, "密码不正确"),
        ({"until_on": TODAY - timedelta(days=1)}, "早于开始日期"),
        ({"from_on": TODAY - timedelta(days=9), "until_on": TODAY - timedelta(days=1)}, "截止日期已过"),
        ({"delegate": "999999"}, "选择"),
        ({"letter": SimpleUploadedFile("a.exe", b"MZ")}, "不能上传"),
        ({"letter": ""}, "委托书"),
    ],
)
def test_bad_input_is_named_at_the_field(fields: dict[str, Any], sentence: str, yueqing: Office) -> None:
    allow(yueqing)
    answer = post(yueqing, **fields)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert SigningDelegation.objects.count() == 0


def test_two_clicks_are_one_delegation_and_the_service_holds_the_rules(yueqing: Office) -> None:
    allow(yueqing)
    key = str(uuid4())
    assert [post(yueqing, request_key=key).status_code for _ in range(2)] == [302, 302]
    row = SigningDelegation.objects.get()
    for wrong, sentence in (
        ({"delegate": yueqing.staff}, "不担任可受委托的职务"),
        ({"until_on": TODAY - timedelta(days=1)}, "不能早于"),
    ):
        with pytest.raises(Refused, match=sentence):
            delegation(yueqing, **wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        SigningDelegation.objects.filter(pk=row.pk).update(delegate=row.principal)
    assert browser(yueqing.staff).post(reverse("meetings:signing_delegation_create"), {}).status_code == 403


def test_office_and_conveners_read_the_letter_and_nobody_else(yueqing: Office) -> None:
    url = reverse("meetings:signing_delegation_letter", args=[delegation(yueqing).pk])
    assert browser(yueqing.staff).get(url).content == PDF.content
    assert browser(yueqing.liaison).get(url).status_code == 404
    assert "委托签发" in browser(yueqing.chief).get(reverse("meetings:minutes_list")).content.decode()
