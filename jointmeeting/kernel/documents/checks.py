"""What typesetting needs of the machine: Pango, libharfbuzz-subset, fonts. Checked at start and by /readyz."""

import ctypes
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.core.checks import CheckMessage, Warning, register

from jointmeeting.kernel.documents.fonts import directories, missing_families

LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "libpango-1.0-0"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
}
INSTALL = "请运行 script/server（自动准备），或安装："


@cache
def readiness() -> dict[str, str | None]:
    """Return part → why it is not ready, or None. Kept for the life of the process: libraries do not come and go."""
    found = {part: _library(*names) for part, names in LIBRARIES.items()}
    lacking = missing_families(directories())
    fonts = f"缺少字体：{'、'.join(lacking)}。{INSTALL}fonts-noto-cjk、texlive-lang-chinese" if lacking else None
    return {**found, "fonts": fonts}


def _library(file: str, package: str) -> str | None:
    try:
        ctypes.CDLL(file)
    except OSError:
        return f"缺少系统库 {file}。{INSTALL}{package}"
    return None


@register()
def documents_can_be_made(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn at start about what is missing, with the line that installs it."""
    return [Warning(reason, id=f"documents.{part}") for part, reason in readiness().items() if reason]
