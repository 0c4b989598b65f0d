"""Papers of the office: their figures are what independent SQL counts, their rows are those behind each figure."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from duties import office_papers, workflows
from duties.models import AssignmentState, OfficePaper, OfficePaperState, PaperKind
from duties.signing import PAPER_JOB
from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.documents.official import missing
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Job, LogEntry, Notification
from meetings.models import AgendaEntry
from members.models import Role
from tests.duties import factories
from tests.duties.test_register import at
from tests.duties.test_statistics import quarter  # noqa: F401 -- a fixture
from tests.factories import Office
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.subjects import browser

S, P = AssignmentState, OfficePaperState
JUNE, DUE, LATER = date(2026, 6, 1), date(2026, 6, 12), date(2026, 6, 23)
DAYS: dict[str, Any] = {"first_day": date(2026, 4, 1), "last_day": date(2026, 6, 30)}
COUNTS = {
    "会议": """SELECT count(*) FROM meetings_meeting WHERE state = 'held'
        AND (starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN '2026-04-01' AND '2026-06-30'""",
    "议题": """SELECT count(*) FROM meetings_agendaentry e JOIN meetings_meeting m ON m.id = e.meeting_id
        WHERE m.state = 'held' AND e.withdrawn_reason = ''
        AND (m.starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN '2026-04-01' AND '2026-06-30'""",
    "纪要": """SELECT count(*) FROM meetings_minutes WHERE state = 'issued'
        AND (signed_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN '2026-04-01' AND '2026-06-30'""",
    "交办事项": "SELECT count(*) FROM duties_assignment WHERE assigned_on BETWEEN '2026-04-01' AND '2026-06-30'",
    "到期事项": """SELECT count(*) FROM duties_assignment WHERE state <> 'merged'
        AND due_on BETWEEN '2026-04-01' AND '2026-06-30'""",
    "到会情况": """SELECT count(*) FROM meetings_attendance t JOIN meetings_meeting m ON m.id = t.meeting_id
        WHERE m.state = 'held' AND (m.starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN '2026-04-01'
        AND '2026-06-30'""",
    "定期报送": "SELECT count(*) FROM duties_periodicreport WHERE due_on BETWEEN '2026-04-01' AND '2026-06-30'",
}


def counted(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("kind", [PaperKind.BULLETIN, PaperKind.ANNUAL])
def test_every_figure_of_a_period_equals_direct_sql(quarter: Office, kind: PaperKind) -> None:  # noqa: F811
    AgendaEntry.objects.update(outcome="decided")
    with at(LATER):
        paper = factories.office_paper(quarter, kind=kind, **DAYS)
    rows = {title: len(sheet) - 1 for title, sheet in paper.figures["sheets"].items()}
    assert rows == {title: counted(statement) for title, statement in COUNTS.items()}
    assert rows["会议"] > 0
    first, second, third = paper.figures["sentences"]
    assert f"召开会议{rows['会议']}次，研究议题{rows['议题']}个，印发会议纪要{rows['纪要']}期" in first
    heard = COUNTS["议题"].replace("e.withdrawn_reason = ''", "e.outcome = 'decided'")
    assert f"所研究议题的结果：已议定{counted(heard)}个。" in first
    closed = counted("SELECT count(*) FROM duties_assignment WHERE state = 'closed'")
    assert f"交办工作事项{rows['交办事项']}件" in second
    assert f"已销号{closed}件" in second
    done = "SELECT count(*) FROM duties_assignment WHERE state = 'closed' AND finished_on"
    in_time, longer = counted(f"{done} <= original_due_on"), counted(f"{done} <= due_on AND due_on <> original_due_on")
    assert f"按期办结{in_time}件，延期后办结{longer}件，逾期办结{closed - in_time - longer}件" in third


def test_the_tables_are_those_of_the_statistics_page(quarter: Office) -> None:  # noqa: F811
    with at(LATER):
        paper = factories.office_paper(quarter, **DAYS)
        page = browser(quarter.staff).get(reverse("duties:statistics") + "?year=2026&quarter=2")
    for table, shown in zip(paper.figures["tables"], page.context["tables"], strict=True):
        expected = [
            [line.label, *(str(count) for _, count, _ in line.cells), str(line.total)] for line in shown["lines"]
        ]
        assert table["rows"] == expected


def test_a_circular_counts_what_was_assigned_by_unit_with_its_rows(yueqing: Office) -> None:
    with at(JUNE):
        factories.assignment(yueqing, S.CLOSED, due_on=DUE)
        factories.assignment(yueqing, S.IN_PROGRESS, due_on=DUE)
        factories.assign(yueqing, lead_unit=yueqing.other_unit, supporting_units=[], due_on=date(2026, 7, 1))
    with at(date(2026, 6, 15)):
        paper = factories.office_paper(yueqing, kind=PaperKind.CIRCULAR, **DAYS)
        client = browser(yueqing.staff)
        word = Document(BytesIO(client.get(reverse("duties:office_paper_word", args=[paper.pk])).content))
        book = load_workbook(BytesIO(client.get(reverse("duties:office_paper_rows", args=[paper.pk])).content))
    expected = [[yueqing.unit.name, "1", "1", "0", "2"], [yueqing.other_unit.name, "0", "0", "1", "1"]]
    assert paper.figures["tables"][0]["rows"] == expected
    printed = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    assert [row for row in printed if row in expected] == expected
    assert "共交办工作事项3件，截至2026年6月15日已销号1件，未办结2件，其中逾期1件" in paper.figures["sentences"][0]
    rows = list(book["工作事项"].iter_rows(min_row=2, values_only=True))
    assert [row[4] for row in rows].count("逾期") == 1
    assert len(rows) == 3


def test_an_urging_letter_goes_to_its_unit_alone(yueqing: Office) -> None:
    with at(JUNE):
        factories.assignment(yueqing, S.CLOSED, title="已经办结")
        factories.assignment(yueqing, S.IN_PROGRESS, title="逾期事项", due_on=DUE)
    with at(date(2025, 12, 1)):  # before the days of the paper: a unit is urged on all it has not done
        factories.assignment(yueqing, S.IN_PROGRESS, title="上年事项", due_on=date(2026, 12, 1))
    with at(date(2026, 6, 15)):
        paper = factories.office_paper(yueqing, P.ISSUED, kind=PaperKind.URGING, unit=yueqing.unit, **DAYS)
    row = ["1", "逾期事项", "2026年6月12日", "逾期1个工作日，办理中"]
    first, second = paper.figures["tables"][0]["rows"]
    assert (first, second[1]) == (row, "上年事项")
    assert "尚有2件未办结，其中逾期1件" in paper.figures["sentences"][0]
    assert OfficePaper.objects.visible_to(yueqing.liaison).get() == paper
    assert not OfficePaper.objects.visible_to(yueqing.person(Role.LIAISON, yueqing.other_unit)).exists()


def test_a_unit_with_nothing_open_is_not_urged(yueqing: Office) -> None:
    with pytest.raises(Refused, match="不需要催办"):
        factories.office_paper(yueqing, kind=PaperKind.URGING, unit=yueqing.unit)
    assert not OfficePaper.objects.exists()


def test_the_director_signs_it_is_numbered_made_and_announced(yueqing: Office, settings: Any, tmp_path: Path) -> None:
    settings.SEAL_KEYSTORE = tmp_path / "office.p12"
    ensure_office_key(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE, organisation="测试用")
    drafts = [factories.office_paper(yueqing) for _ in range(2)]
    assert not OfficePaper.objects.visible_to(yueqing.liaison).exists()
    with pytest.raises(Refused, match="您的岗位不能办理"):
        workflows.office_papers.perform(drafts[0], "sign", by=yueqing.staff)
    for paper in drafts:
        workflows.office_papers.perform(paper, "sign", by=yueqing.director)
    assert [paper.number_label for paper in drafts] == ["（第1期）", "（第2期）"]
    assert missing(office_papers.document(drafts[0])) == []
    jobs.run(Job.objects.get(kind=PAPER_JOB, target=drafts[0].pk).pk)
    drafts[0].refresh_from_db()
    assert drafts[0].state == P.ISSUED
    for _ in range(2):  # the second paper is made first, then its people are told
        jobs.sweep(work=True)
    assert Notification.objects.filter(recipient=yueqing.liaison, entry__act="office_paper.issue").count() == 2
    file = browser(yueqing.liaison).get(reverse("duties:office_paper_download", args=[drafts[0].pk]))
    assert file.getvalue().startswith(b"%PDF-")
    assert browser(yueqing.liaison).get(reverse("duties:office_paper_rows", args=[drafts[0].pk])).status_code == 403


def test_figures_stand_until_they_are_taken_again_and_words_are_the_offices(yueqing: Office) -> None:
    paper = factories.office_paper(yueqing)
    before = paper.figures
    factories.assign(yueqing)
    words = {"title": "示例动态", "opening": "开头一。\n开头二。", "closing": "结尾。"}
    workflows.office_papers.perform(paper, "revise", by=yueqing.staff, data=words)
    assert (paper.figures, paper.title) == (before, "示例动态")
    workflows.office_papers.perform(paper, "retake", by=yueqing.staff)
    assert len(paper.figures["sheets"]["交办事项"]) == len(before["sheets"]["交办事项"]) + 1
    texts = [block.text for block in office_papers.document(paper).body if hasattr(block, "text")]
    assert texts == ["开头一。", "开头二。", *paper.figures["sentences"], "结尾。"]


def test_a_paper_whose_words_changed_since_it_was_opened_is_not_signed(yueqing: Office) -> None:
    paper = factories.office_paper(yueqing)
    url = reverse("duties:office_paper_sign", args=[paper.pk])
    page = browser(yueqing.director).get(url)
    assert "现将联席会议工作开展情况印发各成员单位。" in page.content.decode()
    seen = page.context["form"]["seen"].value()
    words = {"title": "另一标题", "opening": "", "closing": ""}
    workflows.office_papers.perform(paper, "revise", by=yueqing.staff, data=words)
    data = {"password": PASSWORD, "request_key": str(uuid4()), "seen": seen}
    answer = browser(with_password(yueqing.director)).post(url, data)
    assert answer.status_code == 409 and "打开本页后文稿已有改动" in answer.content.decode()
    seen = browser(yueqing.director).get(url).context["form"]["seen"].value()
    assert browser(yueqing.director).post(url, {**data, "seen": seen}).status_code == 302
    record = LogEntry.objects.get(act="office_paper.sign").details
    assert (record["content_hash"], record["wording"]) == (seen, "本人已审阅全文，同意印发。")
    assert record["address"] == "127.0.0.1"


def test_what_no_font_prints_is_not_signed_and_takes_no_number(yueqing: Office) -> None:
    paper = factories.office_paper(yueqing)
    words = {"title": "示例动态", "opening": "\U0001f600", "closing": ""}
    workflows.office_papers.perform(paper, "revise", by=yueqing.staff, data=words)
    with pytest.raises(Refused, match="请修改文稿"):
        workflows.office_papers.perform(paper, "sign", by=yueqing.director)
    assert factories.office_paper(yueqing, P.TYPESETTING).number == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "urging"}, "unit"),
        ({"kind": "circular", "unit": "own"}, "unit"),
        ({"last_day": "2025-12-31"}, "last_day"),
        ({"first_day": "2099-01-01", "last_day": "2099-12-31"}, "first_day"),
        ({"kind": "leaflet"}, "kind"),
    ],
)
def test_what_does_not_fit_is_said_at_the_field(yueqing: Office, given: dict[str, str], field: str) -> None:
    form = {"kind": "bulletin", "first_day": "2026-01-01", "last_day": "2026-12-31", "request_key": uuid4(), **given}
    if form.get("unit") == "own":
        form["unit"] = yueqing.unit.pk
    answer = browser(yueqing.staff).post(reverse("duties:office_paper_create"), form)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert not OfficePaper.objects.exists()


def test_two_clicks_draft_one_paper(yueqing: Office) -> None:
    form = {"kind": "bulletin", "first_day": "2026-01-01", "last_day": "2026-12-31", "request_key": uuid4()}
    for _ in range(2):
        assert browser(yueqing.staff).post(reverse("duties:office_paper_create"), form).status_code == 302
    assert OfficePaper.objects.count() == 1
    assert LogEntry.objects.filter(act="office_paper.draft").count() == 1
    assert OfficePaper.objects.get().taken_at <= clock.now()
