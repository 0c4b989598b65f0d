"""How the body works: regular and ad hoc meetings, who calls and chairs, member change, major matters, succession."""

import re
from dataclasses import dataclass

from members.notices.document import Document, Sentence
from members.notices.evidence import CERTAIN, LIKELY, Found
from members.notices.units import number

Frequency = tuple[int, int | None]
COUNT = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
RANGE = rf"{COUNT}(?:\s*(?:[-—–~～]+|至|到)\s*{COUNT})?\s*(?:次|场|回)"
LEAST = r"(至少|不少于|不低于)"
MOST = r"(最多|不超过|不多于)"
# 每年召开1-2次 / 每半年至少召开一次 / 每季度一次 / 一年两次; how many periods a year has.
PERIODS = {
    "年": 1,
    "年度": 1,
    "半年": 2,
    "季度": 4,
    "季": 4,
    "月": 12,
    "个月": 12,
    "两个月": 6,
    "2个月": 6,
    "三个月": 4,
}
PER = re.compile(
    rf"(?:每|一)(?:个)?(年度|半年|年|季度|季|两个月|2个月|三个月|月)(?:度)?(?:[,]?(?:原则上|一般|定期|应|至少|不少于|各|安排|组织|集中|全面|由|最多|不超过|"
    rf"召开|举行|例会|联席会议|全体会议|会议|例行|上|下半年|末|初|底|一般情况下)*)*?{RANGE}(?:以上)?"
)
HALVES = re.compile(r"(?:每年)?上[、和]?下半年各(?:召开|举行)?(?:会议)?一次")
# Meetings that are not the body's regular meeting.
OTHER_MEETING = re.compile(
    r"联络员(?:会议|例会|工作会)?|办公室(?:会议|例会|工作会议|主任会议)?|工作例会|碰头会|专题会议?|调度会|培训|检查|督查|核查|通报|报送|听取|汇报|研判|信息|培训|走访|评估|考核"
)
MEETING = re.compile(r"例会|联[席系]会议|全体(?:成员)?会议|领导小组(?:会议|全体会议)?|协调(?:小组)?会议|会议")
AD_HOC = re.compile(r"临时|随时|不定期|专题(?:会议|会)|应急")
HEADS = r"(?:总召集人|副召集人|召集人|副组长|组长)"
ROLE = rf"(?:{HEADS}|牵头单位|办公室主任|办公室|主任)"
# 召集人委托的有关同志; the person is named by a role and nothing else.
DEPUTED = rf"(?:委托的?(?:有关|其他|相关)?(?:{HEADS}|同志|负责同志|人员|领导|成员单位负责人)?)"
OR = r"[、或和]者?(?:受?其|由)?"
WHO = rf"((?:(?:联席会议|领导小组|协调小组)的?)?(?<!委托的){ROLE}(?:(?:{OR})?{HEADS}?{DEPUTED}|{OR}{ROLE})*)"
CALLED_AND_CHAIRED = re.compile(rf"由?{WHO}(?:负责)?召集(?:并|和|、|及|与)?主持")
CALLED = re.compile(
    rf"由{WHO}(?:负责|决定)?(?:组织)?召集(?!人|[并和、及与]?主持)|{WHO}(?:负责)?召集(?!人|[并和、及与]?主持)(?:会议|并)|由{WHO}(?:负责)?(?:组织)?召开|{WHO}按[\u4e00-\u9fff]{{2,8}}召开"
)
CHAIRED = re.compile(rf"(?:由)?{WHO}(?:负责|轮流)?主持")
LIAISON_BEFORE = re.compile(
    r"(?:联席会议|会议|例会)(?:召开)?(?:之)?前[^。;]{0,16}(?:召开|组织召开|举行)[^。;]{0,6}联络员(?:工作)?会议|联络员会议[^。;]{0,12}(?:联席会议|例会|会议)(?:召开)?(?:之)?前(?:召开|举行)|(?:先行|提前|预先)召开联络员会议"
)


@dataclass(frozen=True, slots=True)
class Meetings:
    """What the notice says of its meetings; None where it is silent. `frequency` may be damaged: see `damage`."""

    frequency: Found[Frequency] | None
    damaged_frequency: Found[Frequency] | None
    convened_by: Found[str] | None
    chaired_by: Found[str] | None
    liaison_before: Found[bool] | None


