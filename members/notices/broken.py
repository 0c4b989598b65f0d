"""Lines that a printer broke at the edge of a page (text of a PDF, or pasted with its line ends) joined again."""

import re
import unicodedata

NARROWEST_PAGE, WIDEST_PAGE = 50, 110  # columns; a paragraph nobody broke is longer than any line of a page
FULL = 0.8  # of the width; a line may end early where punctuation would begin the next
FEWEST_BROKEN = 2
# A number, an annex, a document number, a date, a role: these stand on lines of their own.
BEGINS_ANEW = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s*[.．、]|[①-⑳]|附\s*件|抄\s*送|第.{1,3}[章条]|"
    r"[\u4e00-\u9fff]{1,14}〔\d{4}〕|[二2].{3}\s*年.{2,8}日$|"
    r"(?:总|副|第一)*\s*(?:召\s*集\s*人|组\s*长)\s*[:：]|成\s*员(?:\s*单\s*位)?\s*[:：]|联络员\s*[:：]|主\s*任\s*[:：]"
)
ENDS = re.compile(r"[。：:；;！!]$|(?<=[\u4e00-\u9fff])\s?\.$")
TITLE_ENDS = re.compile(r"关于.*(?:通知|意见|方案|办法|函|批复|决定|制度)$")
# 测试甲　县财政局副局长: blanks and no comma set out a line; nothing runs on behind it.
SET_OUT = re.compile(r"^[^，。、；,;.]*[^，。、；,;.\s]\s+[^，。、；,;.\s][^，。、；,;.]*$")


def is_broken(lines: list[str]) -> bool:
    """Tell whether a text is broken: lines of one width that end no sentence, with the rest of it in the next line."""
    width = _width(lines)
    if not NARROWEST_PAGE <= width <= WIDEST_PAGE:
        return False
    pairs = [
        before
        for before, line in zip(lines, lines[1:], strict=False)
        if _runs_on(before, width) and not BEGINS_ANEW.match(line) and (ENDS.search(line) or _fills(line, width))
    ]
    return len(pairs) >= FEWEST_BROKEN or any(before.endswith(("、", "，", ",")) for before in pairs)


def rejoin(lines: list[str]) -> list[str]:
    """Return the lines with the broken ones joined."""
    width = _width(lines)
    joined: list[str] = []
    before = ""
    for line in lines:
        if joined and (_runs_on(before, width) or _ends_at_edge(before, width)) and not BEGINS_ANEW.match(line):
            joined[-1] += line if not between_words(joined[-1], line) else f" {line}"
        else:
            joined.append(line)
        before = line
    return joined


def _width(lines: list[str]) -> int:
    return max(map(columns, lines), default=0)


def columns(line: str) -> int:
    """Return the printed width: a Chinese character takes two columns, a Latin one takes one."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WFA") for char in line)


def _fills(line: str, width: int) -> bool:
    return columns(line) >= max(24, int(width * FULL))


def _runs_on(line: str, width: int) -> bool:
    """A line that fills the page's width without ending a sentence goes on in the next."""
    ends = ENDS.search(line) or TITLE_ENDS.search(line) or "\t" in line or SET_OUT.match(line)
    return not ends and _fills(line, width)


def _ends_at_edge(line: str, width: int) -> bool:
    """A sentence may end just where the page does; its paragraph goes on."""
    return line.endswith(("。", "；")) and columns(line) >= width - 1 and "\t" not in line


def between_words(before: str, after: str) -> bool:
    """Latin words and figures keep the blank that the line end stood for."""
    return before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
