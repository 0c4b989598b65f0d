"""What a notice changes in a body that exists: members added, removed, renamed, replaced; holders replaced."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from members.notices.document import Document, Sentence
from members.notices.evidence import LIKELY, Found
from members.notices.persons import Person, person, unit_of
from members.notices.units import is_unit, unit_entries

BODY = r"(?:[\u4e00-\u9fff]{0,16}(?:联[席系]会议|领导小组|协调小组|协调机制)的?)?"
AS_MEMBER = rf"(?:为|作为|列为|列入|纳入|成为|到){BODY}(?:组成)?成员(?:单位)?"
ADDED = (
    re.compile(rf"(?:增加|新增|增补|增设|吸收|吸纳|补充|增列)([^;。:]{{2,200}}?){AS_MEMBER}"),
    re.compile(rf"(?:将|把|由|同意)?([^;。:]{{2,200}}?)(?:增加|新增|增补|增列|补充){AS_MEMBER}"),
    re.compile(rf"([^;。:]{{2,200}}?)加入{BODY}"),
    re.compile(r"(?:增加|新增|增补)(?:的)?成员单位(?:为|有|:)?([^;。]{2,200})"),
)
REMOVED = (
    re.compile(rf"([^;。:]{{2,200}}?)退出{BODY}(?:成员单位)?"),
    re.compile(rf"([^;。:]{{2,200}}?)不再(?:担任|作为|列为|列入|纳入|为|是){BODY}(?:组成)?成员(?:单位)?"),
    re.compile(rf"(?:取消|撤销|撤出|减少|删除|免去|去除)([^;。:]{{2,200}}?)(?:的)?(?:{BODY})?成员单位"),
    re.compile(r"(?:取消|撤销|减少|删除|退出|调出|移出|剔除)(?:的)?成员单位(?:为|有|:)([^;。]{2,200})"),
)
RENAMED = re.compile(
    r"(?:原)?([^,;。:、原]{2,25}?)(?:成员单位)?(?:已|统一|相应)?(?:更名为|改名为|名称变更为|名称调整为|名称改为|改称为?|(?<=[局部委办会厅署社])变更为)([^,;。:、]{2,25})"
)
RENAMED_EACH = re.compile(
    r"([^,;。:]{4,200}?)(?:成员单位)?(?:已)?分别(?:更名为|改名为|名称变更为|调整为|变更为|改称为?)([^,;。:]{4,200})"
)
REPLACED = re.compile(
    r"([^,;。:]{2,60}?)(?:同志)?(?:调整为|变更为|替换为|改为|更换为|调整由)([^,;。:]{2,60}?)(?:同志)?(?:担任|兼任)?(?=[,;。、]|$)"
)
ROLE = re.compile(
    r"(总召集人|副召集人|召集人|副组长|组长|办公室副主任|办公室主任|联络员|成员单位|成员)(?:分别)?(?:由|:)?"
)
# 甲同志担任总召集人，乙同志不再担任总召集人; 总召集人乙不再担任，由甲接任: in either order, in one clause.
HEADS = r"(?P<role>总召集人|副总召集人|副召集人|召集人|副组长|组长|办公室副主任|办公室主任)"
WHO = r"(?P<who>[^,;。:]{2,40}?)(?:同志)?"
NO_MORE = r"不再(?:继续)?(?:担任|兼任|履行)"
TAKES = r"(?:接任|接替|担任|兼任|任)"
DISMISSED = (
    re.compile(rf"{WHO}{NO_MORE}(?:[\u4e00-\u9fff]{{0,10}}?){HEADS}"),
    re.compile(rf"(?:^|[,;。:的原]|会议|小组){HEADS}{WHO}{NO_MORE}"),
    re.compile(rf"{HEADS}由[^,;。:]{{2,40}}?(?:接替|替换|代替){WHO}{TAKES}"),
    re.compile(rf"免去{WHO}(?:的)?(?:联席会议|领导小组)?{HEADS}"),
)
APPOINTED = (
    re.compile(rf"{HEADS}由{WHO}(?:接替|替换|代替)[^,;。:]{{2,20}}?{TAKES}"),
    re.compile(
        rf"(?:^|[,;。:的]|会议|小组){HEADS}(?:改|变更|调整)?(?:为)?由(?P<who>[^,;。:]{{2,60}}?)(?:同志)?(?P<said>\([^()]{{2,40}}\))?{TAKES}"
    ),
    re.compile(rf"{WHO}(?P<said>\([^()]{{2,40}}\))?{TAKES}(?:[\u4e00-\u9fff]{{0,10}}?){HEADS}"),
)
LEFT = re.compile(rf"(?:^|,)(?:原)?{WHO}{NO_MORE}(?:该职务|此职)?$")  # 召集人由甲担任，乙不再担任
TAKES_OVER = re.compile(rf"由(?P<who>[^,;。:]{{2,60}}?)(?:同志)?(?P<said>\([^()]{{2,40}}\))?{TAKES}")
QUOTED = re.compile(r"[“”‘’\"]")
LEAD = re.compile(r"^.*(?:[,;:]|决定|同意|因|现将|(?<=[^自])将|原|并)")
SAID_AS_CHANGE = re.compile(
    r"增加|新增|增补|增列|吸纳|不再|更名|改名|名称(?:变更|调整)|取消|免去|[调移退]出|加入|调整为|变更为|替换为|更换为|由[^,;。]{4,40}接替[^,;。]{2,20}担任"
)


@dataclass
class Changes:
    """What changes, each entry with its evidence."""

    added: list[Found[str]] = field(default_factory=list)
    removed: list[Found[str]] = field(default_factory=list)
    renamed: list[Found[dict[str, str]]] = field(default_factory=list)
    replaced: list[Found[dict[str, str | None]]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.added or self.removed or self.renamed or self.replaced)

    def to_json(self) -> dict[str, Any]:
        """Return the four lists without evidence."""
        return {
            name: [found.value for found in getattr(self, name)] for name in ("added", "removed", "renamed", "replaced")
        }


def states_change(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of single changes, so that its units are not the whole membership."""
    return bool(SAID_AS_CHANGE.search(sentence.text)) and len(unit_entries(sentence.text, 0)) < 40


