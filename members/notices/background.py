"""What people read and nobody compares: action, name of the body, basis, attachments."""

import re
from dataclasses import dataclass

from members.notices.document import Document, Sentence
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
    """Plain values as printed."""

    action: str | None
    body_name: str | None
    basis: list[str]
    attachments: list[str]


def find_background(document: Document, head: Head, sentences: list[Sentence]) -> Background:
    """Read the values; each is None or empty where the notice is silent."""
    title = head.title.value if head.title else ""
    action = ACTION.search(title.partition("关于")[2] or title)
    named = next((match for sentence in sentences if (match := BODY.search(sentence.text))), None)
    opening = [s.text for s in sentences if not s.line.clause and re.search("根据|贯彻|落实|依据|按照", s.text)]
    basis = [match[0] for text in opening for match in BASIS.finditer(text)]
    attachments = [
        match[1].strip() for line in document.lines if not line.annex and (match := ATTACHMENT.match(line.text))
    ]
    return Background(
        action[0] if action else None, named[1] if named else None, list(dict.fromkeys(basis)), attachments
    )
