"""How each kind of value is typed by a person and kept in a charter: read(kind, text) and write(kind, value)."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from members.charter_schema import ApprovalStep, MemberChangeKind, RoleWord, SignDelegate, Validity
from members.wording import WORDS

KINDS = ("text", "long", "lines", "date", "frequency", "flag", "word", "words", "steps", "change", "validity", "fixed",
         "days", "delegate")  # fmt: skip
LONGEST = {"text": 200, "long": 8_000, "lines": 2_000}
YES = "是"
CHOICES: dict[str, tuple[str, ...]] = {
    "word": tuple(WORDS[word] for word in get_args(RoleWord)),
    "change": tuple(WORDS[word] for word in get_args(MemberChangeKind)),
    "validity": get_args(Validity),
    "flag": (YES,),
    "delegate": tuple(WORDS[word] for word in get_args(SignDelegate)),
}
CODES: dict[str, str] = {
    WORDS[code]: code for group in (RoleWord, SignDelegate, MemberChangeKind, ApprovalStep) for code in get_args(group)
}
# What notices print for the posts of the closed list; the longest first, so that 办公室主任 is not the office.
PRINTED = (
    ("副召集人|副组长", "副召集人"),
    ("总召集人|(?<!副)组长", "总召集人"),
    ("召集人", "召集人"),
    ("办公室(?:副)?主任", "办公室主任"),
    ("办公室", "联席会议办公室"),
    ("牵头单位|牵头部门", "牵头单位"),
    ("责任单位", "责任单位"),
    ("主持人|主持会议", "主持会议的同志"),
)
BETWEEN = re.compile(r"[、,，;；]|或者?|和|及|与")


def write(kind: str, value: Any) -> str:
    """Return a reading's value as the text a person sees and may change."""
    if kind == "lines":
        return "\n".join(value)
    if kind == "frequency":
        return _times(value["min"], value["max"])
    if kind == "flag":
        return YES if value else ""
    if kind == "word":
        return role_of(value) or ""
    if kind == "words":
        roles = [role_of(part) for part in BETWEEN.split(value)]
        return "、".join(role for role in roles if role) if all(roles) else ""
    return str(WORDS[value] if kind == "change" else value)


def _times(low: int | None, high: int | None) -> str:
    if low is None:
        return ""
    return f"至少{low}" if high is None else f"{low}" if low == high else f"{low}-{high}"


def role_of(printed: str) -> str | None:
    """Return the post of the closed list that the notice means by `printed`; None when it names no or several."""
    found = []
    for pattern, role in PRINTED:
        if re.search(pattern, printed):
            found.append(role)
            printed = re.sub(pattern, "", printed)
    return found[0] if len(found) == 1 else None


def read(kind: str, text: str) -> Any:
    """Return the value of what a person kept. Raises ValueError with a sentence for her."""
    text = text.strip()
    if not text:
        raise ValueError("采用时不能为空；通知没有规定的，请选“不采用”。")
    if len(text) > LONGEST.get(kind, 200):
        raise ValueError(f"不能超过{LONGEST.get(kind, 200)}字，请删减。")
    return READERS.get(kind, str)(text)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("请按“2026-03-01”的格式填写日期。") from None


def _frequency(text: str) -> dict[str, int]:
    if least := re.fullmatch(r"至少\s*([1-9]\d?)\s*次?", text):
        return {"min": int(least[1])}
    match = re.fullmatch(r"(\d{1,2})(?:\s*[-—~至到]\s*(\d{1,2}))?\s*次?", text)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 0 < low <= high:
        raise ValueError("请填写每年次数，例如“1”“1-2”或“至少2”。")
    return {"min": low, "max": high}


def _days(text: str) -> int:
    if not (match := re.fullmatch(r"(\d{1,2})\s*(?:个工作日|日|天)?", text)) or not int(match[1]):
        raise ValueError("请填写天数，按工作日计算，例如“3”。")
    return int(match[1])


def _word(text: str) -> str:
    if text not in CHOICES["word"]:
        raise ValueError(f"请从下列岗位中选择：{'、'.join(CHOICES['word'])}。")
    return CODES[text]


def _words(text: str) -> list[str]:
    return [_word(part.strip()) for part in BETWEEN.split(text) if part.strip()]


def _steps(text: str) -> list[str]:
    steps = [WORDS[step] for step in get_args(ApprovalStep)]
    parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
    if not set(parts) <= set(steps):
        raise ValueError(f"请填写审批步骤：{'、'.join(steps)}。")
    return [CODES[part] for part in parts]


def _one_of(kind: str) -> Callable[[str], str]:
    def choose(text: str) -> str:
        if text not in CHOICES[kind]:
            raise ValueError(f"请选择：{'、'.join(CHOICES[kind])}。")
        return CODES.get(text, text)

    return choose


READERS: dict[str, Callable[[str], Any]] = {
    "lines": _lines,
    "date": _date,
    "frequency": _frequency,
    "flag": lambda text: _one_of("flag")(text) == YES,
    "word": _word,
    "words": _words,
    "steps": _steps,
    "days": _days,
    "delegate": _one_of("delegate"),
    "change": _one_of("change"),
    "validity": _one_of("validity"),
}
