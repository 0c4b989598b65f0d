"""An office document is an archive: what unpacks to far more than it weighs is refused before anybody opens it."""

import io
import zipfile

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from jointmeeting.kernel.uploads import MAX_PARTS, MAX_UNPACKED, accept


def archive(*parts: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            packed.writestr(name, content)
    return held.getvalue()


def test_an_ordinary_document_is_accepted() -> None:
    content = archive(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>"))
    assert accept(SimpleUploadedFile("方案.docx", content)).content == content


def test_a_bomb_is_refused_and_never_unpacked(settings: object) -> None:
    settings.ATTACHMENT_MAX_BYTES = 100_000  # type: ignore[attr-defined]
    content = archive(("word/document.xml", b"0" * (MAX_UNPACKED * 100_000 + 1)))
    assert len(content) < 100_000
    with pytest.raises(ValidationError, match="解压后过大"):
        accept(SimpleUploadedFile("方案.docx", content))


def test_ten_thousand_parts_are_refused() -> None:
    content = archive(*((f"{n}.xml", b"") for n in range(MAX_PARTS + 1)))
    assert len(content) < settings.ATTACHMENT_MAX_BYTES
    with pytest.raises(ValidationError, match="解压后过大"):
        accept(SimpleUploadedFile("名单.xlsx", content))


def test_half_an_archive_is_refused() -> None:
    content = archive(("word/document.xml", b"<document/>" * 50))
    with pytest.raises(ValidationError, match="不完整或已损坏"):
        accept(SimpleUploadedFile("方案.docx", content[: len(content) // 2]))
