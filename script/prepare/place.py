"""Where things lie, and the small acts everything here needs: saying, running, keeping secrets."""

import os
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = ROOT / ".local"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = LOCAL / "log"
RUN = LOCAL / "run"
# What the system itself is given; the others are for the stores started here.
OWN_SECRETS = ("SECRET_KEY", "SEAL_PASSPHRASE", "DATA_KEYS", "INDEX_KEY")
SECRETS = (*OWN_SECRETS, "PG_PASSWORD", "BROKER_PASSWORD", "SIMULATOR_KEY")


class Failed(SystemExit):
    """Nothing more can be done; the message says what the person should do."""

    def __init__(self, message: str) -> None:
        print(f"✗ {message}", file=sys.stderr, flush=True)
        super().__init__(1)


def say(line: str) -> None:
    """Tell the person at the terminal; a closed terminal is no reason to stop."""
    try:
        print(line, flush=True)
    except OSError:
        pass


def run(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, what: str = "", cwd: Path = ROOT
) -> str:
    """Run to the end and return the output; end with the output and `what` was being done when it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=dict(env) if env else None, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"{what or command[0]}没有成功：\n{done.stdout[-4000:]}")
    return done.stdout


def write_private(path: Path, text: str) -> None:
    """Write a file for the owner's eyes only, whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def kept_secrets() -> dict[str, str]:
    """Return this installation's secrets, random and made once, readable by the owner alone."""
    path = LOCAL / "env"
    LOCAL.mkdir(exist_ok=True)
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except PermissionError as error:
        raise Failed(f"无权读取 {path}：请用建立本系统的那个用户运行。") from error
    kept = dict(line.split("=", 1) for line in lines if "=" in line)
    missing = {name: secrets.token_urlsafe(32) for name in SECRETS if name not in kept}
    if missing:
        kept |= missing
        write_private(path, "".join(f"{name}={value}\n" for name, value in kept.items()))
    return kept


def is_root() -> bool:
    """Tell whether this process may do everything."""
    return os.geteuid() == 0
