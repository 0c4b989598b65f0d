"""The five charters against their keys, read by hand from the notices; and what a wrong charter file is told."""

import json
import re
import unicodedata
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any, TypeVar, get_args

import pytest

from members.charter_schema import Category, NoticeRules, Rule, WorkingRules
from members.charters import STANDS_IN_FOR, CharterError, CharterRecord, read_charter

T = TypeVar("T")
HERE = Path(__file__).parent
CHARTERS = HERE.parents[1] / "fixtures" / "charters"
NAMES = ["chencang-2022", "dejiang-2021", "ningbo-2015", "yueqing-2019", "zhangbei-2017"]
WORDS = {
    "chief_convener": "总召集人",
    "convener": "召集人",
    "deputy_convener": "副召集人",
    "director": "联席会议办公室主任",
    "office": "联席会议办公室",
    "responsible_unit": "联席会议责任单位",
}
DAYS = ["opinion_days", "office_review_days", "paper_days", "notice_days", "minutes_days", "assign_days", "refuse_days"]
QUESTIONS = [
    "regular_per_year", "convened_by", "chaired_by", "liaison_meeting_before", "minutes_consent", "minutes_drafted_by",
    "minutes_reviewed_by", "minutes_signed_by", "minutes_issued_to", "minutes_reported_to", "agenda_approval",
    "member_change", "major_matter", "regular_attendees", "duty_succession", "cc",
]  # fmt: skip


def charter(name: str) -> CharterRecord:
    return read_charter(CHARTERS / f"{name}.toml")


def key_of(name: str) -> dict[str, Any]:
    key: dict[str, Any] = json.loads((HERE / "keys" / f"{name}.json").read_text())
    return key


def fold(value: object) -> object:
    """Take away width, punctuation and white space; a post with a name reads alike in either order."""
    if isinstance(value, str):
        parts = re.split(r"[\s()]+", unicodedata.normalize("NFKC", value))
        return "".join(sorted(re.sub(r"[^\w]", "", part) for part in parts))
    if isinstance(value, (list, tuple)):
        return [fold(item) for item in value]
    if isinstance(value, dict):
        return {key: fold(item) for key, item in value.items()}
    return value


def stated(rule: Rule[T] | None, default: T | None = None) -> T | None:
    return default if rule is None else rule.value


def word(rule: Rule[Any] | None) -> str | None:
    if rule is None:
        return None
    roles = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    return "或".join(WORDS[role] for role in roles)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def head_as_key(record: CharterRecord) -> dict[str, Any]:
    head = record.notice
    return {
        "title": head.title,
        "doc_number": head.doc_number,
        "issuing_body": head.issuing_body,
        "issue_date": head.issue_date and head.issue_date.isoformat(),
        "published_date": head.published_date and head.published_date.isoformat(),
        "validity": head.validity,
        "chief_convener": stated(record.chief_convener),
        "conveners": stated(record.conveners, ()),
        "deputy_conveners": stated(record.deputy_conveners, ()),
        "lead_unit": stated(record.lead_unit),
        "office_host_unit": stated(record.office_host_unit),
        "office_director": stated(record.office_director),
        "office_deputies": stated(record.office_deputies, ()),
        "office_staff": stated(record.office_staff, ()),
        "member_units": [unit.name for unit in record.units],
        "member_count_claimed": stated(record.member_count_claimed),
        "member_persons": [{"name": p.name, "post": p.post, "unit": p.unit} for p in record.member_persons],
    }


def rules_as_key(record: CharterRecord) -> dict[str, Any]:
    frequency, matter = stated(record.regular_per_year), stated(record.major_matter)
    return {
        "regular_meetings_per_year": {
            "min": frequency.min if frequency else None,
            "max": frequency.max if frequency else None,
        },
        "convened_by": word(record.convened_by),
        "chaired_by": word(record.chaired_by),
        "liaison_meeting_before": stated(record.liaison_meeting_before),
        "minutes": {
            "consent_of_attending_units": stated(record.minutes_consent),
            "drafted_by": word(record.minutes_drafted_by),
            "reviewed_by": word(record.minutes_reviewed_by),
            "signed_by": word(record.minutes_signed_by),
            "issued_to": stated(record.minutes_issued_to),
            "reported_to": stated(record.minutes_reported_to),
        },
        "member_change_rule": stated(record.member_change),
        "major_matter_reported_by": WORDS[matter.reported_by] if matter else None,
        "duty_succession_clause": stated(record.duty_succession, False),
        "cc": stated(record.cc),
    }


def texts_as_key(record: CharterRecord) -> dict[str, Any]:
    duties = [(duty.unit, bare(duty.text)) for duty in record.duties]
    measures = [
        {
            "no": m.number,
            "chapter": m.chapter,
            "title": m.title,
            "units": m.units,
            "collective": m.collective,
            "towns": m.towns,
            "chars": len(bare(m.text)),
            "as_printed": m.printed_units,
        }
        for m in record.measures
    ]
    duty_rows = [{"unit": unit, "first20": text[:20], "chars": len(text)} for unit, text in duties]
    return {"duties": duty_rows} | ({"measures": measures} if measures else {})


def as_key(record: CharterRecord) -> dict[str, Any]:
    return head_as_key(record) | rules_as_key(record) | texts_as_key(record)


# The five notices


