"""The member units (成员单位): from lists in running text, labels, tables, headed lines, or the headings of duties."""

import re
from collections.abc import Iterator
from itertools import islice

from members.notices.dates import find_date
from members.notices.document import Document, Line, Sentence, blank
from members.notices.duties import Duty
from members.notices.evidence import CERTAIN, LIKELY, WEAK, Found
from members.notices.head import is_organ
from members.notices.lists import Entry, split
from members.notices.membership import Membership, of_list
from members.notices.persons import is_posts, unit_of
from members.notices.rosters import find_roster
from members.notices.scope import Scope
from members.notices.tables import Table
from members.notices.units import (
    NOT_A_NAME,
    claimed_count,
    grouped_entries,
    is_short_unit,
    is_unit,
    number,
    unit_entries,
)

# 成员单位：/ 成员单位共12家，分别是：/ 成员由下列单位负责人组成： and 成员单位 with blanks or 。 behind it.
LABEL = re.compile(
    r"(?:^|(?<=[ 。;、,:的])|(?<=会议)|(?<=小组)|(?<=机制))(?:成\s*员(?:\s*单\s*位)?|参[加会与]单位|组成(?:单位|部门))"
    r"(?P<said>[^:;。、]{0,24}?)\s*:\s*|^(?:成\s*员\s*单\s*位|组成单位)(?:\s+|。\s*)(?=[\u4e00-\u9fff])"
)
SAID_OF_OTHER = re.compile(r"联络员|职责|任务|变动|调整(?!为)|负责(?!人|同志)|联系")
COUNTED = re.compile(r"(\d{1,3}|[一二三四五六七八九十]{1,4})(?:个|家)")
OTHER_LABEL = re.compile(r"[ 。;,](?:牵头单位|联络员|办公室主任|召集人)\s*:")
# The list stands before these words …
BEFORE = re.compile(
    r"组成(?!人员|部门|单位(?:为|:|是))|"
    r"(?:为|作为|是|列为|担任)(?:[\u4e00-\u9fff]{0,12}(?:联[席系]会议|领导小组|协调机制)的?)?"
    r"(?:组成|参加)?成员(?:单位|部门)?(?=[。;,]|的|$)|"
    r"参加(?=[,。])|等成员单位|(?:参加|组成)的[\u4e00-\u9fff]{0,20}(?:联席会议|协调机制|领导小组)"
)
# … or behind these.
BEHIND = re.compile(
    r"(?:成员(?:单位|部门)?(?:主要)?|参加单位|组成单位|成员单位名单)(?:包括|有|为|由|是|分别为|分别是)[:]?|"
    r"(?:以下|下列)(?:单位|部门)[^,。;:]{0,10}组成:"
)
HEADING = re.compile(
    r"成员(?:单位)?(?:名单|组成|构成)?$|由(?:以下|下列)(?:单位|部门)[^,。;:]{0,10}组成$|^组成单位(?:名单)?$|成员单位(?:及|和|与)其?(?![\u4e00-\u9fff]*(?:职责|分工|任务))[\u4e00-\u9fff]{2,8}$"
)
FOUNDED = re.compile(
    r"^([^。;]*?(?:会同|联合)[^。;]+?)(?:共同)?(?:建立|成立|组建)[\u4e00-\u9fff“”]{0,24}(?:联席会议|协调机制)"
)
JOINED = re.compile("会同|联合(?!会)")
COUNT_BEHIND = re.compile(r"成员(?:单位)?,?共(?:计|有)?(\d{1,3}|[一二三四五六七八九十]{1,4})(?:家|个)")
MOST_LISTS = 8  # in one sentence; a damaged one repeats the words without end
AS_ABOVE = re.compile(r"(?:以上|上述)(?:各)?(?:单位|部门)[^。;]{0,4}(?:均|都)?(?:为|是|作为)[^。;]{0,24}成员单位")


def find_members(document: Document, scope: Scope, sentences: list[Sentence]) -> Membership:
    """Return named members and units. A list of units as long as the list of persons is the printed list."""
    roster = find_roster(document, scope)
    named = len(roster.units) >= 2
    for reader in (_labelled, _running) if named else (_labelled, _running, _tabled, _headed):
        listed = reader(document, scope, sentences).without_doubles()
        if len(listed.units) >= max(2, len(roster.without_doubles().units)):
            return Membership(listed.units, roster.persons, listed.claimed, roster.unread)
    return roster.without_doubles() if named else Membership()


def from_duties(document: Document, scope: Scope, duties: list[Found[Duty]]) -> Membership:
    """Return the units charged under a title such as 成员单位职责, for notices that list the members nowhere else."""
    above = any(AS_ABOVE.search(sentence.text) for sentence in scope.sentences)
    titled = [
        document.found(duty.value.unit, duty.evidence.start, duty.evidence.end, WEAK)
        for duty, title in zip(duties, _titles(document, duties), strict=True)
        if above or "成员单位" in title
    ]
    return Membership(titled).without_doubles()


