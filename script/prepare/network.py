"""Ports of this machine and asking what listens there; a proxy set for the internet is never asked."""

import json
import socket
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from script.prepare.place import Failed

LOOPBACK = "127.0.0.1"
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def free_port() -> int:
    """Return a port that is free on loopback."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def listening(host: str, wanted: int | None, usual: int) -> socket.socket:
    """Return a listening socket: on `wanted` or not at all; without a wish on `usual` or the next free port."""
    for port in [wanted] if wanted is not None else range(usual, usual + 50):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        server = socket.socket(family)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((host, port))
            server.listen(128)
        except OSError as error:
            server.close()
            reason = error.strerror
        else:
            return server
    raise Failed(f"不能在 {host} 的端口 {wanted or usual} 上监听（{reason}）。请用 --host、--port 指定其他地址。")


def ask(url: str, timeout: float = 5) -> tuple[int, dict[str, object]]:
    """Return status and JSON of a page of our own; status 0 when nothing answers. HTTPS_ONLY does not turn us away."""
    request = urllib.request.Request(url, headers={"X-Forwarded-Proto": "https"})
    try:
        with _opener.open(request, timeout=timeout) as answer:
            return answer.status, _json(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, _json(error.read())
    except OSError as error:
        return 0, {"error": str(error)}


def _json(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except ValueError:
        found = body[:200].decode(errors="replace")
    return found if isinstance(found, dict) else {"answer": found}


def answers_ping(url: str) -> bool:
    """Tell whether the Redis or Valkey at `url` lets us in and answers."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or LOOPBACK, parts.port or 6379), timeout=1) as line:
            line.sendall(f"AUTH {parts.password}\r\nPING\r\n".encode())
            line.settimeout(1)
            heard = b""
            while b"PONG" not in heard and (more := line.recv(256)):
                heard += more
            return b"+OK" in heard and b"PONG" in heard
    except OSError:
        return False
