"""A fault in a charter file is told with its file, its line and what is allowed there."""

from pathlib import Path
from typing import Any

import pytest

from members.charters import CharterError, CharterRecord, read_charter
from tests.members.test_charters import CHARTERS, charter


def yueqing_with(tmp_path: Path, old: str, new: str) -> tuple[CharterError, str]:
    """Return the error for Yueqing's file with `old` replaced once by `new`, and the changed text."""
    text = (CHARTERS / "yueqing-2019.toml").read_text()
    assert old in text
    changed = text.replace(old, new, 1)
    path = tmp_path / "yueqing-2019.toml"
    path.write_text(changed)
    with pytest.raises(CharterError) as caught:
        read_charter(path)
    return caught.value, changed


def line_holding(text: str, mark: str) -> int:
    assert text.count(mark) == 1, "the mark must stand once"
    return text[: text.index(mark)].count("\n") + 1


UNIT_9 = 'name = "市财政局"\nprinted_name = "市財政局"\n'


@pytest.mark.parametrize(
    ("old", "new", "mark", "sentence"),
    [
        ('slug = "yueqing"', 'slug = "yueqing"\nchiar = "x"', "chiar", "不认识的键“chiar”。可用：slug、place_name"),
        (UNIT_9, UNIT_9 + 'chiar = "x"\n', "chiar", "不认识的键“chiar”。可用：name、short_name、kind"),
        ("[ad_hoc.value]", "[ad_hoc.value]\nchiar = 1", "chiar", "不认识的键“chiar”。可用：trigger"),
        ("[cc]", "[chiar]\nvalue = 1\n\n[cc]", "[chiar]", "不认识的键“chiar”"),
        ("[[duties]]", "[[unitz]]\nname = 1\n\n[[duties]]", "[[unitz]]", "不认识的键“unitz”"),
        ("[working_rules.minutes_days]", "[working_rules.chiar]\n\n[working_rules.minutes_days]",
         "[working_rules.chiar]", "不认识的键“chiar”。可用：minutes_drafted_by"),
        ("{ min = 1, max = 2 }", '{ min = 1, max = "二" }', "max =", "“regular_per_year.value.max”应为整数，现为文字"),
        ("{ min = 1, max = 2 }", "{ min = 3, max = 2 }", "max =", "min 不能大于 max"),
        ("{ min = 1, max = 2 }", "{ min = true, max = 2 }", "max =", "应为整数，现为真假值"),
        ('quote = "抄送:市委、人大、政协办公室。"\n', "", "[cc]", "缺少必填的键“quote”"),
        (UNIT_9, UNIT_9.replace("name", "# name", 1), '# name = "市财政局"', "缺少必填的键“name”"),
        ('value = "chief_convener"', 'value = "cheif"', '"cheif"', "取值“cheif”不在规定范围内。可用：chief_convener、"),
        ('called_by = ["convener", "lead_unit"]', 'called_by = ["convener", "mayor"]', "mayor", "取值“mayor”不在"),
        ('category = "tax"', 'category = "taxes"', '"taxes"', "取值“taxes”不在规定范围内"),
        ('code = "damaged_text"', 'code = "broken"', '"broken"', "取值“broken”不在规定范围内"),
        ('number = "五"\nunit = "市发改局"', 'number = "五"\nunit = "市改局"', '"市改局"', "“市改局”既不是成员单位"),
        ('category = "tax"\nunit = "市税务局"', 'category = "tax"\nunit = "市税局"', '"市税局"', "“市税局”既不是"),
        ("issue_date = 2019-12-13", 'issue_date = "2019年"', "2019年", "“notice.issue_date”应为日期"),
        ("issue_date = 2019-12-13", "issue_date = 2019-12-13T08:00:00", "T08:00", "“notice.issue_date”应为日期"),
        ('clause = "版记"', 'clause = " "', 'clause = " "', "不能为空"),
        ("[working_rules.minutes_days]", '[working_rules.regular_called_by]\nvalue = "office"\nreason = "x"\n\n'
         "[working_rules.minutes_days]", "[working_rules.regular_called_by]", "通知已有规定（三（一））"),
        (UNIT_9, UNIT_9.replace("市财政局", "市司法局"), 'name = "市司法局"\nprinted_name = "市財', "“市司法局”重复"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, mark: str, sentence: str) -> None:
    error, text = yueqing_with(tmp_path, old, new)
    wanted = line_holding(text, mark)
    if "缺少必填的键“name”" in sentence:
        wanted -= 1  # a missing key has no line of its own: the head of its table is named
    assert (error.file, error.line) == ("yueqing-2019.toml", wanted)
    assert sentence in error.message
    assert str(error) == f"yueqing-2019.toml 第{wanted}行：{error.message}"


def test_text_between_triple_quotes_does_not_mislead_the_line(tmp_path: Path) -> None:
    path = tmp_path / "trap.toml"
    text = (CHARTERS / "yueqing-2019.toml").read_text()
    text = text.replace("承担社会救助联席会议日常工作,加强组织协调。", "[[duties]]\n[cc]\nnumber = 1\n" * 3)
    path.write_text(text.replace('number = "三十二"', "number = 32"))
    with pytest.raises(CharterError, match="“duties.32.number”应为文字，现为整数") as caught:
        read_charter(path)
    assert caught.value.line == line_holding(path.read_text(), "number = 32")


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    error, text = yueqing_with(tmp_path, 'value = "chief_convener"', 'value = "chief_convener')
    assert error.line == line_holding(text, 'value = "chief_convener\n')
    assert "TOML 格式有误" in error.message


def test_toml_that_ends_too_early_is_told_with_the_last_line(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[body]\nslug = "x"\nname = [')
    with pytest.raises(CharterError) as caught:
        read_charter(path)
    assert caught.value.line == 3


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes('# one\nslug = "乐清"\n'.encode("gb18030"))
    with pytest.raises(CharterError, match="UTF-8") as caught:
        read_charter(path)
    assert caught.value.line == 2


def test_a_missing_table_is_told_at_the_top(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("")
    with pytest.raises(CharterError, match="缺少必填的键“body”"):
        read_charter(path)


def test_a_spoilt_database_record_is_told_without_a_line() -> None:
    data = charter("dejiang-2021").to_json()
    del data["notice"]
    with pytest.raises(CharterError) as caught:
        CharterRecord.from_json(data)
    assert str(caught.value) == "数据库中的制度记录：缺少必填的键“notice”。"


def test_a_recurring_duty_has_a_unit_or_a_role_not_both() -> None:
    data: dict[str, Any] = charter("dejiang-2021").to_json()
    data["recurring_duties"][0]["role"] = "office"
    with pytest.raises(CharterError, match="只能填一项"):
        CharterRecord.from_json(data)


@pytest.mark.parametrize("table", ["measures", "member_persons", "recurring_duties", "lead_unit"])
def test_a_unit_nobody_listed_is_refused_wherever_it_stands(table: str) -> None:
    source = {"measures": "chencang-2022", "lead_unit": "yueqing-2019"}.get(table, "dejiang-2021")
    data: dict[str, Any] = charter(source).to_json()
    if table == "lead_unit":
        data[table]["value"] = "无此单位"
    elif table == "measures":
        data[table][3]["units"] = ["无此单位"]
    else:
        data[table][0]["unit"] = "无此单位"
    with pytest.raises(CharterError, match="“无此单位”既不是成员单位"):
        CharterRecord.from_json(data)