def _titles(document: Document, duties: list[Found[Duty]]) -> Iterator[str]:
    """Yield the title above each duty: the first one has it, the numbers in between are duties themselves."""
    inside: set[int] = set()
    text = ""
    for duty in duties:
        line, last = document.line_at(duty.value.start), document.line_at(max(0, duty.value.end - 1))
        if (title := document.title_above(line)).index not in inside:
            text = title.text + _duty_title(document, line)
            first = line.index
            while line.is_table and first and document.lines[first - 1].is_table:
                first -= 1
            text += document.lines[first].text if line.is_table else ""
        inside |= {title.index, *range(line.index, last.index + 1)}
        yield text


def _duty_title(document: Document, line: Line) -> str:
    """Return a title without a number right above, such as …领导小组成员单位职责."""
    above = document.lines[line.index - 1] if line.index else line
    return above.text if not above.level and re.search(r"(?:职责|分工)[: ]*$", above.text) else ""


# 成员单位：甲、乙、丙


def _labelled(document: Document, scope: Scope, sentences: list[Sentence]) -> Membership:
    for index, line in enumerate(scope.lines):
        text = document.text[line.body : line.end]
        for label in () if line.is_table else LABEL.finditer(text):
            if not SAID_OF_OTHER.search(said := label["said"] or ""):
                begin = line.body + label.end()
                end = _list_end(document, scope.lines, index, begin)
                printed = document.text[begin:end].replace("\n", "、")
                if (
                    units := _all_units(printed, begin)
                    or grouped_entries(printed, begin)
                    or _posted_units(printed, begin)
                ):
                    membership = of_list(document, units, printed, line.start, end, CERTAIN)
                    if count := COUNTED.search(said):
                        membership.claimed = document.found(number(count[1]), line.start, end, CERTAIN)
                    return membership
    return Membership()


def _list_end(document: Document, lines: list[Line], index: int, begin: int) -> int:
    """A labelled list ends at the next label or full stop; without either it may go on in the next lines."""
    stop = OTHER_LABEL.search(document.text, begin, lines[index].end)
    end = stop.start() if stop else lines[index].end
    full_stop = document.text.find("。", begin, end)
    while full_stop < 0 and not stop and index + 1 < len(lines) and _goes_on(lines, index + 1):
        index += 1
        end = lines[index].end
    return full_stop if full_stop >= 0 else end


def _goes_on(lines: list[Line], index: int) -> bool:
    """A further line of a labelled list holds units and nothing else."""
    line = lines[index]
    return not line.level and not line.is_table and not _signs(lines, index) and bool(_all_units(line.text, line.start))


def _signs(lines: list[Line], index: int) -> bool:
    """An organ above the date of a notice signs it; it is no member."""
    return is_organ(blank(lines[index].text)) and any(find_date(line.text) for line in lines[index + 1 : index + 3])


def _posted_units(text: str, start: int) -> list[Entry]:
    """县民政局局长、县财政局局长: members given by posts are the units of these posts, if each of them has one."""
    found = [(entry, unit_of(entry.text)) for entry in split(text, start) if is_posts(entry.text)]
    units = [Entry(unit, entry.start, entry.end) for entry, unit in found if unit]
    return units if len(units) == len(split(text, start)) else []


def _all_units(text: str, start: int) -> list[Entry]:
    entries = unit_entries(text, start)
    good = [entry for entry in entries if is_unit(entry.text) or is_short_unit(entry.text)]
    return entries if entries and len(good) == len(entries) and any(is_unit(entry.text) for entry in good) else []


# 联席会议由甲、乙、丙组成 / 甲、乙、丙为成员单位 / 成员单位包括甲、乙、丙


def _running(document: Document, scope: Scope, sentences: list[Sentence]) -> Membership:
    best = Membership()
    for sentence in sentences:
        for text, start, anchored in _lists(sentence):
            entries = _last_units(text, start) if anchored else _first_units(text, start)
            count = claimed_count(text)
            if count == len(entries) + 1:
                entries = [*_leading(sentence, entries[0].start if entries else start), *entries]
            if count and count > 2 * len(entries) and "等" not in text[-24:]:
                continue  # 县委、县政府23个单位 names two of them in passing
            if len({entry.text for entry in entries}) > len(best.units):
                confidence = CERTAIN if all(is_unit(entry.text) for entry in entries) else WEAK
                best = of_list(document, entries, text, sentence.start, sentence.end, confidence).without_doubles()
                if behind := COUNT_BEHIND.search(sentence.text):
                    best.claimed = document.found(number(behind[1]), sentence.start, sentence.end, CERTAIN)
    return best


