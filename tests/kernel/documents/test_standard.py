"""docs/gbt9704.md is complete and true: every clause of the standard has a test that exists, or a reason."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

PAGE = Path(settings.BASE_DIR, "docs", "gbt9704.md").read_text(encoding="utf-8")
CLAUSES = [
    "1",
    "2",
    "3",
    "4",
    "5.1",
    "5.2.1",
    "5.2.2",
    "5.2.3",
    "5.2.4",
    "6.1",
    "6.2",
    "6.3",
    "7.1",
    "7.2.1",
    "7.2.2",
    "7.2.3",
    "7.2.4",
    "7.2.5",
    "7.2.6",
    "7.2.7",
    "7.3.1",
    "7.3.2",
    "7.3.3",
    "7.3.4",
    "7.3.5.1",
    "7.3.5.2",
    "7.3.5.3",
    "7.3.5.4",
    "7.3.5.5",
    "7.3.6",
    "7.3.7",
    "7.4.1",
    "7.4.2",
    "7.4.3",
    "7.5",
    "8",
    "9",
    "10.1",
    "10.2",
    "10.3",
    "11",
]  # fmt: skip -- the standard's own contents, without headings that only hold others
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]
EXISTING = {
    node.name
    for path in Path(__file__).parent.glob("test_*.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
}


def test_every_clause_has_its_row_in_order() -> None:
    assert [row[0] for row in ROWS if re.fullmatch(r"[\d.]+", row[0])] == CLAUSES


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row[0] not in {"clause", "beyond the standard"}], ids=lambda r: r[0]
)
def test_every_row_names_tests_that_exist_or_says_why_not(row: list[str]) -> None:
    *_, proof = row
    named = re.findall(r"`(test_\w+)`", proof)
    assert named or re.fullmatch(r"– \w.{5,}", proof), "neither a test nor a reason"
    assert not set(named) - EXISTING
