"""The same notice in every form an office may hand in gives the same reading; hostile files are refused."""

import io
import zipfile

import pytest

from members.notices import read
from members.notices.intake import MAX_BYTES
from tests.members.notices.comparing import fold, of_reading
from tests.members.notices.files import docx_of, html_of, pdf_of
from tests.members.notices.test_samples import SAMPLES
from tests.members.notices.test_seeds import HERE

PLAIN = (SAMPLES / "shared-duties.txt").read_text()
TABLE = (SAMPLES / "group-table.txt").read_text()


def reading_of(data: bytes | str) -> object:
    reading = read(data, "通知")
    assert reading.refused is None
    return fold(of_reading(reading.to_json()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_encoding_gives_the_same_reading(encoding: str) -> None:
    assert reading_of(PLAIN.encode(encoding)) == reading_of(PLAIN)


def test_a_line_that_stands_there_hundreds_of_times_is_damage() -> None:
    assert reading_of(PLAIN + "\n召集人：县民政局局长" * 201) == reading_of(PLAIN)


@pytest.mark.parametrize("text", [PLAIN, TABLE], ids=["plain", "table"])
def test_word_and_web_give_the_same_reading(text: str) -> None:
    assert reading_of(docx_of(text)) == reading_of(text)
    assert reading_of(html_of(text)) == reading_of(text)
    assert reading_of(html_of(text).encode("gb18030")) == reading_of(text)


def test_a_text_pdf_gives_the_same_reading() -> None:
    assert reading_of(pdf_of(PLAIN)) == reading_of(PLAIN)


@pytest.mark.parametrize("name", ["chencang-2022", "dejiang-2021", "zhangbei-2017"])
def test_width_of_characters_does_not_matter(name: str) -> None:
    text = (HERE / "seeds" / f"{name}.txt").read_text()
    wide = text.translate({ord(half): chr(ord(half) + 0xFEE0) for half in ",;:()0123456789"})
    narrow = text.translate({ord(half) + 0xFEE0: half for half in ",;:()0123456789"})
    assert reading_of(wide) == reading_of(narrow) == reading_of(text)


def test_names_in_a_simplified_notice_keep_their_characters() -> None:
    reading = read(PLAIN.replace("云溪", "乾云"), "乾云县")
    assert str(reading.fields["title"]).startswith("乾云县")


def test_a_zip_bomb_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 80_000_000)
    assert "解压后过大" in str(read(stream.getvalue(), "大.docx").refused)


def test_a_zip_of_something_else_and_a_cut_file_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "不是有效的 .docx" in str(read(stream.getvalue(), "a.docx").refused)
    assert "不是有效的 .docx" in str(read(docx_of(PLAIN)[:3000], "b.docx").refused)
    assert "PDF 打不开" in str(read(b"%PDF-1.7\n" + b"x" * 400, "c.pdf").refused)


def test_what_is_too_large_is_refused() -> None:
    assert "20 MB" in str(read(b"a" * (MAX_BYTES + 1), "x").refused)
    assert "30 万字" in str(read("通知" * 200_000, "x").refused)


def test_deeply_nested_and_entity_laden_pages_end() -> None:
    deep = "<div>" * 20_000 + PLAIN + "</div>" * 20_000
    assert read(deep, "deep.html").to_json()
    laughs = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><body><p>&b;</p></body></html>'
    assert read(laughs, "laughs.html").refused
