"""Issued minutes are corrected and declared void by notices of their own; their file and number stay."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from jointmeeting.kernel import clock, files, jobs
from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Job, LogEntry
from meetings import amending, announcements, authenticity, workflows
from meetings.archive import archive
from meetings.models import Amendment, Minutes, Recipient, SignedCopy
from meetings.queries import todo_for
from meetings.services import amendment as services
from meetings.sheets import sheets as sheets_of
from meetings.sheets import task_sheet
from members.models import Role
from members.working_rules import change_working_rule
from tests.factories import Office, stored_file
from tests.kernel.documents.test_verify_minutes import PASSPHRASE, sign_outside
from tests.meetings.amending import CHANGES, amendment, draft, issued, sheets
from tests.subjects import browser

ISSUED, SIGNED = Amendment.State.ISSUED, Amendment.State.SIGNED


@pytest.fixture(autouse=True)
def key(settings: Any, tmp_path: Path) -> None:
    settings.SEAL_KEYSTORE = tmp_path / "office.p12"
    ensure_office_key(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE, organisation="测试用")


@pytest.fixture
def minutes(yueqing: Office) -> Minutes:
    return issued(yueqing)


def typed(**fields: Any) -> dict[str, Any]:
    """What the office types to correct one passage."""
    rows = {f"form-0-{name}": value for name, value in {**CHANGES[0], **fields}.items()}
    forms = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 0, "form-MIN_NUM_FORMS": 1, "form-MAX_NUM_FORMS": 3}
    return {"reason": "责任单位有误", "request_key": str(uuid4()), **forms, **rows}


def test_the_office_drafts_once_and_the_signer_is_told(yueqing: Office, minutes: Minutes) -> None:
    page, given = reverse("meetings:amendment_create", args=[minutes.pk, "corrigendum"]), typed()
    assert [browser(yueqing.staff).post(page, given).status_code for _ in range(2)] == [302, 302]
    made = Amendment.objects.get()
    assert made.changes == CHANGES
    shown = browser(yueqing.chief).get(made.get_absolute_url()).content.decode()
    assert "amendment.sign" in shown
    assert "共同办理" in shown
    assert [todo.title for todo in todo_for(yueqing.chief)] == [f"签发：更正：{minutes}"]
    assert todo_for(yueqing.director) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"before": "纪要里没有的话"}, "纪要中没有“纪要里没有的话”"),
        ({"after": CHANGES[0]["before"]}, "没有更正"),
        ({"place": ""}, "必填"),
        ({"after": "由\ue000单位办理"}, "请改用规范汉字"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_drafted(
    fields: dict[str, str], sentence: str, yueqing: Office, minutes: Minutes
) -> None:
    page = reverse("meetings:amendment_create", args=[minutes.pk, "corrigendum"])
    answer = browser(yueqing.staff).post(page, typed(**fields))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Amendment.objects.exists()


def test_only_issued_minutes_are_amended(yueqing: Office) -> None:
    with pytest.raises(Refused, match="印发后才能"):
        draft(yueqing, yueqing.minutes())


def test_who_drafted_does_not_sign_and_only_the_signer_of_the_minutes_does(yueqing: Office, minutes: Minutes) -> None:
    row = draft(yueqing, minutes)
    with pytest.raises(Refused, match="签发"):
        workflows.amendments.perform(row, "sign", by=yueqing.director)
    row.drafted_by = yueqing.chief
    row.save()
    with pytest.raises(Refused, match="起草人不能签发"):
        workflows.amendments.perform(row, "sign", by=yueqing.chief)


def test_the_real_job_makes_a_file_that_names_the_minutes_and_their_hash(yueqing: Office, minutes: Minutes) -> None:
    row = amendment(yueqing, SIGNED, minutes)
    assert jobs.run(Job.objects.get(kind="meetings.render_amendment", target=row.pk).pk)
    row.refresh_from_db()
    assert (row.state, row.number_label) == (ISSUED, f"更正〔{row.year}〕1号")
    assert row.file and minutes.file
    pages = pypdf.PdfReader(BytesIO(files.read(row.file))).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    for said in (minutes.number_label, "由示例单位牵头办理", "共同办理", minutes.file.sha256[:16], row.number_label):
        assert said in text
    minutes.refresh_from_db()
    assert amending.standing_of(minutes) == f"有效，内容有更正（{row.number_label}）"


def test_each_kind_counts_its_own_numbers(yueqing: Office, minutes: Minutes) -> None:
    rows = [amendment(yueqing, ISSUED, minutes), amendment(yueqing, ISSUED, minutes)]
    rows.append(amendment(yueqing, ISSUED, minutes, void=True))
    assert [(row.kind, row.number) for row in rows] == [("corrigendum", 1), ("corrigendum", 2), ("void", 1)]


def test_void_minutes_say_so_everywhere_and_are_amended_no_more(yueqing: Office, minutes: Minutes) -> None:
    assert minutes.file
    content, waiting = files.read(minutes.file), Recipient.objects.awaited().filter(minutes=minutes)
    assert waiting.exists()
    row = amendment(yueqing, ISSUED, minutes, void=True)
    page = browser(yueqing.liaison).get(minutes.get_absolute_url()).content.decode()
    assert f'本期纪要已作废，请勿执行。<a href="{row.get_absolute_url()}">{row.number_label}</a>' in page
    assert not waiting.exists()
    answer = authenticity.examine(content, expected=None)
    assert (answer.is_whole, row.number_label in answer.sentence) == (False, True)
    public = Client().get(authenticity.address_of(minutes)).content.decode()
    assert f"已作废（{row.number_label}）" in public
    with pytest.raises(Refused, match="已作废"):
        draft(yueqing, minutes)
    assert Minutes.objects.get(pk=minutes.pk).number_label == minutes.number_label


def test_a_void_waits_once(yueqing: Office, minutes: Minutes) -> None:
    row = draft(yueqing, minutes, void=True)
    with pytest.raises(Refused, match="已有作废通知待签发"):
        draft(yueqing, minutes, void=True)
    workflows.amendments.perform(row, "discard", by=yueqing.staff, comment="不作废")
    draft(yueqing, minutes, void=True)


def test_what_was_charged_by_void_minutes_comes_back_to_the_office(yueqing: Office, minutes: Minutes) -> None:
    amendment(yueqing, ISSUED, minutes, void=True)
    entries = LogEntry.objects.filter(act="assignment.void_source")
    assert entries.count() == minutes.matters.count() == 2
    charged = minutes.matters.first()
    assert charged
    page = browser(yueqing.liaison).get(charged.assignment.get_absolute_url()).content.decode()
    assert "所依据的纪要已作废" in page


def test_the_file_of_a_notice_is_recognised(yueqing: Office, minutes: Minutes) -> None:
    row = amendment(yueqing, ISSUED, minutes)
    assert row.file
    answer = authenticity.examine(files.read(row.file), expected=None)
    assert (answer.is_whole, row.number_label in answer.sentence) == (True, True)


def test_the_chain_holds_and_finds_a_changed_notice(yueqing: Office, minutes: Minutes) -> None:
    row = amendment(yueqing, ISSUED, minutes)
    call_command("verify_issues")
    changed = {**(row.content or {}), "reason": "另一理由"}
    Amendment.objects.filter(pk=row.pk).update(content=changed)
    with pytest.raises(CommandError, match=row.number_label):
        call_command("verify_issues")


def test_the_archive_holds_notices_and_copies(yueqing: Office, minutes: Minutes) -> None:
    row = amendment(yueqing, ISSUED, minutes)
    keep(yueqing, minutes, sheets(2) + b"\n% scan")
    names = zipfile.ZipFile(BytesIO(archive(minutes, site="https://office.example"))).namelist()
    assert f"{row.number_label}.pdf" in names
    assert "签字件/1签字原件扫描件.pdf" in names


def keep(office: Office, minutes: Minutes, content: bytes, kind: str = "scan", name: str = "扫描.pdf") -> Any:
    """Upload a signed copy as the office does."""
    given = {"kind": kind, "file": SimpleUploadedFile(name, content)}
    return browser(office.staff).post(reverse("meetings:signed_copy_create", args=[minutes.pk]), given)


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (sheets(3), "scan", "扫描件共3面，印发文件共2面"),
        (b"%PDF-1.7\nbroken", "scan", "扫描件不能用：文件损坏，无法打开"),
        (sheets(2) + b"x", "outside", "签名"),
        (b"%PDF-1.7 another", "outside", "不是由本系统的原文件签名而成"),
    ],
)
def test_a_copy_that_does_not_fit_is_refused_at_the_field(
    content: bytes, kind: str, sentence: str, yueqing: Office, minutes: Minutes
) -> None:
    answer = keep(yueqing, minutes, content, kind)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["file"])
    assert not SignedCopy.objects.exists()


def test_a_scan_is_kept_once_and_the_issued_file_stays(yueqing: Office, minutes: Minutes) -> None:
    before = minutes.file_id
    assert keep(yueqing, minutes, sheets(2) + b"\n% scan").status_code == 302
    assert "已经上传过" in str(keep(yueqing, minutes, sheets(2) + b"\n% scan").context["form"].errors["file"])
    minutes.refresh_from_db()
    assert minutes.file_id == before
    copy = minutes.copies.get()
    page = reverse("meetings:signed_copy_download", args=[minutes.pk, copy.pk])
    assert browser(yueqing.liaison).get(page).status_code == 200
    assert LogEntry.objects.filter(act="minutes.download_copy", actor=yueqing.liaison).count() == 1


def test_a_file_signed_outside_is_our_bytes_with_one_signature_more(yueqing: Office, tmp_path: Path) -> None:
    minutes = yueqing.minutes(Minutes.State.SIGNED)
    assert jobs.run(Job.objects.get(kind="meetings.render_minutes", target=minutes.pk).pk)
    minutes.refresh_from_db()
    assert minutes.file
    ensure_office_key(tmp_path / "leader.p12", PASSPHRASE, organisation="测试甲")
    signed = sign_outside(files.read(minutes.file), tmp_path / "leader.p12")
    changed = bytearray(signed)
    changed[-400] ^= 1
    assert keep(yueqing, minutes, bytes(changed), "outside").status_code == 422
    assert keep(yueqing, minutes, signed, "outside").status_code == 302
    note = minutes.copies.get().note
    assert (
        note.startswith("原文件逐字节未变，另加签名有效；证书颁发机构不在本系统的信任名单内")
        and "签名人：测试甲" in note
    )


def test_a_notice_goes_to_whom_the_minutes_went_and_is_received(yueqing: Office, minutes: Minutes) -> None:
    minutes.recipients.create(kind=Recipient.Kind.CC, label="市政协办公室")
    row = amendment(yueqing, ISSUED, minutes)
    assert {(r.kind, r.label) for r in row.recipients.all()} == {(r.kind, r.label) for r in minutes.recipients.all()}
    document = amending.notice(row.content or {})
    assert document.recipients == ("各成员单位",) and "市政协办公室" in document.copies_to
    assert f"签收：{row}" in [todo.title for todo in todo_for(yueqing.liaison)]
    page = browser(yueqing.liaison).get(row.get_absolute_url()).content.decode()
    assert "recipient.receive" in page and "发送和签收" not in page
    browser(yueqing.liaison).get(reverse("meetings:amendment_download", args=[row.pk]))
    assert row.recipients.get(unit=yueqing.unit).state == Recipient.State.RECEIVED
    outside = row.recipients.get(label="市政协办公室")
    assert outside.get_absolute_url() == row.get_absolute_url()
    workflows.recipients.perform(outside, "deliver", by=yueqing.staff, data={"way": "机要交换"})
    assert "机要交换" in browser(yueqing.staff).get(row.get_absolute_url()).content.decode()
    with zipfile.ZipFile(BytesIO(archive(row.minutes, site="https://example.test"))) as papers:
        assert f"{row.number_label},主送" in (listed := papers.read("发送和签收.csv").decode("utf-8-sig"))
        assert "市政协办公室,已送达" in listed


def test_a_notice_on_minutes_for_some_is_addressed_to_them(yueqing: Office, minutes: Minutes) -> None:
    minutes.recipients.exclude(unit__in=[yueqing.unit, yueqing.other_unit]).delete()
    document = amending.notice(amending.statement(draft(yueqing, minutes)))
    assert document.recipients == (yueqing.unit.name, yueqing.other_unit.name)


@pytest.mark.parametrize("rule", ["office", "convener"])
def test_whoever_signs_by_the_rule_is_told_of_a_draft(rule: str, yueqing: Office) -> None:
    change_working_rule(yueqing.body, "minutes_signed_by", rule, by=yueqing.director)
    signer = yueqing.director if rule == "office" else yueqing.person(Role.CONVENER)
    told = announcements._signers_of(Amendment(minutes=yueqing.minutes(Minutes.State.SIGNING)), LogEntry())
    assert signer in told


def test_a_corrected_clause_is_flagged_at_its_assignment_and_on_the_sheet(yueqing: Office, minutes: Minutes) -> None:
    changes = [{"place": "第二条", "before": "关于示例乙", "after": "关于示例丁"}]
    row = services.draft_amendment(
        minutes, kind="corrigendum", reason="标题有误", changes=changes, by=yueqing.staff, request_key=uuid4()
    )
    workflows.amendments.perform(row, "sign", by=yueqing.chief)
    workflows.amendments.perform(row, "issue", by=None, data={"file": stored_file()})
    entry = LogEntry.objects.get(act="assignment.correct_source")
    first, second = minutes.matters.all()
    assert (entry.subject_id, amending.corrections_of(first)) == (second.assignment.pk, [])
    page = browser(yueqing.liaison).get(second.assignment.get_absolute_url()).content.decode()
    assert f"{row.number_label}</a>），请核对责任单位和时限" in page
    (sheet, *_) = sheets_of(minutes)
    assert f"本期纪要有更正（{row.number_label}）" in str(task_sheet(minutes, sheet).body[0])
    void = amendment(yueqing, ISSUED, minutes, void=True)
    assert f"本期纪要已作废（{void.number_label}）" in str(task_sheet(minutes, sheet).body[0])


def test_a_copy_kept_is_recognised_and_a_public_version_of_void_minutes_says_so(
    yueqing: Office, minutes: Minutes
) -> None:
    scan = sheets(2) + b"\n% scan"
    keep(yueqing, minutes, scan)
    public = files.store(sheets(1) + b"\n% public", media_type="application/pdf")
    minutes.public_versions.create(
        number=1, cuts={"paragraphs": [], "lists": [], "words": []}, made_by=yueqing.director, made_at=clock.now(),
        file=public,
    )  # fmt: skip
    answer = authenticity.examine(scan, expected=None)
    assert answer.is_whole and "签字原件扫描件逐字节一致" in answer.sentence
    amendment(yueqing, ISSUED, minutes)
    assert "请一并使用" in authenticity.examine(files.read(public), expected=None).sentence
    void = amendment(yueqing, ISSUED, minutes, void=True)
    for content in (scan, files.read(public)):
        answer = authenticity.examine(content, expected=None)
        assert not answer.is_whole and f"已作废（{void.number_label}），请勿作为依据" in answer.sentence
