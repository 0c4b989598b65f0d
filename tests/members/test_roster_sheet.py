"""The roster as a spreadsheet: out and back, every fault at its row, all or nothing."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from jointmeeting.kernel.models import LogEntry
from members import roster_sheet
from members.models import Appointment, MemberUnit, Role, User
from members.roster_file import MOST_ROWS, BadRows
from members.roster_sheet import HEADS, LOGIN
from tests.factories import Office
from tests.members.test_roster import DAY, enter, page
from tests.subjects import browser


def sheet(*rows: dict[str, Any], heads: list[str] | None = None) -> bytes:
    book = Workbook()
    names = heads or list(HEADS)
    book.active.append(names)
    for row in rows:
        book.active.append([row.get(name) for name in names])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def take(office: Office, *rows: dict[str, Any], heads: list[str] | None = None) -> tuple[int, int]:
    return roster_sheet.take(office.body, sheet(*rows, heads=heads), by=office.staff)


def row(office: Office, **fields: Any) -> dict[str, Any]:
    return {
        "单位": office.unit.name,
        "岗位": "联络员",
        "姓名": "测试甲",
        "职务": "科员",
        "起始日期": "2026年6月1日",
        **fields,
    }


def test_what_was_exported_comes_back_without_change(yueqing: Office) -> None:
    enter(yueqing, "=测试甲", phone="0577-00000000", document="测试发〔2026〕1号")
    yueqing.person(Role.CONVENER)
    content = roster_sheet.write(yueqing.body, DAY)
    cells = [[cell.value for cell in line] for line in load_workbook(BytesIO(content)).active.iter_rows()]
    assert cells[0] == [*HEADS, LOGIN]
    assert "=测试甲" in {line[2] for line in cells}
    assert roster_sheet.take(yueqing.body, content, by=yueqing.staff) == (0, 0)


def test_a_handover_in_one_file_ends_one_and_enters_the_next(yueqing: Office) -> None:
    enter(yueqing, "测试甲")
    follows = row(
        yueqing, 姓名="测试乙", 起始日期=date(2026, 7, 1), 联系电话="0577-11111111", 电子邮箱="yi@example.com"
    )
    ends = row(yueqing, 终止日期="2026/6/30")
    assert roster_sheet.take(yueqing.body, sheet(follows, ends), by=yueqing.staff) == (1, 1)
    assert [post.user.name for post in Appointment.objects.filter(role="liaison").order_by("starts_on")] == [
        "测试甲",
        "测试乙",
    ]


def test_one_bad_row_and_nothing_is_taken(yueqing: Office) -> None:
    before = LogEntry.objects.count()
    rows = [
        row(yueqing),
        row(yueqing, 单位="示例局"),
        row(yueqing, 岗位="局长", 起始日期="明天"),
        row(yueqing, 姓名="", 职务="长" * 61),
        row(yueqing, 副职="或许", 终止日期="2026-01-01"),
        row(yueqing, 电子邮箱="测试甲 at example"),
    ]
    with pytest.raises(BadRows) as bad:
        roster_sheet.take(yueqing.body, sheet(*rows), by=yueqing.staff)
    said = "".join(bad.value.lines)
    sentences = [
        "第3行：没有“示例局”这个单位",
        "第4行：没有“局长”这个岗位",
        "第4行：“起始日期”“明天”不是日期",
        "第5行：“姓名”没有填写",
        "第5行：“职务”超过60个字",
        "第6行：“副职”请填",
        "第6行：终止日期早于起始日期",
        "第7行：“电子邮箱”“测试甲 at example”不是邮箱地址",
    ]
    for sentence in sentences:
        assert sentence in said
    with pytest.raises(BadRows, match="第3行：.*任期重叠"):
        roster_sheet.take(yueqing.body, sheet(row(yueqing), row(yueqing, 姓名="测试乙")), by=yueqing.staff)
    assert not User.objects.filter(name__startswith="测试").exists()
    assert LogEntry.objects.count() == before + 1  # the office's own appointment


def with_part(name: str, content: bytes) -> bytes:
    """A workbook with one part of its archive replaced."""
    buffer = BytesIO()
    with ZipFile(BytesIO(sheet())) as whole, ZipFile(buffer, "w") as broken:
        for part in whole.namelist():
            broken.writestr(part, content if part == name else whole.read(part))
    return buffer.getvalue()


def damaged() -> bytes:
    """A workbook whose sheet does not unpack."""
    buffer = BytesIO()
    with ZipFile(BytesIO(sheet())) as whole, ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        for part in whole.namelist():
            packed.writestr(part, whole.read(part))
    content = bytearray(buffer.getvalue())
    at = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    content[at : at + 40] = b"\xff" * 40
    return bytes(content)


BROKEN = [
    with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
    with_part("xl/workbook.xml", b"<workbook"),
    with_part("[Content_Types].xml", b""),
    with_part("xl/styles.xml", b"<styleSheet>&nothing;</styleSheet>"),
    damaged(),
]


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"", sheet(heads=["单位", "姓名"]), *BROKEN])
def test_a_file_that_is_no_roster_is_refused_with_a_sentence(yueqing: Office, content: bytes) -> None:
    with pytest.raises(BadRows, match="导出Excel"):
        roster_sheet.take(yueqing.body, content, by=yueqing.staff)


def test_the_import_page_lists_the_faults(yueqing: Office) -> None:
    client = browser(yueqing.staff)
    upload = SimpleUploadedFile("名册.xlsx", sheet(row(yueqing, 岗位="局长")))
    answer = client.post(page(yueqing, "roster_import"), {"sheet": upload})
    assert answer.status_code == 422 and "没有“局长”这个岗位" in answer.content.decode()
    old = client.post(page(yueqing, "roster_import"), {"sheet": SimpleUploadedFile("名册.xls", b"x")})
    assert "请上传.xlsx文件" in old.content.decode()
    good = client.post(page(yueqing, "roster_import"), {"sheet": SimpleUploadedFile("名册.xlsx", sheet(row(yueqing)))})
    assert good.status_code == 302 and Appointment.objects.filter(user__name="测试甲").exists()


@pytest.mark.parametrize(
    "typed", ["2026.9.1", "2026年9月1日", "2026/9/1", "２０２６年９月１日", " 2026-09-01 ", datetime(2026, 9, 1)]
)
def test_a_day_is_read_as_people_write_it(yueqing: Office, typed: object) -> None:
    assert take(yueqing, row(yueqing, 起始日期=typed)) == (1, 0)
    assert Appointment.objects.get(user__name="测试甲").starts_on == date(2026, 9, 1)


@pytest.mark.parametrize("typed", ["2026.9", "9月1日", 46266, "0026-09-01", "2026-02-30", "至今"])
def test_what_is_no_day_is_said_at_its_row(yueqing: Office, typed: object) -> None:
    with pytest.raises(BadRows, match="第2行：“起始日期”"):
        take(yueqing, row(yueqing, 起始日期=typed))


def test_a_telephone_number_stays_one(yueqing: Office) -> None:
    assert take(yueqing, row(yueqing, 联系电话=13800000000.0)) == (1, 0)
    assert Appointment.objects.get(user__name="测试甲").phone == "13800000000"
    with pytest.raises(BadRows, match=r"第2行：“联系电话”“1\.38E\+10”不是电话号码"):
        take(yueqing, row(yueqing, 姓名="测试乙", 联系电话="1.38E+10"))


def test_formulas_and_merged_cells_are_said_at_their_rows(yueqing: Office) -> None:
    book = Workbook()
    lines = [
        row(yueqing, 姓名="=CONCATENATE(B1,B2)"),
        row(yueqing, 岗位="核对经办人"),
        row(yueqing, 岗位="核对经办人", 姓名="测试乙"),
    ]
    for cells in (list(HEADS), *([line.get(name) for name in HEADS] for line in lines)):
        book.active.append(cells)
    book.active.merge_cells("C3:C4")
    buffer = BytesIO()
    book.save(buffer)
    with pytest.raises(BadRows) as bad:
        roster_sheet.take(yueqing.body, buffer.getvalue(), by=yueqing.staff)
    assert list(bad.value.lines) == [
        "第2行：“姓名”是公式，请复制该列后用“选择性粘贴”改为数值。",
        "第4行：“姓名”是合并单元格，请取消合并后逐格填写。",
    ]


def test_a_row_stands_in_the_file_once_and_a_post_in_the_roster(yueqing: Office) -> None:
    handler = row(yueqing, 岗位="核对经办人")
    with pytest.raises(BadRows, match="第3行：与第2行是同一任职，请只保留一行"):
        take(yueqing, handler, handler)
    assert take(yueqing, handler) == (1, 0)
    with pytest.raises(BadRows, match="第2行：测试甲任科员（核对经办人）已自2026年6月1日起登记"):
        take(yueqing, row(yueqing, 岗位="核对经办人", 起始日期="2026-07-01"))


def test_a_unit_is_known_by_its_alias_but_not_by_one_of_two(yueqing: Office) -> None:
    unit, other = yueqing.unit, yueqing.other_unit
    MemberUnit.ever.filter(pk=unit.pk).update(aliases="示例办、两家都叫")
    MemberUnit.ever.filter(pk=other.pk).update(aliases="两家都叫")
    assert take(yueqing, row(yueqing, 单位=" 示例 办")) == (1, 0)
    assert Appointment.objects.get(user__name="测试甲").unit == unit
    with pytest.raises(BadRows, match=f"第2行：“两家都叫”可能是{unit}、{other}，请写单位全称"):
        take(yueqing, row(yueqing, 单位="两家都叫"))


def test_names_of_the_past_are_answered_with_those_of_today(yueqing: Office) -> None:
    yueqing.unit.former_names.create(name="市示例旧局", initials="ssljj", until=DAY, document="示例")
    MemberUnit.ever.filter(pk=yueqing.other_unit.pk).update(ended_on=date(2026, 1, 1))
    with pytest.raises(BadRows) as bad:
        take(yueqing, row(yueqing, 单位="市示例旧局"), row(yueqing, 单位=yueqing.other_unit.name))
    assert f"第2行：“市示例旧局”现为“{yueqing.unit}”" in bad.value.lines[0]
    assert f"第3行：“{yueqing.other_unit}”已撤销" in bad.value.lines[1]


def test_five_thousand_rows_are_too_many_and_blank_ones_are_none(yueqing: Office) -> None:
    with pytest.raises(BadRows, match=f"一次最多导入{MOST_ROWS}行"):
        take(yueqing, *[row(yueqing, 姓名=f"测试{n}") for n in range(5000)])
    assert take(yueqing, *[{}] * (MOST_ROWS + 100), row(yueqing)) == (1, 0)


def test_a_heading_stands_there_once(yueqing: Office) -> None:
    with pytest.raises(BadRows, match="第1行有重复的表头：姓名"):
        take(yueqing, row(yueqing), heads=[*HEADS, "姓名"])


def test_a_known_row_is_put_right_and_an_empty_cell_says_nothing(yueqing: Office) -> None:
    enter(yueqing, "测试甲", document="示例〔2026〕1号", phone="0577-00000000")
    assert take(yueqing, row(yueqing, 职务="副科长")) == (0, 1)
    post = Appointment.objects.get(user__name="测试甲")
    assert (post.post, post.document, post.phone) == ("副科长", "示例〔2026〕1号", "0577-00000000")
    assert LogEntry.objects.get(act="appointment.correct").details["changed"] == {"post": ["科员", "副科长"]}
    with pytest.raises(BadRows, match="“副职”与名册中的登记不同"):
        take(yueqing, row(yueqing, 职务="副科长", 副职="是"))


def test_two_of_one_name_are_told_apart_by_their_login(yueqing: Office) -> None:
    handler = row(yueqing, 岗位="核对经办人")
    first = enter(yueqing, "测试甲", role=Role.UNIT_HANDLER)
    heads = [*HEADS, LOGIN]
    assert take(yueqing, {**handler, LOGIN: "新", "职务": "主任科员"}, heads=heads) == (1, 0)
    with pytest.raises(BadRows, match=r"第2行：同名的测试甲有2条相同的任职（ceshijia、ceshijia2）"):
        take(yueqing, row(yueqing, 岗位="核对经办人", 联系电话="0577-11111111"))
    assert take(yueqing, {**handler, LOGIN: "ceshijia", "联系电话": "0577-11111111"}, heads=heads) == (0, 1)
    first.refresh_from_db()
    assert first.phone == "0577-11111111"
    with pytest.raises(BadRows, match=r"第2行：.*有2位同名的测试甲：ceshijia（科员，2026年6月1日起任职）"):
        take(yueqing, row(yueqing))
    content = roster_sheet.write(yueqing.body, DAY)
    lines = load_workbook(BytesIO(content)).active.iter_rows(min_row=2, values_only=True)
    assert [line[-1] for line in lines if line[2] == "测试甲"] == ["ceshijia", "ceshijia2"]
    assert roster_sheet.take(yueqing.body, content, by=yueqing.staff) == (0, 0)
    assert User.objects.filter(name="测试甲").count() == 2
