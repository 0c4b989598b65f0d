"""The office of the body (办公室): where it sits, director, deputies, staff."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from members.notices.document import Document, Line
from members.notices.evidence import CERTAIN, Found
from members.notices.frequency import with_heading
from members.notices.persons import Person, holders, is_post, person
from members.notices.posts import after_lead
from members.notices.scope import Scope
from members.notices.units import is_unit

NAME = r"([^,;。:、()\s]{2,25})"
HOST = (
    re.compile(rf"办公室(?:地点)?(?:[,(:]?\s*(?:地点)?(?:具体)?(?:(?:设立?|挂靠|放)(?:在|于)?|在))(?!立|由){NAME}"),
    re.compile(
        r"(?:^|[,;:。]|小组|会议)(?:并)?在([^,;。:、()\s]{2,25}?)(?:下)?(?:设立?|设置)(?:[\u4e00-\u9fff]{0,12})?办公室"
    ),
    re.compile(rf"(?:下设|设立?)办公室,?(?:办公地点|地点)?(?:设在|设于|在|于|挂靠){NAME}"),
    re.compile(rf"办公室(?:为|是|作为)[^,;。]{{2,20}},(?:具体)?设在{NAME}"),
    re.compile(rf"联席会议办公室\({NAME}\)"),
    re.compile(rf"办公室[^。]*?,办公地点(?:设在|设于|在|位于){NAME}"),
    re.compile(rf"办公室(?:工作|职责|日常工作)由{NAME}(?:承担|负责)"),
    re.compile(rf"(?:^|[,;])(?:由)?{NAME}承担(?:联席会议|领导小组)办公室(?:日常)?(?:工作|职责)"),
)
OFFICE = r"(?:(?:联席会议|领导小组|协调小组|该)?(?:公)?办公室)?"
HOLDS = r"(?:(?<!负责)同志)?(?:分别)?(?:兼任|担任|兼|任|为)"
BEFORE = {
    "director": re.compile(rf"{HOLDS}{OFFICE}(?:常务)?主任(?!科员)"),
    "deputy": re.compile(rf"(?:{HOLDS}{OFFICE}|办公室)(?:常务)?副主任"),
    "staff": re.compile(
        r"(?:同志)(?:具体)?负责(?:办公|日常工作|办公室日常工作)|(?:同志)?为(?:办公室)?(?:工作人员|成员)(?!单位)"
    ),
}
AFTER = {
    "director": re.compile(
        r"(?<!副)主任(?:由|为|:|是|(?=[\u4e00-\u9fff]{2,4}\(兼\)))"
        r"([^,;。:]{2,60}?)(?:\(兼\))?(?:(?<!负责)同志)?(?:兼任|担任|任|出任)?(?=[,;。:]|、(?:办公室)?副?主任|$)"
    ),
    "deputy": re.compile(
        r"副主任(?:由|为|:|是)([^,;。:]{2,80}?)(?:(?<!负责)同志)?(?:分别)?(?:兼任|担任|任|出任)?(?=[,;。:]|、(?:办公室)?副?主任|$)"
    ),
    "staff": re.compile(
        r"(?:工作人员|办公室成员)(?:由|为|:|是)([^,;。:]{2,80}?)(?:同志)?(?:担任|组成)?(?=[,;。:]|、(?:办公室)?副?主任|$)"
    ),
}
OWN_OFFICE = re.compile(r"(?<![府委会协局])办公室")  # 县政府办公室 is another one
HEADS = re.compile(r"召集人|组长")
ANOTHER = re.compile(rf"{HOLDS}{OFFICE}(?:常务)?副?主任[、和]")  # 甲任主任、乙任副主任
LABEL = re.compile(r"\s*(办公室主任|主\s*任|办公室副主任|副\s*主\s*任|工作人员|成\s*员)\s*:\s*(.+)$")
LABELS = {
    "办公室主任": "director",
    "主任": "director",
    "办公室副主任": "deputy",
    "副主任": "deputy",
    "工作人员": "staff",
    "成员": "staff",
}


@dataclass
class Office:
    """What the notice says about the office; a layer it does not name is empty."""

    host: Found[str] | None = None
    posts: dict[str, list[Found[str]]] = field(default_factory=lambda: {"director": [], "deputy": [], "staff": []})


def find_office(document: Document, scope: Scope, known: dict[str, str]) -> Office:
    """Read the office. `known` gives the post of persons named elsewhere in the notice."""
    office, sentences = Office(), scope.sentences
    for index, printed in enumerate(sentences):
        headed = with_heading(document, printed)
        sentence = headed if "办公室:" in headed.text else printed  # 三、联席会议办公室, and below it 设在…
        before = sentences[index - 1].text if index and sentences[index - 1].line == sentence.line else ""
        if "办公室" not in sentence.text and not ("办公室" in before and "主任" in sentence.text):
            continue
        if office.host is None and (unit := _host(sentence.text)):
            office.host = document.found(unit, sentence.start, sentence.end, CERTAIN)
        for role, held in _holders(sentence.text):
            if role == "staff" and "负责人" in held:
                continue  # 各科室负责人: nobody in particular
            _add(document, office.posts[role], held, sentence.start, sentence.end, known)
    _labelled(document, scope.lines, office, known)
    return office


def _host(text: str) -> str | None:
    for pattern in HOST:
        for match in pattern.finditer(text):
            unit = re.sub(r"^(?:在|于)", "", match[1])
            if is_unit(unit) or re.search(r"[局部委办][\u4e00-\u9fff]{2,10}[股科]$", unit):
                return unit
    return None


def _holders(text: str) -> Iterator[tuple[str, str]]:
    for role, pattern in AFTER.items():
        for match in pattern.finditer(text):
            if "办公室" in text[: match.start() + 3] or role != "staff":
                yield role, match[1]
    for role, pattern in BEFORE.items():
        at = 0
        for match in pattern.finditer(text):
            clause = re.split(r"[,;。:](?![^,;。:]{0,3}$)", text[at : match.start()])[-1]
            if role != "staff" or not match[0].endswith("成员") or _speaks_of_office(text[: match.end()]):
                yield role, after_lead(ANOTHER.split(clause)[-1])
            at = match.end()


def _speaks_of_office(text: str) -> bool:
    """Tell whether 为成员 at the end means members of the office: the body named last before decides."""
    office = max((match.start() for match in OWN_OFFICE.finditer(text)), default=-1)
    return office > max((match.start() for match in HEADS.finditer(text)), default=-1)


def _add(document: Document, posts: list[Found[str]], held: str, start: int, end: int, known: dict[str, str]) -> None:
    for who, _ in holders(held, start):
        if not _acceptable(who):
            continue
        value = _with_post(who, known)
        if value not in [found.value for found in posts]:
            posts.append(document.found(value, start, end, CERTAIN))


def _acceptable(who: Person) -> bool:
    if who.post and not is_post(who.post):
        return False
    return bool(who.name) or not re.search(r"^(?:主任|副主任|办公室)|联席会议|领导小组|成员单位|召集人", who.post)


def _with_post(who: Person, known: dict[str, str]) -> str:
    """Return name(post) for a named person; the post may stand elsewhere in the notice."""
    post = who.post or known.get(who.name, "")
    if who.name:
        return f"{who.name}({post})" if post else who.name
    return post


def _labelled(document: Document, lines: list[Line], office: Office, known: dict[str, str]) -> None:
    """办公室 as a heading, then 主　任：甲 and so on, one a line."""
    inside = False
    for line in lines:
        text = document.text[line.body : line.end]
        label = LABEL.match(text)
        if label and (inside or label[1].startswith("办公室")):
            role = LABELS[re.sub(r"\s", "", label[1])]
            whole = person(label[2])
            held = label[2] if not (whole and whole.name and " " in label[2].strip()) else ""
            if held:
                _add(document, office.posts[role], held, line.start, line.end, known)
            elif whole:
                office.posts[role].append(document.found(_with_post(whole, known), line.start, line.end, CERTAIN))
            inside = True
        elif not label:
            inside = "办公室" in text and ("设" in text or len(text) < 20 or text.rstrip().endswith(":"))
