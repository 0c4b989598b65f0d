"""The member units (成员单位) and named members, from running text, labels, person lists, numbered lines and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from members.notices.document import Document, Line, Sentence
from members.notices.evidence import CERTAIN, LIKELY, WEAK, Found
from members.notices.lists import Entry
from members.notices.persons import NAME, person, unit_of
from members.notices.posts import LABEL as POST_LABEL
from members.notices.posts import role_of
from members.notices.tables import Table, tables
from members.notices.units import claimed_count, is_short_unit, is_unit, number, unit_entries

LABEL = re.compile(
    r"(?:^|(?<=[ 。;、,:]))(?:成\s*员(?:\s*单\s*位)?(?:名单)?|参[加会与]单位|组成(?:单位|部门))"
    r"\s*(?:为|是|包括|有|由|共|共有)?\s*(?:(\d{1,3}|[一二三四五六七八九十]{1,4})(?:个|家)[,]?)?(?:分别)?(?:为|是)?\s*:\s*"
)
OTHER_LABEL = re.compile(r"[ 。;,](?:牵头单位|联络员|办公室主任|召集人)\s*:")
# The list stands before these words …
BEFORE = re.compile(
    r"组成(?!人员|单位(?:为|:|是))|"
    r"(?:为|作为|是|列为|担任)(?:[\u4e00-\u9fff]{0,12}(?:联[席系]会议|领导小组|协调机制)的?)?"
    r"(?:组成|参加)?成员(?:单位|部门)?(?=[。;,]|的|$)|"
    r"等成员单位|(?:参加|组成)的[\u4e00-\u9fff]{0,20}(?:联席会议|协调机制|领导小组)"
)
# … or behind these.
BEHIND = re.compile(
    r"(?:成员(?:单位|部门)?(?:主要)?|参加单位|组成单位|成员单位名单)(?:包括|有|为|由|是|分别为|分别是)[:]?"
)
HEADING = re.compile(r"成员(?:单位)?(?:名单|组成)?$|^组成单位$")
PERSON_RANK = re.compile(
    r"(?:各)?成员单位[\u4e00-\u9fff]{0,10}(?:负责同志|负责人|领导|同志)[\u4e00-\u9fff]{0,6}为(?:联席会议|领导小组)?成员"
)


@dataclass(frozen=True, slots=True)
class Member:
    """A named member; `unit` is None where the printed post names no unit."""

    name: str
    post: str
    unit: str | None


@dataclass
class Membership:
    """The members of a body as printed. `claimed` is the number the notice gives for itself."""

    units: list[Found[str]] = field(default_factory=list)
    persons: list[Found[Member]] = field(default_factory=list)
    claimed: Found[int] | None = None


def find_members(document: Document, sentences: list[Sentence]) -> Membership:
    """Return the first reading that gives at least two units: persons, labels, running text, tables, headed lines."""
    for reader in (_persons, _labelled, _running, _tabled, _headed):
        membership = reader(document, sentences)
        if len(membership.units) >= 2:
            return _without_doubles(membership)
    return Membership()


# 成员：甲　县财政局副局长


def _persons(document: Document, sentences: list[Sentence]) -> Membership:
    membership = Membership()
    inside = False
    for line in document.lines:
        text = document.text[line.body : line.end]
        label = LABEL.match(text) or re.match(r"(成\s*员)\s+(?=[\u4e00-\u9fff])", text)
        if label:
            inside = not membership.persons
        elif line.is_table or line.level in (1, 2) or POST_LABEL.match(text) or re.match(r"\S{2,6}\s*:", text):
            inside = False
        if inside:
            rest = text[label.end() :] if label else text
            for entry in _person_entries(rest, line.end - len(rest)):
                _add_person(document, membership, entry)
            inside = inside and (label is not None or bool(person(text)) or not text.strip())
    return membership


def _person_entries(text: str, start: int) -> list[Entry]:
    """One person a line, or several in a row: 甲（县财政局副局长）、乙（县教育局副局长）."""
    if text.count("(") >= 2 or re.search(rf"{NAME}\([^()]+\)[、,;]", text):
        return unit_entries(text, start)
    return [Entry(text.strip(" 。;,、"), start, start + len(text))]


def _add_person(document: Document, membership: Membership, entry: Entry) -> None:
    who = person(entry.text)
    if who is None or not who.name or not who.post:
        return
    unit = unit_of(who.post) or (who.post if is_unit(who.post) else None)
    start, end = entry.start, min(entry.end, len(document.text))
    membership.persons.append(document.found(Member(who.name, who.post, unit), start, end, CERTAIN))
    if unit:
        membership.units.append(document.found(unit, start, end, CERTAIN))


# 成员单位：甲、乙、丙


def _labelled(document: Document, sentences: list[Sentence]) -> Membership:
    for index, line in enumerate(document.lines):
        text = document.text[line.body : line.end]
        if line.is_table or not (label := LABEL.search(text)):
            continue
        begin, stop = line.body + label.end(), OTHER_LABEL.search(text, label.end())
        end = line.body + stop.start() if stop else line.end
        full_stop = document.text.find("。", begin, end)
        end = full_stop if full_stop >= 0 else end
        while full_stop < 0 and not stop and index + 1 < len(document.lines) and _goes_on(document.lines[index + 1]):
            index += 1
            end = document.lines[index].end
        if units := _all_units(document.text[begin:end].replace("\n", "、"), begin):
            membership = _membership(document, units, document.text[begin:end], line.start, end, CERTAIN)
            if label[1]:
                membership.claimed = document.found(number(label[1]), line.start, end, CERTAIN)
            return membership
    return Membership()


def _goes_on(line: Line) -> bool:
    """A further line of a labelled list holds units and nothing else."""
    return not line.level and not line.is_table and bool(_all_units(line.text, line.start))


def _all_units(text: str, start: int) -> list[Entry]:
    entries = unit_entries(text, start)
    good = [entry for entry in entries if is_unit(entry.text) or is_short_unit(entry.text)]
    return entries if entries and len(good) == len(entries) and any(is_unit(entry.text) for entry in good) else []


# 联席会议由甲、乙、丙组成 / 甲、乙、丙为成员单位 / 成员单位包括甲、乙、丙


def _running(document: Document, sentences: list[Sentence]) -> Membership:
    best = Membership()
    for sentence in sentences:
        for text, start, anchored in _lists(sentence):
            entries = _last_units(text, start) if anchored else _first_units(text, start)
            count = claimed_count(text)
            if count and count > 2 * len(entries) and "等" not in text[-24:]:
                continue  # 县委、县政府23个单位 names two of them in passing
            if len(entries) > len(best.units) and len(entries) >= 2:
                confidence = CERTAIN if all(is_unit(entry.text) for entry in entries) else WEAK
                best = _membership(document, entries, text, sentence.start, sentence.end, confidence)
    return best


def _lists(sentence: Sentence) -> Iterator[tuple[str, int, bool]]:
    """Yield text, position, and whether the list ends (True) or begins (False) at the edge."""
    for match in BEFORE.finditer(sentence.text):
        yield sentence.text[: match.start()], sentence.start, True
    for match in BEHIND.finditer(sentence.text):
        yield sentence.text[match.end() :].rstrip("。;"), sentence.start + match.end(), False


LEAD = re.compile(r"^.*(?:(?<!自)由|包括|分别为|成员单位为|:|(?<=[议组])为|以及?(?=各)|和(?=各))")


def _last_units(text: str, start: int) -> list[Entry]:
    found: list[Entry] = []
    for entry in reversed(unit_entries(text, start)):
        lead = LEAD.match(entry.text)
        name = entry.text[lead.end() :] if lead else entry.text
        if not _fits(name, found):
            break
        found.insert(0, Entry(name, entry.end - len(name), entry.end))
        if lead:
            break
    return found


def _first_units(text: str, start: int) -> list[Entry]:
    """Read on until something is no unit; a comma may end the list (…等单位，办公室设在…)."""
    found: list[Entry] = []
    until = re.search(r"等\S{0,12}(?:单位|部门|机构)|[。;]", text)
    body = text[: until.start()] if until else text
    for entry in unit_entries(body, start):
        if not _fits(entry.text, found):
            break
        found.append(entry)
    return found


def _fits(name: str, found: list[Entry]) -> bool:
    return is_unit(name) or (is_short_unit(name) and not re.search(r"[人员议度]$|^(?:并|且|其)", name))


# Tables, and units one a line under a heading


def _tabled(document: Document, sentences: list[Sentence]) -> Membership:
    for table in tables(document):
        if "duty" in table.columns:
            continue
        membership = _table_persons(document, table) if "name" in table.columns else _table_units(document, table)
        if len(membership.units) >= 2:
            return membership
    return Membership()


def _table_units(document: Document, table: Table) -> Membership:
    membership = Membership()
    for row in table.rows:
        cell = row.cells.get("unit")
        for entry in unit_entries(cell.text, cell.start) if cell else []:
            if is_unit(entry.text):
                membership.units.append(document.found(entry.text, row.line.start, row.line.end, CERTAIN))
    return membership


def _table_persons(document: Document, table: Table) -> Membership:
    membership = Membership()
    for row in table.rows:
        name, post, unit = (row.cells.get(key) for key in ("name", "post", "unit"))
        role = row.cells.get("role")
        if (
            name is None
            or (role and role_of(role.text))
            or not re.fullmatch(NAME, (bare := name.text.replace(" ", "")))
        ):
            continue
        printed = (unit.text if unit else "") + (post.text if post and not (unit and post.text in unit.text) else "")
        printed = post.text if post and unit and post.text.startswith(unit.text) else printed
        office = unit.text if unit and is_unit(unit.text) else unit_of(printed)
        membership.persons.append(document.found(Member(bare, printed, office), row.line.start, row.line.end, CERTAIN))
        if office:
            membership.units.append(document.found(office, row.line.start, row.line.end, CERTAIN))
    return membership


def _headed(document: Document, sentences: list[Sentence]) -> Membership:
    """成员单位名单 as a heading or annex title, then units line by line, numbered or not."""
    membership = Membership()
    inside = False
    for line in document.lines:
        text = document.text[line.body : line.end].strip()
        if HEADING.search(text.rstrip(":")) and len(text) < 40:
            inside, membership = True, Membership()
        elif inside and (entries := _all_units(text, line.body)):
            membership.units += [document.found(entry.text, line.start, line.end, LIKELY) for entry in entries]
        elif inside and len(membership.units) >= 2:
            return membership
        elif inside:
            inside = False
    return membership


def _membership(
    document: Document, entries: list[Entry], text: str, start: int, end: int, confidence: float
) -> Membership:
    count = claimed_count(text)
    return Membership(
        [document.found(entry.text, start, end, confidence) for entry in entries],
        claimed=document.found(count, start, end, CERTAIN) if count else None,
    )


def _without_doubles(membership: Membership) -> Membership:
    seen: set[str] = set()
    units = [unit for unit in membership.units if not (unit.value in seen or seen.add(unit.value))]  # type: ignore[func-returns-value]
    return Membership(units, membership.persons, membership.claimed)
