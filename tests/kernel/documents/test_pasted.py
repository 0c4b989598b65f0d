"""What people paste is read as the table they copied, set within the block, or refused with the row that is wrong."""

import pytest

from jointmeeting.kernel.documents import pasted
from jointmeeting.kernel.documents.grid import half_or_full
from jointmeeting.kernel.documents.page import BLOCK_WIDTH, EM_4, TABLE_PADDING
from jointmeeting.kernel.documents.tables import break_table

EXCEL = "县区\t户数\t备注\r\n甲县\t1,204\t含“单人保”\r\n乙县\t980\t\r\n"


def shape(text: str) -> tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]:
    found = pasted.read(text)
    assert found is not None
    return found.caption, found.head, found.rows


def test_what_excel_copies() -> None:
    assert shape(EXCEL) == ("", ("县区", "户数", "备注"), (("甲县", "1,204", "含“单人保”"), ("乙县", "980", "")))


def test_a_row_of_one_cell_above_is_the_caption() -> None:
    for above in ("各县情况", "各县情况\t\t"):
        assert shape(f"{above}\n{EXCEL}")[0] == "各县情况"


def test_a_selection_that_reaches_too_far_is_cut_and_an_empty_first_cell_stays() -> None:
    assert shape("\t2025年\t2026年\t\t\n低保\t1\t2\t\t\n\t\t\t\t\n") == (
        "",
        ("", "2025年", "2026年"),
        (("低保", "1", "2"),),
    )


def test_cells_with_line_ends_and_quotation_marks() -> None:
    assert shape('甲\t乙\n"一\n二"\t"说""三"""')[2] == (("一\n二", '说"三"'),)
    assert shape('甲\t乙\n"未配对\t二')[2] == (('"未配对', "二"),)


def test_bars_divide_what_is_typed_by_hand() -> None:
    assert shape("甲 | 乙\n一|") == ("", ("甲", "乙"), (("一", ""),))
    assert shape("|甲｜乙|\n|一｜二|")[2] == (("一", "二"),)


@pytest.mark.parametrize("text", [EXCEL, f"各县情况\n{EXCEL}", '甲\t乙\n"一\n二"\t"说""三"""', "甲|乙\n一|二"])
def test_what_is_kept_reads_as_what_was_pasted(text: str) -> None:
    kept = pasted.read(text)
    assert kept is not None
    assert pasted.read(kept.text) == kept


@pytest.mark.parametrize("text", ["", " \n\t\n", "\r\n"])
def test_nothing_is_no_table(text: str) -> None:
    assert pasted.read(text) is None
    assert pasted.tables(text) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("甲\t乙\n一\t二\n三\n", "附表第3行有1栏，表头有2栏"),
        ("表名\n甲\t乙\n一\t二\t三\n", "附表第3行有3栏，表头有2栏"),
        ("只有一栏\n没有分开", "附表没有分栏"),
        ("甲\t乙", "附表只有表头"),
        ("\t".join("一二三四五六七八九") + "\n" + "\t".join("123456789"), "附表有9栏，竖排的版心最多排8栏"),
        ("甲\t乙\n" + "一\t二\n" * 61, "附表有61行，正文中最多排60行"),
        ("甲\t乙\n一\t" + "长" * 201, "附表第2行第2栏超过200字"),
        ("名" * 61 + "\n甲\t乙\n一\t二", "附表的表名超过60字"),
        ("\t".join("一二三四五六七八") + "\n" + "\t".join(["1234567890123456"] * 8), "附表至少要3\\d\\d毫米宽"),
    ],
)
def test_what_cannot_be_set_says_where_and_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(pasted.Unreadable, match=sentence) as refused:
        pasted.read(text)
    assert str(refused.value).endswith("。")


def test_columns_fill_the_block_and_no_figure_stands_out_of_its_own() -> None:
    wide = "序号\t议定事项\t金额（万元）\t备注\n1\t" + "困难群众救助补助资金" * 3 + "\t12,345,678.90\t—\n2\t示例\t7\t—"
    table = pasted.tables(wide)[0]
    assert sum(column.share for column in table.columns) == pytest.approx(BLOCK_WIDTH, abs=0.5)
    assert [column.align for column in table.columns] == ["centre", "left", "right", "centre"]
    assert table.columns[1].share > table.columns[0].share
    for row in break_table(table, half_or_full).rows:
        for cell in row.cells:
            assert all(line.width * EM_4 <= cell.width - 2 * TABLE_PADDING + 0.1 for line in cell.lines)
            assert "12,345,678.90" not in "".join(line.text for line in cell.lines) or len(cell.lines) == 1


def test_it_is_read_in_a_text_a_row_a_line() -> None:
    found = pasted.read(f"各县情况\n{EXCEL}")
    assert found is not None
    assert found.reading == "各县情况\n县区 | 户数 | 备注\n甲县 | 1,204 | 含“单人保”\n乙县 | 980 | "
