"""The notice as a document: title, number, addressees, dates and validity, as page and paper print them."""

import re
from datetime import date
from itertools import takewhile

from members.notices.dates import DASHED, find_date, only_date
from members.notices.document import Document, Line, blank
from members.notices.evidence import CERTAIN, LIKELY, Found
from members.notices.units import NOT_A_NAME

KINDS = r"(?:通知|意见|方案|办法|规定|复函|批复|决定|公告|通告|制度|规则|细则|请示|函)"
TITLE = re.compile(
    rf"(?:(?:标\s*题|名\s*称|文件名称|信息名称)\s*:?\s*)?([^。;!?\t]{{0,60}}关于.{{2,90}}?{KINDS}(?:\([^()]{{1,12}}\))?)$"
)
TITLE_BEGINS = re.compile(r"[^。;:!?\t]{0,40}关\s*于[^。;:!?\t]{2,60}$")
BARE_TITLE = re.compile(
    r"[\u4e00-\u9fff、]{4,40}(?:联席会议|领导小组|协调机制|协调小组)[\u4e00-\u9fff]{0,8}(?:制度|规则|方案|规程|办法|职责|分工)(?:\([^()]{1,8}\))?$"
)
PAGE_TAIL = re.compile(rf"({KINDS}(?:\([^()]{{1,12}}\))?)\s*[-_|—–][^。]{{1,40}}$")
ORGAN = re.compile(
    r"(?:联合会|总工会|协调小组|管委会|办事处|政府|办公室|办公厅|局|委员会|厅|部|党委|县委|市委|区委|领导小组|联席会议)$"
)
NUMBER = re.compile(r"([\u4e00-\u9fffA-Za-z]{1,14}\s*[〔\[(【〈]\s*(?:19|20)\d\d\s*[〕\])】〉]\s*第?\s*\d{1,4}\s*号)")
LABEL_NUMBER = re.compile(r"(?:文\s*号|发文字号|文件编号|发文文号|公文字号|文件号|字\s*号)\s*[:\s]\s*")
ISSUED_LABEL = re.compile(r"(?:成文日期|成文时间|发文日期|发文时间|签发日期|制发日期|印发日期)\s*[:\s]\s*")
PUBLISHED_LABEL = re.compile(
    r"(?:发布日期|发布时间|公开日期|公开时间|公布日期|发稿时间|上传时间|更新时间|更新日期|发布于|(?<!成文)(?<!发文)日\s*期|(?<!发文)时\s*间)\s*[:\s]\s*"
)
VALIDITY_LABEL = re.compile(
    r"(?:有\s*效\s*性|时\s*效\s*性|效力(?:状态|级别)?|是否有效|有效状态|文件状态|(?:文件)?时效状态?)\s*[:\s]\s*([\u4e00-\u9fff]{1,6})"
)
INVALID = re.compile(r"(?<!未)(?:失效|废止)")
ORGAN_LABEL = re.compile(
    r"(?:发布机构|发文机关|发文单位|制发机关|发布单位|发文机构|制定机关)\s*[:\s]\s*([\u4e00-\u9fff]{4,30})"
)
INDEX = re.compile(r"索\s*引\s*号\s*[:\s]\s*([\w/.\-]{4,60})")
CC = re.compile(r"(?:主送.{0,60})?抄\s*送\s*:\s*([^。\n]{2,300})")


