"""Notices that adjust: what is accepted is carried out, what is not is said, with the way to do it."""

import pytest
from django.urls import reverse

from jointmeeting.kernel.errors import Refused
from members.bringing_in import record_of, save_decisions
from members.models import AdministratorRole, CharterDraft, Jurisdiction, MemberUnit, User
from members.rules import ruling
from tests.factories import Office, administrator
from tests.members.notice import ANSWERS, CHANGING, FOUNDING, confirmed, decided, draft_of
from tests.subjects import browser

SEAT = CHANGING.replace(
    "三、县医保局更名为县医疗保障局。", "三、成员单位县教育局调整为县乡村振兴局，联络员由测试甲调整为测试乙。"
).replace("二、县教育局不再作为联席会议成员单位。\n", "")
WITH_DUTIES = CHANGING.replace(
    "三、县医保局更名为县医疗保障局。",
    "三、县医保局更名为县医疗保障局。\n\n附件：新增成员单位职责\n一、县数据局：负责社会救助数据共享，提供婚姻登记信息。\n"
    "二、县工商联：动员民营企业参与社会救助。\n三、县民政局：负责社会救助数据核对。",
)
AGAIN = FOUNDING.replace("县医保局、", "县医疗保障局、").replace(
    "各成员单位确定1名联络员。", "各成员单位确定1名联络员。因机构改革，县医保局更名为县医疗保障局。"
)


@pytest.fixture
def system(db: None) -> User:
    return administrator(AdministratorRole.SYSTEM_ADMIN)


@pytest.fixture
def qingxi(system: User) -> Office:
    charter = confirmed(decided(draft_of(FOUNDING, None, system), system), system).charter
    assert charter
    return Office(charter.jurisdiction, "qingxi")


def key_of(draft: CharterDraft, text: str) -> str:
    return next(row.item.key for row in draft.answers if text in row.text)


def names(office: Office) -> list[str]:
    return [unit.name for unit in Jurisdiction.objects.get(pk=office.body.pk).units.all()]


def test_a_seat_that_passes_is_asked_for_and_passes_alone(qingxi: Office) -> None:
    draft, director = draft_of(SEAT, qingxi.body, qingxi.director), qingxi.director
    (left,) = draft.open_answers
    assert left.text == "县教育局 → 县乡村振兴局" and "职责、人员和在办工作不随之转移" in left.item.warning
    with pytest.raises(Refused, match="还没有核对"):
        confirmed(draft, director)
    kept = save_decisions(draft, {left.item.key: {"keep": True, "text": left.text}}, version=1, by=director)
    confirmed(kept, director)
    assert names(qingxi)[3] == "县乡村振兴局" and "县教育局" not in names(qingxi)
    assert not MemberUnit.objects.get(name="县乡村振兴局").duties.exists()


def test_what_confirming_does_not_do_is_said_with_the_button(qingxi: Office) -> None:
    draft, director = draft_of(SEAT, qingxi.body, qingxi.director), qingxi.director
    key = draft.open_answers[0].item.key
    save_decisions(draft, {key: {"keep": False, "text": "县教育局 → 县乡村振兴局"}}, version=1, by=director)
    confirmed(CharterDraft.objects.get(pk=draft.pk), director)
    page = browser(director).get(draft.get_absolute_url()).content.decode()
    unit = MemberUnit.objects.get(jurisdiction=qingxi.body, name="县教育局")
    assert "成员单位：县教育局 → 县乡村振兴局" in page and "联络员：测试甲 → 测试乙" in page
    assert f'href="{reverse("members:succession_create", args=[unit.pk])}">办理机构改革' in page
    assert f'href="{reverse("members:roster_page", args=[qingxi.body.slug])}">登记任职' in page


