"""Text that lost characters next to digits. Flagged with a proposal; nothing here is ever stored without a person."""

import re
from collections.abc import Iterator
from datetime import date

from members.notices.document import Document
from members.notices.evidence import Proposal
from members.notices.meetings import Meetings

# 〔201715号, 政办20177号, 〔2017〕号: brackets or digits of a document number are gone.
NUMBER = re.compile(
    r"(?:^|[(《,、:;\s]|根据|按照|通知)?([\u4e00-\u9fff]{1,8})[〔\[【]?((?:19|20)\d\d)[〕\]】]?(\d{1,3})号"
)
SOUND = re.compile(r"[〔\[【(](?:19|20)\d\d[〕\]】)]\s*第?\s*\d{1,4}\s*号")
# 2017218 alone on a line, 2017年218日: 年, 月, 日 are gone.
BROKEN_DATE = re.compile(r"(?<![\d.])((?:19|20)\d\d)年?(\d{2,4})日?\s*$")


def proposals(document: Document, meetings: Meetings) -> list[Proposal]:
    """Return what the damaged places very likely say."""
    found = [*_dates(document), *_numbers(document)]
    if damaged := meetings.frequency.damaged:
        match = re.search(r"(?:每|一)[^。;,]{0,16}?\d\d\s*次(?:例会|会议)?", damaged.evidence.quote)
        if match:
            start = damaged.evidence.start + match.start()
            value = dict(zip(("min", "max"), damaged.value, strict=True))
            found.append(Proposal("regular_meetings_per_year", match[0], value, start, start + len(match[0])))
    return found


def _dates(document: Document) -> Iterator[Proposal]:
    for line in document.lines:
        text = line.text.strip()
        if len(text) <= 12 and (match := BROKEN_DATE.match(text)):
            value = _only_reading(int(match[1]), match[2])
            yield Proposal("issue_date", text, value, line.start, line.end)


def _only_reading(year: int, digits: str) -> str | None:
    """Return the date if the digits can be split into month and day in one way only, else the usual one or None."""
    days = []
    for cut in range(1, len(digits)):
        try:
            if not digits[:cut].startswith("0") and not digits[cut:].startswith("0") or len(digits) == 4:
                days.append(date(year, int(digits[:cut]), int(digits[cut:])).isoformat())
        except ValueError:
            continue
    return days[0] if len(days) == 1 else None


def _numbers(document: Document) -> Iterator[Proposal]:
    for line in document.lines:
        for match in NUMBER.finditer(line.text):
            if not SOUND.search(match[0]) and "年" not in match[0]:
                start = line.start + match.start(1)
                printed = document.text[start : line.start + match.end()]
                alone = not line.text.replace(printed, "").strip()
                value = f"{match[1]}〔{match[2]}〕{match[3]}号"
                yield Proposal("doc_number" if alone else "basis", printed, value, start, line.start + match.end())
