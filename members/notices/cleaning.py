"""From raw text to the normalised text all positions refer to: page noise dropped, blanks and line ends made regular.

Only whole lines are dropped, and only lines that a web page or a printer adds; wording is never changed here.
"""

import re
from collections import Counter
from collections.abc import Iterable

MAX_CHARACTERS = 300_000
MAX_LINES = 20_000

INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\uf8ff]")

# What pages put around a document. Each pattern must match at the beginning of the (folded) line.
NOISE = re.compile(
    r"""
    (?:您|你)?(?:现在|当前|目前)?(?:所在)?(?:的)?位置\s*: | 首\s*页\s*[>»›/|] | \?*>\?* |   # trail of the page
    (?:【|\[|〖)?\s*(?:打\s*印|关\s*闭|返回|下载|收藏|分享|字体|字号|大\s*中\s*小|繁体|无障碍|回到顶部)[^。]{0,40}$ |
    (?:分享到|扫一扫|微信扫|手机扫|用微信|相关(?:链接|文档|文章|阅读|稿件|解读)|上一[篇条]|下一[篇条]|政策解读) |
    (?:责任编辑|责编|编辑|作者|浏览次数|点击(?:次)?数|点击率|阅读次数|访问量|阅读量)\s*:.{0,40}$ |
    (?:版权所有|主办单位|主办|承办单位|承办|技术支持|指导单位|网站标识码|网站地图|联系我们|联系电话|copyright|©|powered\s+by|
       produced\s+by|地址|邮编|全站地图|部分信息源于网络)[\s:|0-9].* | 部分信息源于网络.* |
    .{0,20}(?:ICP备|公网安备).* |
    第\s*\d{1,4}\s*页(?:\s*[,/]?\s*共\s*\d{1,4}\s*页)?\s*$ |                    # page numbers
    [-—–·]\s*\d{1,4}\s*[-—–·]\s*$ | \d{1,4}\s*/\s*\d{1,4}\s*$ | \d{1,2}\s*$ |
    https?://\S+\s*$ | .{0,80}\.(?:pdf|docx?|wps|ofd|rar|zip)\s*$ | [\s*=_~.·—―─━-]{3,}$
    """,
    re.X | re.I,
)
# Advertisements that get glued into stolen or carelessly kept pages.
SPAM = re.compile(r"(?:怎么赚钱|代开发票|博彩|彩票平台|娱乐城|棋牌|加微信|贷款秒|www\.|刷单|老虎机|真人视讯)", re.I)


WIDE_GAP = re.compile(r"([ \u3000\u2002\u2003]{4})[ \u3000\u2002\u2003]+")  # blanks that only place text on the page


def printed_lines(raw: str) -> list[str]:
    """Return the lines as printed, empty ones too, without invisible characters."""
    text = INVISIBLE.sub("", raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    return text.replace("\u00a0", " ").split("\n")


def normalise(lines: Iterable[str]) -> list[str]:
    """Return the lines with blanks trimmed, empty ones dropped."""
    return [WIDE_GAP.sub(r"\1", line) for line in map(_trimmed, lines) if line]


def _trimmed(line: str) -> str:
    """Blanks around a line are layout; the tabs in front of a table row are its empty cells."""
    bare = line.strip(" \t\u3000\u00a0\u2002\u2003")
    return line.strip(" \u3000\u00a0\u2002\u2003").rstrip("\t") if "\t" in bare else bare


SCANNED = re.compile(r"(?<=[\u4e00-\u9fff)）”》\d]) +([,.:;，。：；、])(?: +|$)", re.M)
FEWEST_SCANNED = 4
MOST_REPEATS = 200


def without_scanned_blanks(text: str) -> str:
    """Take out the blanks a scanner puts around every comma and full stop; a text with few of them is left."""
    return SCANNED.sub(r"\1", text) if len(SCANNED.findall(text)) >= FEWEST_SCANNED else text


def is_noise(line: str) -> bool:
    """Tell whether a folded line belongs to the page and not to the document."""
    return bool(NOISE.match(line)) or (len(line) < 120 and bool(SPAM.search(line)))


def repeated(lines: Iterable[str]) -> set[str]:
    """Return the lines that stand in the text more often than any head of a page or cell of a table: damage."""
    return {line for line, times in Counter(lines).items() if line.strip() and times > MOST_REPEATS}
