"""The virtual environment with hashed requirements."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from script.prepare.place import PYTHON, ROOT, VENV, run, say

WRITE_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}


def ensure(name: str) -> None:
    """Install requirements/<name>.txt into .venv unless exactly that is there already."""
    pins = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f".{name}-{hashlib.sha256(pins.read_bytes()).hexdigest()[:16]}"
    works = _works()
    if works and stamp.exists():
        return
    say("· 安装 Python 依赖……")
    uv = shutil.which("uv")
    if not works:
        _make(uv)
    if uv:
        install: list[str | Path] = [uv, "pip", "install", "-q", "--python", PYTHON]
    else:
        install = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile"]
    run([*install, "--require-hashes", "-r", pins], what="安装 Python 依赖")
    compiled = [str(PYTHON), "-m", "compileall", "-q", "-j", "0", str(VENV / "lib")]
    subprocess.run(compiled, env={**os.environ, **WRITE_BYTECODE}, capture_output=True)
    stamp.touch()


def _works() -> bool:
    """Tell whether the environment runs and lies where it was made: its scripts hold the path."""
    activate = VENV / "bin" / "activate"
    if not (activate.exists() and str(VENV) in activate.read_text(encoding="utf-8")):
        return False
    question = [str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return PYTHON.exists() and subprocess.run(question, capture_output=True).returncode == 0


def _make(uv: str | None) -> None:
    if uv:
        run([uv, "venv", "-q", "--clear", "--python", sys.executable, VENV], what="建立虚拟环境")
    else:
        run([sys.executable, "-m", "venv", "--clear", VENV], what="建立虚拟环境（Debian/Ubuntu 需先装 python3-venv）")
