"""One script and one width, character by character, so that positions in the printed and the folded text agree."""

import unicodedata
from functools import cache
from operator import ne

from opencc_purepy import OpenCC

TRADITIONAL_SHARE = 0.03  # a simplified text may quote a few traditional characters; a traditional one has far more
VARIANTS = str.maketrans("衞羣峯啓裏", "卫群峰启里")  # common in Hong Kong and old prints, unknown to the dictionary


def fold_width(text: str) -> str:
    """Return full-width forms and compatibility characters as ordinary ones; the length does not change."""
    return text.translate(_NARROW)


def fold_script(text: str) -> tuple[str, bool]:
    """Return the text in simplified script and whether it was printed in traditional script.

    Simplified texts are left alone: 乾县 must not become 干县.
    """
    converted = _convert(text)
    if converted == text:
        return text, False
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    changed = sum(map(ne, text, converted))
    if not han or changed / han < TRADITIONAL_SHARE:
        return text, False
    return converted, True


def _convert(text: str) -> str:
    converted = "\n".join(map(_convert_line, text.split("\n")))
    return converted.translate(VARIANTS)


def _convert_line(line: str) -> str:
    whole = str(_converter().convert(line))
    if len(whole) == len(line):
        return whole
    return "".join(char if len(one := str(_converter().convert(char))) != 1 else one for char in line)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _narrow(char: str) -> str:
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:  # radicals and compatibility forms, common in PDFs
        one = unicodedata.normalize("NFKC", char)
        return one if len(one) == 1 else char
    return _ODD.get(char, char)


class _Narrow(dict[int, str]):
    """What each character becomes, found once for each that occurs."""

    def __missing__(self, code: int) -> str:
        self[code] = _narrow(chr(code))
        return self[code]


_NARROW = _Narrow()
_ODD = {"｡": "。", "､": "、", "﹙": "(", "﹚": ")", "﹕": ":", "︰": ":", "﹐": ",", "﹔": ";", "∶": ":"}
_ODD |= dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009", " ")
