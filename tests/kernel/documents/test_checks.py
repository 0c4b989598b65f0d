"""What is missing on a machine is named with the line that installs it."""

from collections.abc import Iterator

import pytest

from jointmeeting.kernel.documents import checks


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    checks.readiness.cache_clear()
    yield
    checks.readiness.cache_clear()


def test_this_machine_is_ready() -> None:
    assert checks.readiness() == {"pango": None, "pangoft2": None, "harfbuzz-subset": None, "fonts": None}
    assert checks.documents_can_be_made(None) == []


def test_what_is_missing_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LIBRARIES", {"pango": (("libnothing.so.0",), "libpango-1.0-0")})
    monkeypatch.setattr(checks, "directories", tuple)
    pango, fonts = checks.documents_can_be_made(None)
    assert (pango.id, fonts.id) == ("documents.pango", "documents.fonts")
    assert "apt-get install libpango-1.0-0" in pango.msg
    assert "FandolFang" in fonts.msg
    assert "apt-get install fonts-noto-cjk texlive-lang-chinese" in fonts.msg
