"""A table goes with a clause or an item through everything minutes go through: draft, consent, paper, task, public."""

import io
import json
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from duties.models import Assignment
from jointmeeting.kernel import clock, files
from jointmeeting.kernel.documents import sealing
from jointmeeting.kernel.documents.content import Table
from jointmeeting.kernel.documents.minutes import MinutesDocument
from jointmeeting.kernel.documents.word import word_copy
from jointmeeting.kernel.errors import Refused
from meetings import composition, issues, rendering, workflows
from meetings.archive import archive
from meetings.comparison import compare
from meetings.countersigning import wording
from meetings.forms.public_version import PublicVersionForm
from meetings.models import Countersignature, Minutes
from meetings.redaction import Cuts, redact, text_of
from meetings.sheets import sheets, task_sheet
from tests.factories import Office
from tests.meetings.countersigning import all_agree, answer_of, clause, drafted, edit, send_round, written
from tests.meetings.drafts import save, typed
from tests.subjects import browser

PASTED = "分县任务\r\n县区\t户数\t牵头\r\n示例甲县\t1,204\t示例乙\r\n示例丙县\t980\t示例丁\r\n"
KEPT = "分县任务\n县区\t户数\t牵头\n示例甲县\t1,204\t示例乙\n示例丙县\t980\t示例丁"


@pytest.fixture(autouse=True)
def seal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "configured", sealing.NoSeal)


def tables_of(document: MinutesDocument) -> list[Table]:
    return [block for block in document.paragraphs if isinstance(block, Table)]


def with_tables(office: Office) -> Minutes:
    """A draft saved from the page, with a table at its first clause and one at its item."""
    minutes = office.minutes()
    item = minutes.meeting.entries.get().agenda_item
    data = typed(minutes, **{"matters-0-table": PASTED, f"item-{item.pk}-table": "甲 | 乙\n丙 | 丁"})
    assert save(office.staff, minutes, data).status_code == 302
    minutes.refresh_from_db()
    return minutes


def issued(office: Office, minutes: Minutes) -> bytes:
    for act, by in (("submit", office.staff), ("review", office.director), ("sign", office.chief)):
        workflows.minutes.perform(minutes, act, by=by)
    file = rendering.make_file(minutes.pk)
    workflows.minutes.perform(minutes, "issue", by=None, data={"file": file})
    minutes.refresh_from_db()
    return files.read(file)


def test_what_was_pasted_is_kept_shown_and_set_where_it_belongs(yueqing: Office) -> None:
    minutes = with_tables(yueqing)
    assert minutes.matters.all()[0].table == KEPT
    assert minutes.summaries.get().table == "甲\t乙\n丙\t丁"
    of_clause, of_item = tables_of(composition.compose(minutes))
    assert of_item.rows == (("丙", "丁"),)
    assert (of_clause.caption, of_clause.rows[0]) == ("分县任务", ("示例甲县", "1,204", "示例乙"))
    page = browser(yueqing.staff).get(reverse("meetings:minutes_edit", args=[minutes.pk])).content.decode()
    assert page.count("<caption>附表预览") == 2 and "<td>示例丙县</td>" in page