def test_every_charter_file_has_a_key_and_every_key_a_file() -> None:
    assert sorted(path.stem for path in CHARTERS.glob("*.toml")) == NAMES
    assert sorted(path.stem for path in (HERE / "keys").glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_compared_field_agrees_with_the_key(name: str) -> None:
    read, key = as_key(charter(name)), key_of(name)
    del key["information_categories"]  # compared as a set below: a notice has no order of categories
    assert read.keys() == key.keys()
    for field, wanted in key.items():
        assert fold(read[field]) == fold(wanted), f"{name}: {field}"


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_supplies_the_categories_of_the_key(name: str) -> None:
    wanted = {
        (row["category"], row["strength"], unit)
        for row in key_of(name)["information_categories"]
        for unit in row["units"]
    }
    assert {(row.category, row.strength, row.unit) for row in charter(name).information_categories} == wanted


def test_folding_keeps_what_differs() -> None:
    assert fold("覃虎跃(县民政局局长)") == fold("县民政局局长 覃虎跃")
    assert fold("区政府，上报") == fold("区政府,上报")
    assert fold("县税务局") != fold("县务税局")
    assert fold(None) != fold("")


@pytest.mark.parametrize("name", NAMES)
def test_a_record_survives_the_database_unchanged(name: str) -> None:
    record = charter(name)
    stored = json.dumps(record.to_json(), ensure_ascii=False)
    again = CharterRecord.from_json(json.loads(stored))
    assert again == record
    assert json.dumps(again.to_json(), ensure_ascii=False) == stored


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        charter("yueqing-2019").cc = None  # type: ignore[misc]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_of_a_meeting_gets_a_cited_rule_or_none(name: str, question: str) -> None:
    rule = getattr(charter(name), question)
    assert rule is None or (isinstance(rule, Rule) and rule.clause and rule.quote)


def test_rules_of_zhangbei_are_cited_by_clause() -> None:
    record = charter("zhangbei-2017")
    assert record.agenda_approval is not None and record.minutes_consent is not None
    assert record.agenda_approval.value == ("director_review", "chief_approval")
    assert record.agenda_approval.clause == "二（三）2"
    assert record.minutes_consent.clause == "二（三）4"


def test_damaged_text_stays_a_proposal() -> None:
    record = charter("zhangbei-2017")
    assert record.regular_per_year is None and record.notice.issue_date is None
    proposals = {row.field: (row.printed, row.value) for row in record.proposed}
    assert proposals["regular_per_year"] == ("每年召开12次例会", {"min": 1, "max": 2})
    assert proposals["issue_date"] == ("2017218", "2017-02-18")


def test_only_ningbo_is_no_longer_in_force() -> None:
    assert [name for name in NAMES if not charter(name).is_in_force] == ["ningbo-2015"]


def test_yueqing_keeps_the_printed_names() -> None:
    record = charter("yueqing-2019")
    assert record.notice.doc_number_printed == "樂政辦函〔2019〕16號"
    assert [unit.printed_name for unit in record.units][:2] == ["市委宣傳部", "市委編辦"]
    assert all(unit.printed_name for unit in record.units)


@pytest.mark.parametrize(
    ("name", "strength", "units", "categories"),
    [
        ("yueqing-2019", "stated", 14, 13),
        ("chencang-2022", "stated", 18, 23),
        ("dejiang-2021", "stated", 8, 9),
        ("ningbo-2015", "stated", 0, 0),
        ("zhangbei-2017", "stated", 0, 0),
        ("ningbo-2015", "implied", 17, 20),
        ("zhangbei-2017", "implied", 9, 11),
        ("yueqing-2019", "implied", 2, 1),
    ],
)
def test_information_categories_are_as_many_as_the_notice_gives(
    name: str, strength: str, units: int, categories: int
) -> None:
    rows = [row for row in charter(name).information_categories if row.strength == strength]
    assert (len({row.unit for row in rows}), len({row.category for row in rows})) == (units, categories)
    assert len({(row.unit, row.category) for row in rows}) == len(rows)


def test_three_units_of_dejiang_report_every_quarter() -> None:
    quarterly = [duty.unit for duty in charter("dejiang-2021").recurring_duties if duty.cadence == "quarterly"]
    assert quarterly == ["县教育局", "县人社局", "县住建局"]


def test_a_duty_printed_under_a_variant_belongs_to_the_listed_unit() -> None:
    record = charter("dejiang-2021")
    assert [duty.unit for duty in record.duties_of("县税务局")] == ["县务税局"]
    assert record.duties_of("县社保局") == ()
    assert record.unit_named("县人社局") is None
    assert [row.category for row in record.categories_of("县税务局")] == ["tax"]


def test_quotations_of_duties_stand_in_the_duty() -> None:
    for name in NAMES:
        record = charter(name)
        texts = {duty.clause: bare(duty.text) for duty in record.duties}
        quoted = [(row.clause, row.quote) for row in record.information_categories]
        quoted += [(row.clause, row.quote) for row in record.recurring_duties]
        for clause, quote in quoted:
            assert bare(quote) in texts.get(clause, bare(quote)), f"{name}: {clause}"


# The second layer


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", WorkingRules.__dataclass_fields__)
def test_each_matter_is_settled_once_by_the_notice_or_by_the_working_rules(name: str, key: str) -> None:
    record = charter(name)
    by_notice = getattr(record, STANDS_IN_FOR.get(key, key), None)
    assert (by_notice is None) != (getattr(record.working_rules, key) is None)


def test_working_rules_say_why_and_count_in_whole_days() -> None:
    for name in NAMES:
        settled = charter(name).working_rules.settled()
        assert {rule.reason for rule in settled.values()} == {"通知未规定，按办公室工作规则"}
        assert [settled[key].value for key in DAYS] == [3, 2, 3, 2, 3, 2, 3]


def test_every_question_is_a_field_of_the_schema() -> None:
    assert set(QUESTIONS) <= set(NoticeRules.__dataclass_fields__)
    assert len(get_args(Category)) == 34


# What a wrong file is told


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