def find_meetings(document: Document, sentences: list[Sentence]) -> Meetings:
    """Read the rules of the regular meeting."""
    sound = damaged = None
    for sentence in sentences:
        found = _frequency(document, sentence)
        if found and _is_damaged(found):
            damaged = damaged or found
        else:
            sound = sound or found
    regular = [sentence for sentence in sentences if _speaks_of_regular(sentence.text)]
    return Meetings(
        frequency=None if damaged else sound,
        damaged_frequency=damaged,
        convened_by=_who(document, regular, (CALLED_AND_CHAIRED, CALLED)),
        chaired_by=_who(document, regular, (CALLED_AND_CHAIRED, CHAIRED)),
        liaison_before=_first(document, sentences, LIAISON_BEFORE, True),
    )


def _first(document: Document, sentences: list[Sentence], pattern: re.Pattern[str], value: bool) -> Found[bool] | None:
    hit = next((s for s in sentences if pattern.search(s.text)), None)
    return document.found(value, hit.start, hit.end, CERTAIN) if hit else None


# How often


def _frequency(document: Document, sentence: Sentence) -> Found[Frequency] | None:
    if match := HALVES.search(sentence.text):
        return (
            document.found((2, 2), sentence.start, sentence.end, CERTAIN) if _is_regular(sentence.text, match) else None
        )
    for match in PER.finditer(sentence.text):
        if not _is_regular(sentence.text, match):
            continue
        times = PERIODS[match[1]]
        low, high = number(match[2]), number(match[3] or match[2])
        least, most = re.search(LEAST, match[0]) or match[0].endswith("以上"), re.search(MOST, match[0])
        value = (low * times, None) if least else (0, high * times) if most else (low * times, high * times)
        if low and low <= high:
            return document.found(value, sentence.start, sentence.end, CERTAIN)
    return None


def _is_regular(text: str, match: re.Match[str]) -> bool:
    """The meeting named last before (or inside, or right behind) the number decides what is counted."""
    clause_start = max(text.rfind(mark, 0, match.start()) for mark in "。;:")
    before = text[clause_start + 1 : match.end()]
    behind = re.match(r"(?:的)?[\u4e00-\u9fff]{0,6}", text[match.end() :])
    named = behind[0] if behind else ""
    if OTHER_MEETING.search(named) or (AD_HOC.search(named) and "会" in named):
        return False
    spoken = [(found.end(), True) for found in MEETING.finditer(before)] + [
        (f.end(), False) for f in OTHER_MEETING.finditer(before)
    ]
    if spoken:
        return max(spoken)[1]
    return bool(MEETING.search(named))


def _is_damaged(found: Found[Frequency]) -> bool:
    """12次, 23次: two digits in sequence where a dash was lost. 每月一次 gives 12 as well, but prints no 12."""
    match = re.search(r"每年[^。;]{0,12}?(\d)(\d)\s*次", found.evidence.quote)
    return bool(match and int(match[2]) == int(match[1]) + 1)


# Who


def _speaks_of_regular(text: str) -> bool:
    return bool(MEETING.search(text)) and ("召集" in text or "主持" in text or "召开" in text)


def _who(document: Document, sentences: list[Sentence], patterns: tuple[re.Pattern[str], ...]) -> Found[str] | None:
    for sentence in sentences:
        for pattern in patterns:
            for match in pattern.finditer(sentence.text):
                if not _about_other(sentence.text, match.start()):
                    value = re.sub(
                        r"^(?:联席会议|领导小组|协调小组)(?:的)?", "", next(group for group in match.groups() if group)
                    )
                    return document.found(value, sentence.start, sentence.end, CERTAIN)
    return None


def _about_other(text: str, at: int) -> bool:
    """Tell whether the clause is about ad hoc or liaison meetings: the kind of meeting named last before it."""
    kinds = [
        (match.end(), match[0])
        for match in re.finditer(
            r"例会|全体会议|临时会议|专题会议|联络员会议|办公室会议|临时召[开集]|随时召开", text[:at]
        )
    ]
    return bool(kinds) and max(kinds)[1] not in ("例会", "全体会议")


# Member change, major matters, succession

