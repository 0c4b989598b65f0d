"""Fonts: the stack of each role, exact advances, and the pre-flight that finds characters no font can print.

Fonts are found by reading directories, so that nothing depends on command-line tools. An office's own licensed fonts
come first; the project ships none.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from xml.etree import ElementTree  # noqa: S405 -- reads this project's own fonts.conf

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from uharfbuzz import Blob, Buffer, Font, shape
from uharfbuzz import Face as Outlines

STACKS: dict[str, tuple[str, ...]] = {
    "body": ("FangSong_GB2312", "FZFangSong-Z02S", "FandolFang", "Noto Serif CJK SC", "BabelStone Han", "HanaMin"),
    "mark": ("FZXiaoBiaoSong-B05S", "Noto Serif CJK SC Bold", "Noto Serif CJK SC"),
    "black": ("SimHei", "FandolHei", "Noto Sans CJK SC"),
    "kai": ("KaiTi_GB2312", "FandolKai", "LXGW WenKai", "Noto Serif CJK SC"),
    "song": ("SimSun", "FandolSong", "Noto Serif CJK SC"),
}
REQUIRED = ("FandolFang", "FandolHei", "FandolKai", "FandolSong", "Noto Serif CJK SC", "Noto Sans CJK SC")
SYSTEM_DIRECTORIES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)
COLLECTIONS = frozenset({".ttc", ".otc"})
SUFFIXES = COLLECTIONS | {".otf", ".ttf"}
FAMILY_NAMES, STYLE_NAMES = frozenset({16, 1, 4}), frozenset({17, 2})  # name table; 4: the face's full name
REGULAR = 400
SHAPING = {"kern": False, "liga": False, "clig": False, "ccmp": False}  # as `sheet` has it drawn

Places = tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """One font in a file; `index` counts inside a collection. `strangeness` is 0 for a plain regular face.

    The weight alone does not tell: FandolHei-Bold states that of the regular face.
    """

    path: Path
    index: int
    strangeness: int

    @property
    def is_collected(self) -> bool:
        """Tell whether the file is a collection of fonts."""
        return self.path.suffix.lower() in COLLECTIONS


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that cannot be printed safely, the field it stands in, and why."""

    character: str
    field: str
    reason: str = "没有字体可以印出"

    @property
    def code(self) -> str:
        """Return the code point, e.g. U+36C3."""
        return f"U+{ord(self.character):04X}"

    @property
    def sentence(self) -> str:
        """Return what to tell the person who wrote it."""
        is_shown = unicodedata.category(self.character) not in {"Cc", "Cf", "Cs", "Cn"}
        shown = f"“{self.character}”（{self.code}）" if is_shown else self.code
        return f"“{self.field}”中的字符{shown}{self.reason}。"


def directories(office: Path | None = None) -> Places:
    """Return where fonts are looked for: the office's own, then those of FONTCONFIG_FILE, or else the system's."""
    return _directories(os.environ.get("FONTCONFIG_FILE", ""), office)


@cache
def _directories(configured: str, office: Path | None) -> Places:
    found = _listed(Path(configured)) if configured else []
    places = [Path(name).expanduser() for name in found or SYSTEM_DIRECTORIES]
    return tuple(dict.fromkeys(place for place in ([office] if office else []) + places if place.is_dir()))


def _listed(path: Path) -> list[str]:
    try:
        return [node.text.strip() for node in ElementTree.parse(path).iter("dir") if node.text]  # noqa: S314 -- likewise
    except (OSError, ElementTree.ParseError):
        return []


@cache
def families(places: Places) -> Mapping[str, Face]:
    """Return family or full name → its most regular face; earlier directories win. Read once a process."""
    wanted = {name for stack in STACKS.values() for name in stack}
    found: dict[str, Face] = {}
    for place in places:
        here: dict[str, Face] = {}
        for path in sorted(p for p in place.rglob("*") if p.suffix.lower() in SUFFIXES):
            for name, face in _faces(path):
                rival = here.get(name)
                if name in wanted and (rival is None or face.strangeness < rival.strangeness):
                    here[name] = face
        found = here | found
    return found


def _faces(path: Path) -> Iterator[tuple[str, Face]]:
    """Yield (family, face) for every font of a file; a file that is no font gives none."""
    try:
        with _opened(path) as fonts:
            for index, font in enumerate(fonts):
                weight = font["OS/2"].usWeightClass if "OS/2" in font else REGULAR
                styles = {str(row) for row in font["name"].names if row.nameID in STYLE_NAMES}
                face = Face(path, index, abs(weight - REGULAR) + (0 if "Regular" in styles else 1))
                for name in {str(row) for row in font["name"].names if row.nameID in FAMILY_NAMES}:
                    yield name, face
    except (TTLibError, OSError, KeyError):
        return


