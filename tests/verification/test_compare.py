"""Comparing: more than declared is a suspicion, silence is never none, nothing is decided."""

from verification.compare import AGREES, INCOMPLETE, SUSPECT, Answered, Comparison, compare

DECLARED = {"yearly_income": 20_000, "savings": 10_000, "houses": 1, "vehicles": 0, "businesses": 0}


def line(figure: str, *answers: Answered) -> Comparison:
    return next(row for row in compare(DECLARED, answers) if row.text.startswith(figure))


def answer(category: str, outcome: str = "no_record", *records: dict[str, str]) -> Answered:
    return Answered(1, "测试甲", category, outcome, records)


def test_more_than_declared_is_a_suspicion_with_both_figures() -> None:
    found = line("存款", answer("bank_account", "found", {"balance": "8000.50"}, {"balance": "4000"}))
    assert found.severity == SUSPECT
    assert "申报10,000，核查12,000.50，多2,000.50" in found.text


def test_monthly_money_counts_for_a_year_and_tax_does_not_count_twice() -> None:
    wages, tax = {"gross": "1500"}, {"taxable_income": "18000"}
    found = line("家庭年收入", answer("fiscal_payroll", "found", wages), answer("tax", "found", tax))
    assert (found.severity, "核查18,000" in found.text) == (AGREES, True)


def test_silence_is_never_none() -> None:
    for outcome in ("not_answered", "refused"):
        found = line("机动车", answer("vehicle", outcome))
        assert found.severity == INCOMPLETE
        assert "机动车未反馈，不能认定" in found.text
        assert "无" not in found.text


def test_nobody_asked_is_incomplete_too() -> None:
    assert line("房屋").severity == INCOMPLETE


def test_a_suspicion_with_a_gap_says_both() -> None:
    found = line("存款", answer("bank_account", "found", {"balance": "20000"}), answer("housing_fund", "not_answered"))
    assert found.severity == SUSPECT
    assert "住房公积金未反馈，实际可能更多" in found.text


def test_a_name_that_does_not_belong_to_its_number_goes_to_a_person() -> None:
    rows = compare(DECLARED, [answer("tax", "name_mismatch")])
    assert [row.person for row in rows if row.severity == SUSPECT] == [1]


def test_counts_are_records() -> None:
    assert line("机动车", answer("vehicle", "found", {"use": "非营运"})).severity == SUSPECT
    assert line("房屋", answer("real_estate", "found", {"use": "住宅"})).severity == AGREES
