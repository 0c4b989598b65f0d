"""Tables whose cells blanks separate, as a page or a PDF gives them when it is pasted: they become rows with tabs."""

import re
from collections.abc import Sequence

HEADINGS = re.compile(
    r"序号|编号|姓名|(?:工作|成员|所在|责任)?单位|(?:责任|成员)?部门|职务|职位|单位(?:及|和|、)?职务|工作单位及职务|"
    r"(?:联席会议|领导小组|会议|组内)?(?:职务|身份)|类别|备注|联系电话|电话|联络员"
)
NUMBERED = re.compile(r"\d{1,3}\s")
FEWEST_COLUMNS, FEWEST_ROWS = 3, 2


def with_cells(lines: Sequence[str]) -> list[str]:
    """Return the lines, those of such a table with tabs. A table with one row that does not fit is left as it is."""
    found = list(lines)
    for index, line in enumerate(lines):
        heads = line.split()
        if "\t" in line or len(heads) < FEWEST_COLUMNS or not all(map(HEADINGS.fullmatch, heads)):
            continue
        rows = _rows(lines[index + 1 :], len(heads))
        beyond = lines[index + 1 + len(rows) : index + 2 + len(rows)]
        if len(rows) >= FEWEST_ROWS and not any(map(NUMBERED.match, beyond)):
            found[index : index + 1 + len(rows)] = ["\t".join(cells) for cells in (heads, *rows)]
    return found


def _rows(lines: Sequence[str], width: int) -> list[list[str]]:
    rows: list[list[str]] = []
    for line in lines:
        cells = _unpadded(line.split(), width) if "\t" not in line else []
        if len(cells) != width:
            break
        rows.append(cells)
    return rows


def _unpadded(cells: list[str], width: int) -> list[str]:
    """测 试: a name of two characters is padded to three and makes one cell too many."""
    halves = [
        at for at in range(len(cells) - 1) if len(cells[at]) == len(cells[at + 1]) == 1 and not cells[at].isdigit()
    ]
    if len(cells) != width + 1 or len(halves) != 1:
        return cells
    at = halves[0]
    return [*cells[:at], cells[at] + cells[at + 1], *cells[at + 2 :]]
