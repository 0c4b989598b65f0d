"""The rules of the minutes (会议纪要): consent, draft, review, signature, issue, report."""

import re
from dataclasses import dataclass, replace

from members.notices.document import Document, Sentence
from members.notices.evidence import CERTAIN, LIKELY, Found
from members.notices.frequency import as_it_stands
from members.notices.persons import is_post
from members.notices.units import is_unit, number

HEADS = r"(?:(?:常务|第一|执行)?(?:副总|总|副)?召集人|(?:常务|第一)?副?组长)"
WHO = (
    r"((?:联席会议|领导小组|协调小组|协调机制|牵头单位)?公?"
    rf"(?:办公室主任|办公室副主任|办公室|秘书处|秘书长|牵头单位|会议主持人|主持人|主持会议的(?:领导|召集人)(?:同志)?|[县市区]?民政局|{HEADS})"
    rf"(?:[或、和](?:受?(?:其|{HEADS})委托的?)?{HEADS})*)"
)
# A post or a unit may stand where a role usually does: 县民政局局长审核，分管副县长签发.
ACTS = r"审核|审定|签发|负责(?!人|同志)|会签|报(?!社)|呈|送|印发|经(?![济信开科贸])"
ANYONE = rf"((?![经由报送呈交])(?:(?!{ACTS})[\u4e00-\u9fff]){{2,20}}?)(?:同志)?"
ELSEWHERE = re.compile(r"[^,;。]{0,12}会议纪要(?:精神|要求|\()")  # 根据县政府常务会议纪要精神
# 办公室会议纪要由办公室主任签发，联席会议纪要由总召集人签发: what is said of other meetings, or of the agenda.
ELSE = re.compile(
    r"(?<![和及、或与])(?:(?:办公室|联络员|工作组|专班)(?:工作)?(?:会议|例会)|专题(?:会议|会)?|临时会议)纪要"
    r"(?:(?!联席会议纪要|全体会议纪要|例会纪要)[^;。])*|议题(?:(?!纪要)[^;。])*?(?=,[^,;。]*纪要|;)"
)
CONSENT = re.compile(
    r"(?:经|征得|征求|送|请|由)[^,;。]{0,4}(?:与会|参会|出席|到会|参加会议|参会的|有关|相关|各)(?:的|各|有关|相关)?(?:成员)?(?:单位|部门|方面|各方)(?:意见)?(?:一致)?(?:审核|会签|确认|认可)?(?:同意|会签|确认|认可|一致)|"
    r"(?:与会|参会|出席|到会)[^,;。]{0,10}(?:单位|部门)(?:负责(?:人|同志))?会签"
)
# 收到征求意见稿3个工作日内未反馈的，视为同意
DEEMED = re.compile(
    r"(?:未|没有|不)(?:反馈|回复|答复|提出|回|报)[^。;]{0,16}(?:视为|视同|默认)(?:无|没有|同意|认可|无异议)|逾期[^。;]{0,16}(?:视为|视同|默认)"
)
CONSENT_DAYS = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]{1,3})个工作日")
WRITES = "(?:起草|草拟|拟写|拟稿|撰写|整理|编写)"
DRAFTS = f"(?:{WRITES}|拟定|形成)"
DRAFTED = (
    re.compile(
        rf"{WHO}(?:具体)?(?:负责)?(?:会议记录(?:和|、|,|并)?)?(?:起草|草拟|拟定|拟写|撰写|整理|形成|编写|记录)[^,;。]{{0,8}}纪要"
    ),
    re.compile(
        rf"纪要(?:[^,;。]{{0,4}}|[^;。]{{0,20}},)由{WHO}(?:负责)?(?:会同[^,;。]{{2,10}})?(?:起草|草拟|拟定|拟写|拟稿|撰写|整理|编写|形成|制作)"
    ),
    re.compile(rf"{WHO}[^。;]{{0,40}}?(?:做好|负责)[^。;]{{0,6}}(?:会议记录[、和,]|记录并)[^。;]{{0,4}}纪要"),
    # 联席会议办公室职责：承担日常工作；起草会议纪要
    re.compile(rf"{WHO}(?:的)?(?:主要|工作)?(?:职责|任务)[^。由]{{0,120}}?{DRAFTS}[^,;。]{{0,6}}纪要"),
    re.compile(rf"{WHO}[^,。;由]{{0,30}}?(?:负责|承担)[^。;由]{{0,40}}?(?:{WRITES}[^,;。]{{0,6}}纪要|纪要的?{WRITES})"),
    re.compile(rf"纪要,{WHO}(?:负责)?{WRITES}(?=[后并、,;。]|$)"),
    re.compile(rf"由{ANYONE}(?:负责)?{DRAFTS}[^,;。]{{0,8}}纪要"),
    re.compile(rf"纪要由{ANYONE}(?:负责)?{DRAFTS}"),
)
REVIEWS = r"(?:负责)?(?:初步)?(?:审核|初审|审阅|把关|复核)(?!后?并?签发)"
REVIEWED = tuple(re.compile(rf"(?:经|由|报|送|,|{DRAFTS}、){who}{REVIEWS}") for who in (WHO, ANYONE))
SIGNS = r"(?:负责|共同)?(?:审核)?(?:审定|签发|审签|签署|签批|审批|核定|核准|签准)"
SIGNED = (
    re.compile(rf"(?:报|由|经|呈|送|交|上报|报请|,|、)(?:会议(?!主持))?{WHO}{SIGNS}"),
    re.compile(rf"(?:报请?|由|经|呈|送|交|上报|,|(?:{DRAFTS}|审核)、){ANYONE}{SIGNS}"),
)
ISSUED = re.compile(
    r"(?<!审定)(?:印发|分送|下发|发送|发至|印送|(?<=[,、后])发(?=各|有关|相关|成员))(?!纪要|会议|范围|时间|[之以]?[前后])(?:至|给|到)?([^,;。]{0,24}?)(?=,|;|。|并|同时|和抄|$|抄报|及时报|、抄)"
)
REPORTED = re.compile(
    r"(?:抄报|上报|呈报|报送|(?<![抄上呈申])报)(?:送)?(?:至)?((?:[\u4e00-\u9fff]{0,4}(?:人民)?政府|[县市区州省]委|管委会|管理委员会|国务院|[县市区]委[、和]?[县市区]政府|[\u4e00-\u9fff]{0,4}(?:人民)?政府(?:办公室|办)?|[县市区]委[\u4e00-\u9fff、]{1,14}政府)[\u4e00-\u9fff]{0,8}?)(?=备案|,|;|。|$|审定|同意|和|及)"
)


