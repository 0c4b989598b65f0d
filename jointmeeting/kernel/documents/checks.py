"""What typesetting needs of the machine: Pango, libharfbuzz-subset, fonts. Checked at start and by /readyz."""

import ctypes
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.core.checks import CheckMessage, Warning, register

from jointmeeting.kernel.documents.fonts import directories, missing_families

LIBRARIES = {  # part → (names of the file on Linux and macOS, Debian package)
    "pango": (("libpango-1.0.so.0", "libpango-1.0.dylib"), "libpango-1.0-0"),
    "pangoft2": (("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"), "libpangoft2-1.0-0"),
    "harfbuzz-subset": (("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"), "libharfbuzz-subset0"),
}
FONT_PACKAGES = "fonts-noto-cjk texlive-lang-chinese"
INSTALL = "请运行 script/server（自动准备），或安装：apt-get install "


@cache
def readiness() -> dict[str, str | None]:
    """Return part → why it is not ready, or None. Kept for the life of the process: libraries do not come and go."""
    found = {part: _library(*names) for part, names in LIBRARIES.items()}
    lacking = missing_families(directories())
    fonts = f"缺少字体：{'、'.join(lacking)}。{INSTALL}{FONT_PACKAGES}" if lacking else None
    return {**found, "fonts": fonts}


def _library(files: tuple[str, ...], package: str) -> str | None:
    for file in files:
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return None
    return f"缺少系统库 {files[0]}。{INSTALL}{package}"


@register()
def documents_can_be_made(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn at start about what is missing, with the line that installs it."""
    return [Warning(reason, id=f"documents.{part}") for part, reason in readiness().items() if reason]
