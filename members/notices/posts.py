"""Who heads the body: 总召集人/组长, 召集人, 副召集人/副组长; and its lead unit (牵头单位)."""

import re
from collections.abc import Iterator

from members.notices.document import Document, Line, Sentence
from members.notices.evidence import CERTAIN, LIKELY, Found
from members.notices.lists import split
from members.notices.persons import Person, holders, person, unit_of, with_marks
from members.notices.scope import Scope
from members.notices.tables import Row
from members.notices.units import is_unit

# Three layers; a leading group (领导小组) has two of them under other names.
ROLES = {
    "chief": r"(?:(?<!副)总召集人|(?<![副大小])组长)",
    "convener": r"(?<![总副])召集人",
    "deputy": r"(?:(?:常务|第一)?副(?:总)?召集人|(?:常务|第一)?副组长)",
}
ANY_ROLE = r"(?:总召集人|副总召集人|副召集人|召集人|(?:常务|第一)?副组长|组长)"
BODY = r"(?:(?:社会救助)?(?:工作)?(?:联[席系]会议|会议|领导小组|协调小组|工作小组|协调机制)的?)?"
# 总召集人：甲 (label), also with blanks inside: 组　长：
SPACED_ROLE = (
    r"(?:常\s*务|第\s*一|执\s*行)?\s*(?:总\s*召\s*集\s*人|副\s*总?\s*召\s*集\s*人|召\s*集\s*人|副\s*组\s*长|组\s*长)"
)
NOW_IS = r"(?:(?:调整|变更|更换|明确|充实)为)?"  # 召集人调整为：甲
LABEL = re.compile(rf"(?:^|(?<=[ \t;。、,])|(?<=会议)|(?<=小组))({SPACED_ROLE}){NOW_IS}\s*:\s*")
# （一）召集人  县政府分管副县长: blanks stand for the colon when holders and nothing else follow.
BLANK_LABEL = re.compile(rf"({SPACED_ROLE})\s+(?=[\u4e00-\u9fff])")
NEXT_LABEL = re.compile(
    r"(?:^|(?<=[ \t;。、,]))(?:成\s*员(?:\s*单\s*位)?|联络员|秘书长|办公室主任|主\s*任|牵头单位|参加单位)\s*:"
)
# 总召集人、召集人各1名，分别由甲和乙担任
EACH_ONE = re.compile(
    rf"(?P<roles>{ANY_ROLE}(?:[、和]{ANY_ROLE})+)(?:各[1一][名人位])?,?分别由(?P<held>[^,;。:]{{4,100}}?)(?:担任|兼任|出任)"
)
HOLDS = r"(?:担任|兼任|任|为|是)"
LEAD_WORD = re.compile(r"(?<!自)由|建立健全|建立|成立|设立|实行|确定|明确|决定|(?<![\u4e00-\u9fff])以|其中")
LONGEST_HOLDERS = 200


def after_lead(clause: str) -> str:
    """Return the end of a clause that can name holders: behind the last comma and the last word that leads in."""
    held = re.split("[,;:。]", clause)[-1][-LONGEST_HOLDERS:]
    leads = [match.end() for match in LEAD_WORD.finditer(held)]
    return held[leads[-1] :] if leads else held


def find_posts(document: Document, scope: Scope) -> dict[str, list[Found[str]]]:
    """Return the holders of the three layers in printed order; a layer the notice does not have is an empty list."""
    posts = _labelled(document, scope.lines)
    for table in scope.tables:
        for row in table.rows:
            _from_row(document, row, posts)
    if not any(posts.values()):
        posts = {"chief": [], "convener": [], "deputy": []}
        for sentence in scope.sentences:
            for role, found in _in_sentence(document, sentence):
                if found.value not in [known.value for known in posts[role]]:
                    posts[role].append(found)
    return posts


def chief_of(document: Document, chiefs: list[Found[str]]) -> Found[str] | None:
    """Return the chief; two named together (双组长) as printed, two named in different places leave it open."""
    gaps = zip(chiefs, chiefs[1:], strict=False)
    if any(b.evidence.start > a.evidence.end + 2 for a, b in gaps):
        return None
    value = "、".join(found.value for found in chiefs)
    return document.found(value, chiefs[0].evidence.start, chiefs[-1].evidence.end, CERTAIN) if chiefs else None


