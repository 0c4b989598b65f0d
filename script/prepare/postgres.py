"""PostgreSQL on this machine: one cluster, on loopback, with a password."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from script.prepare import binaries
from script.prepare.network import LOOPBACK, free_port
from script.prepare.place import LOG, PYTHON, Failed, is_root, run, say
from script.prepare.process import command_line

CREATE = """
import os, sys, time
import psycopg2
end = time.monotonic() + 60
while True:
    try:
        connection = psycopg2.connect(os.environ["ADMIN_URL"])
        break
    except psycopg2.OperationalError as error:
        if "authentication" in str(error) or time.monotonic() > end:
            sys.exit(str(error))
        time.sleep(0.2)
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'jointmeeting'")
cursor.fetchone() or cursor.execute("CREATE DATABASE jointmeeting")
"""
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@dataclass
class Postgres:
    """One cluster in its own directory."""

    name: str
    password: str
    options: str = ""
    port: int = 0
    home: Path = field(init=False)
    programs: Path | None = None
    is_new: bool = False

    def __post_init__(self) -> None:
        """Find the directory of the cluster and its log."""
        self.home = binaries.home_of(self.name)

    @property
    def data(self) -> Path:
        """Return the data directory."""
        return self.home / "data"

    @property
    def url(self) -> str:
        """Return the DATABASE_URL."""
        return f"postgres://jointmeeting:{self.password}@{LOOPBACK}:{self.port}/jointmeeting"

    def start(self) -> str:
        """Start, or reuse when it runs; return the DATABASE_URL."""
        self.programs = binaries.choose(self.data)
        binaries.own(self.home)
        if not (self.data / "PG_VERSION").exists():
            self._init()
        if self.is_running():
            self.port = int((self.data / "postmaster.pid").read_text().splitlines()[3])
        else:
            self._launch()
        self._show_log()
        admin = {**os.environ, "ADMIN_URL": f"{self.url.rpartition('/')[0]}/postgres"}
        run([PYTHON, "-c", CREATE], env=admin, what="连接数据库（密码在 .local/env 的 PG_PASSWORD）")
        return self.url

    def revive(self) -> None:
        """Start it again, on the same port, when it died."""
        if self.programs and not self.is_running():
            say("· PostgreSQL 已退出，重新启动")
            self._launch()

    def stop(self) -> None:
        """Stop it, also when a killed run had left it behind: one installation runs one system at a time."""
        if not self.programs:
            return
        for mode in ("fast", "immediate"):
            if self.is_running():
                self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "-t", "40", "stop")

    def remove(self) -> None:
        """Stop and delete a throw-away cluster."""
        self.programs = self.programs or binaries.choose(self.data)
        if self.is_running():
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.home, ignore_errors=True)

    def is_running(self) -> bool:
        """Tell whether the number in the pid file is a PostgreSQL on this very directory."""
        told = command_line(self._written_pid())
        return "postgres" in told and str(self.data) in told

    def _written_pid(self) -> int:
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return -1

    def _init(self) -> None:
        new, secret = self.home / "data.new", self.home / "password"
        shutil.rmtree(new, ignore_errors=True)
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        if is_root():
            shutil.chown(secret, binaries.owner())
        made = self._run(
            "initdb", "-D", new, "-U", "jointmeeting", "--auth=scram-sha-256", f"--pwfile={secret}",
            "--encoding=UTF8", "--locale=C", *(["--no-sync"] if self.options else []),
        )  # fmt: skip
        secret.unlink()
        if made:
            raise Failed(f"建立数据库目录没有成功：\n{made}")
        new.rename(self.data)
        self.is_new = True

    def _launch(self) -> None:
        """Start it; another port when somebody was quicker, and time for the rest of a killed server to end."""
        pid = self._written_pid()
        if pid > 0 and command_line(pid):  # the number of a killed server belongs to something else by now
            (self.data / "postmaster.pid").unlink()
        fixed = self.port
        for _ in range(4):
            self.port = fixed or free_port()
            options = f"-p {self.port} -c listen_addresses={LOOPBACK} -c unix_socket_directories= {self.options}"
            said = self._run(
                "pg_ctl", "-D", self.data, "-l", self.home / "log", "-w", "-t", "120", "-o", options, "start"
            )
            if not said:
                return
            time.sleep(1)
        raise Failed(f"PostgreSQL 没有启动：\n{said}日志见 {self.home / 'log'}")

    def _run(self, program: str, *arguments: str | Path) -> str:
        """Run as the owner; return the output when it failed, else nothing."""
        command = [str((self.programs or Path()) / program), *map(str, arguments)]
        done = subprocess.run(
            binaries.as_owner(command), cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
        )  # fmt: skip
        return done.stdout + f"({done.returncode})\n" if done.returncode else ""

    def _show_log(self) -> None:
        """Put the log where all logs are."""
        LOG.mkdir(parents=True, exist_ok=True)
        link = LOG / f"{self.name}.log"
        if not self.options and not link.exists():
            link.unlink(missing_ok=True)
            link.symlink_to(self.home / "log")