CHANGE = re.compile(
    r"(?:成员|组成人员|人员名单|组成单位)[^。;]{0,30}(?:变动|调整|变化|变更|调动|调离)|(?:变动|调整|变化|变更|调动)[^。;]{0,20}成员"
)
# In this order: the first wording that fits decides.
CHANGE_TYPES = (
    (
        "chief_approves_successor_fills",
        re.compile(r"(?:报|经|由)[^,;。]{0,16}(?:总召集人|(?<!副)组长|召集人)[^,;。]{0,6}(?:批准|同意|审定|审批|确定)"),
    ),
    (
        "unit_proposes_meeting_decides",
        re.compile(
            r"单位[^。;]{0,14}(?:提出|提名|推荐|申请)[^。;]{0,24}(?:联席会议|领导小组)(?!办公室)[^。;]{0,8}(?:确定|批准|审定|审议|研究|决定|同意|讨论)"
        ),
    ),
    (
        "successor_takes_over_filed_with_office",
        re.compile(r"(?:继任|接任|接替|新任|相应)[^。;]{0,40}(?:报|向|送)[^。;]{0,24}(?:备案|报备)"),
    ),
    (
        "successor_takes_over",
        re.compile(
            r"(?:继任|接任|接替|新任|相应|相关|该)[^。;]{0,24}(?:自行|自然|自动)?[^。;]{0,6}(?:递补|替补|接替|接任|担任|履行|替换|承担|更替)|不再另行(?:发文|通知|文)"
        ),
    ),
    (
        "office_adjusts_roster",
        re.compile(
            r"(?:由|经)[^。;,]{0,10}办公室[^。;]{0,16}(?:调整|更新|确定|公布|变更|发文|印发)|名单由[^。;]{0,10}办公室[^。;]*调整"
        ),
    ),
)
MAJOR = re.compile(
    r"重大(?:问题|事项)[^。]*?(?:由|,)\s*([^,;。由]{2,16}?)(?:按程序|及时|统一|负责)?(?:报请?|上报|呈报|提请|提交)([^,;。]{1,14}?)(?:研究|审定|决定|审批|批准|审议|同意|决策|[,;。]|$)"
)
SUCCESSION = re.compile(
    r"(?:机构改革|机构调整|职能(?:调整|整合|划转|变化|转变)|职责(?:调整|划转))[^。]{0,40}(?:职责|职能|工作|任务)[^。]{0,12}(?:转到|转由|转至|划入|由[^。]{0,20}(?:承担|承接|接续|履行|负责)|移交|随之)"
)


def find_member_change(document: Document, sentences: list[Sentence]) -> tuple[Found[str] | None, Found[str] | None]:
    """Return the kind of member change (a word of `MemberChangeKind`) and the sentence; either may be None."""
    text: Found[str] | None = None
    for sentence in sentences:
        if not CHANGE.search(sentence.text) or re.search(r"不再担任|调整为[^,。]{2,20}(?:局|部|办)", sentence.text):
            continue
        for clause in (part for part in re.split("[;。]", sentence.text) if CHANGE.search(part)):
            for kind, pattern in CHANGE_TYPES:
                if pattern.search(clause):
                    quote = document.found(clause.strip(), sentence.start, sentence.end, CERTAIN)
                    return document.found(kind, sentence.start, sentence.end, LIKELY), quote
    return None, text


@dataclass(frozen=True, slots=True)
class MajorMatter:
    """Who reports a major matter, and to whom, as printed."""

    who: str
    to: str
    text: str


def find_major_matter(document: Document, sentences: list[Sentence]) -> Found[MajorMatter] | None:
    """Read 重大问题…由联席会议办公室报县政府决定."""
    for sentence in sentences:
        match = MAJOR.search(sentence.text)
        if match and re.search(r"办公室|单位|部门|局|召集人|组长|小组|会议", match[1]):
            matter = MajorMatter(match[1], match[2], sentence.text.strip())
            return document.found(matter, sentence.start, sentence.end, CERTAIN)
    return None


def find_succession(document: Document, sentences: list[Sentence]) -> Found[str] | None:
    """Return the sentence that moves duties to the unit taking over after a reform."""
    hit = next((sentence for sentence in sentences if SUCCESSION.search(sentence.text)), None)
    return document.found(hit.text.strip(" 。"), hit.start, hit.end, CERTAIN) if hit else None
