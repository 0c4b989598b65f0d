"""The fast checks: style, types, import contracts, templates, migrations. Two at a time, every failure shown."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from script.prepare.place import PYTHON, ROOT, VENV, say

TOOLS = str(VENV / "bin")
CHECKS: dict[str, Sequence[str]] = {
    "mypy": (f"{TOOLS}/mypy", "."),
    "ruff check": (f"{TOOLS}/ruff", "check", "."),
    "ruff format": (f"{TOOLS}/ruff", "format", "--check", "."),
    "lint-imports": (f"{TOOLS}/lint-imports", "--no-cache"),
    "djlint": (f"{TOOLS}/djlint", "--lint", "templates", "--quiet"),
    "migrations": (str(PYTHON), "manage.py", "makemigrations", "--check", "--dry-run"),
    "django": (str(PYTHON), "manage.py", "check", "--fail-level", "WARNING"),
}


def fast_checks(env: Mapping[str, str]) -> tuple[int, list[str]]:
    """Run all; return how many passed and the names of those that did not."""
    with ThreadPoolExecutor(2) as pool:
        running = {name: pool.submit(_run, command, env) for name, command in CHECKS.items()}
        bad = []
        for name, result in running.items():
            code, said, seconds = result.result()
            say(f"{'✗' if code else '✓'} {name} {seconds:.1f} s" + (f"\n{said[-6000:]}" if code else ""))
            bad += [name] if code else []
    return len(CHECKS) - len(bad), bad


def _run(command: Sequence[str], env: Mapping[str, str]) -> tuple[int, str, float]:
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace",
    )  # fmt: skip
    return done.returncode, done.stdout, time.monotonic() - began
