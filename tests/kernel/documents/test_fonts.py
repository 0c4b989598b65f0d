"""Fonts found without command-line tools, real advances, and characters no font can print."""

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from jointmeeting.kernel.documents import fonts
from jointmeeting.kernel.documents.fonts import Missing, advance, directories, families, measured, preflight
from jointmeeting.kernel.documents.slices import css_families, needed
from jointmeeting.samples.minutes import minutes


def renamed(source: Path, target: Path, family: str) -> None:
    """Write a font under another family name, as an office's licensed font would have it."""
    with TTFont(source) as font:
        for row in [row for row in font["name"].names if row.nameID in (1, 16)]:
            font["name"].setName(family, row.nameID, row.platformID, row.platEncID, row.langID)
        font.save(target)


def test_every_required_family_is_found_by_reading_directories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert fonts.missing_families(directories()) == []


def test_missing_families_are_named(tmp_path: Path) -> None:
    assert fonts.missing_families((tmp_path,)) == list(fonts.REQUIRED)


def test_regular_faces_are_taken_though_bold_ones_state_the_same_weight() -> None:
    assert {families(directories())[name].path.name for name in ("FandolHei", "FandolSong")} == {
        "FandolHei-Regular.otf",
        "FandolSong-Regular.otf",
    }


def test_broken_files_and_settings_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.otf").write_bytes(b"no font")
    (tmp_path / "broken.ttc").write_bytes(b"ttcf")
    assert families((tmp_path,)) == {}
    settings = tmp_path / "fonts.conf"
    settings.write_text("<fontconfig><dir>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    assert all(str(place) in fonts.SYSTEM_DIRECTORIES or "~" not in str(place) for place in directories())
    settings.write_text(f"<fontconfig><dir> {tmp_path} </dir></fontconfig>", encoding="utf-8")
    other = tmp_path / "other.conf"
    shutil.copy(settings, other)
    monkeypatch.setenv("FONTCONFIG_FILE", str(other))
    assert directories() == (tmp_path,)


def test_the_offices_own_directory_comes_first(tmp_path: Path) -> None:
    renamed(families(directories())["FandolKai"].path, tmp_path / "own.otf", "FangSong_GB2312")
    places = directories(tmp_path)
    assert places[0] == tmp_path
    assert fonts.stack("body", places)[:2] == ("FangSong_GB2312", "FandolFang")
    assert measured(places)("8", "body") == pytest.approx(0.555)  # the digits of what was put there


def test_advances_are_those_of_the_font_that_prints() -> None:
    assert advance("8") == advance("8", "song") == 0.5
    assert advance("8", "kai") == pytest.approx(0.555)
    assert advance("A") == pytest.approx(0.739)
    assert [advance(c) for c in "字䶮㛃𬭎“—…·"] == [1.0] * 8
    assert advance("\u0301") == advance("\U000e0100") == 0.0
    assert advance("\u0e01") == 0.5  # no font of the stack has it: reported by the pre-flight


def test_where_only_noto_is_installed_a_dash_is_as_wide_as_chinese_shaping_draws_it(tmp_path: Path) -> None:
    noto = families(directories())["Noto Serif CJK SC"]
    (tmp_path / noto.path.name).symlink_to(noto.path)
    assert [measured((tmp_path,))(c) for c in "—…字"] == [1.0, 1.0, 1.0]
    with fonts._opened(noto.path) as faces:
        face = faces[noto.index]
        assert face["hmtx"][face.getBestCmap()[ord("—")]][0] < face["head"].unitsPerEm  # the ordinary one is narrower


def test_measures_fall_back_where_no_font_is_installed(tmp_path: Path) -> None:
    assert [measured((tmp_path,))(c) for c in "8字"] == [0.5, 1.0]
    assert css_families("body", needed([("body", "8字")], (tmp_path,))) == "serif"


def test_realistic_minutes_can_be_printed_with_their_rare_names() -> None:
    document = minutes(9)
    assert preflight(document.official().places()) == []
    assert preflight([("出席", "测试㛃、测试䶮、测试𬭎、测试·甲乙丙　葛\U000e0100", "body")]) == []


def test_what_cannot_be_printed_is_named_with_its_field() -> None:
    found = preflight(
        [
            ("标题", "关于\ue001的纪要", "mark"),
            ("正文第1段", "กก和\u200b及\ud800", "body"),
            ("正文第1段", "ก", "black"),
            ("请假", "无", "body"),
        ]
    )
    assert [(row.character, row.code, row.field) for row in found] == [
        ("\ue001", "U+E001", "标题"),
        ("ก", "U+0E01", "正文第1段"),
        ("\u200b", "U+200B", "正文第1段"),
        ("\ud800", "U+D800", "正文第1段"),
    ]
    assert found[0].sentence == "“标题”中的字符“\ue001”（U+E001）属于专用区，各机器显示不一，请改用国家标准收录的字。"
    assert found[1].sentence == "“正文第1段”中的字符“ก”（U+0E01）没有字体可以印出。"
    assert found[2].sentence == "“正文第1段”中的字符U+200B是不可见的控制字符，请删去。"
    assert found[3].sentence.isprintable()
    assert Missing("ก", "标题").reason


def test_private_use_is_named_even_where_a_font_has_it() -> None:
    codes = (code for code in range(0xE000, 0xF900) if fonts.printing_family(chr(code), "body", directories()))
    private = chr(next(codes, 0xE000))
    assert [row.character for row in preflight([("标题", private, "body")])] == [private]


def test_composed_but_never_changed_in_kind() -> None:
    assert fonts.normalise("e\u0301Ａ１㎡①") == "éＡ１㎡①"
    assert preflight([("标题", "e\u0301", "body")]) == []