@dataclass(frozen=True, slots=True)
class MinutesRules:
    """Each rule as printed, None where the notice is silent."""

    form: Found[str] | None = None
    consent: Found[bool] | None = None
    drafted_by: Found[str] | None = None
    reviewed_by: Found[str] | None = None
    signed_by: Found[str] | None = None
    issued_to: Found[str] | None = None
    reported_to: Found[str] | None = None
    consent_days: Found[int] | None = None  # working days
    consent_deemed: Found[bool] | None = None  # silence is consent


def find_minutes(document: Document, sentences: list[Sentence]) -> MinutesRules:
    """Read what is said in the sentences that speak of minutes."""
    sentences = [replace(sentence, text=ELSE.sub("", sentence.text)) for sentence in sentences]
    sentences = [as_it_stands(document, sentence) for sentence in sentences]
    about = [sentence for sentence in sentences if "纪要" in ELSEWHERE.sub("", sentence.text)]
    deemed = next((s for s in sentences if DEEMED.search(s.text) and "纪要" in _line(document, s)), None)
    consent = next((s for s in about if CONSENT.search(s.text)), deemed)  # silence is taken for what was asked for
    days = CONSENT_DAYS.search(deemed.text) if deemed else None
    return MinutesRules(
        form=document.found("会议纪要", about[0].start, about[0].end, CERTAIN) if about else None,
        consent=document.found(True, consent.start, consent.end, CERTAIN) if consent else None,
        drafted_by=_who(document, about, DRAFTED),
        reviewed_by=_who(document, about, REVIEWED),
        signed_by=_who(document, about, SIGNED),
        issued_to=_whom(document, about, ISSUED),
        reported_to=_whom(document, about, REPORTED),
        consent_days=document.found(number(days[1]), deemed.start, deemed.end, LIKELY) if days and deemed else None,
        consent_deemed=document.found(True, deemed.start, deemed.end, LIKELY) if deemed else None,
    )


def _line(document: Document, sentence: Sentence) -> str:
    """Return the line up to the end of the sentence; what a sentence speaks of stands before it."""
    return document.text[sentence.line.start : sentence.end]


def _who(document: Document, sentences: list[Sentence], patterns: tuple[re.Pattern[str], ...]) -> Found[str] | None:
    for pattern in patterns:
        for sentence in sentences:
            for match in pattern.finditer(sentence.text):
                value = match[1].replace("公办公室", "办公室")
                unit = value.removeprefix("牵头单位")
                value = unit if is_unit(unit) else value
                if ANYONE not in pattern.pattern or _is_somebody(value):
                    return document.found(value, sentence.start, sentence.end, LIKELY)
    return None


def _is_somebody(who: str) -> bool:
    """A post, or a unit; 各成员单位 and words of a sentence are neither."""
    return (is_post(who) or is_unit(who)) and not re.search(
        r"成员|与会|参会|有关|相关|各|纪要|会议(?!室)|议题|事项|[的后并]", who
    )


def _whom(document: Document, sentences: list[Sentence], pattern: re.Pattern[str]) -> Found[str] | None:
    for sentence in sentences:
        at = sentence.text.find("纪要")
        for match in pattern.finditer(sentence.text, at):
            value = re.sub(r"(?:贯彻|遵照|组织|认真)?(?:执行|落实|实施)$", "", match[1].strip(" 、"))
            if (
                value
                and "重大" not in sentence.text[at : match.start()]
                and not re.search(r"等|工作|决定|如下|审核|审定|审批|审阅|征求|会签|核对|校核|确认", value)
            ):
                return document.found(value, sentence.start, sentence.end, CERTAIN)
    return None