@contextmanager
def _opened(path: Path) -> Iterator[list[TTFont]]:
    """Open the fonts of a file; their tables are read while the file is open."""
    with path.open("rb") as file:
        is_collection = path.suffix.lower() in COLLECTIONS
        yield list(TTCollection(file, lazy=True).fonts) if is_collection else [TTFont(file, lazy=True)]


def stack(role: str, places: Places) -> tuple[str, ...]:
    """Return the installed families of a role in order, so that no machine's aliases can change the result."""
    return tuple(name for name in STACKS[role] if name in families(places))


def missing_families(places: Places) -> list[str]:
    """Return the required families that are not installed."""
    return [name for name in REQUIRED if name not in families(places)]


def outlines(face: Face) -> Outlines:
    """Return the face for HarfBuzz, which shapes what is printed; its file is mapped, not read."""
    return Outlines(Blob.from_file_path(face.path), face.index)


@cache
def _drawn(face: Face) -> Font:
    return Font(outlines(face))


def _has(face: Face, character: str) -> bool:
    return _drawn(face).get_nominal_glyph(ord(character)) is not None


def _width(face: Face, character: str) -> float:
    """Return the advance in em as shaped in simplified Chinese: a face may keep wider shapes for it (the dash)."""
    buffer = Buffer()
    buffer.add_str(character)
    buffer.script, buffer.language, buffer.direction = "Hani", "zh-cn", "ltr"  # a dash is one of the text around it
    shape(_drawn(face), buffer, SHAPING)
    width: int = sum(place.x_advance for place in buffer.glyph_positions)
    units: int = _drawn(face).face.upem
    return width / units


def printing_family(character: str, role: str, places: Places) -> str:
    """Return the first family of the role's stack that has the character, or an empty string."""
    known = families(places)
    return next((name for name in stack(role, places) if _has(known[name], character)), "")


def advance(character: str, role: str = "body") -> float:
    """Return the width of a character in cells, as the first font of the role's stack that has it prints it."""
    return measured(directories())(character, role)


@cache
def measured(places: Places) -> "Measure":
    """Return the measure of the fonts in `places`; one a process and set of directories."""
    return Measure(places)


class Measure:
    """Character and role → width in cells; combining marks and variation selectors take none."""

    def __init__(self, places: Places) -> None:
        self._faces = {role: [families(places)[name] for name in stack(role, places)] for role in STACKS}
        self._known: dict[tuple[str, str], float] = {}

    def __call__(self, character: str, role: str = "body") -> float:
        """Return the width, remembered after the first time."""
        width = self._known.get((character, role))
        if width is None:
            width = self._known[character, role] = self._measure(character, role)
        return width

    def _measure(self, character: str, role: str) -> float:
        if takes_no_room(character):
            return 0.0
        face = next((face for face in self._faces[role] if _has(face, character)), None)
        if face is None:
            return 0.5 if ord(character) < 0x2000 else 1.0
        return _width(face, character)


def takes_no_room(character: str) -> bool:
    """Tell whether a character is a mark on the one before it."""
    return unicodedata.category(character) in {"Mn", "Me"} or character == "\u200d"


def preflight(texts: Iterable[tuple[str, str, str]], *, places: Places | None = None) -> list[Missing]:
    """Return each character that cannot be printed safely, once a field, in reading order.

    `texts`: (field, text, role of its font), as `OfficialDocument.places` gives them. Characters of the private use
    area are named even where a font has them, since they look different on every machine.
    """
    looked = directories() if places is None else places
    found: dict[tuple[str, str], Missing] = {}
    for field, text, role in texts:
        for character in dict.fromkeys(normalise(text)):
            if reason := _reason(character, role, looked):
                found.setdefault((field, character), Missing(character, field, reason))
    return list(found.values())


@lru_cache(maxsize=20_000)
def _reason(character: str, role: str, places: Places) -> str:
    """Return why a character cannot be printed safely, or an empty string."""
    if character.isspace():
        return ""
    category = unicodedata.category(character)
    if category == "Co":
        return "属于专用区，各机器显示不一，请改用国家标准收录的字"
    if category in {"Cc", "Cf", "Cs"}:
        return "是不可见的控制字符，请删去"
    is_selector = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return "" if is_selector or printing_family(character, role, places) else "没有字体可以印出"


def normalise(text: str) -> str:
    """Return NFC: composed, but with full-width and compatibility characters kept as written (never NFKC)."""
    return unicodedata.normalize("NFC", text)