LEADING = re.compile(r"由([^,;。:、由]{2,25}?)(?:负责)?牵头,(?:会同)?$")


def _leading(sentence: Sentence, first: int) -> list[Entry]:
    """由甲牵头，乙、丙等3个单位组成: the unit before the list, when the printed number counts it."""
    match = LEADING.search(sentence.text[max(0, first - sentence.start - 40) : first - sentence.start])
    return [Entry(match[1], first, first)] if match and is_unit(match[1]) else []


def _lists(sentence: Sentence) -> Iterator[tuple[str, int, bool]]:
    """Yield text, position, and whether the list ends (True) or begins (False) at the edge."""
    for match in islice(BEFORE.finditer(sentence.text), MOST_LISTS):
        yield sentence.text[: match.start()], sentence.start, True
    for match in FOUNDED.finditer(sentence.text):  # 甲会同乙、丙建立联席会议
        yield JOINED.sub("、、", match[1]), sentence.start, True
    for match in islice(BEHIND.finditer(sentence.text), MOST_LISTS):
        yield sentence.text[match.end() :].rstrip("。;"), sentence.start + match.end(), False


LEAD = re.compile(r"^.*(?:(?<!自)由|包括|分别为|成员单位为|:|(?<=[议组])为|以及?(?=各)|和(?=各))")


def _last_units(text: str, start: int) -> list[Entry]:
    """Read backwards from the end of the list to where it begins."""
    entries = unit_entries(text, start)
    found: list[Entry] = []
    for index in range(len(entries) - 1, -1, -1):
        entry = entries[index]
        lead = LEAD.match(entry.text)
        name = entry.text[lead.end() :] if lead else entry.text
        if not _fits(name, entries[index - 1].text if index and not lead else ""):
            break
        found.insert(0, Entry(name, entry.end - len(name), entry.end))
        if lead:
            break
    return found


def _first_units(text: str, start: int) -> list[Entry]:
    """Read on until something is no unit; a comma may end the list (…等单位，办公室设在…)."""
    found: list[Entry] = []
    until = re.search(r"等\S{0,12}(?:单位|部门|机构)|[。;]", text)
    entries = unit_entries(text[: until.start()] if until else text, start)
    for index, entry in enumerate(entries):
        if not _fits(entry.text, entries[index + 1].text if index + 1 < len(entries) else ""):
            in_list = text[: entry.start - start].rstrip().endswith("、")
            if not in_list:
                break
            if not UNKNOWN.fullmatch(entry.text) or NOT_A_NAME.search(entry.text):
                return []  # half a list would be wrong
        found.append(entry)
    return found


UNKNOWN = re.compile(r"[\u4e00-\u9fff()]{3,12}")


def _fits(name: str, beyond: str) -> bool:
    """A list goes on over a name of an unknown kind when a unit stands beyond it: half a list would be wrong."""
    if is_unit(name) or (is_short_unit(name) and not re.search(r"[人员议度]$|^(?:并|且|其)", name)):
        return True
    unknown = re.fullmatch(r"[\u4e00-\u9fff()]{3,16}", name) and not NOT_A_NAME.search(name)
    return bool(unknown) and is_unit(beyond)


# Tables, and units one a line under a heading


def _tabled(document: Document, scope: Scope, sentences: list[Sentence]) -> Membership:
    for table in scope.tables:
        if {"duty", "name"} & set(table.columns):
            continue
        membership = _table_units(document, table)
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


def _headed(document: Document, scope: Scope, sentences: list[Sentence]) -> Membership:
    """成员单位名单 as a heading or annex title, then units line by line, numbered or not."""
    membership = Membership()
    inside = False
    for index, line in enumerate(scope.lines):
        text = document.text[line.body : line.end].strip()
        if HEADING.search(text.rstrip(":")) and len(text) < 40:
            inside, membership = True, Membership()
        elif inside and not _signs(scope.lines, index) and (entries := _line_units(text, line.body)):
            membership.units += [document.found(entry.text, line.start, line.end, LIKELY) for entry in entries]
            if count := claimed_count(text):
                membership.claimed = document.found(count, line.start, line.end, CERTAIN)
        elif inside and len(membership.units) >= 2:
            return membership
        elif inside:
            inside = False
    return membership


def _line_units(text: str, start: int) -> list[Entry]:
    """A line of units, of a group of them (群团组织：甲、乙), or of a unit with the post that stands for it."""
    if entries := _all_units(text, start) or grouped_entries(text, start):
        return entries
    unit, mark, post = text.partition(":")
    if not mark:
        return _posted_units(text, start)
    return [Entry(unit, start, start + len(unit))] if is_unit(unit) and is_posts(post) else []
