"""The shapes a font keeps for simplified Chinese (OpenType GSUB, feature locl, language ZHS).

Shaping puts them in the place of the ordinary ones, and they may be wider: the dash of Noto Serif CJK is 0.89 em, its
Chinese one a full cell. A line measured with the one and drawn with the other would leave the block.
"""

from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont

SCRIPTS, LANGUAGE, FEATURE = ("hani", "DFLT"), "ZHS ", "locl"


def chinese_shapes(font: TTFont) -> dict[str, str]:
    """Return glyph → glyph drawn instead in simplified Chinese; empty where the font makes no difference."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    chosen: dict[str, str] = {}
    for index in sorted({index for feature in _features(table) for index in feature.LookupListIndex}):
        for part in table.LookupList.Lookup[index].SubTable:
            chosen |= getattr(getattr(part, "ExtSubTable", part), "mapping", {})
    return chosen


def _features(table: Any) -> Iterator[Any]:
    """Yield the records of the feature for the first script the font knows."""
    scripts = {record.ScriptTag: record.Script for record in table.ScriptList.ScriptRecord}
    script = next((scripts[tag] for tag in SCRIPTS if tag in scripts), None)
    languages = {record.LangSysTag: record.LangSys for record in script.LangSysRecord} if script else {}
    if LANGUAGE in languages:
        records = (table.FeatureList.FeatureRecord[index] for index in languages[LANGUAGE].FeatureIndex)
        yield from (record.Feature for record in records if record.FeatureTag == FEATURE)
