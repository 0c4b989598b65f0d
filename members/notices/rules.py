"""What holds later: change of members, major matters, succession of duties after a reform."""

import re
from dataclasses import dataclass

from members.notices.document import Document, Sentence
from members.notices.evidence import CERTAIN, LIKELY, Found

CHANGE = re.compile(
    r"(?:成员|组成人员|人员名单|组成单位|(?<!因)人员)[^。;]{0,30}(?:变动|调整|变化|变更|调动|调离)|(?:变动|调整|变化|变更|调动)[^。;]{0,20}成员"
)
# 现作如下调整 changes members now; it is no rule for later.
CHANGING_NOW = re.compile(r"不再担任|决定(?:对|将|调整|增)|如下|现[将对]|调整为[^,。]{2,20}(?:局|部|办)")
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
        re.compile(
            r"(?:继任|接任|接替|新任|相应|替补|递补)[^。;]{0,40}(?:(?:报|向|送)[^。;]{0,24}|(?:办公室|牵头单位)[^。;]{0,4})(?:备案|报备)|"
            r"(?:报|向|送)[^。;]{0,24}(?:备案|报备)[^。;]{0,10}(?:不再(?:另行|另)(?:行文|发文|通知|文)|继任|接任|接替|递补|替补)"
        ),
    ),
    (
        "successor_takes_over",
        re.compile(
            r"(?:继任|接任|接替|新任|相应|相关|该)[^。;]{0,24}(?:自行|自然|自动)?[^。;]{0,6}(?:递补|替补|接替|接任|担任|履行|替换|承担|更替|继任)|不再(?:另行|另)(?:行文|发文|通知|文)"
        ),
    ),
    (
        "office_adjusts_roster",
        re.compile(
            r"(?:由|经|,)[^。;,]{0,10}办公室[^。;]{0,16}(?:调整|更新|确定|公布|变更|发文|印发)|名单由[^。;]{0,10}办公室[^。;]*调整"
        ),
    ),
)
TAKEN_UP = re.compile(
    r"(?:提请|报请|上报|报)([^,;。]{2,16}?)(?:研究|决定|审定|审议|批准)(?:决定)?的重大(?:问题|事项),?由(?P<who>[^,;。由]{2,16}?)"
    r"(?:按程序|及时|统一|负责)?(?:上报|报送|呈报|提请|报告)"
)
TOLD = re.compile(
    r"重大(?:问题|事项)[^。]*?由(?P<who>[^,;。由]{2,16}?)(?:按程序|及时|统一|负责)?向([^,;。]{2,14}?)(?:报告|请示|汇报)"
)
MAJOR = re.compile(
    r"重大(?:问题|事项)[^。]*?(?:由|,)\s*([^,;。由]{2,16}?)(?:按程序|及时|统一|负责)?(?:报请?|上报|呈报|提请|提交)([^,;。]{1,14}?)(?:研究|审定|决定|审批|批准|审议|同意|决策|[,;。]|$)"
)
BECOMES_MEMBER = re.compile(r"(?:成为|纳入|列为|作为)[^。;]{0,12}成员")  # a reform that only brings a new member
SUCCESSION = re.compile(
    r"(?:机构改革|机构调整|职能(?:调整|整合|划转|变化|转变)|职责(?:调整|划转))[^。]{0,40}(?:职责|职能|工作|任务)[^。]{0,12}(?:转到|转由|转至|划入|由[^。]{0,20}(?:承担|承接|接续|履行|负责)|移交|随之)"
)


def find_member_change(document: Document, sentences: list[Sentence]) -> tuple[Found[str] | None, Found[str] | None]:
    """Return the kind of member change (a word of `MemberChangeKind`) and the sentence; either may be None."""
    text: Found[str] | None = None
    for sentence in sentences:
        if not CHANGE.search(sentence.text) or CHANGING_NOW.search(sentence.text):
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
        told, taken_up = TOLD.search(sentence.text), TAKEN_UP.search(sentence.text)
        match = MAJOR.search(sentence.text)
        who, to = (match[1], match[2]) if match else ("", "")
        who, to = (taken_up["who"], taken_up[1]) if taken_up else (told["who"], told[2]) if told else (who, to)
        if re.search(r"办公室|单位|部门|局|召集人|组长|小组|会议", who):
            matter = MajorMatter(who, to, sentence.text.strip())
            return document.found(matter, sentence.start, sentence.end, CERTAIN)
    return None


def find_succession(document: Document, sentences: list[Sentence]) -> Found[str] | None:
    """Return the sentence that moves duties to the unit taking over after a reform."""
    hit = next((sentence for sentence in sentences if _moves_duties(sentence.text)), None)
    return document.found(hit.text.strip(" 。"), hit.start, hit.end, CERTAIN) if hit else None


def _moves_duties(text: str) -> bool:
    """Tell whether duties move to another unit, behind the last place that speaks of a new member."""
    joins = [match.end() for match in BECOMES_MEMBER.finditer(text)]
    return bool(SUCCESSION.search(text, joins[-1] if joins else 0))
