"""`script/server`: prepare everything, run web, worker and beat, end everything."""

import argparse
import json
import os
import shlex
import socket
import time
from collections.abc import Mapping

from script.prepare import broker, setting_up, supervise, terminal
from script.prepare.network import ask, listening
from script.prepare.place import LOCAL, OWN_SECRETS, PYTHON, VENV, Failed, kept_secrets, run, say, write_private
from script.prepare.postgres import Postgres
from script.prepare.process import Lock, end_orphans
from script.prepare.supervise import Child
from script.prepare.watch import Watch

RUNNING = LOCAL / "server.json"
VARIABLES = LOCAL / "server.env"
SAVED = ("DATABASE_URL", "REDIS_URL", *OWN_SECRETS, "CONNECTOR_HOSTS", "FONTCONFIG_FILE", "LD_LIBRARY_PATH")
QUEUES = "urgent,normal,batch,documents"
LOOPBACKS = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}  # noqa: S104 -- asked for with --host
READY_SECONDS = 120


def main() -> int:
    """Do what the command line asks."""
    asked = _arguments()
    with setting_up.interruptible():
        try:
            lock = Lock("server.lock")
            if not lock.take():
                return _meet_running(asked)
            RUNNING.unlink(missing_ok=True)
            variables = setting_up.everything("base")
            return 0 if asked.setup_only else System(asked, variables).run()
        except KeyboardInterrupt:
            say("已中断。")
            return 130


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/server", description="准备并运行联席会议办公系统")
    parser.add_argument("--check", action="store_true", help="启动后走一遍主要流程，结果在 .local/check/，然后退出")
    parser.add_argument("--setup-only", action="store_true", help="只准备，不运行")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机")
    parser.add_argument("--port", type=int, help="端口，默认 8000，被占用时用下一个")
    parser.add_argument("--demo", action=argparse.BooleanOptionalAction, default=None, help="是否建立演示账号")
    asked = parser.parse_args()
    if asked.check and asked.demo is None and "DATABASE_URL" in os.environ:
        parser.error("--check 需要演示账号；外部数据库上不会自动建立，请确认后加上 --demo")
    return asked


def _meet_running(asked: argparse.Namespace) -> int:
    if not RUNNING.exists():
        say("另一个 script/server 正在启动，请稍候。")
        return 0
    url = json.loads(RUNNING.read_text(encoding="utf-8"))["url"]
    say(f"系统已在运行：{url}")
    if not asked.check:
        return 0
    saved = dict(part.split("=", 1) for part in shlex.split(VARIABLES.read_text(encoding="utf-8")))
    _wait_until_ready(url, {})
    return _check(url, {**os.environ, **saved})


