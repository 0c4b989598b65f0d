"""`script/test`: prepare what is missing, fast checks first, then the tests against real parts of their own."""

import os
import platform
import secrets
import shutil
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path

from script.prepare import broker, environment, system
from script.prepare.place import LOCAL, PYTHON, VENV, Failed, free_port, is_root, run, say
from script.prepare.postgres import FAST, Postgres
from script.prepare.supervise import Child

RESULTS = LOCAL / "test-results.xml"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "浏览器测试没有运行：请先以 root 运行 apt-get install chromium，再运行 script/test。"


def main(arguments: Sequence[str]) -> int:
    """Run the tier asked for; arguments that are no tier go to pytest after the same set-up."""
    started = time.monotonic()
    asked = [a for a in arguments if a != "--all"]
    everything = "--all" in arguments
    environment.ensure("test")
    variables = system.ensure()
    chromium = _chromium()
    postgres = Postgres(f"test-{os.getpid()}", secrets.token_urlsafe(16), options=FAST)
    port = free_port()
    env = {
        **os.environ, **variables, "PYTHONUNBUFFERED": "1", "SECRET_KEY": secrets.token_urlsafe(32),
        "SEAL_PASSPHRASE": secrets.token_urlsafe(16), "REDIS_URL": f"redis://127.0.0.1:{port}/0",
        "CHROMIUM": chromium or "",
    }  # fmt: skip
    redis = Child("test-broker", broker.command(port), env)
    try:
        env["DATABASE_URL"] = postgres.start()
        redis.start()
        if not asked:
            _fast_checks(env)
        failed = _tests(env, asked, everything=everything, browser=bool(chromium))
    finally:
        redis.stop()
        postgres.remove()
    _figures(time.monotonic() - started)
    if not chromium:
        say(NO_BROWSER)
        failed = failed or bool(os.environ.get("CI"))
    return int(failed)


def _fast_checks(env: dict[str, str]) -> None:
    """Run what needs no database content; the first failure ends the run with its output."""
    tool = VENV / "bin"
    checks: list[tuple[str, list[str | Path]]] = [
        ("ruff", [tool / "ruff", "check", "."]),
        ("format", [tool / "ruff", "format", "--check", "."]),
        ("mypy", [tool / "mypy", "."]),
        ("imports", [tool / "lint-imports", "--no-cache"]),
        ("templates", [tool / "djlint", "--lint", "templates", "--quiet"]),
        ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("django", [PYTHON, "manage.py", "check", "--fail-level", "WARNING"]),
    ]
    for name, command in checks:
        began = time.monotonic()
        run(command, env=env, what=f"{name} 检查")
        say(f"✓ {name} {time.monotonic() - began:.1f} s")


def _tests(env: dict[str, str], asked: list[str], *, everything: bool, browser: bool) -> bool:
    marks = [] if everything else ["not full"]
    marks += [] if browser else ["not browser"]
    command = [PYTHON, "-m", "pytest", f"--junitxml={RESULTS}", "-q"]
    command += asked or ["-n", str(os.cpu_count() or 2)]
    if marks and not asked:
        command += ["-m", " and ".join(marks)]
    return os.spawnve(os.P_WAIT, str(PYTHON), [str(part) for part in command], env) != 0


def _chromium() -> str | None:
    """Return a Chromium, installed first when that is allowed."""
    named = os.environ.get("CHROMIUM")
    found = named or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found or not (is_root() and shutil.which("apt-get")):
        return found
    say("· 安装 Chromium……")
    apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-qq", "update"], env=apt, what="读取软件包目录")
    run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"], env=apt, what="安装 Chromium")
    return shutil.which("chromium")


def _figures(seconds: float) -> None:
    """Say in one line what was done."""
    if not RESULTS.exists():
        raise Failed("测试没有运行。")
    tree = ElementTree.parse(RESULTS)
    suite = next(tree.iter("testsuite"))
    cells = sum(int(p.get("value", "0")) for p in tree.iter("property") if p.get("name") == "cells")
    bad = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
    say(
        f"tests {suite.get('tests')}, failed {bad}, skipped {suite.get('skipped')}, matrix cells {cells}, "
        f"{seconds:.0f} s on {os.cpu_count()} cores, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
