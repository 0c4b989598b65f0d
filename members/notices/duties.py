"""The duties (职责) of each unit: numbered headings of any style, inline, tables, several units to one duty."""

import re
from dataclasses import dataclass

from members.notices.document import Document, Line, blank
from members.notices.evidence import CERTAIN, LIKELY, WEAK, Found
from members.notices.folding import fold_width
from members.notices.lists import Entry
from members.notices.persons import is_posts
from members.notices.subjects import ABOUT_SUB_BODY, OF_LOWER_LEVEL
from members.notices.tables import tables
from members.notices.units import grouped_entries, is_unit, unit_entries

# 一、县教育局职责。… / （一）区民政局：… / 1.区民政局负责… : what may follow the unit in a heading.
VERBS = (
    "负责|承担|配合|牵头|组织(?!部)|指导|协助|参与|做好|会同|统筹|加强|建立|健全|落实|依法|督促|推进|"
    "充分|发挥|协调|完善|按照|支持|引导|推动|开展|提供|加大|安排|确保|保障(?!局|厅|部|中心|所)"
)
AFTER_UNIT = re.compile(
    rf"\s*的?(?:主要|工作|具体)*(?:职责任务|职责分工|职责|任务|分工)?\s*(?:[:。.]|[—-]{{1,2}}|$|(?=要|应|{VERBS}))"
)
LONGEST_HEADING = 80
# A paragraph that speaks of all units ends the duty before it.
CLOSING = re.compile(
    r"(?:上述|以上|其他|其它|各|本通知|联席会议|全体)(?:各)?(?:成员|有关|相关)?(?:单位|部门|通知)|(?:联席会议|领导小组|协调小组|协调机制)(?:会议|每|原则|办公室|由|实行|成员|根据|下设|设立)|附\s*件|抄\s*送|主题词|(?:如|若)?(?:因|遇)?(?:党政|政府)?(?:机构改革|机构调整|职能(?:调整|划转|变化))|\(?此件|本(?:通知|制度|规则|意见)自"
)
SIGNATURE = re.compile(r"[\u4e00-\u9fff]{4,30}(?:政府|办公室|办公厅|局|委员会)|.{0,12}\d{4}年.{2,8}日(?:印发)?.{0,4}")
SINGLE_DOER = re.compile(
    r"(各[\u4e00-\u9fff]{2,10}?(?:政府|办事处|街道|乡镇)|[\u4e00-\u9fff]{2,12}?(?:局|部门|办|委|联))(?:要|应|应当|负责|担负)"
)


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty of one unit; `text` word for word in simplified script, paragraphs separated by a line feed."""

    number: str
    unit: str
    text: str
    start: int  # of the heading
    end: int

    @property
    def first20(self) -> str:
        """Return the first twenty characters without blanks."""
        return blank(self.text)[:20]

    @property
    def chars(self) -> int:
        """Return the number of characters without blanks."""
        return len(blank(self.text))


@dataclass(frozen=True, slots=True)
class _Heading:
    line: Line
    units: tuple[Entry, ...]
    body: int  # where the text of the duty begins


def find_duties(document: Document) -> list[Found[Duty]]:
    """Return the duties in printed order. Unit names stand as printed; they are not matched with the members here."""
    duties = _from_tables(document)
    if not duties:
        duties = [duty for run in _runs(document) for duty in _read_run(document, run)]
    if not duties:
        duties = _from_sentences(document)
    if not duties:
        duties = _from_paragraphs(document)
    return duties


# Numbered headings


def _runs(document: Document) -> list[list[_Heading]]:
    """Group headings of one numbering level; a run needs two, or a title above it that speaks of 职责."""
    headings = [heading for line in document.lines if (heading := _heading(document, line))]
    runs: list[list[_Heading]] = []
    for heading in headings:
        last = runs[-1][-1] if runs else None
        if last and last.line.level == heading.line.level and last.line.annex == heading.line.annex:
            runs[-1].append(heading)
        else:
            runs.append([heading])
    return [run for run in runs if len(run) >= 2 and _is_about_duties(document, run)]


def _is_about_duties(document: Document, run: list[_Heading]) -> bool:
    """Headings without text, or with posts or further units behind them, are a list of members, not duties."""
    texts = [_text(document, run, index)[0] for index in range(len(run))]
    return sum(len(blank(text)) >= 6 and not _names_members(text) for text in texts) * 2 > len(texts)


def _names_members(text: str) -> bool:
    parts = [part for part in re.split(r"[;。\n]\s*", fold_width(text)) if part.strip()]
    return all(is_posts(part) or grouped_entries(part, 0) or _only_units(part) for part in parts)


def _only_units(text: str) -> bool:
    entries = unit_entries(text, 0)
    return bool(entries) and all(is_unit(entry.text) for entry in entries)


def _heading(document: Document, line: Line) -> _Heading | None:
    if line.is_table:
        return None
    text = document.text[line.body : line.end][:LONGEST_HEADING]
    theme = THEME.match(text) if line.level else None
    begin = theme.end() if theme else 0
    for end in _unit_ends(text, begin):
        entries = tuple(unit_entries(text[begin:end], line.body + begin))
        if entries and all(is_unit(entry.text) for entry in entries) and (after := AFTER_UNIT.match(text, end)):
            direct = not text[end : after.end()].strip(" ") and after.end() < len(text.rstrip())
            alone = after.end() >= len(text.rstrip()) and end == after.start() and len(entries) <= 3
            clear = bool(re.search("[:—]", after[0])) and not alone
            if not line.level and not clear and not ((alone or direct) and _under_duties(document, line)):
                return None  # without a number only 区民政局：… is clear, or any heading under a title of duties
            if direct and len(entries) > 3:
                return None
            return _Heading(line, entries, line.body + after.end())
    return None


HEADING_STOP = re.compile(r"的?(?:主要|工作|具体)*(?:职责|任务)|[:。]|[—-]{1,2}|$")
HEADING_VERB = re.compile(VERBS)
THEME = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:救助|保障|帮扶|核对|服务|宣传|监督|救治|养老|资助|援助)[。:]\s*(?=[\u4e00-\u9fff、()和]{2,60}:)"
)


def _unit_ends(text: str, begin: int = 0) -> list[int]:
    """Return where the units of a heading may end: before 职责, a colon or a stop; failing these, before a verb."""
    ends = [match.start() for pattern in (HEADING_STOP, HEADING_VERB) for match in pattern.finditer(text, begin)]
    return [end for end in ends if end >= begin + 2][:6]


def _under_duties(document: Document, line: Line) -> bool:
    """Tell whether the title above (the last numbered line, or the first line of the annex) speaks of duties."""
    return bool(re.search("职责|分工", document.title_above(line).text))


def _read_run(document: Document, run: list[_Heading]) -> list[Found[Duty]]:
    duties = []
    for index, heading in enumerate(run):
        text, end = _text(document, run, index)
        for unit in heading.units:
            duty = Duty(heading.line.number, unit.text, text, heading.line.start, end)
            duties.append(document.found(duty, heading.line.start, end, CERTAIN if heading.line.level else LIKELY))
    return [duty for duty in duties if blank(duty.value.text)]


def _text(document: Document, run: list[_Heading], index: int) -> tuple[str, int]:
    heading = run[index]
    following = run[index + 1].line.start if index + 1 < len(run) else len(document.text) + 1
    end = heading.line.end
    within = document.title_above(run[0].line).level + 1  # names without numbers stand one level below their title
    for index in range(heading.line.index + 1, len(document.lines)):
        line = document.lines[index]
        if line.start >= following or _ends_duty(line, heading.line, heading.line.level or within):
            break
        end = line.end
    return document.simplified[heading.body : end].strip(), end


def _ends_duty(line: Line, heading: Line, level: int) -> bool:
    outer = 0 < line.level < level
    same = line.level == heading.level and heading.level > 0  # a numbered paragraph that is no unit's
    closing = not line.level and any(pattern.match(line.text) for pattern in (CLOSING, ABOUT_SUB_BODY, OF_LOWER_LEVEL))
    return line.annex != heading.annex or outer or same or closing or bool(SIGNATURE.fullmatch(blank(line.text)))


# Tables


def _from_tables(document: Document) -> list[Found[Duty]]:
    duties: list[Found[Duty]] = []
    for table in tables(document):
        if not {"duty", "unit"} <= set(table.columns):
            continue
        unit: Entry | None = None
        for row in table.rows:
            unit, text = row.cells.get("unit") or unit, row.cells.get("duty")
            if unit is None or text is None:
                continue
            number = row.cells["number"].text if "number" in row.cells else ""
            for entry in unit_entries(unit.text.replace(" ", "、"), unit.start):
                _add_row(
                    document,
                    duties,
                    Duty(
                        number,
                        entry.text,
                        document.simplified[text.start : text.end].strip(),
                        row.line.start,
                        row.line.end,
                    ),
                )
    return duties


def _add_row(document: Document, duties: list[Found[Duty]], duty: Duty) -> None:
    """A unit whose cell spans several rows has one duty of several paragraphs."""
    if not is_unit(duty.unit):
        return
    if duties and duties[-1].value.unit == duty.unit:
        before = duties.pop().value
        duty = Duty(before.number, before.unit, f"{before.text}\n{duty.text}", before.start, duty.end)
    duties.append(document.found(duty, duty.start, duty.end, CERTAIN))


# 县民政局负责…；县财政局负责…。 in one paragraph


def _from_sentences(document: Document) -> list[Found[Duty]]:
    for line in document.lines:
        titled = re.search("职责|分工", line.text[:20]) or _under_duties(document, line)
        if line.is_table:
            continue
        duties: list[Found[Duty]] = []
        parts = list(re.finditer(r"[①-⑳]?([^;。]+[;。]?)", document.text[line.body : line.end]))
        if not titled and not all(_is_charge(part[1]) for part in parts):
            continue
        for part in parts:
            start, end = line.body + part.start(1), line.body + part.end(1)
            for unit, body in _charged(part[1], start):
                duty = Duty(line.number, unit.text, document.simplified[body:end].strip(), start, end)
                duties.append(document.found(duty, start, end, LIKELY))
        if len(duties) >= 3:
            return duties
    return []


def _is_charge(text: str) -> bool:
    """Tell whether a part says 市民政局负责…, which needs no title to be a duty."""
    charged = _charged(text, 0)
    return bool(charged) and bool(re.match(r"(?:主要|具体)?(?:负责|承担)", text[charged[0][1] :]))


def _charged(text: str, start: int) -> list[tuple[Entry, int]]:
    """Return the units a clause begins with, and where their duty begins."""
    for end in _unit_ends(text[:LONGEST_HEADING]):
        entries = unit_entries(text[:end], start)
        after = AFTER_UNIT.match(text, end)
        if entries and after and after.end() < len(text) and all(is_unit(entry.text) for entry in entries):
            return [(entry, start + after.end()) for entry in entries]
    return []


# 各乡镇政府要…: the only kind of duty in notices without a list of duties


def _from_paragraphs(document: Document) -> list[Found[Duty]]:
    duties = []
    for line in document.lines:
        match = SINGLE_DOER.match(document.text, line.start, line.end) if not line.level and not line.is_table else None
        if match and line.clause and len(line.text) >= 60 and "成员单位" not in line.text[: len(match[0])]:
            text = document.simplified[line.start : line.end].strip()
            duty = Duty(line.clause, match[1], text, line.start, line.end)
            duties.append(document.found(duty, line.start, line.end, WEAK))
    return duties
