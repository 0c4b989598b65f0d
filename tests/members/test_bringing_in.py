"""A notice brought in: nothing doubtful without a person, nothing lost half way, the old charter stays."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from duties.models import RecurringDuty
from jointmeeting.kernel import audit, clock, jobs
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import Job, Notification
from members.bringing_in import record_of, save_decisions
from members.coming_into_force import OBSTRUCTED, bring_in_due
from members.models import AdministratorRole, CharterDraft, Duty, Jurisdiction, MemberUnit, User
from members.queries import todo_for
from members.rules import ruling
from members.workflows import charter_drafts
from tests.factories import Office, administrator
from tests.members.notice import ANSWERS, CHANGING, FOUNDING, confirmed, decided, draft_of
from tests.subjects import browser

SEEDS = Path(__file__).parent / "notices" / "seeds"


@pytest.fixture
def system(db: None) -> User:
    return administrator(AdministratorRole.SYSTEM_ADMIN)


@pytest.fixture
def body(system: User) -> Jurisdiction:
    """The sixth body, founded from its notice."""
    draft = confirmed(decided(draft_of(FOUNDING, None, system), system), system)
    assert draft.charter
    return draft.charter.jurisdiction


def test_what_the_importer_doubts_is_stored_only_after_a_person_said_so(system: User) -> None:
    draft = draft_of(FOUNDING, None, system)
    assert [answer.item.key for answer in draft.open_answers] == ["regular_per_year", "same_as[县医疗保障局]"]
    with pytest.raises(Refused, match="还没有核对"):
        confirmed(draft, system)
    assert not Jurisdiction.objects.exists()
    rejected = decided(draft, system, regular_per_year={"keep": False, "text": "1-2"})
    assert record_of(rejected).regular_per_year is None


def test_a_body_is_founded_with_units_duties_rules_and_recurring_reports(body: Jurisdiction) -> None:
    record = body.charter.record
    assert (body.slug, body.name, body.body_name) == ("qingxi", "清溪县", "清溪县社会救助联席会议")
    assert [unit.name for unit in body.units.all()][:2] == ["县委宣传部", "县民政局"]
    assert body.units.get(name="各乡镇人民政府").kind == MemberUnit.Kind.GROUP
    assert body.units.get(name="县医保局").duties.get().text == "负责医疗救助，提供医疗保险参保信息。"
    frequency, called = record.regular_per_year, ruling(body, "convened_by")
    assert frequency and (frequency.value.min, frequency.value.max, frequency.clause) == (1, 2, "二（一）")
    assert called and (called.value, called.from_charter) == ("office", True)
    assert {rule.key for rule in body.working_rules.filter(confirmed_by=None)} >= {"minutes_signed_by", "notice_days"}
    assert RecurringDuty.objects.get(jurisdiction=body).unit.name == "县财政局"
    assert any("载入时核对为：1-2" in note.message for note in record.notes)


def test_every_seed_becomes_the_charter_its_key_describes(system: User) -> None:
    """What the importer read survives the wizard: the compared rules equal those of the hand-made charter files."""
    for name, sizes in {"yueqing-2019": (32, 32), "chencang-2022": (27, 27), "ningbo-2015": (27, 0)}.items():
        draft = draft_of((SEEDS / f"{name}.txt").read_text(), None, system)
        answers = {answer.item.key: {"keep": True, "text": answer.text} for answer in draft.open_answers}
        record = record_of(save_decisions(draft, answers, version=1, by=system))
        assert (len(record.units), len(record.duties)) == sizes
        assert not record.units_named_not_members or name != "yueqing-2019"


def test_leaving_half_way_loses_nothing_and_the_workbench_reminds(system: User) -> None:
    draft = draft_of(FOUNDING, None, system)
    client, url = browser(system), draft.get_absolute_url()
    typed = {"version": "1", "text:chief_convener": "分管副县长", "text:issue_date": "三月二日"}
    assert client.post(url, typed).status_code == 302
    page = client.get(url).content.decode()
    assert "分管副县长" in page and "三月二日" in page and "请按“2026-03-01”的格式填写日期。" in page
    assert draft.get_absolute_url() in client.get(reverse("workbench")).content.decode()


def test_whatever_is_sent_is_kept_or_refused_and_never_a_fault(system: User) -> None:
    draft = draft_of(FOUNDING, None, system)
    url = draft.get_absolute_url()
    sent = {
        "text:title": "标题\0" + "长" * 20_000,
        "keep:title": "maybe",
        "text:nobody": "x",
        "text:convened_by": "县长",
    }
    assert browser(system).post(url, {**sent, "version": "1"}).status_code == 302
    page = browser(system).get(url).content.decode()
    assert "不能超过200字" in page and "请从下列岗位中选择" in page
    assert "nobody" not in CharterDraft.objects.get().decisions
    for version in ("", "x", "99999999999999999999"):
        assert browser(system).post(url, {"version": version}).status_code == 409


def test_two_people_never_overwrite_each_other(system: User) -> None:
    draft = draft_of(FOUNDING, None, system)
    save_decisions(draft, ANSWERS, version=1, by=system)
    with pytest.raises(Refused, match="其他同志刚刚保存过"):
        save_decisions(draft, {}, version=1, by=system)
    assert CharterDraft.objects.get(pk=draft.pk).decisions == ANSWERS


def test_a_changing_notice_makes_the_next_version_and_the_old_one_stays(body: Jurisdiction) -> None:
    director = Office(body, "qingxi").director
    health = body.units.get(name="县医保局")
    draft = draft_of(CHANGING, body, director)
    page = browser(director).get(reverse("members:charter_draft_confirm", args=[draft.pk])).content.decode()
    assert "县数据局、县工商联" in page and "县教育局" in page and "县医保局 → 县医疗保障局" in page
    confirmed(draft, director)
    body = Jurisdiction.objects.get(pk=body.pk)
    assert [unit.name for unit in body.units.all()] == [
        "县委宣传部", "县民政局", "县财政局", "县医疗保障局", "县残联", "各乡镇人民政府", "县数据局", "县工商联",
    ]  # fmt: skip
    health.refresh_from_db()
    assert health.name == "县医疗保障局" and health.duties.count() == 1
    gone = MemberUnit.doers.get(jurisdiction=body, name="县教育局")
    assert not gone.is_member and not gone.duties.exists()
    assert Duty.history.filter(unit=gone, ended_on=clock.today()).count() == 1
    old = browser(director).get(reverse("members:charter_version", args=[body.slug, 1])).content.decode()
    assert "县教育局" in old and "只供查阅" in old and "清政办发〔2026〕12号" in old
    assert body.charter.version == 2 and body.charter.record.regular_per_year is not None


def test_a_matter_begun_before_goes_by_the_notice_of_its_day(body: Jurisdiction) -> None:
    office = Office(body, "qingxi")
    meeting = office.regular_meeting()
    silent = FOUNDING.replace("，由联席会议办公室负责召集", "，由总召集人负责召集")
    confirmed(decided(draft_of(silent, body, office.director), office.director), office.director)
    meeting = type(meeting).objects.get(pk=meeting.pk)
    before, after = ruling(meeting, "convened_by"), ruling(Jurisdiction.objects.get(pk=body.pk), "convened_by")
    assert before and after and (before.value, after.value) == ("office", "chief_convener")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (("县教育局不再", "县体育局不再"), "现行制度的成员单位中没有“县体育局”"),
        (("增加县数据局", "增加县财政局"), "“县财政局”已是成员单位"),
        (("更名为县医疗保障局", "更名为县残联"), "这是合并而不是更名"),
    ],
)
def test_a_change_that_does_not_fit_the_body_is_refused(
    body: Jurisdiction, changed: tuple[str, str], sentence: str
) -> None:
    director = Office(body, "qingxi").director
    draft = draft_of(CHANGING.replace(*changed), body, director)
    with pytest.raises(Refused, match=sentence):
        confirmed(draft, director)
    assert body.charters.count() == 1


def test_a_notice_of_another_place_or_with_nothing_to_found_is_refused(body: Jurisdiction, system: User) -> None:
    director = Office(body, "qingxi").director
    foreign = decided(draft_of(FOUNDING.replace("清溪", "白石"), body, director), director)
    with pytest.raises(Refused, match="属于“白石县”"):
        confirmed(foreign, director)
    with pytest.raises(Refused, match="不能据此建立联席会议"):
        draft_of(CHANGING, None, system)
    with pytest.raises(Forbidden):
        draft_of(FOUNDING, None, director)


def test_an_expired_body_works_again_under_a_new_notice(body: Jurisdiction) -> None:
    director = Office(body, "qingxi").director
    body.charters.update(validity="expired")
    body = Jurisdiction.objects.get(pk=body.pk)
    assert body.is_read_only
    confirmed(decided(draft_of(FOUNDING, body, director), director), director)
    assert not Jurisdiction.objects.get(pk=body.pk).is_read_only


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "请粘贴通知全文，或上传一个文件"),
        ({"text": "本报讯 昨日召开会议。"}, "没有读到通知正文"),
        ({"text": CHANGING}, "不能据此建立联席会议"),
        ({"text": "关于举办运动会的通知\n各单位：\n" + "定于下月举办运动会，请报名。" * 5}, "不是社会救助联席会议"),
    ],
)  # fmt: skip
def test_what_is_no_notice_is_refused_at_the_field(system: User, given: dict[str, str], sentence: str) -> None:
    key = {"request_key": "5f0c1a52-6f0f-4f6e-9a55-2f2d6d1c1111"}
    response = browser(system).post(reverse("members:charter_draft_create"), {**given, **key})
    assert response.status_code == 422 and sentence in response.content.decode()
    assert not CharterDraft.objects.exists()


def test_a_file_is_read_like_pasted_text(system: User, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(FOUNDING.encode("gb18030"))
    with path.open("rb") as file:
        data: dict[str, Any] = {"file": file, "request_key": "5f0c1a52-6f0f-4f6e-9a55-2f2d6d1c2222"}
        response = browser(system).post(reverse("members:charter_draft_create"), data)
    draft = CharterDraft.objects.get()
    assert response.headers["Location"] == draft.get_absolute_url()
    assert draft.reading["title"].startswith("清溪县人民政府办公室")


def test_a_notice_does_not_count_before_its_day(system: User) -> None:
    draft = decided(draft_of(FOUNDING, None, system), system)
    url = reverse("members:charter_draft_confirm", args=[draft.pk])
    key = {"request_key": "5f0c1a52-6f0f-4f6e-9a55-2f2d6d1c3333"}
    response = browser(system).post(url, {"in_force_from": str(clock.today() + timedelta(days=1)), **key})
    assert response.status_code == 422 and "不能晚于今天" in response.content.decode()
    assert not Jurisdiction.objects.exists()


def test_a_founding_is_the_system_administrators_alone(system: User, yueqing: Office) -> None:
    draft = draft_of(FOUNDING, None, system)
    for person in (yueqing.director, yueqing.staff, administrator(AdministratorRole.SECURITY_ADMIN)):
        assert browser(person).get(draft.get_absolute_url()).status_code == 404
        with pytest.raises(Forbidden):
            charter_drafts.perform(draft, "confirm", by=person, data={"in_force_from": clock.today()})
    own = draft_of(FOUNDING, yueqing.body, yueqing.staff)
    assert browser(system).get(own.get_absolute_url()).status_code == 404


def test_the_text_is_shown_escaped(system: User) -> None:
    draft = draft_of(FOUNDING.replace("有关部门：", "有关部门<script>alert(1)</script>："), None, system)
    page = browser(system).get(draft.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert json.dumps(draft.decisions) == "{}"
    assert Client().get(draft.get_absolute_url()).status_code == 302


def test_a_notice_waits_for_its_day_and_counts_from_then(body: Jurisdiction) -> None:
    director, day = Office(body, "qingxi").director, clock.today() + timedelta(days=10)
    draft, key = draft_of(CHANGING, body, director), {"request_key": "5f0c1a52-6f0f-4f6e-9a55-2f2d6d1c4444"}
    client, url = browser(director), reverse("members:charter_draft_schedule", args=[draft.pk])
    early = client.post(url, {"in_force_from": str(clock.today()), **key})
    assert early.status_code == 422 and "请返回办理“确认生效”" in early.content.decode()
    assert client.post(url, {"in_force_from": str(day), **key}).status_code == 302
    assert "待生效，自" in client.get(draft.get_absolute_url()).content.decode()
    assert bring_in_due() == 0 and body.charters.count() == 1
    with time_machine.travel(day, tick=False):
        assert (bring_in_due(), bring_in_due()) == (1, 0)
        now = Jurisdiction.objects.get(pk=body.pk)
        assert (now.charter.version, now.charter.in_force_from) == (2, day)
        assert now.charter_at(clock.now() - timedelta(days=1)).version == 1


def test_one_that_waits_is_taken_back_or_told_when_it_cannot_count(body: Jurisdiction) -> None:
    director, day = Office(body, "qingxi").director, clock.today() + timedelta(days=10)
    waiting, recalled = draft_of(CHANGING, body, director), draft_of(CHANGING, body, director)
    for draft in (waiting, recalled):
        charter_drafts.perform(draft, "schedule", by=director, data={"in_force_from": day})
    charter_drafts.perform(recalled, "recall", by=director)
    confirmed(recalled, director)  # the same changes: the other one fits no more
    with time_machine.travel(day, tick=False):
        for _ in range(2):
            assert bring_in_due() == 0
        told = audit.history(waiting).filter(act=OBSTRUCTED)
        assert told.count() == 1
    for job in Job.objects.filter(kind="kernel.notify"):
        jobs.run(job.pk)
    (line,) = Notification.objects.filter(recipient=director, sentence__contains="未能生效").values_list(
        "sentence", flat=True
    )
    assert "已是成员单位" in line and "请收回核对后办理" in line
    with time_machine.travel(day + timedelta(days=1), tick=False):
        assert [todo.title for todo in todo_for(director)] == [f"通知未能生效：{waiting}"]
        audit.record("charter_draft.schedule", waiting, by=director)  # given another day, which passed as well
        for _ in range(2):
            assert bring_in_due() == 0
    assert told.count() == 2
