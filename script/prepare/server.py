"""`script/server`: prepare everything, run web, worker and beat, end everything."""

import argparse
import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from script.prepare import broker, environment, system
from script.prepare.place import LOCAL, PYTHON, VENV, Failed, command_line, free_port, kept_secrets, run, say
from script.prepare.postgres import Postgres
from script.prepare.supervise import Child

RUNNING = LOCAL / "server.json"
ME = "script.prepare.server"
READY_SECONDS = 120


def main() -> int:
    """Do what the command line asks."""
    asked = _arguments()
    if found := _already_running():
        say(f"系统已在运行：{found['url']}")
        return _check(found["url"]) if asked.check else 0
    with _interruptible(), ThreadPoolExecutor(2) as pool:
        prepared = pool.submit(system.ensure)
        environment.ensure("base")
        variables = prepared.result()
    if asked.setup_only:
        return 0
    return _run(asked, variables)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/server", description="准备并运行联席会议办公系统")
    parser.add_argument("--check", action="store_true", help="启动后走一遍主要流程，结果在 .local/check/，然后退出")
    parser.add_argument("--setup-only", action="store_true", help="只准备，不运行")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--demo", action=argparse.BooleanOptionalAction, default=None, help="是否建立演示账号")
    return parser.parse_args()


def _already_running() -> dict[str, Any] | None:
    if not RUNNING.exists():
        return None
    found: dict[str, Any] = json.loads(RUNNING.read_text(encoding="utf-8"))
    return found if ME in command_line(found["pid"]) else None


@contextmanager
def _interruptible() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    yield


def _run(asked: argparse.Namespace, variables: dict[str, str]) -> int:
    kept = kept_secrets()
    postgres = None if "DATABASE_URL" in os.environ else Postgres("pg", kept["PG_PASSWORD"])
    demo = asked.demo if asked.demo is not None else postgres is not None
    env = {**os.environ, **kept, **variables, "PYTHONUNBUFFERED": "1"}
    children: list[Child] = []
    try:
        if postgres:
            say("· 启动 PostgreSQL……")
            env["DATABASE_URL"] = postgres.start()
        if "REDIS_URL" not in env:
            port = free_port()
            env["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
            _launch(children, "broker", broker.command(port), env)
        say("· 迁移数据库、载入制度……")
        say(
            run(
                [PYTHON, "manage.py", "bootstrap", "--demo" if demo else "--no-demo"], env=env, what="准备数据"
            ).rstrip()
        )
        url = _launch_all(children, env, free_port(asked.port))
        _wait_until_ready(url)
        if asked.check:
            return _check(url, env)
        _box(url)
        while True:
            time.sleep(1)
            for child in children:
                child.revive()
    except KeyboardInterrupt:
        say("\n· 正在停止……")
        return 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for child in reversed(children):
            child.stop()
        if postgres:
            postgres.stop()
        RUNNING.unlink(missing_ok=True)


def _launch(children: list[Child], name: str, command: list[str], env: dict[str, str]) -> None:
    child = Child(name, command, env)
    children.append(child)
    child.start()


def _launch_all(children: list[Child], env: dict[str, str], port: int) -> str:
    celery = [str(VENV / "bin" / "celery"), "-A", "jointmeeting"]
    web = [
        str(VENV / "bin" / "gunicorn"), "jointmeeting.wsgi", "--worker-class", "gthread", "--workers", "2",
        "--threads", "4", "--bind", f"127.0.0.1:{port}", "--no-control-socket",
    ]  # fmt: skip
    worker = [
        *celery,
        "worker",
        "--concurrency",
        "2",
        "--queues",
        "urgent,normal,batch,documents",
        "--loglevel",
        "INFO",
    ]
    _launch(children, "web", web, env)
    _launch(children, "worker", worker, env)
    _launch(children, "beat", [*celery, "beat", "--loglevel", "WARNING"], env)
    url = f"http://127.0.0.1:{port}"
    RUNNING.write_text(json.dumps({"pid": os.getpid(), "url": url}), encoding="utf-8")
    return url


def _wait_until_ready(url: str) -> None:
    end, answer = time.monotonic() + READY_SECONDS, "没有回答"
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):
                return
        except urllib.error.HTTPError as error:
            answer = error.read().decode()
        except OSError as error:
            answer = str(error)
        time.sleep(0.5)
    raise Failed(f"{READY_SECONDS} 秒内没有就绪：{answer}。日志见 .local/log/")


def _check(url: str, env: dict[str, str] | None = None) -> int:
    say("· 按主要流程检查……")
    out = LOCAL / "check"
    secrets_and_services = env or {
        **os.environ,
        **kept_secrets(),
        "DATABASE_URL": "postgres://",
        "REDIS_URL": "redis://",
    }
    say(
        run(
            [PYTHON, "manage.py", "journey", "--base-url", url, "--out", out], env=secrets_and_services, what="检查"
        ).rstrip()
    )
    say("检查通过，结果在 .local/check/")
    return 0


def _box(url: str) -> None:
    rows = _demo_rows(LOCAL / "demo.txt")
    lines = [f"联席会议办公系统  {url}", ""]
    if rows:
        lines += [
            "演示账号（用户 密码 岗位）",
            *(f"  {u:<22} {p:<14} {r}" for u, p, r, _ in rows[:7]),
            "  其余见 .local/demo.txt",
            "",
        ]
    lines += ["日志 .local/log/    停止 Ctrl-C"]
    say("─" * 64 + "\n" + "\n".join(lines) + "\n" + "─" * 64)


def _demo_rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


if __name__ == "__main__":
    raise SystemExit(main())
