"""What is printed at the foot of a sheet is read off its scan, however it lay; and nothing else passes for it."""

import io
from functools import cache
from typing import Any

import pikepdf
import pytest

from jointmeeting.kernel.documents import reading, scanning, sheet_codes
from jointmeeting.kernel.documents.official import render
from jointmeeting.kernel.documents.sheet_codes import SheetCode
from jointmeeting.kernel.documents.stamping import Unreadable, with_qr, with_sheet_code
from jointmeeting.samples.minutes import CREATED
from jointmeeting.samples.papers import sign_in_sheet
from tests.kernel.documents.measure import measure
from tests.kernel.documents.scans import blank, scanned

CODE = SheetCode("countersign", 123456, 654321, 12)
ADDRESS = "https://office.example/meetings/1/sign-in/?code=123456"


@cache
def sheet() -> bytes:
    """A sign-in sheet with the code for one's own sign-in, and the one for its way back."""
    plain = with_qr(render(sign_in_sheet(), created=CREATED), ADDRESS)
    assert with_sheet_code(plain, CODE) == with_sheet_code(plain, CODE)
    return with_sheet_code(plain, CODE)


@pytest.mark.parametrize("angle", [0, 5, -5, 90, 180, 184])
def test_a_scan_is_read_however_it_lay(angle: float) -> None:
    found = list(scanning.sides(scanned(sheet(), angle=angle)))
    codes = [[sheet_codes.parse(text) for text in side.codes if sheet_codes.looks_like_one(text)] for side in found]
    assert codes == [[CODE.on(number)] for number in range(1, len(found) + 1)]
    assert angle or ADDRESS in found[0].codes
    assert found[0].picture.startswith(b"\xff\xd8\xff")


def test_the_code_stands_below_the_text_and_beside_the_page_number() -> None:
    for side in measure(sheet()):
        assert all(row.top <= 262 for row in side.body)
        assert side.folio is None or side.folio.right < 95 or side.folio.left > 115
    with pikepdf.open(io.BytesIO(sheet())) as pdf:
        assert all(f"/SheetCode{n}" in page.resources.XObject for n, page in enumerate(pdf.pages, 1))


def test_only_a_code_made_here_counts() -> None:
    text = CODE.text()
    assert sheet_codes.parse(text) == CODE
    other = text.replace("123456", "123457")
    assert sheet_codes.looks_like_one(other) and sheet_codes.parse(other) is None
    assert not sheet_codes.looks_like_one(ADDRESS)


def _pdf(pages: int, size: tuple[float, float] = (595, 842), **fields: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=size)
        pdf.save(out, **fields)
    return out.getvalue()


LOCK = pikepdf.Encryption(owner="synthetic", user="synthetic")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\nsynthetic", "文件损坏，无法打开"),
        (_pdf(500), "共500页，超过200页"),
        (_pdf(1, encryption=LOCK), "设有打开密码"),
    ],
    ids=["damaged", "long", "locked"],
)
def test_what_cannot_be_taken_apart_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        list(scanning.sides(content))


def test_a_page_of_any_size_is_drawn_no_larger_than_a_sheet() -> None:
    (side,) = scanning.sides(_pdf(1, (14400, 14400)))
    assert side.codes == () and len(side.picture) < 1 << 20


def test_a_file_that_takes_too_long_or_too_much_harms_only_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "PATIENCE", 0.01)
    with pytest.raises(Unreadable, match="过于复杂"):
        list(scanning.sides(blank()))


def test_an_empty_side_has_no_code() -> None:
    assert [side.codes for side in scanning.sides(blank())] == [()]
    assert reading.MOST_PAGES == 200  # as the form says
