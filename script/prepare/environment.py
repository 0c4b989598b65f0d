"""The virtual environment with hashed requirements."""

import hashlib
import shutil
import sys
from pathlib import Path

from script.prepare.place import PYTHON, ROOT, VENV, run, say


def ensure(name: str) -> None:
    """Install requirements/<name>.txt into .venv unless exactly that is there already."""
    pins = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f".{name}-{hashlib.sha256(pins.read_bytes()).hexdigest()[:16]}"
    if stamp.exists() and PYTHON.exists():
        return
    say("· 安装 Python 依赖……")
    uv = shutil.which("uv")
    if not PYTHON.exists():
        run([sys.executable, "-m", "venv", VENV], what="建立虚拟环境（需要 python3-venv）")
    install: list[str | Path] = (
        [uv, "pip", "install", "-q", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "-q"]
    )
    how: list[str | Path] = ["--python", PYTHON] if uv else ["--disable-pip-version-check"]
    run([*install, "install", "-q", *how, "--require-hashes", "-r", pins], what="安装 Python 依赖")
    stamp.touch()
