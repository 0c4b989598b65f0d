"""`script/test`: prepare what is missing, fast checks first, then the tests against real parts of their own."""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Sequence

from script.prepare import broker, browser, figures, linting, setting_up
from script.prepare.place import LOCAL, OWN_SECRETS, PYTHON, Failed, run, say
from script.prepare.postgres import FAST, Postgres
from script.prepare.process import command_line
from script.prepare.supervise import Child

ALL, FAST_CHECKS = "--all", "--fast-checks"
NO_TESTS = 5  # pytest found nothing to run


def main(arguments: Sequence[str]) -> int:
    """Run the tier asked for; arguments that are no tier go to pytest after the same set-up."""
    with setting_up.interruptible():
        try:
            return _run([a for a in arguments if a not in {ALL, FAST_CHECKS}], set(arguments) & {ALL, FAST_CHECKS})
        except KeyboardInterrupt:
            say("已中断。")
            return 130


def _run(asked: list[str], tier: set[str]) -> int:
    done = figures.Figures()
    figures.forget()
    variables = setting_up.everything("test")
    chromium = "" if FAST_CHECKS in tier else browser.find()
    _remove_left_over()
    postgres = Postgres(f"test-{os.getpid()}", secrets.token_urlsafe(16), options=FAST)
    own = {name: secrets.token_urlsafe(32) for name in OWN_SECRETS}
    env = {**os.environ, **variables, **own, "PYTHONUNBUFFERED": "1", "CHROMIUM": chromium}
    redis: Child | None = None
    failed = False
    try:
        env["DATABASE_URL"] = postgres.start()
        redis, env["REDIS_URL"] = broker.start("test-broker", secrets.token_urlsafe(16), env)
        if not asked:
            done.checks, bad = linting.fast_checks(env)
            failed = bool(bad)
        if FAST_CHECKS not in tier and not failed:
            failed = not _tests(env, asked, everything=ALL in tier)
    finally:
        setting_up.finish_undisturbed()
        if redis:
            redis.stop()
        postgres.remove()
    say(done.line())
    if not chromium and FAST_CHECKS not in tier:
        say(browser.MISSING)
        failed = failed or bool(os.environ.get("CI"))
    return int(failed)


def _tests(env: dict[str, str], asked: list[str], *, everything: bool) -> bool:
    """Run pytest with its output as it comes; True when all passed."""
    run([PYTHON, "manage.py", "collectstatic", "--noinput", "-v", "0"], env=env, what="收集静态文件")
    command = [str(PYTHON), "-m", "pytest", f"--junitxml={figures.RESULTS}", "-q", *asked]
    marks = ([] if everything else ["not full"]) + ([] if env["CHROMIUM"] else ["not browser"])
    if not asked:
        command += [
            "-n",
            str(min(os.cpu_count() or 2, 8)),
            "--dist",
            "worksteal",
            *(["-m", " and ".join(marks)] if marks else []),
        ]
    with subprocess.Popen(command, env=env, stdin=None if asked else subprocess.DEVNULL) as pytest:
        try:
            code = pytest.wait()
        except KeyboardInterrupt:
            pytest.terminate()
            raise
    if code == NO_TESTS:
        raise Failed("没有可运行的测试。")
    return code == 0


def _remove_left_over() -> None:
    """Remove the clusters of runs that were killed."""
    for home in LOCAL.glob("test-*"):
        number = re.fullmatch(r"test-(\d+)", home.name)
        if number and "script.prepare.testing" not in command_line(int(number[1])):
            Postgres(home.name, "").remove()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
