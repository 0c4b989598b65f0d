"""What a notice changes in a body that exists: members added, removed, renamed, replaced; holders replaced."""

import re
from dataclasses import dataclass, field
from typing import Any

from members.notices.document import Document, Sentence
from members.notices.evidence import LIKELY, Found
from members.notices.persons import person
from members.notices.units import is_unit, unit_entries

BODY = r"(?:[\u4e00-\u9fff]{0,16}(?:联[席系]会议|领导小组|协调小组|协调机制)的?)?"
AS_MEMBER = rf"(?:为|作为|列为|列入|纳入|成为|到){BODY}(?:组成)?成员(?:单位)?"
ADDED = (
    re.compile(rf"(?:增加|新增|增补|增设|吸收|补充|增列)([^;。:]{{2,200}}?){AS_MEMBER}"),
    re.compile(rf"(?:将|把|由|同意)?([^;。:]{{2,200}}?)(?:增加|新增|增补|增列|补充){AS_MEMBER}"),
    re.compile(r"(?:增加|新增|增补)(?:的)?成员单位(?:为|有|:)?([^;。]{2,200})"),
)
REMOVED = (
    re.compile(rf"([^;。:]{{2,200}}?)不再(?:担任|作为|列为|列入|纳入|为|是){BODY}(?:组成)?成员(?:单位)?"),
    re.compile(rf"(?:取消|撤销|撤出|减少|删除|免去|去除)([^;。:]{{2,200}}?)(?:的)?(?:{BODY})?成员单位"),
    re.compile(r"(?:取消|撤销|减少|删除|退出|调出|移出|剔除)(?:的)?成员单位(?:为|有|:)([^;。]{2,200})"),
)
RENAMED = re.compile(
    r"(?:原)?([^,;。:、原]{2,25}?)(?:已|统一|相应)?(?:更名为|改名为|名称变更为|名称调整为|名称改为|改称为?)([^,;。:、]{2,25})"
)
REPLACED = re.compile(
    r"([^,;。:]{2,60}?)(?:同志)?(?:调整为|变更为|替换为|改为|更换为|调整由)([^,;。:]{2,60}?)(?:同志)?(?:担任|兼任)?(?=[,;。、]|$)"
)
ROLE = re.compile(
    r"(总召集人|副召集人|召集人|副组长|组长|办公室副主任|办公室主任|联络员|成员单位|成员)(?:分别)?(?:由|:)?"
)
# 甲同志担任总召集人，乙同志不再担任总召集人 (either order)
HEADS = r"(总召集人|副召集人|召集人|副组长|组长|办公室副主任|办公室主任)"
APPOINTED = re.compile(rf"([^,;。:]{{2,40}}?)(?:同志)?(?:接任|担任|兼任|任)(?:[\u4e00-\u9fff]{{0,10}}?){HEADS}")
DISMISSED = re.compile(rf"([^,;。:]{{2,40}}?)(?:同志)?不再(?:担任|兼任)(?:[\u4e00-\u9fff]{{0,10}}?){HEADS}")
LEAD = re.compile(r"^.*(?:[,;:]|决定|同意|因|现将|(?<=[^自])将|原|并)")
SAID_AS_CHANGE = re.compile(
    r"增加|新增|增补|增列|不再|更名|改名|名称(?:变更|调整)|取消|[调移]出成员|调整为|变更为|替换为|更换为"
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
    """Read the changes."""
    changes = Changes()
    for sentence in sentences:
        if not SAID_AS_CHANGE.search(sentence.text):
            continue
        _units(document, sentence, ADDED, changes.added)
        _units(document, sentence, REMOVED, changes.removed)
        for match in RENAMED.finditer(sentence.text):
            pair = {"from": _unit(match[1]), "to": match[2].strip()}
            if is_unit(pair["from"]) and is_unit(pair["to"]):
                changes.renamed.append(document.found(pair, sentence.start, sentence.end, LIKELY))
        for match in REPLACED.finditer(sentence.text):
            if row := _replacement(match[1], match[2]):
                changes.replaced.append(document.found(row, sentence.start, sentence.end, LIKELY))
        if row := _succession(sentence.text):
            changes.replaced.append(document.found(row, sentence.start, sentence.end, LIKELY))
    return changes


def _succession(text: str) -> dict[str, str | None] | None:
    dismissed = DISMISSED.search(text)
    appointed = next((m for m in APPOINTED.finditer(text) if not m[1].endswith("不再")), None)
    if not dismissed or not appointed or dismissed[2] != appointed[2]:
        return None
    old, new = person(_unit(dismissed[1])), person(_unit(appointed[1]))
    return {"role": dismissed[2], "from": str(old), "to": str(new)} if old and new else None


def _units(
    document: Document, sentence: Sentence, patterns: tuple[re.Pattern[str], ...], found: list[Found[str]]
) -> None:
    for pattern in patterns:
        for match in pattern.finditer(sentence.text):
            for entry in reversed(unit_entries(match[1], 0)):
                name = _unit(entry.text)
                if not is_unit(name):
                    break
                if name not in [known.value for known in found]:
                    found.append(document.found(name, sentence.start, sentence.end, LIKELY))
    # entries were read from the end, where the list is anchored
    found.sort(key=lambda known: (known.evidence.start, document.text.find(known.value, known.evidence.start)))


def _unit(text: str) -> str:
    lead = LEAD.match(text)
    name = text[lead.end() :] if lead else text
    return re.sub(r"^(?:将|由|因|原|同意|增加|成员单位)", "", name).strip()


def _replacement(before: str, after: str) -> dict[str, str | None] | None:
    role = ROLE.search(before)
    old = _unit(before[role.end() :] if role else before)
    new = after.strip()
    if is_unit(old) and is_unit(new):
        return {"role": "成员单位", "from": old, "to": new}
    old_holder, new_holder = person(old), person(new)
    if role and old_holder and new_holder:
        return {"role": role[1], "from": str(old_holder), "to": str(new_holder)}
    return None
