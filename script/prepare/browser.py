"""A Chromium for the browser tests: found, or installed where that is allowed."""

import os
import shutil

from script.prepare.place import is_root, run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "✗ 浏览器测试没有运行：请先以 root 运行 apt-get install chromium，再运行 script/test。"


def find() -> str:
    """Return the path of a Chromium, empty when there is none."""
    found = os.environ.get("CHROMIUM") or _on_path()
    if found or not (is_root() and shutil.which("apt-get")):
        return found
    say("· 安装 Chromium……")
    apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-qq", "update"], env=apt, what="读取软件包目录")
    run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"], env=apt, what="安装 Chromium")
    return _on_path()


def _on_path() -> str:
    return next((path for name in NAMES if (path := shutil.which(name))), "")