def _from_row(document: Document, row: Row, posts: dict[str, list[Found[str]]]) -> None:
    """A row of a table whose role column says 总召集人 and so on."""
    role = role_of(row.cells["role"].text) if "role" in row.cells else None
    held = [row.cells[column].text for column in ("name", "unit", "post") if column in row.cells]
    if role and held and (who := person(" ".join(held))):
        posts[role].append(document.found(str(who), row.line.start, row.line.end, CERTAIN))


def role_of(label: str) -> str | None:
    """Return the layer of a printed role word, None for any other word."""
    word = re.sub(r"\s", "", label)
    return next((role for role, pattern in ROLES.items() if re.fullmatch(pattern, word)), None)


def _labelled(document: Document, lines: list[Line]) -> dict[str, list[Found[str]]]:
    posts: dict[str, list[Found[str]]] = {"chief": [], "convener": [], "deputy": []}
    current: str | None = None
    for line in lines:
        if line.is_table:
            current = None
            continue
        text = document.text[line.body : line.end]
        if role := role_of(text.rstrip(": ")):  # （一）召集人 as a heading, the holders below it
            current = role
            continue
        labels = list(LABEL.finditer(text)) or _blank_label(text)
        if not labels:
            current = _continued(document, line, current, posts)
        for index, label in enumerate(labels):
            end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
            stop = NEXT_LABEL.search(text, label.end(), end)
            current = role_of(label[1])
            if current:
                posts[current] += _holders(document, text[label.end() : stop.start() if stop else end], line)
            current = None if stop else current
    return posts


def _blank_label(text: str) -> list[re.Match[str]]:
    label = BLANK_LABEL.match(text)
    held = [who for who, _ in holders(text[label.end() :].strip(" 。;,、"), 0)] if label else []
    return [label] if label and held and all(map(acceptable, held)) else []


def _continued(document: Document, line: Line, role: str | None, posts: dict[str, list[Found[str]]]) -> str | None:
    """A further line under 副召集人： holds one more person, until any other label or number."""
    if (
        role is None
        or line.level
        or NEXT_LABEL.search(line.text)
        or not (who := person(line.text))
        or len(line.text) > 60
    ):
        return None
    if not who.name and not unit_of(who.post):
        return None
    posts[role].append(document.found(str(who), line.start, line.end, CERTAIN))
    return role


def _holders(document: Document, held: str, line: Line) -> list[Found[str]]:
    text = with_marks(held.strip(" \t。;,、"))
    if ";" in text:
        return [found for part in text.split(";") for found in _holders(document, part, line)]
    whole = person(text)
    if whole and whole.name and re.match(r"\S{1,4}(?:\s\S)?\s{1,}\S", text) and not re.search(r"[、,;].*\(", text):
        people = [whole]
    else:
        people = [who for who, _ in holders(text, line.start)]
    return [document.found(str(who), line.start, line.end, CERTAIN) for who in people]


def _in_sentence(document: Document, sentence: Sentence) -> Iterator[tuple[str, Found[str]]]:
    for role, word in ROLES.items():
        for held, start in _phrases(sentence.text, word):
            for who, _ in holders(held, start):
                if acceptable(who):
                    yield role, document.found(str(who), sentence.start, sentence.end, LIKELY if who.name else CERTAIN)