class Head:
    """The head of one notice. Every property is a Found or None."""

    def __init__(self, document: Document) -> None:
        self._doc = document
        own = [line for line in document.lines if not line.annex]
        first = next((index for index, line in enumerate(own) if line.level == 1), len(own))
        self._head = own[: min(first, 40)]
        self.title = self._title()
        self._signature = self._find_signature(own)
        self.doc_number = self._doc_number()
        self.issue_date = self._issue_date()
        self.published_date = self._published_date()
        self.issuing_body = self._issuing_body()
        self.validity = self._validity()
        self.index_no = self._labelled(INDEX)
        self.cc = self._cc()
        self.addressees = self._addressees()

    def _found(self, value: str, line: Line, confidence: float = CERTAIN) -> Found[str]:
        return self._doc.found(value, line.start, line.end, confidence)

    # Title

    def _title(self) -> Found[str] | None:
        candidates = self._titles()
        named = [found for found in candidates if ORGAN.search(found.value.partition("关于")[0])]
        return next(iter(named or candidates), None) or self._bare_title()

    def _titles(self) -> list[Found[str]]:
        """Return what reads like a title, on one line or on up to four; lines of text end with a full stop."""
        found = []
        for index, line in enumerate(self._head):
            above = self._head[index - 1] if index else None
            organ = blank(above.text) if above and len(above.text) < 40 else ""
            for size in range(1, 5):
                lines = self._head[index : index + size]
                joined = PAGE_TAIL.sub(r"\1", blank("".join(part.text for part in lines)))
                if match := TITLE.match(joined):
                    is_split = match[1].startswith("关于") and is_organ(organ) and above is not None
                    start = above.start if is_split and above else line.start
                    value = (organ if is_split else "") + match[1]
                    found.append(self._doc.found(value, start, lines[-1].end, CERTAIN))
                    break
                if not TITLE_BEGINS.match(joined):
                    break
        return found

    def _bare_title(self) -> Found[str] | None:
        for line in self._head:
            if BARE_TITLE.match(title := blank(line.text)) and not re.search("建立|召开|出台|部署|推进|健全", title):
                return self._found(title, line, LIKELY)
        return None

    # Number and organ

    def _doc_number(self) -> Found[str] | None:
        for line in self._head:
            label = LABEL_NUMBER.search(line.text)
            match = NUMBER.match(line.text, label.end()) if label else NUMBER.match(line.text)
            alone = match and len(line.text[match.end() :].strip()) < 12
            bracketed = re.match(rf"\({NUMBER.pattern}\)$", line.text.strip())
            if match and (label or alone):
                return self._found(_number(match[1]), line)
            if bracketed:
                return self._found(_number(bracketed[1]), line)
        return None

    def _find_signature(self, own: list[Line]) -> tuple[Line | None, Line, date] | None:
        """Return the signing organ's line, the date's line and the date: the first date that stands alone."""
        after = self.title.evidence.end if self.title else 0
        for index, line in enumerate(own):
            if line.start < after or "印发" in line.text:
                continue
            day = only_date(line.text)
            above = reversed(own[max(0, index - 4) : index])  # several organs may sign; the first one issues
            organs = list(takewhile(lambda line: is_organ(blank(line.text)), above))
            if day and (organs or not DASHED.search(line.text)):  # a bare 2015-04-08 is the page's date
                return (organs[-1] if organs else None), line, day
            words = line.text.split()
            if len(words) > 1 and is_organ(words[0]) and (day := only_date("".join(words[1:]))):
                return line, line, day
        return None

    def _issuing_body(self) -> Found[str] | None:
        if self._signature and self._signature[0]:
            line = self._signature[0]
            words = line.text.split()
            several = len(words) > 1 and all(is_organ(word) for word in words)
            joined = "".join(words) if is_organ("".join(words)) and not several else words[0]
            return self._found(SEAL.sub("", joined), line)
        by_title = self.title.value.partition("关于")[0] if self.title else ""
        if self.title and is_organ(by_title):
            return Found(by_title, self.title.evidence)
        if signed := self._unsigned_organ():
            return signed
        return self._labelled(ORGAN_LABEL)

    def _unsigned_organ(self) -> Found[str] | None:
        """An organ alone on a line in the last lines: the date below it may be damaged or missing."""
        own = [line for line in self._doc.lines if not line.annex][-6:]
        for line in own:
            if is_organ(name := blank(line.text)) and len(name) >= 6 and re.search(r"[县市区州省旗]", name):
                return self._found(name, line, LIKELY)
        return None

    # Dates and validity

    def _issue_date(self) -> Found[str] | None:
        if self._signature:
            return self._found(self._signature[2].isoformat(), self._signature[1])
        return self._dated(ISSUED_LABEL)

    def _published_date(self) -> Found[str] | None:
        if labelled := self._dated(PUBLISHED_LABEL):
            return labelled
        for line in self._head:  # a bare 2015-04-08 under the title is the page's date
            match = DASHED.search(line.text) if len(line.text) < 60 and not ISSUED_LABEL.search(line.text) else None
            signed = self._signature and line is self._signature[1]
            if match and not signed and match.start() < 12 and (day := find_date(match[0])):
                return self._found(day.isoformat(), line, LIKELY)
        return None

    def _dated(self, label: re.Pattern[str]) -> Found[str] | None:
        for index, line in enumerate(self._head):
            if len(line.text) < 200 and (match := label.search(line.text + " ")):
                rest = line.text[match.end() :].strip()
                below = self._head[index + 1].text if not rest and index + 1 < len(self._head) else ""
                if day := find_date((rest or below)[:14]):
                    return self._found(day.isoformat(), line)
        return None

    def _validity(self) -> Found[str] | None:
        for line in self._head:
            if len(line.text) < 200 and (match := VALIDITY_LABEL.search(line.text)) and re.search("效|废止", match[1]):
                return self._found("已失效" if INVALID.search(match[1]) else "有效", line)
            words = line.text.strip("[]()【】 ").split()
            if words and len(words) <= 4 and words[-1] in ("已失效", "失效", "已废止", "废止", "有效", "现行有效"):
                return self._found("已失效" if INVALID.search(words[-1]) else "有效", line, LIKELY)
        return None

    # The rest

    def _labelled(self, label: re.Pattern[str]) -> Found[str] | None:
        for line in self._head:
            if len(line.text) < 200 and (match := label.search(line.text)):
                return self._found(match[1], line)
        return None

    def _addressees(self) -> Found[str] | None:
        for line in self._head:
            text = line.text.strip()
            if (
                text.endswith(":")
                and re.search("政府|部门|单位|街道|局|委|办", text)
                and not re.search("如下|通知|。", text)
            ):
                return self._found(text.rstrip(": "), line)
        return None

    def _cc(self) -> Found[str] | None:
        for index, line in enumerate(self._doc.lines):
            if (match := CC.match(line.text)) and len(match[1].strip()) > 1:
                copied, last = match[1].strip(), line
                for further in self._doc.lines[index + 1 : index + 6]:
                    if not copied.endswith((",", "、", ";")) or "印发" in further.text:
                        break
                    copied, last = copied + further.text.partition("。")[0].strip(), further
                return self._doc.found(copied.rstrip(",、; "), line.start, last.end, CERTAIN)
        return None


def _number(printed: str) -> str:
    """Return the number with the brackets every document number has; pages often print others."""
    return re.sub(r"[\[(【〈](\d{4})[\])】〉]", r"〔\1〕", blank(printed))


# A joint meeting signs documents, too; every other word of a sentence rules an organ out.
NO_ORGAN = re.compile(NOT_A_NAME.pattern.replace("|联席会议|领导小组|会议", "").replace("协调", "协调(?!小组)"))
SEAL = re.compile(r"\((?:[\u4e00-\u9fff]{0,20}代章|盖章|印章|章)\)$")


def is_organ(text: str) -> bool:
    """Tell whether the text is the name of an organ that signs documents, with or without (代章)."""
    name = SEAL.sub("", text)
    return 4 <= len(name) <= 40 and bool(ORGAN.search(name)) and not NO_ORGAN.search(name)