def test_a_table_can_be_looked_at_before_it_is_saved(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    data = {**typed(minutes, **{"matters-0-table": PASTED}), "preview": "1"}
    answer = save(yueqing.staff, minutes, data)
    assert answer.status_code == 200 and "附表预览：分县任务" in answer.content.decode()
    assert minutes.matters.all()[0].table == ""
    kept = minutes.autosaves.get(editor=yueqing.staff)
    assert kept.fields["matters-0-table"] == [PASTED] and "preview" not in kept.fields


def test_a_ragged_table_is_refused_at_its_field_and_stays_typed(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    answer = save(yueqing.staff, minutes, typed(minutes, **{"matters-0-table": "甲\t乙\n一\t二\n仅此一格"}))
    page = answer.content.decode()
    assert answer.status_code == 422 and "附表第3行有1栏，表头有2栏" in page and "仅此一格" in page
    with pytest.raises(Refused, match="附表第3行有1栏"):
        edit(yueqing, minutes, [clause(yueqing.unit, [], "关于示例", table="甲\t乙\n一\t二\n仅此一格")])


def test_drafts_and_conflicts_show_which_cell_changed(yueqing: Office) -> None:
    minutes = with_tables(yueqing)
    stale = typed(minutes, **{"matters-0-table": KEPT.replace("980", "990")})
    assert save(yueqing.director, minutes, typed(minutes, title="另一标题")).status_code == 302
    conflict = save(yueqing.staff, minutes, stale)
    assert conflict.status_code == 409
    found = {change.label: change for change in conflict.context["changes"]}
    assert [run.text for run in found["议定事项第1条"].after if run.is_changed] == ["990"]
    first, last = minutes.versions.get(version=1).content, minutes.versions.first()
    assert last is not None
    labels = [change.label for change in compare(first, last.content)]
    assert any(label.startswith("审议情况") for label in labels)


def test_a_changed_table_is_asked_about_anew(yueqing: Office) -> None:
    minutes = drafted(yueqing)
    rows = written(minutes)
    rows[0]["table"] = KEPT
    edit(yueqing, minutes, rows)
    send_round(yueqing, minutes)
    asked = answer_of(minutes, yueqing.unit)
    assert "附表：分县任务\n县区 | 户数 | 牵头\n示例甲县 | 1,204 | 示例乙" in asked.wording
    all_agree(yueqing, minutes)
    workflows.minutes.perform(minutes, "revise", by=yueqing.staff, comment="核对户数")
    rows = written(minutes)
    edit(yueqing, minutes, rows)
    assert minutes.matters.all()[0].changed_in < minutes.version
    rows[0]["table"] = KEPT.replace("980", "990")
    edit(yueqing, minutes, rows)
    send_round(yueqing, minutes)
    pending = minutes.countersignatures.filter(state=Countersignature.State.PENDING)
    assert {(row.unit, row.position) for row in pending} == {(yueqing.unit, 1), (yueqing.other_unit, 1)}


def test_the_file_its_record_the_word_copy_and_the_archive_hold_it(yueqing: Office) -> None:
    minutes = with_tables(yueqing)
    content = issued(yueqing, minutes)
    reader = PdfReader(io.BytesIO(content))
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    assert "分县任务县区户数牵头示例甲县1,204示例乙" in text
    record = json.loads(reader.attachments["minutes.json"][0])
    assert [row["caption"] for row in record["paragraphs"] if "rows" in row] == ["分县任务", ""]
    assert list(issues.faults(yueqing.body)) == []
    copy = Document(io.BytesIO(word_copy(composition.printed(minutes).official(), created=clock.now())))
    assert "示例丙县" in {cell.text for table in copy.tables for row in table.rows for cell in row.cells}
    with zipfile.ZipFile(io.BytesIO(archive(minutes, site="https://office.example"))) as bundle:
        assert "示例丙县" in bundle.read("定稿内容.json").decode()


def test_whoever_is_charged_gets_the_table_with_the_task(yueqing: Office) -> None:
    minutes = with_tables(yueqing)
    issued(yueqing, minutes)
    sheet = task_sheet(minutes, sheets(minutes)[0])
    assert "分县任务" in [block.caption for block in sheet.body if isinstance(block, Table)]
    assert "示例甲县 | 1,204 | 示例乙" in Assignment.objects.get(matter=minutes.matters.all()[0]).text
    assert "附表：分县任务" in wording(minutes.matters.all()[0])


def test_the_public_version_strikes_a_table_or_a_word_in_it(yueqing: Office) -> None:
    minutes = with_tables(yueqing)
    document = composition.compose(minutes)
    place = document.paragraphs.index(tables_of(document)[0])
    choices: Any = PublicVersionForm(document=document).fields["paragraphs"]
    assert dict(choices.choices)[place].startswith("【附表】分县任务、县区、户数")
    assert "示例甲县" not in text_of(redact(document, Cuts(paragraphs=frozenset({place}))))
    left = redact(document, Cuts(words=("示例乙", "户数")))
    assert tables_of(left)[0].columns[1].title == "×××"
    assert tables_of(left)[0].rows[0] == ("示例甲县", "1,204", "×××")
    broken = replace(document, attendance=(("出席", "示例　乙"),), paragraphs=(Table((), (("示例\n乙", "示例丙"),)),))
    assert text_of(redact(broken, Cuts(words=("示例乙",)))).count("×××") == 2
    whole = document.paragraphs.index(next(b for b in document.paragraphs if getattr(b, "level", 0) == 1))
    assert "分县任务" not in text_of(redact(document, Cuts(paragraphs=frozenset({whole}))))
