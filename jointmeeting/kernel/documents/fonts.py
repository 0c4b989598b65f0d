"""Fonts: the stack of each role, exact advances, and the pre-flight that finds characters no font can print.

Fonts are found by reading directories, so that nothing depends on command-line tools. An office's own licensed fonts
come first; the project ships none.
"""

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree  # noqa: S405 -- reads this project's own fonts.conf

from fontTools.ttLib import TTCollection, TTFont, TTLibError

STACKS: dict[str, tuple[str, ...]] = {
    "body": ("FangSong_GB2312", "FZFangSong-Z02S", "FandolFang", "Noto Serif CJK SC", "BabelStone Han", "HanaMin"),
    "mark": ("FZXiaoBiaoSong-B05S", "Noto Serif CJK SC"),
    "black": ("SimHei", "FandolHei", "Noto Sans CJK SC"),
    "kai": ("KaiTi_GB2312", "FandolKai", "LXGW WenKai", "Noto Serif CJK SC"),
    "song": ("SimSun", "FandolSong", "Noto Serif CJK SC"),
}
REQUIRED = ("FandolFang", "FandolHei", "FandolKai", "FandolSong", "Noto Serif CJK SC", "Noto Sans CJK SC")
SYSTEM_DIRECTORIES = ("/usr/share/fonts", "/usr/local/share/fonts")
FAMILY_NAMES = (16, 1)  # name table: typographic family, then family


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that no font of the body stack can print, and the field it stands in."""

    character: str
    field: str

    @property
    def sentence(self) -> str:
        """Return what to tell the person who wrote it."""
        private = "（专用区字符，各机器显示不一）" if unicodedata.category(self.character) == "Co" else ""
        return f"“{self.field}”中的字符“{self.character}”（U+{ord(self.character):04X}）{private}没有字体可以印出。"


def directories() -> tuple[Path, ...]:
    """Return where fonts are looked for: those of FONTCONFIG_FILE, then the system's."""
    configured = os.environ.get("FONTCONFIG_FILE", "")
    found = [*_listed(Path(configured)), *SYSTEM_DIRECTORIES] if configured else list(SYSTEM_DIRECTORIES)
    return tuple(dict.fromkeys(Path(name) for name in found if Path(name).is_dir()))


def _listed(path: Path) -> list[str]:
    if not path.exists():
        return []
    return [node.text or "" for node in ElementTree.parse(path).iter("dir")]  # noqa: S314 -- likewise


@cache
def families(places: tuple[Path, ...]) -> Mapping[str, Path]:
    """Return family name → file for every regular font below `places`."""
    wanted = {name for stack in STACKS.values() for name in stack}
    found: dict[str, Path] = {}
    for path in sorted(p for place in places for p in place.rglob("*") if p.suffix.lower() in {".otf", ".ttf", ".ttc"}):
        for name in _names(path) & wanted:
            if name not in found or "Regular" in path.stem:
                found[name] = path
    return found


def _fonts(path: Path) -> Iterable[TTFont]:
    return TTCollection(path, lazy=True).fonts if path.suffix.lower() == ".ttc" else [TTFont(path, lazy=True)]


def _names(path: Path) -> set[str]:
    try:
        return {str(r) for font in _fonts(path) for r in font["name"].names if r.nameID in FAMILY_NAMES}
    except (TTLibError, OSError):
        return set()


@cache
def coverage(role: str, places: tuple[Path, ...]) -> frozenset[int]:
    """Return every code point some font of the role's stack can print."""
    files = {families(places)[name] for name in STACKS[role] if name in families(places)}
    return frozenset(code for path in files for font in _fonts(path) for code in font.getBestCmap())


def missing_families(places: tuple[Path, ...]) -> list[str]:
    """Return the required families that are not installed."""
    return [name for name in REQUIRED if name not in families(places)]


def preflight(fields: Mapping[str, str]) -> list[Missing]:
    """Return each character that cannot be printed, once a field, in reading order."""
    covered = coverage("body", directories())
    found = []
    for field, text in fields.items():
        for character in dict.fromkeys(normalise(text)):
            if ord(character) not in covered and not character.isspace():
                found.append(Missing(character, field))
    return found


def normalise(text: str) -> str:
    """Return NFC: composed, but with full-width and compatibility characters kept as written (never NFKC)."""
    return unicodedata.normalize("NFC", text)


@cache
def _advances(places: tuple[Path, ...]) -> Mapping[int, float]:
    """Return code point → advance in em for Latin in the body font that comes first."""
    name = next((n for n in STACKS["body"] if n in families(places)), None)
    if name is None:
        return {}
    font = next(iter(_fonts(families(places)[name])))
    units, metrics, cmap = font["head"].unitsPerEm, font["hmtx"], font.getBestCmap()
    return {code: metrics[cmap[code]][0] / units for code in range(0x20, 0x250) if code in cmap}


def advance(character: str) -> float:
    """Return the width of a character in cells as the body font prints it."""
    return _advances(directories()).get(ord(character), 0.5) if ord(character) < 0x250 else 1.0
