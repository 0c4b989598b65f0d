"""A Chromium for the browser tests: found, or installed where that is allowed."""

import ctypes
import os
import shutil

from script.prepare.place import is_root, run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "libatomic1")  # the second for the program that drives the first
MISSING = f"✗ 浏览器测试没有运行：请先以 root 运行 apt-get install {' '.join(PACKAGES)}，再运行 script/test。"


def find() -> str:
    """Return the path of a Chromium that can be driven, empty when there is none."""
    found = _found()
    if found or not (is_root() and shutil.which("apt-get")):
        return found
    say("· 安装 Chromium……")
    apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-qq", "update"], env=apt, what="读取软件包目录")
    run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *PACKAGES], env=apt, what="安装 Chromium")
    return _found()


def _found() -> str:
    path = os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), "")
    return path if _has_driver_library() else ""


def _has_driver_library() -> bool:
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True
