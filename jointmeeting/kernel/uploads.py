"""Attachments as they arrive: type by name and by first bytes, size, clean name. Nothing else is accepted."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

OFFICE_ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES: dict[str, tuple[bytes, str]] = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".docx": (OFFICE_ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": (OFFICE_ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".doc": (OLD_OFFICE, "application/msword"),
    ".xls": (OLD_OFFICE, "application/vnd.ms-excel"),
    ".wps": (OLD_OFFICE, "application/vnd.ms-works"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
}
ACCEPTED = "、".join(TYPES)
MAX_NAME = 120
# An office document is a ZIP archive; a few kilobytes of it can unpack to gigabytes.
MAX_PARTS = 5000
MAX_UNPACKED = 20  # times the size a file may have


@dataclass(frozen=True, slots=True)
class Upload:
    """One accepted file."""

    name: str
    content: bytes
    media_type: str


def accept(file: "UploadedFile[bytes]") -> Upload:
    """Return the file, or raise ValidationError saying what to send instead."""
    name = _clean_name(file.name or "附件")
    suffix = PurePath(name).suffix.lower()
    if suffix not in TYPES:
        raise ValidationError(f"“{name}”的类型不能上传。请上传以下类型的文件：{ACCEPTED}。")
    limit = settings.ATTACHMENT_MAX_BYTES
    if (file.size or 0) > limit:
        raise ValidationError(f"“{name}”超过{limit // 1024 // 1024}MB。请压缩图片或拆分后再上传。")
    content = file.read()
    magic, media_type = TYPES[suffix]
    if not content.startswith(magic):
        raise ValidationError(f"“{name}”的内容与扩展名不符，可能已损坏或改过名。请用原文件重新上传。")
    if magic == OFFICE_ZIP:
        _check_archive(name, content)
    return Upload(name, content, media_type)


def _check_archive(name: str, content: bytes) -> None:
    """Refuse an office document that unpacks to far more than it weighs, by its directory: nothing is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ValidationError(f"“{name}”不完整或已损坏，打不开。请用原文件重新上传。") from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED * settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(f"“{name}”解压后过大，不能上传。请另存为PDF，或压缩其中的图片后再上传。")


def _clean_name(name: str) -> str:
    name = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069/\\]", "", PurePath(name.replace("\\", "/")).name).strip()
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    return f"{stem[: MAX_NAME - len(suffix)]}{suffix}"
