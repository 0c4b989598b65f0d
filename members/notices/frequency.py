"""How often the body meets (例会次数): what is counted a year, and what the print says where digits were lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from members.notices.document import Document, Sentence
from members.notices.evidence import CERTAIN, Found
from members.notices.units import number

Frequency = tuple[int, int | None]
COUNT = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
RANGE = rf"{COUNT}(?:\s*(?:[-—–~～]+|至|到)\s*{COUNT})?\s*(?:次|场|回)"
LEAST = r"(至少|最少|不少于|不低于)"
MOST = r"(最多|不超过|不多于)"
# 每年召开1-2次 / 每半年至少召开一次 / 每季度一次 / 一年两次; how many periods a year has.
PERIODS = {
    "年": 1,
    "年度": 1,
    "半年": 2,
    "6个月": 2,
    "六个月": 2,
    "季度": 4,
    "季": 4,
    "月": 12,
    "个月": 12,
    "两个月": 6,
    "2个月": 6,
    "三个月": 4,
    "3个月": 4,
}
PERIOD = "(年度|半年|年|季度|季|[23两三6六]个月|月)"
DATE = (
    r"(?:上半年|下半年|年?[初中末底](?!期)|[首末]月|[上中下]旬|第?[一二三四1-4]季度|第[一二三四1-4]个?月|"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?)"
)
# What may stand between 每年 and 两次; a number never begins with any of it.
BETWEEN = (
    r"(?:,|的|原则上|一般情况下|一般|定期|应当|应|至少|最少|不少于|不低于|各|安排|组织|集中|全面|由|最多|不超过|召开|举行|例会|"
    rf"联席会议|全体会议|工作会议|会议|例行|{DATE})"
)
# 第一季度, 隔一年 and 十一月 hold no 一年 or 一月 of their own.
PER = re.compile(rf"(?:每一?|(?<![第隔\d一二两三四五六七八九十])一)个?{PERIOD}度?{BETWEEN}*{RANGE}(?P<more>以上)?")
# 每年6月、12月各召开一次, 每年上半年、下半年各一次: as many times as dates are named.
DATED = re.compile(
    rf"(?:[每一]年[的分]?(?P<dates>{DATE}(?:(?:[、,和及与]|以及){DATE})+)|(?P<halves>上(?:半年)?[、和]?下半年))"
    rf"(?:至少)?(?:分别|各)(?:至少)?(?:召开|举行|安排)?(?:[\u4e00-\u9fff]{{0,4}}会议?)?{RANGE}"
)
UP_TO = re.compile(rf"[、,]?(?:且|但)?(?:最多)?(?:不多于|不超过|最多){COUNT}次")  # 不少于两次、不多于四次
NAMED = re.compile(r"(?:实行|执行|建立|坚持)(年度?|半年|季度?|月)(?:度)?(?:工作)?例会")  # 实行月例会制度
# Meetings that are not the body's regular meeting, and what else is done so many times a year.
OTHER_MEETING = re.compile(
    r"联络员(?:会议|例会|工作例会|工作会议?)?|办公室(?:工作)?(?:会议|例会|主任会议)?|碰头会|专题(?:会议|会)?|调度会|专班|工作组会议|"
    r"培训|检查|督查|核查|通报|报送|听取|汇报|研判|信息|走访|评估|考核"
)
MEETING = re.compile(r"例会|联[席系]会议|全体(?:成员)?会议|领导小组(?:会议|全体会议)?|协调(?:小组)?会议|会议")
AD_HOC = re.compile(r"临时|随时|不定期|专题(?:会议|会)|应急")
# 由每年召开一次改为每年召开两次: the first of them no longer stands.
GIVEN_UP = re.compile(r"[^,;。]{0,8}?,?(?:改为|调整为|变更为|修改为|增加[到为至]|增至|减少[到为至]|减为)")
BEFORE_PERIOD = 4  # characters in which 至少 or 不超过 may stand before 每半年
# 由“报总召集人签发”改为“由召集人签发”
NO_LONGER = re.compile(
    r"(?:由|从|将)[“\"]?[^,;。“”]{2,24}(?:签发|审核|审定|主持|召集|起草)[”\"]?(?:改|调整|变更|修改)为"
)
LONGEST_HEADING = 14


@dataclass(frozen=True, slots=True)
class Frequencies:
    """`stated` is None where the notice is silent, damaged or says two things; the second is then `conflict`."""

    stated: Found[Frequency] | None = None
    damaged: Found[Frequency] | None = None
    conflict: Found[Frequency] | None = None


def find_frequency(document: Document, sentences: list[Sentence]) -> Frequencies:
    """Read how often the regular meeting is held; `sentences` speak of the body itself (see `with_heading`)."""
    sound: list[Found[Frequency]] = []
    for sentence in sentences:
        for value, damaged in _counted(sentence.text):
            found = document.found(value, sentence.start, sentence.end, CERTAIN)
            if damaged:
                return Frequencies(damaged=found)
            sound.append(found)
    other = next((found for found in sound[1:] if found.value != sound[0].value), None)
    return Frequencies(conflict=other) if other else Frequencies(stated=sound[0] if sound else None)


def as_it_stands(document: Document, sentence: Sentence) -> Sentence:
    """Return the sentence under its heading (see `with_heading`), without what it says no longer holds."""
    said = with_heading(document, sentence)
    return replace(said, text=NO_LONGER.sub("", said.text))


def with_heading(document: Document, sentence: Sentence) -> Sentence:
    """（一）全体会议。每年召开一次: the short first sentence of a line, or the title above, says which meeting."""
    line = sentence.line
    if sentence.start > line.body:  # （一）全体会议制度。每年召开一次。 may stand in the middle of a line, too
        opening = document.text[line.body : min(sentence.start, line.body + LONGEST_HEADING + 1)]
        nearest = document.text[max(line.body, sentence.start - LONGEST_HEADING - 2) : sentence.start].rstrip("。")
        first, last = opening.partition("。")[0], nearest.rpartition("。")[2]
        first = last if len(last) <= LONGEST_HEADING and "由" not in last else first
    else:
        title = document.title_above(line)
        first = document.text[title.body : title.end] if title.level and not line.level else ""
    if not first or len(first) > LONGEST_HEADING:
        return sentence
    return replace(sentence, text=f"{first}:{sentence.text}")


def _counted(text: str) -> Iterator[tuple[Frequency, bool]]:
    """Yield how often a year the regular meeting is held, and whether the number is damaged."""
    dated = [match for match in DATED.finditer(text) if _is_regular(text, match)]
    for match in dated:
        times = number(match[3]) * (2 if match["halves"] else len(re.findall(DATE, match["dates"])))
        yield (times, None if "至少" in match[0] else times), False
    yield from (((PERIODS[match[1]],) * 2, False) for match in NAMED.finditer(text))
    for match in PER.finditer(text):
        inside = any(other.start() <= match.start() < other.end() for other in dated)
        if inside or GIVEN_UP.match(text, match.end()) or not _is_regular(text, match):
            continue
        times = PERIODS[match[1]]
        if lost := re.fullmatch(r"(\d)(\d)", match[2] if not match[3] else ""):
            low, high = int(lost[1]), int(lost[2])
            if high == low + 1:  # 12次, 23次: a dash was lost. 每月一次 gives 12 as well, but prints no 12.
                yield (low * times, high * times), True
                continue
        low, high = number(match[2]), number(match[3] or match[2])
        if upper := UP_TO.match(text, match.end()):
            yield (low * times, number(upper[1]) * times), False
            continue
        printed = text[max(0, match.start() - BEFORE_PERIOD) : match.end()]  # 至少每半年召开一次
        least, most = re.search(LEAST, printed) or match["more"], re.search(MOST, printed)
        if low and low <= high:
            yield (low * times, None) if least else (0, high * times) if most else (low * times, high * times), False


def _is_regular(text: str, match: re.Match[str]) -> bool:
    """The meeting named last before (or inside, or right behind) the number decides what is counted."""
    clause_start = max(text.rfind(mark, 0, match.start()) for mark in "。;")
    before = text[clause_start + 1 : match.end()]
    behind = re.match(r"(?:的)?(?:联席会议|领导小组)?[\u4e00-\u9fff]{0,6}", text[match.end() :])
    named = behind[0] if behind else ""
    if OTHER_MEETING.search(named) or (AD_HOC.search(named) and "会" in named):
        return False
    others = [found.span() for found in OTHER_MEETING.finditer(before)]
    own = [
        found.span()
        for found in MEETING.finditer(before)
        if not any(start < found.end() and found.start() < end for start, end in others)
    ]
    if own or others:
        return max(own, default=(-1, -1)) > max(others, default=(-1, -1))
    return bool(MEETING.search(named))
