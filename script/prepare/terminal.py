"""What the person at the terminal sees when everything runs."""

import unicodedata
from pathlib import Path

from script.prepare.place import LOCAL, say

ROWS = 8
LINE = "─" * 78


def box(url: str, *, is_open: bool) -> None:
    """Say where the system is, who can log in, where the logs are."""
    lines = [LINE, f"  联席会议办公系统   {url}"]
    rows = demo_rows(LOCAL / "demo.txt")
    if rows:
        lines += ["", "  演示账号：用户名、密码、岗位、单位"]
        lines += ["  " + _row(row) for row in _main(rows)]
        lines += [f"  共 {len(rows)} 个，全部在 .local/demo.txt"] if len(rows) > ROWS else []
    lines += ["", "  日志：.local/log/        停止：Ctrl-C"]
    if is_open:
        lines += ["  已对外开放：请先设 HTTPS 代理和 ALLOWED_HOSTS，见 docs/operations.md"]
    say("\n".join([*lines, LINE]))


def demo_rows(path: Path) -> list[list[str]]:
    """Return user, password, role and unit of every demonstration account."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.count("\t") >= 3]


def _main(rows: list[list[str]]) -> list[list[str]]:
    """Return one account a role, those that come first."""
    first: dict[str, list[str]] = {}
    for row in rows:
        first.setdefault(row[2], row)
    return list(first.values())[:ROWS]


def _row(row: list[str]) -> str:
    widths = (20, 14, 16)
    return "  ".join([*(_padded(text, width) for text, width in zip(row[:3], widths, strict=True)), row[3]])


def _padded(text: str, width: int) -> str:
    taken = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * max(0, width - taken)
