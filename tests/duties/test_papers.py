"""Slips, task sheets and circulars say what the register says."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from duties import effects, papers, queries, reminders, workflows
from duties.models import AssignmentState, Digest, SlipColour, SupervisionSlipState
from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.documents.official import missing
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Job, LogEntry, Notification
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office, stored_file
from tests.subjects import browser

S = AssignmentState


@pytest.mark.parametrize(
    ("today", "colour"),
    [
        (date(2026, 6, 10), SlipColour.BLUE),
        (date(2026, 6, 12), SlipColour.BLUE),
        (date(2026, 6, 15), SlipColour.YELLOW),
        (date(2026, 6, 29), SlipColour.YELLOW),  # the tenth working day late: 19 June is a day off
        (date(2026, 6, 30), SlipColour.RED),
    ],
)
def test_the_colour_follows_from_the_date(today: date, colour: SlipColour) -> None:
    with at(today):
        assert effects.slip_colour(date(2026, 6, 12)) == colour


def test_a_slip_is_numbered_frozen_and_typeset_by_a_job(yueqing: Office) -> None:
    slip = factories.slip(yueqing)
    assert (slip.number, slip.addressee, slip.colour) == (1, yueqing.unit.name, SlipColour.BLUE)
    assert Job.objects.filter(kind=effects.SLIP_JOB, target=slip.pk).count() == 1
    document = papers.slip_document(slip)
    text = "".join(block.text for block in document.body if hasattr(block, "text"))
    assert "蓝色督办单" in text
    assert slip.demand in text
    assert missing(document) == []
    workflows.assignments.perform(slip.assignment, "supervise", by=yueqing.staff, comment="再次督办。")
    assert slip.assignment.slips.first().number == 2  # type: ignore[union-attr]


def test_a_slip_that_could_not_be_printed_takes_no_number_and_lines_stay_lines(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS, due_on=clock.today())
    with pytest.raises(Refused, match="“督办理由”中的字符"):
        workflows.assignments.perform(row, "supervise", by=yueqing.staff, comment="请抓紧\u200b办理。")
    workflows.assignments.perform(row, "supervise", by=yueqing.staff, comment="一、请抓紧办理。\r\n二、请书面说明。")
    slip = row.slips.get()
    texts = [block.text for block in papers.slip_document(slip).body if hasattr(block, "text")]
    assert slip.number == 1 and texts[1:3] == ["一、请抓紧办理。", "二、请书面说明。"]


def test_nothing_near_gets_no_slip_and_no_number(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS)
    with pytest.raises(Refused, match="还没有临近时限"):
        workflows.assignments.perform(row, "supervise", by=yueqing.staff, comment="请办理。")
    assert factories.slip(yueqing).number == 1


def test_the_unit_takes_its_slip_and_that_is_logged(yueqing: Office) -> None:
    slip = factories.slip(yueqing, SupervisionSlipState.ISSUED)
    answer = browser(yueqing.liaison).get(reverse("duties:slip_download", args=[slip.pk]))
    assert answer.getvalue().startswith(b"%PDF-")
    assert LogEntry.objects.filter(act="supervision_slip.download", actor=yueqing.liaison).count() == 1


def test_a_slip_being_typeset_cannot_be_taken(yueqing: Office) -> None:
    slip = factories.slip(yueqing)
    assert browser(yueqing.staff).get(reverse("duties:slip_download", args=[slip.pk])).status_code == 404


def test_the_task_sheet_names_all_units(yueqing: Office) -> None:
    row = factories.assign(yueqing)
    answer = browser(yueqing.liaison).get(reverse("duties:task_sheet", args=[row.pk]))
    cells = {cell.text for table in Document(BytesIO(answer.content)).tables for r in table.rows for cell in r.cells}
    assert {yueqing.unit.name, yueqing.other_unit.name} <= cells


def test_the_circular_gives_the_figures_of_the_board(yueqing: Office) -> None:
    for state in (S.CLOSED, S.IN_PROGRESS, S.MERGED):  # what was merged counts where it went
        factories.assignment(yueqing, state)
    factories.assign(yueqing, lead_unit=yueqing.other_unit)
    answer = browser(yueqing.staff).get(reverse("duties:circular"))
    document = Document(BytesIO(answer.content))
    table = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert table[1:] == [[yueqing.unit.name, "1", "0", "2", "3"], [yueqing.other_unit.name, "0", "0", "1", "1"]]
    said = "".join(p.text for p in document.paragraphs)
    assert "共交办工作事项4件" in said
    assert "已销号1件，未办结3件，其中逾期0件" in said


def test_every_paper_leaves_as_word_and_as_pdf(yueqing: Office) -> None:
    slip = factories.slip(yueqing, SupervisionSlipState.ISSUED)
    client, row = browser(yueqing.staff), slip.assignment
    for url in (
        reverse("duties:task_sheet", args=[row.pk]),
        reverse("duties:urging_letter", args=[row.pk]),
        reverse("duties:circular"),
    ):
        assert client.get(url).content.startswith(b"PK")
        assert client.get(f"{url}?as=pdf").content.startswith(b"%PDF-")
    assert client.get(reverse("duties:slip_word", args=[slip.pk])).content.startswith(b"PK")


def test_a_slip_is_answered_and_its_lateness_shows(yueqing: Office) -> None:
    with at(date(2026, 6, 10)):
        row = factories.assignment(yueqing, S.IN_PROGRESS, due_on=date(2026, 6, 10))
        workflows.assignments.perform(row, "supervise", by=yueqing.staff, comment="请抓紧办理。")
        slip = row.slips.get()
        workflows.slips.perform(slip, "issue", by=None, data={"file": stored_file()})
    assert slip.answer_by == date(2026, 6, 15)
    with at(date(2026, 6, 16)):
        assert any(todo.act_label == "回复" for todo in queries.todo_for(yueqing.liaison))
        reminders.remind()
        page, client = reverse("duties:supervision_slip_answer", args=[slip.pk]), browser(yueqing.liaison)
        form = client.get(page).context["form"]
        assert form.fields["comment"].label == "回复内容"
        given = {"comment": "因数据未到，月底前完成。", "request_key": str(form.fields["request_key"].initial())}
        assert client.post(page, given).status_code == 302
        jobs.sweep(work=True)
        shown = browser(yueqing.staff).get(row.get_absolute_url()).content.decode()
    (digest,) = Digest.objects.filter(recipient=yueqing.liaison)
    assert any("待回复" in line["text"] and line["tone"] == "late" for line in digest.lines)
    assert Notification.objects.filter(recipient=yueqing.staff, sentence__contains="月底前完成").exists()
    assert "因数据未到，月底前完成。" in shown
    assert "迟复" in shown


def test_the_urging_letter_lists_what_the_unit_has_not_done(yueqing: Office) -> None:
    factories.assignment(yueqing, S.CLOSED, title="已经办结")
    factories.assign(yueqing, title="别的单位", lead_unit=yueqing.other_unit, supporting_units=[])
    with at(date(2026, 6, 1)):
        late = factories.assignment(yueqing, S.IN_PROGRESS, title="逾期事项", due_on=date(2026, 6, 12))
    with at(date(2026, 6, 15)):
        answer = browser(yueqing.staff).get(reverse("duties:urging_letter", args=[late.pk]))
    document = Document(BytesIO(answer.content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert rows[1:] == [["1", "逾期事项", "2026年6月12日", "逾期1个工作日，办理中"]]
    assert any("尚有1件未办结，其中逾期1件" in p.text for p in document.paragraphs)
    assert any("2026年6月18日前" in p.text for p in document.paragraphs)
    assert LogEntry.objects.get(act="assignment.urging_letter").details == {"rows": 1}


def test_a_unit_with_everything_done_is_not_urged(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.CLOSED)
    answer = browser(yueqing.staff).get(reverse("duties:urging_letter", args=[row.pk]))
    assert answer.status_code == 409
    assert "已全部办结，不需要催办" in answer.content.decode()