def _phrases(text: str, word: str) -> Iterator[tuple[str, int]]:
    """Yield the text that names the holders: ROLE由甲担任, ROLE为甲, 由甲担任ROLE, 甲为ROLE."""
    count, after = (
        r"(?:\d{1,2}|[一二两三四五])?[名人位]?,?",
        r"(?:(?<!负责)同志)?(?:分别)?(?:担任|兼任|出任)?(?=[,;。:)]|$)",
    )
    for match in re.finditer(rf"{word}{count}\(?(?:分别)?(?:由|为|是)([^,;。:]{{2,80}}?){after}", text):
        yield match[1], match.start(1)
    several = rf"((?:(?!{ANY_ROLE}|担任|兼任)[^;。:]){{2,120}})(?:担任|兼任|出任)(?![^,;。]{{0,8}}(?:召集人|组长))"
    for match in re.finditer(rf"{word}{count}\(?(?:分别)?由{several}", text):
        yield match[1], match.start(1)
    for match in EACH_ONE.finditer(text):
        roles = re.split("[、和]", match["roles"])
        entries = [entry for _, entry in holders(match["held"], match.start("held"))]
        for printed, entry in zip(roles, entries, strict=False) if len(roles) == len(entries) else ():
            if re.fullmatch(word, printed):
                yield entry.text, entry.start
    at = 0
    for match in re.finditer(
        rf"(?:(?<!负责)同志)?(?:分别)?{HOLDS}{BODY}(?:双|共同)?{word}(?!委托|召集|主持|同意|批准|为)", text
    ):
        clause = re.split(r"[;。:]", text[at : match.start()])[-1]
        held = after_lead(clause)
        start = match.start() - len(held)
        if len(held) >= 2 and "双" in match[0]:  # 县委副书记、副县长 are two persons here
            yield from ((entry.text, entry.start) for entry in split(held, start))
        elif len(held) >= 2:
            yield held, start
        at = match.end()


def acceptable(who: Person) -> bool:
    """A holder of a role is a person or a post; never the role itself, nor a clause that merely ends like a post."""
    return (
        not re.search(rf"{ANY_ROLE}|会议|办公室主任$(?<!府办公室主任)|单位|委托|主持|(?<!党组)(?<!党委)成员", who.post)
        and len(who.post) <= 40
    )


LEAD_PATTERNS = (
    re.compile(
        r"([^,;。:、由]{2,25}?)(?:作为|为|是|担任)(?:[\u4e00-\u9fff]{0,12}(?:联席会议|领导小组|协调机制))?(?:的)?牵头(?:单位|部门)"
    ),
    re.compile(r"(?:^|[,;。:、由])([^,;。:、()由]{2,25})\((?:联席会议|领导小组)?牵头(?:单位|部门)\)"),
    re.compile(r"牵头单位([^,;。:、()由]{2,25}?)(?=负责|整理|起草|承担|会同|召集)"),
    re.compile(r"(?:联席会议|领导小组|^)(?:的)?牵头(?:单位|部门)\s*(?:为|是|:|由)\s*([^,;。:、]{2,25})"),
    re.compile(
        r"^([^,;。:、由]{2,25}?)负责(?:联席会议|领导小组)[^。;]{2,30},(?:作?为|是)[^,;。]{0,16}牵头(?:单位|部门)"
    ),
    re.compile(r"(?:联席会议|领导小组)[^。;]*?,([^,;。:、由]{2,25}?)牵头(?=,)"),
    re.compile(r"(?:联席会议|领导小组)由([^,;。:、由]{2,25}?)(?:负责)?牵头"),
    re.compile(r"由([^,;。:、由]{2,25}?)(?:负责)?牵头的[^,;。]{0,20}(?:联席会议|领导小组|协调机制)"),
)


LEAD_TITLE = re.compile(r"牵头(?:单位|部门)[: ]*")  # 一、牵头单位 as a heading, the unit below it


def _line_below(document: Document, sentence: Sentence) -> Line | None:
    lines = document.lines
    return lines[sentence.line.index + 1] if sentence.line.index + 1 < len(lines) else None


def find_lead_unit(document: Document, sentences: list[Sentence]) -> Found[str] | None:
    """Return the lead unit (牵头单位) of the body itself, not of single tasks."""
    for sentence in sentences:
        if sentence.line.level and LEAD_TITLE.fullmatch(sentence.text) and (below := _line_below(document, sentence)):
            unit = below.text.partition(":")[0].strip(" 。")
            if is_unit(unit):
                return document.found(unit, sentence.start, below.end, CERTAIN)
    for pattern in LEAD_PATTERNS:
        for sentence in sentences:
            match = pattern.search(sentence.text)
            unit = re.sub(r"^.*(?:其中|确定|明确|以)", "", match[1]).strip().removesuffix("担任") if match else ""
            if is_unit(unit):
                return document.found(unit, sentence.start, sentence.end, CERTAIN)
    return None
