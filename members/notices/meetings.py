"""The regular meeting (例会): how often, who calls and who chairs it, whether the liaison officers meet before."""

import re
from dataclasses import dataclass

from members.notices.document import Document, Sentence
from members.notices.evidence import CERTAIN, Found
from members.notices.frequency import MEETING, PER, Frequencies, as_it_stands, find_frequency
from members.notices.persons import is_post
from members.notices.units import is_unit

HEADS = r"(?:(?:常务|第一|执行)?(?:副总|总|副)?召集人|(?:常务|第一)?副?组长)"
ROLE = rf"(?:{HEADS}|牵头单位|办公室主任|办公室|秘书处|主任)"
# 召集人委托的有关同志; the person is named by a role and nothing else.
SOMEBODY = r"(?:牵头单位|办公室|成员单位)?(?:主要|分管)?负责(?:人|同志)|同志|人员|领导|副?(?:[局县区市]长|主任)|成员"
DEPUTED = rf"(?:委托的?(?:[一1][名位])?(?:有关|其他|相关)?(?:{HEADS}|{SOMEBODY})?)"
OR = r"[、或和]者?(?:受?其|受|由)?"
WHO = rf"((?:(?:联席会议|领导小组|协调小组)的?)?(?<!委托的){ROLE}(?:(?:{OR})?{HEADS}?{DEPUTED}|{OR}{ROLE})*)"
CALLED_AND_CHAIRED = re.compile(rf"由?{WHO}(?:负责)?召集(?:并|和|、|及|与)?主持")
CALLED = re.compile(
    rf"由{WHO}(?:负责|决定)?(?:组织)?召集(?!人|[并和、及与]?主持)|{WHO}(?:负责)?召集(?!人|[并和、及与]?主持)(?:会议|并)|由{WHO}(?:负责)?(?:组织)?召开|{WHO}按[\u4e00-\u9fff]{{2,8}}召开"
)
CHAIRED = re.compile(rf"(?:由)?{WHO}(?:负责|轮流)?主持")
# A post or a unit instead of a role: 由分管副县长召集并主持, 由县民政局牵头召集.
BY_ANYONE = r"由((?:(?!召集|主持|负责|牵头)[\u4e00-\u9fff]){2,20})(?:负责|牵头)?"
ANYONE_CALLS = re.compile(rf"{BY_ANYONE}召集(?!人)")
ANYONE_CHAIRS = re.compile(rf"{BY_ANYONE}(?:召集(?:并|和|、|及|与))?主持")
LIAISON_BEFORE = re.compile(
    r"会前[^。;]{0,20}召开[^。;]{0,6}联络员会议|(?:联席会议|会议|例会)(?:召开)?(?:之)?前[^。;]{0,16}(?:召开|召集|举行)[^。;]{0,6}联络员(?:工作)?会议|联络员会议[^。;]{0,12}(?:联席会议|例会|会议)(?:召开)?(?:之)?前(?:召开|举行)|(?:先行|提前|预先)召开联络员会议"
)


@dataclass(frozen=True, slots=True)
class Meetings:
    """What the notice says of its meetings; None where it is silent."""

    frequency: Frequencies
    convened_by: Found[str] | None
    chaired_by: Found[str] | None
    liaison_before: Found[bool] | None


def find_meetings(document: Document, sentences: list[Sentence]) -> Meetings:
    """Read the rules of the regular meeting."""
    sentences = [as_it_stands(document, sentence) for sentence in sentences]
    regular = [sentence for sentence in sentences if _speaks_of_regular(sentence.text)]
    before = next((sentence for sentence in sentences if LIAISON_BEFORE.search(sentence.text)), None)
    return Meetings(
        frequency=find_frequency(document, sentences),
        convened_by=_who(document, regular, (CALLED_AND_CHAIRED, CALLED, ANYONE_CALLS)),
        chaired_by=_who(document, regular, (CALLED_AND_CHAIRED, CHAIRED, ANYONE_CHAIRS)),
        liaison_before=document.found(True, before.start, before.end, CERTAIN) if before else None,
    )


def _speaks_of_regular(text: str) -> bool:
    return bool(MEETING.search(text)) and ("召集" in text or "主持" in text or "召开" in text)


def _who(document: Document, sentences: list[Sentence], patterns: tuple[re.Pattern[str], ...]) -> Found[str] | None:
    for sentence in sentences:
        for pattern in patterns:
            for match in pattern.finditer(sentence.text):
                if pattern in (ANYONE_CALLS, ANYONE_CHAIRS) and not (is_post(match[1]) or is_unit(match[1])):
                    continue
                if _of_regular(sentence.text, match) and (value := _with_deputy(sentence.text, match)):
                    return document.found(value, sentence.start, sentence.end, CERTAIN)
    return None


# 甲或乙主持: of two who are named together one alone would be wrong.
HALF = re.compile(r"(?:[或和与及、]者?|委托的?|指定的?)$")
ALSO = re.compile(r"[,、]?(?:必要时)?,?(?:也可以?|亦可|或者?)(?=[^,;。]{0,24}(?:委托|召集|主持))(?:由)?")
ITS_DEPUTY = re.compile(rf"((?:其|{HEADS})?{DEPUTED})(?=召集|主持|代为|负责|[,;。]|$)")


def _of_regular(text: str, match: re.Match[str]) -> bool:
    other = _about_other(text, match.start()) or OTHER_BEHIND.match(text, match.end())
    return not other and (match[0].startswith("由") or not HALF.search(text[: match.start()]))


def _with_deputy(text: str, match: re.Match[str]) -> str | None:
    """由召集人召集，也可委托副召集人召集: both, as printed; None when who else may do it cannot be read."""
    value = re.sub(r"^(?:联席会议|领导小组|协调小组)(?:的)?", "", next(group for group in match.groups() if group))
    also = ALSO.match(text, match.end())
    if also is None:
        return value
    deputy = ITS_DEPUTY.match(text, also.end())
    return f"{value}或{deputy[1]}" if deputy else None


OTHER_BEHIND = re.compile(r"[^,;。]{0,6}(?:联络员|专题|临时|办公室)会议")  # 召集联络员会议
KIND = re.compile(
    r"(?:联络员|办公室)(?:工作)?(?:例会|会议)|例会|全体会议|临时会议|重[要大]会议|专题会议|专题会|协调会(?!议)|调度会|碰头会|临时召[开集]|随时召[开集]"
)
REGULAR = ("例会", "全体会议")


def _about_other(text: str, at: int) -> bool:
    """Tell whether the clause is about ad hoc or liaison meetings: the kind of meeting named last before it.

    每年召开两次，必要时可临时召开，由召集人主持 speaks of the regular meeting: the ad hoc one is said in passing.
    """
    kinds = [match[0] for match in KIND.finditer(text[:at])]
    if PER.search(text[:at]):
        kinds = [kind for kind in kinds if not kind.startswith(("临时召", "随时召"))]
    return bool(kinds) and kinds[-1] not in REGULAR
