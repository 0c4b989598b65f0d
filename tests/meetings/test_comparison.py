"""Two drafts compared: what differs, word by word, and nothing of either text lost."""

import pytest

from meetings.comparison import clause_text, compare, runs


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("由市民政局牵头，7月15日前完成。", "由市人社局牵头，7月31日前完成。"),
        ("", "新增一条。"),
        ("删去一条。", ""),
        ("第一行\n第二行", "第一行\n\n第二行"),
        ("𬭎㛃䶮", "㛃𬭎"),
    ],
)
def test_the_runs_joined_are_the_texts(before: str, after: str) -> None:
    left, right = runs(before, after)
    assert "".join(run.text for run in left) == before
    assert "".join(run.text for run in right) == after
    assert any(run.is_changed for run in [*left, *right])


def test_numbers_change_as_a_whole() -> None:
    _, right = runs("7月15日前", "7月31日前")
    assert [run.text for run in right if run.is_changed] == ["31"]


def clause(key: str, text: str) -> dict[str, object]:
    return {"key": key, "heading": "关于示例", "text": text, "lead_unit": "甲局", "supporting_units": ["乙局"],
            "due_on": "2026-12-31"}  # fmt: skip


def test_the_date_of_a_clause_is_said_as_officials_write_it() -> None:
    assert "完成时限：2026年12月31日" in clause_text(clause("a", "甲。")).splitlines()


def test_clauses_are_compared_with_themselves_wherever_they_stand() -> None:
    before = {"title": "纪要", "opening": "如下：", "matters": [clause("a", "甲。"), clause("b", "乙。")]}
    after = {"title": "纪要", "opening": "如下：", "matters": [clause("b", "乙。"), clause("c", "丙。")]}
    changes = compare(before, after)
    assert [(change.label, bool(change.before), bool(change.after)) for change in changes] == [
        ("议定事项第2条", False, True),
        ("议定事项第1条", True, False),
    ]


def test_equal_drafts_have_no_changes() -> None:
    draft = {"title": "纪要", "opening": "如下：", "matters": [clause("a", "甲。")]}
    assert compare(draft, draft) == []
