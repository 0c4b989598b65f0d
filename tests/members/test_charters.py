"""The five charters against their keys, read by hand from the notices; and what a wrong charter file is told."""

import json
import re
import unicodedata
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any, TypeVar, get_args

import pytest

from members.charter_schema import Category, NoticeRules, Rule, WorkingRules
from members.charters import STANDS_IN_FOR, CharterRecord, read_charter

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
@pytest.mark.parametrize("key", [key for key in WorkingRules.__dataclass_fields__ if key != "quorum"])
def test_each_matter_is_settled_once_by_the_notice_or_by_the_working_rules(name: str, key: str) -> None:
    record = charter(name)
    by_notice = getattr(record, STANDS_IN_FOR.get(key, key), None)
    assert (by_notice is None) != (getattr(record.working_rules, key) is None)


@pytest.mark.parametrize("name", NAMES)
def test_no_notice_asks_for_a_quorum_and_none_is_customary(name: str) -> None:
    record = charter(name)
    assert record.quorum is None and record.working_rules.quorum is None


def test_working_rules_say_why_and_count_in_whole_days() -> None:
    for name in NAMES:
        settled = charter(name).working_rules.settled()
        assert {rule.reason for rule in settled.values()} == {"通知未规定，按办公室工作规则"}
        assert [settled[key].value for key in DAYS] == [3, 2, 3, 2, 3, 2, 3]


def test_every_question_is_a_field_of_the_schema() -> None:
    assert set(QUESTIONS) <= set(NoticeRules.__dataclass_fields__)
    assert len(get_args(Category)) == 34


# What a wrong file is told
