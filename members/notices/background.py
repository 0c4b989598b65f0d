"""What people read and nobody compares: action, name of the body, basis, attachments, and whether the text is whole."""

import re
from dataclasses import dataclass

from members.notices.document import Document, Sentence, blank
from members.notices.evidence import LIKELY, Found
from members.notices.head import Head
from members.notices.refusal import FORM, SUBJECT

ACTION = re.compile(r"调整|建立健全|建立|成立|完善|修订|充实|健全|设立|更名")
BODY = re.compile(
    rf"(?:(?:建立|成立|健全|设立|调整|完善|组建|充实|加强|规范|修订|启动|进一步)+(?:并|和|了|好)?)+对?((?!由)(?:[\u4e00-\u9fff]{{0,12}}?){SUBJECT}[\u4e00-\u9fff]{{0,10}}?{FORM})"
)
BASIS = re.compile(r"《[^《》]{2,80}》(?:\([^()]{2,40}\))?")
ATTACHMENT = re.compile(r"附\s*件\s*\d{0,2}\s*[:.]\s*(.{4,80})$")


@dataclass(frozen=True, slots=True)
class Background:
    """Values as printed, each with the line it stands in."""

    action: Found[str] | None
    body_name: Found[str] | None
    basis: list[Found[str]]
    attachments: list[Found[str]]


def find_background(document: Document, head: Head, sentences: list[Sentence]) -> Background:
    """Read the values; each is None or empty where the notice is silent."""
    title = head.title
    about = title.value.partition("关于")[2] or title.value if title else ""
    action = ACTION.search(about)
    named = next(((match[1], s) for s in sentences if (match := BODY.search(s.text))), None)
    opening = [s for s in sentences if not s.line.clause and re.search("根据|贯彻|落实|依据|按照", s.text)]
    basis = {match[0]: s for s in reversed(opening) for match in reversed([*BASIS.finditer(s.text)])}
    attached = [(line, match) for line in document.lines if not line.annex and (match := ATTACHMENT.match(line.text))]
    return Background(
        Found(action[0], title.evidence) if action and title else None,
        document.found(named[0], named[1].start, named[1].end, LIKELY) if named else None,
        [document.found(value, s.start, s.end, LIKELY) for value, s in reversed(basis.items())],
        [document.found(match[1].strip(), line.start, line.end, LIKELY) for line, match in attached],
    )


# What ends a text that was not cut off: a stop, a signature, a list of copies, an imprint.
WHOLE = re.compile(r"[。!?;:)）”》]$|印发$|日$|抄|(?:政府|办公室|办公厅|局|委员会|领导小组|联席会议|专此|此复)$")
SHORTEST_CUT = 20


def find_cut(document: Document, attachments: list[Found[str]]) -> str | None:
    """Return why the text is not the whole notice (an announced annex is missing, it stops within a sentence)."""
    last = document.lines[-1]
    annexed = any(line.annex for line in document.lines)
    end = max((row.evidence.end for row in attachments), default=0)
    rest = blank(document.text[end:])
    for row in () if annexed else attachments:
        if blank(row.value) not in rest:  # an annex may stand without its word
            return f"正文列有附件“{row.value}”，文中没有附件内容。"
    if len(last.text) >= SHORTEST_CUT and not last.is_table and not last.annex and not WHOLE.search(last.text.strip()):
        return f"全文在句中结束：“…{last.text.strip()[-20:]}”。"
    return None
