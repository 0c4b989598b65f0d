"""Named members (成员名单): one person a line, several in a row, or the rows of a table."""

import re
from itertools import chain, islice

from members.notices.dates import find_date
from members.notices.document import Document, Line, Sentence, blank
from members.notices.evidence import WEAK
from members.notices.head import is_organ
from members.notices.lists import Entry
from members.notices.membership import Member, Membership
from members.notices.persons import NAME, holders, is_name, is_post, person, unit_of, with_marks
from members.notices.posts import LABEL as POST_LABEL
from members.notices.posts import role_of
from members.notices.scope import Scope
from members.notices.tables import Table
from members.notices.units import is_unit, unit_entries

LABEL = re.compile(r"成\s*员(?:\s*名\s*单)?\s*(?::\s*|\s+(?=[\u4e00-\u9fff])|$)")
NO_PERSON = re.compile(r"^\S{2,6}\s*:|(?<!自)由(?!贸)|设[在于]|。.")  # another label, or a sentence
MOST_LISTS = 4  # in one sentence; a damaged one repeats the words without end
LONGEST_LINE = 40  # characters of a line that may name a person


def find_roster(document: Document, scope: Scope) -> Membership:
    """Return the named members: those behind the label 成员：, failing these the first table that names two."""
    listed = _listed(document, scope.lines)
    if len(listed.units) >= 2:
        return listed
    tabled = (_tabled(document, table) for table in scope.tables if {"name"} <= set(table.columns) - {"duty"})
    running = (_running(document, sentence) for sentence in scope.sentences)
    return next((membership for membership in chain(tabled, running) if len(membership.units) >= 2), listed)


# 成员：甲　县财政局副局长


def _listed(document: Document, lines: list[Line]) -> Membership:
    membership = Membership()
    inside = False
    for index, line in enumerate(lines):
        text = document.text[line.body : line.end]
        label = LABEL.match(text)
        if label:
            inside = not membership.persons
            if inside and not text[label.end() :].strip() and (pairs := _paired(document, lines[index + 1 :])):
                return pairs
        elif line.is_table or line.level in (1, 2) or POST_LABEL.match(text) or NO_PERSON.search(text):
            inside = False
        if inside:
            rest = text[label.end() :] if label else text
            read = sum([_add(document, membership, e) for e in _entries(rest, line.end - len(rest))])
            inside = bool(label) or read > 0 or (bool(membership.persons) and _skipped(document, membership, line))
    return membership


def _paired(document: Document, lines: list[Line]) -> Membership | None:
    """A name on one line and the post on the next, as the cells of a table come when it is pasted."""
    membership = Membership()
    for name, post in zip(lines[::2], lines[1::2], strict=False):
        bare, printed = blank(name.text), post.text.strip()
        if name.level or post.level or not is_name(bare) or not is_post(printed) or not unit_of(printed):
            break
        membership.add(document, Member(bare, printed, unit_of(printed)), name.start, post.end)
    return membership if len(membership.units) >= 2 else None


def _entries(text: str, start: int) -> list[Entry]:
    """One person a line, or several in a row: 甲（县财政局副局长）、乙（县教育局副局长）."""
    text = with_marks(text)
    if len(re.findall(rf"{NAME}(?:\([^()]{{1,6}}\))?\([^()]+\)", text)) >= 2 or re.search(
        rf"{NAME}\([^()]+\)[、,;]", text
    ):
        return unit_entries(text, start)
    return [Entry(text.strip(" 。;,、"), start, start + len(text))]


def _add(document: Document, membership: Membership, entry: Entry) -> bool:
    who = person(entry.text)
    if who is None or not who.name or not who.post:
        return False
    unit = unit_of(who.post) or (who.post if is_unit(who.post) else None)
    membership.add(document, Member(who.name, who.post, unit), entry.start, min(entry.end, len(document.text)))
    return True


def _skipped(document: Document, membership: Membership, line: Line) -> bool:
    """A short line that is no sentence and no signature names a member nobody understood; the list goes on."""
    text = line.text.strip(" ;,、")
    ends = len(text) > LONGEST_LINE or text.endswith(("。", ":")) or find_date(text) or is_organ(text.replace(" ", ""))
    if ends:
        return False
    if text:
        membership.unread.append(document.found(text, line.start, line.end, WEAK))
    return True


# 召集人由甲担任，县财政局副局长乙、县教育局副局长丙为成员

AS_MEMBERS = re.compile(r"(?:同志)?(?:为|任|担任)(?:联席会议|领导小组)?成员(?=[,;。]|$)")
LEAD = re.compile(r".*(?:召集人|组长|[;:]|,由)[,;:]?", re.S)


def _running(document: Document, sentence: Sentence) -> Membership:
    membership = Membership()
    for match in islice(AS_MEMBERS.finditer(sentence.text), MOST_LISTS):
        lead = LEAD.match(sentence.text, 0, match.start())
        begin = lead.end() if lead else 0
        held = holders(sentence.text[begin : match.start()], sentence.start + begin)
        if held and all(who.name and unit_of(who.post) for who, _ in held):
            for who, _ in held:
                membership.add(document, Member(who.name, who.post, unit_of(who.post)), sentence.start, sentence.end)
    return membership


# Tables


def _tabled(document: Document, table: Table) -> Membership:
    membership = Membership()
    for row in table.rows:
        name, post, unit, role = (row.cells.get(key) for key in ("name", "post", "unit", "role"))
        bare = name.text.replace(" ", "") if name else ""
        if (role and role_of(role.text)) or not re.fullmatch(NAME, bare):
            continue
        printed = (unit.text if unit else "") + (post.text if post and not (unit and post.text in unit.text) else "")
        printed = post.text if post and unit and post.text.startswith(unit.text) else printed
        office = unit.text if unit and is_unit(unit.text) else unit_of(printed)
        membership.add(document, Member(bare, printed, office), row.line.start, row.line.end)
    return membership
