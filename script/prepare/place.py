"""Where things lie, and the small acts everything here needs: saying, running, finding a free port, keeping secrets."""

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = ROOT / ".local"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = LOCAL / "log"
SECRETS = ("SECRET_KEY", "SEAL_PASSPHRASE", "PG_PASSWORD")


class Failed(SystemExit):
    """Nothing more can be done; the message says what the person should do."""

    def __init__(self, message: str) -> None:
        print(f"✗ {message}", file=sys.stderr, flush=True)
        super().__init__(1)


def say(line: str) -> None:
    """Tell the person at the terminal."""
    print(line, flush=True)


def run(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, what: str = "", cwd: Path = ROOT
) -> str:
    """Run to the end and return the output; end with the output and `what` was being done when it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=dict(env) if env else None,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"{what or command[0]}没有成功：\n{done.stdout[-4000:]}")
    return done.stdout


def free_port(wanted: int = 0) -> int:
    """Return `wanted` or the next port above it that is free on loopback; any free port for 0."""
    for port in range(wanted, wanted + 50) if wanted else [0]:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Failed(f"{wanted} 起的 50 个端口都被占用，请用 --port 指定其他端口。")


def kept_secrets() -> dict[str, str]:
    """Return this installation's secrets, random and made once, readable by the owner alone."""
    path = LOCAL / "env"
    LOCAL.mkdir(exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text("".join(f"{name}={secrets.token_urlsafe(32)}\n" for name in SECRETS), encoding="utf-8")
    return dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines() if "=" in line)


def is_root() -> bool:
    """Tell whether this process may do everything."""
    return os.geteuid() == 0


def command_line(pid: int) -> str:
    """Return the command line of a process, empty when there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