def test_duties_of_units_that_join_come_with_them(qingxi: Office) -> None:
    draft, director = draft_of(WITH_DUTIES, qingxi.body, qingxi.director), qingxi.director
    (left,) = draft.open_answers  # 县民政局 has duties already: beside them, only when a person says so
    assert left.item.label == "县民政局" and "加在该单位现有内容之后" in left.item.warning
    more = {
        left.item.key: {"keep": True, "text": left.text},
        key_of(draft, "县数据局"): {"keep": True, "text": "县数据资源局"},
    }
    confirmed(save_decisions(draft, more, version=1, by=director), director)
    body = Jurisdiction.objects.get(pk=qingxi.body.pk)
    data = body.units.get(name="县数据资源局")
    assert data.duties.get().text == "负责社会救助数据共享，提供婚姻登记信息。"
    assert body.units.get(name="县工商联").duties.get().text == "动员民营企业参与社会救助。"
    assert [duty.text for duty in body.units.get(name="县民政局").duties.all()] == [
        "负责牵头社会救助工作，承担联席会议日常工作。",
        "负责社会救助数据核对。",
    ]
    assert ("marriage", "县数据资源局") in {
        (row.category, row.unit) for row in body.charter.record.information_categories
    }


def test_a_notice_issued_again_keeps_a_unit_it_calls_by_a_new_name(qingxi: Office) -> None:
    health, director = qingxi.body.units.get(name="县医保局"), qingxi.director
    frequency = {"regular_per_year": ANSWERS["regular_per_year"]}
    draft = draft_of(AGAIN, qingxi.body, director)
    draft = save_decisions(draft, frequency, version=1, by=director)
    page = browser(director).get(reverse("members:charter_draft_confirm", args=[draft.pk])).content.decode()
    assert "县医保局 → 县医疗保障局" in page
    confirmed(draft, director)
    health.refresh_from_db()
    assert (health.name, health.is_member) == ("县医疗保障局", True)
    assert health.former_names.get().name == "县医保局"


def test_rules_of_minutes_a_person_finds_are_kept_with_the_clause(system: User) -> None:
    draft = decided(
        draft_of(FOUNDING, None, system), system,
        minutes_consent_days={"keep": False, "text": "3个工作日"},  # nobody has to tick what he filled in
        minutes_consent_deemed={"text": "是"}, minutes_sign_delegate={"text": "召集人"},
    )  # fmt: skip
    rules = record_of(draft)
    assert rules.minutes_consent_days and rules.minutes_consent_deemed and rules.minutes_sign_delegate
    assert (rules.minutes_consent_days.value, rules.minutes_consent_days.clause) == (3, "二（二）")
    assert "经与会单位同意" in rules.minutes_consent_days.quote
    confirmed(draft, system)
    delegate = ruling(Jurisdiction.objects.get(), "minutes_sign_delegate")
    assert delegate and (delegate.value, delegate.from_charter) == ("convener", True)


def test_what_nobody_fills_in_stays_silent_and_nonsense_is_asked_again(system: User) -> None:
    draft = decided(draft_of(FOUNDING, None, system), system)
    assert record_of(draft).minutes_consent_days is None
    draft = decided(draft, system, minutes_consent_days={"text": "尽快"})
    assert [row.error for row in draft.open_answers] == ["请填写天数，按工作日计算，例如“3”。"]
    page = browser(system).get(draft.get_absolute_url()).content.decode()
    assert "通知有这项规定的请填写，没有的留空" in page


def test_what_is_repealed_is_shown_with_what_that_does(qingxi: Office) -> None:
    text = CHANGING.replace(
        "清溪县人民政府办公室\n2026年9月1日",
        "《清溪县救助工作办法》（清政办发〔2015〕3号）同时废止。\n\n清溪县人民政府办公室\n2026年9月1日",
    )
    page = (
        browser(qingxi.director).get(draft_of(text, qingxi.body, qingxi.director).get_absolute_url()).content.decode()
    )
    assert "通知载明废止" in page and "〔2015〕3号" in page and "旧版保留备查" in page
