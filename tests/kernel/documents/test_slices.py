"""Faces in slices: what a document needs of a large face, and that nothing looks different for it."""

from io import BytesIO

from fontTools.ttLib import TTFont

from jointmeeting.kernel.documents.fonts import directories, families
from jointmeeting.kernel.documents.slices import Slice, cut, is_in_first_slice, needed

NOTO = "Noto Serif CJK SC"


def slices(role: str, text: str) -> list[str]:
    return [piece.alias for piece in needed([(role, text)], directories()).get(role, ())]


def test_a_face_in_a_file_of_its_own_is_taken_whole() -> None:
    assert slices("body", "会议指出——8.3%") == ["GB9704-FandolFang"]
    assert cut(Slice("FandolFang"), directories()) == families(directories())["FandolFang"].path.read_bytes()


def test_rare_characters_come_from_slices_of_the_next_face() -> None:
    assert slices("body", "测试㛃、测试䶮") == [
        "GB9704-FandolFang",
        "GB9704-Noto-Serif-CJK-SC-6",
        "GB9704-Noto-Serif-CJK-SC-9",
    ]
    assert is_in_first_slice("测试", directories())
    assert not is_in_first_slice("测试㛃", directories())


def test_everyday_characters_of_a_headline_are_one_slice_of_the_bold_face() -> None:
    assert slices("mark", "示例市2026年会议纪要（一）——·") == ["GB9704-Noto-Serif-CJK-SC-Bold"]
    assert slices("mark", "会议纪要\u0301") == slices("mark", "会议纪要")  # a mark is in every slice


def test_a_character_no_face_has_needs_none() -> None:
    assert slices("body", "ก") == []
    assert needed([], directories()) == {}


def test_a_slice_has_its_characters_as_the_face_has_them() -> None:
    with TTFont(BytesIO(cut(Slice(NOTO, "6"), directories()))) as font:
        held, glyph = font.getBestCmap(), font.getBestCmap()[ord("㛃")]
        assert font["hmtx"][glyph][0] == font["head"].unitsPerEm
    han = {code for code in held if code >= 0x2E80}
    assert ord("㛃") in han
    assert all(0x3000 <= code < 0x3800 for code in han - set(range(0xFE00, 0xFE10)))


def test_the_same_slice_is_the_same_bytes() -> None:
    assert cut(Slice(NOTO, "59"), directories()) == cut(Slice(NOTO, "59"), directories())
