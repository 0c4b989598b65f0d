"""Two drafts of minutes side by side: part by part, word by word. Pure: knows no database and no page."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jointmeeting.kernel.documents import pasted

WORDS = re.compile(r"[A-Za-z0-9.]+|\s+|.", re.DOTALL)  # a Han character is a word; so is a number

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that stands in both drafts, or in one of them only."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the minutes that reads differently: its label, and both readings."""

    label: str
    before: list[Run]
    after: list[Run]


def compare(before: Content, after: Content) -> list[Change]:
    """Return the parts that differ, in the order of the later draft; parts taken out come last."""
    old, new = parts(before), parts(after)
    keys = [*new, *(key for key in old if key not in new)]
    changes = []
    for key in keys:
        label = (new.get(key) or old[key])[0]
        earlier, later = old.get(key, ("", ""))[1], new.get(key, ("", ""))[1]
        if earlier != later:
            changes.append(Change(label, *runs(earlier, later)))
    return changes


def parts(content: Content) -> dict[str, tuple[str, str]]:
    """Return key → (label, text): title, opening, each clause with what belongs to it, each item's deliberation."""
    found = {"title": ("标题", content["title"]), "opening": ("开头部分", content["opening"])}
    for position, row in enumerate(content["matters"], 1):
        found[row["key"]] = (f"议定事项第{position}条", clause_text(row))
    found["disclosure"] = ("公开属性", content.get("disclosure", ""))
    for row in content.get("items", ()):  # drafts kept before items were recorded have none
        found[f"item-{row['key']}"] = (f"审议情况：{row['title']}", deliberation_text(row))
    return found


def deliberation_text(row: Mapping[str, Any]) -> str:
    """Return how an item was deliberated as it is read: the summary, and each unit on a line of its own."""
    lines = [*([row["summary"]] if row["summary"] else []), *_table_lines(row)]
    for said in row["statements"]:
        reason = f"（与书面意见不一致的原因：{said['reason']}）" if said["reason"] else ""
        lines.append(f"{said['unit']}：{said['stance']}。{said['text']}{reason}")
    return "\n".join(lines)


def clause_text(row: Mapping[str, Any]) -> str:
    """Return a clause as it is read: heading, text, units and date on lines of their own."""
    supporting = "、".join(row["supporting_units"]) or "无"
    lines = (
        row["heading"],
        row["text"],
        *_table_lines(row),
        f"牵头单位：{row['lead_unit']}",
        f"配合单位：{supporting}",
    )
    basis = [f"职责依据：{row['basis']}"] if "basis" in row else []  # drafts kept before it was recorded
    verb = [f"表述：会议{row['verb']}"] if "verb" in row else []
    return "\n".join([*verb, *lines, f"完成时限：{_day(row['due_on'])}", *basis])


def _day(kept: str) -> str:
    """Return 2026年6月4日 for 2026-06-04."""
    year, month, day = map(int, kept.split("-"))
    return f"{year}年{month}月{day}日"


def _table_lines(row: Mapping[str, Any]) -> list[str]:
    """Return the table of a clause or an item a row a line; drafts kept before there were tables have none."""
    found = pasted.read(row.get("table", ""))
    return [f"附表：{found.reading}"] if found else []


def runs(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """Return both texts cut where they differ. Joined again, the runs are the texts."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    left: list[Run] = []
    right: list[Run] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        _add(left, old[a:b], is_changed=kind != "equal")
        _add(right, new[c:d], is_changed=kind != "equal")
    return left, right


def _add(runs: list[Run], words: Sequence[str], *, is_changed: bool) -> None:
    if words:
        runs.append(Run("".join(words), is_changed))