def find_changes(document: Document, sentences: list[Sentence]) -> Changes:
    """Read the changes; what is printed twice is said once."""
    changes = Changes()
    first: dict[str, Sentence] = {}
    for printed in sentences:
        first.setdefault(printed.text, printed)
    for printed in first.values():
        sentence = replace(printed, text=QUOTED.sub("", printed.text))
        if not SAID_AS_CHANGE.search(sentence.text):
            continue
        _units(document, sentence, ADDED, changes.added)
        _units(document, sentence, REMOVED, changes.removed)
        for pair in _renamed(sentence.text):
            if is_unit(pair["from"]) and is_unit(pair["to"]):
                changes.renamed.append(document.found(pair, sentence.start, sentence.end, LIKELY))
        for match in REPLACED.finditer(sentence.text):
            if row := _replacement(match[1], match[2], match[0]):
                changes.replaced.append(document.found(row, sentence.start, sentence.end, LIKELY))
        for row in _successions(sentence.text):
            changes.replaced.append(document.found(row, sentence.start, sentence.end, LIKELY))
    changes.added, changes.removed = (_in_order(document, units) for units in (changes.added, changes.removed))
    return changes


def _in_order(document: Document, units: list[Found[str]]) -> list[Found[str]]:
    """Return each unit once in printed order; entries were read from the end, where the list is anchored."""
    once = {unit.value: unit for unit in reversed(units)}.values()
    return sorted(once, key=lambda unit: (unit.evidence.start, document.text.find(unit.value, unit.evidence.start)))


def _renamed(text: str) -> Iterator[dict[str, str]]:
    """Yield old and new names; 甲、乙分别更名为丙、丁 are two pairs."""
    for match in RENAMED_EACH.finditer(text):
        old, new = (unit_entries(part, 0) for part in (match[1], match[2]))
        if len(old) == len(new):
            yield from ({"from": _unit(a.text), "to": b.text} for a, b in zip(old, new, strict=True))
    for match in RENAMED.finditer(text):
        if not match[1].endswith("分别"):
            yield {"from": _unit(match[1]), "to": match[2].strip()}


def _successions(text: str) -> Iterator[dict[str, str | None]]:
    """Yield who follows whom, clause by clause; one who only leaves or whose office is unclear is left out."""
    for clause in re.split("[;。]", text):
        gone = _held(DISMISSED, clause)
        come = _held(APPOINTED, clause)
        taken = TAKES_OVER.search(clause)
        if come and not gone and (left := LEFT.search(clause)):
            gone = come[0], left["who"]
        if come is None and gone and taken:
            come = gone[0], taken["who"] + (taken["said"] or "")
        if come is None or (gone and gone[0] != come[0]):
            continue
        old, new = _holder(gone[1]) if gone else None, _holder(come[1])
        if new and new.name and (old or not gone):
            yield {"role": come[0], "from": str(old) if old else None, "to": str(new)}


def _holder(text: str) -> Person | None:
    """Return who held or takes a role; 市民政局测试甲 has no post but a unit."""
    printed = _unit(text)
    units = (end for end in (len(printed) - 3, len(printed) - 2) if is_unit(printed[: max(end, 0)]))
    return person(printed) or next((Person(printed[end:], printed[:end]) for end in units), None)


def _held(patterns: tuple[re.Pattern[str], ...], clause: str) -> tuple[str, str] | None:
    for pattern in patterns:
        for match in pattern.finditer(clause):
            if not match["who"].endswith("不再"):
                return match["role"], match["who"] + (match.groupdict().get("said") or "")
    return None


def _units(
    document: Document, sentence: Sentence, patterns: tuple[re.Pattern[str], ...], found: list[Found[str]]
) -> None:
    for pattern in patterns:
        for match in pattern.finditer(sentence.text):
            for entry in reversed(unit_entries(match[1], 0)):
                name = _unit(entry.text)
                if (who := person(name)) and who.name and who.post:  # 县医保局局长测试甲: his unit joins
                    name = unit_of(who.post) or ""
                if not is_unit(name):
                    break
                found.append(document.found(name, sentence.start, sentence.end, LIKELY))


def _unit(text: str) -> str:
    lead = LEAD.match(text)
    name = text[lead.end() :] if lead else text
    return re.sub(r"^(?:将|由|因|原|同意|增加|成员单位)", "", name).strip()


def _replacement(before: str, after: str, printed: str) -> dict[str, str | None] | None:
    role = ROLE.search(before)
    old = _unit(before[role.end() :] if role else before)
    new = after.strip()
    if is_unit(old) and is_unit(new) and "变更为" not in printed:
        return {"role": "成员单位", "from": old, "to": new}
    old_holder, new_holder = person(old), person(new)
    if role and old_holder and new_holder:
        return {"role": role[1], "from": str(old_holder), "to": str(new_holder)}
    return None