class System:
    """Everything that runs, from the first process to the last."""

    def __init__(self, asked: argparse.Namespace, variables: Mapping[str, str]) -> None:
        kept = kept_secrets()
        external = "DATABASE_URL" in os.environ
        self.asked = asked
        self.postgres = None if external else Postgres("pg", kept["PG_PASSWORD"])
        self.broker_password = kept["BROKER_PASSWORD"]
        self.demo = asked.demo if asked.demo is not None else not external
        own = {name: kept[name] for name in OWN_SECRETS}
        self.env = {**own, **os.environ, **variables, "PYTHONUNBUFFERED": "1", **_hosts(asked.host)}
        self.broker: Child | None = None
        self.children: dict[str, Child] = {}

    def run(self) -> int:
        """Run until told to end; 0 when everything worked."""
        try:
            end_orphans()
            self._start_stores()
            simulator = self._place_simulator() if self.demo else None
            say("· 迁移数据库、载入制度……")
            demo = "--demo" if self.demo else "--no-demo"
            say(run([PYTHON, "manage.py", "bootstrap", demo], env=self.env, what="准备数据").rstrip())
            url = self._start_services(simulator)
            _wait_until_ready(url, self.children)
            if self.asked.check:
                return _check(url, self.env)
            terminal.box(url, is_open=self.asked.host not in LOOPBACKS)
            self._keep_alive(Watch(url, self.children))
        except KeyboardInterrupt:
            setting_up.finish_undisturbed()
            say("\n· 正在停止……")
        finally:
            setting_up.finish_undisturbed()
            self._stop()
        return 0

    def _start_stores(self) -> None:
        if self.postgres:
            say("· 启动 PostgreSQL……")
            self.env["DATABASE_URL"] = self.postgres.start()
            if self.postgres.is_new:  # these logins were for a database that is gone
                (LOCAL / "demo.txt").unlink(missing_ok=True)
        if "REDIS_URL" not in self.env:
            self.broker, self.env["REDIS_URL"] = broker.start("broker", self.broker_password, self.env)
        lines = (f"{name}={shlex.quote(self.env[name])}\n" for name in SAVED if name in self.env)
        write_private(VARIABLES, "".join(lines))

    def _place_simulator(self) -> socket.socket:
        """Choose where the demonstration's departments answer, before their address goes into the database."""
        server = listening("127.0.0.1", None, 8100)
        host = f"127.0.0.1:{server.getsockname()[1]}"
        self.env["SIMULATOR_URL"], self.env["SIMULATOR_KEY"] = f"http://{host}", kept_secrets()["SIMULATOR_KEY"]
        named = self.env.get("CONNECTOR_HOSTS", "")
        self.env["CONNECTOR_HOSTS"] = ",".join([*filter(None, named.split(",")), host])
        return server

    def _start_services(self, simulator: socket.socket | None) -> str:
        for schedule in LOCAL.glob("beat-schedule*"):  # a killed beat may leave half a file; nothing in it is needed
            schedule.unlink()
        # The supervisor holds the listening socket: no race for the port, and no refused visitor while web restarts.
        server = listening(self.asked.host, self.asked.port, 8000)
        host = f"[{self.asked.host}]" if ":" in self.asked.host else self.asked.host
        url = f"http://{EVERYWHERE.get(host, host)}:{server.getsockname()[1]}"
        for name, command in _services(server).items():
            sockets = (server.fileno(),) if name == "web" else ()
            self.children[name] = Child(name, command, self.env, sockets)
            self.children[name].start()
        if simulator:
            command = [str(PYTHON), "manage.py", "simulate_departments", "--socket", str(simulator.fileno())]
            self.children["departments"] = Child("departments", command, self.env, (simulator.fileno(),))
            self.children["departments"].start()
        self.sockets = [server, simulator]
        RUNNING.write_text(json.dumps({"pid": os.getpid(), "url": url}), encoding="utf-8")
        return url

    def _keep_alive(self, watch: Watch) -> None:
        while True:
            time.sleep(1)
            if self.postgres:
                self.postgres.revive()
            if self.broker:
                self.broker.revive()
            for child in self.children.values():
                child.revive()
            watch.look()

    def _stop(self) -> None:
        supervise.stop_all(list(self.children.values()))
        if self.broker:
            self.broker.stop()
        if self.postgres:
            self.postgres.stop()
        RUNNING.unlink(missing_ok=True)  # the variables stay: commands that need no database work all the same


def _hosts(host: str) -> dict[str, str]:
    """Let the watchdog in beside the names the office set, and ask nobody else about addresses of this machine."""
    named = os.environ.get("ALLOWED_HOSTS", "")
    hosts = [name for name in named.split(",") if name] + ["localhost", "127.0.0.1", "[::1]", host]
    here = ",".join(LOOPBACKS)
    return {"ALLOWED_HOSTS": ",".join(dict.fromkeys(hosts)), "NO_PROXY": here, "no_proxy": here}


def _services(server: socket.socket) -> dict[str, list[str]]:
    celery = [str(VENV / "bin" / "celery"), "-A", "jointmeeting"]
    gunicorn = [str(VENV / "bin" / "gunicorn"), "jointmeeting.wsgi", "--no-control-socket"]
    threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "15"]
    return {
        "web": [*gunicorn, *threads, "--bind", f"fd://{server.fileno()}"],
        "worker": [*celery, "worker", "--concurrency", "2", "--queues", QUEUES, "--loglevel", "INFO"],
        "beat": [*celery, "beat", "--loglevel", "WARNING"],
    }


def _wait_until_ready(url: str, children: Mapping[str, Child]) -> None:
    end = time.monotonic() + READY_SECONDS
    said: dict[str, object] = {}
    while time.monotonic() < end:
        status, said = ask(f"{url}/readyz")
        if status == 200:
            return
        if dead := [name for name, child in children.items() if not child.is_alive()]:
            raise Failed(f"{dead[0]} 没有启动，日志见 .local/log/{dead[0]}.log")
        time.sleep(0.3)
    raise Failed(f"{READY_SECONDS} 秒内没有就绪：{json.dumps(said, ensure_ascii=False)}。日志见 .local/log/")


def _check(url: str, env: Mapping[str, str]) -> int:
    say("· 按主要流程检查……")
    out = LOCAL / "check"
    say(run([PYTHON, "manage.py", "journey", "--base-url", url, "--out", out], env=env, what="检查").rstrip())
    say("检查通过，结果在 .local/check/")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
