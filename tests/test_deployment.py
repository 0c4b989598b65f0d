"""What an office installs: the compose file, the image, the pins and the two commands keep their shape."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from jointmeeting.kernel.tasks import HEARTBEAT_KEY

ROOT = Path(settings.BASE_DIR)
OURS = {"web", "worker", "beat", "sweeper"}
STORES = {"postgres", "valkey"}
PINNED = re.compile(r"^[A-Za-z0-9._-]+(\[[^]]+\])?==[^ ;]+")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def test_every_service_is_there_and_watched(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == OURS | STORES | {"bootstrap"}
    for name in OURS | STORES:
        assert services[name]["healthcheck"]["test"], name
        assert services[name]["restart"] == "unless-stopped", name
        assert services[name]["logging"]["options"]["max-size"], name
    assert services["bootstrap"]["restart"] == "no"
    assert "--no-demo" in services["bootstrap"]["command"]


def test_services_wait_for_what_they_need(compose: dict[str, Any]) -> None:
    for name in OURS:
        needs = compose["services"][name]["depends_on"]
        assert needs["bootstrap"] == {"condition": "service_completed_successfully"}
        assert needs["postgres"] == {"condition": "service_healthy"}


def test_secrets_are_files_and_never_values(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|PASSPHRASE", variable):
                assert variable.endswith("_FILE"), (name, variable)
                assert value.removeprefix("/run/secrets/") in service["secrets"], (name, variable)
    for name, secret in compose["secrets"].items():
        assert secret == {"file": f"./secrets/{name}"}


def test_the_stores_are_closed_to_the_outside(compose: dict[str, Any]) -> None:
    assert compose["networks"]["inside"]["internal"] is True
    for name in STORES:
        assert compose["services"][name]["networks"] == ["inside"]
        assert "ports" not in compose["services"][name]
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["web"]["ports"])
    assert compose["services"]["postgres"]["image"] == "postgres:17"
    assert set(compose["volumes"]) == {"database", "office"}


def test_the_worker_takes_the_queues_of_script_server(compose: dict[str, Any]) -> None:
    server = (ROOT / "script/prepare/server.py").read_text(encoding="utf-8")
    queues = compose["services"]["worker"]["command"][compose["services"]["worker"]["command"].index("--queues") + 1]
    assert f'QUEUES = "{queues}"' in server


def test_the_health_check_reads_the_key_the_worker_writes(compose: dict[str, Any]) -> None:
    for name in ("worker", "beat"):
        assert HEARTBEAT_KEY in compose["services"][name]["healthcheck"]["test"][-1]


def test_the_image_is_not_run_by_root_and_installs_only_what_is_pinned() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER office$", text, re.MULTILINE)
    assert "--require-hashes" in text
    assert 'ENTRYPOINT ["script/container"]' in text
    for ignored in (".git", ".local", ".venv", "secrets"):
        assert ignored in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["base", "test"])
def test_pins_have_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--find-links", text)
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]
    assert all(PINNED.match(entry) and "--hash=sha256:" in entry for entry in entries)


def test_tests_run_on_the_pins_that_are_installed() -> None:
    base, test = (
        set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("base", "test")
    )
    assert base <= test


def test_what_runs_before_anything_is_installed_needs_the_standard_library_only() -> None:
    for path in (ROOT / "script").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for top in {name.partition(".")[0] for name in names}:
                assert top in sys.stdlib_module_names | {"script"}, f"{path.name} imports {top}"


def test_no_process_is_ended_by_name() -> None:
    for path in [p for p in (ROOT / "script").rglob("*") if p.is_file() and "__pycache__" not in p.parts]:
        assert not re.search(r"pkill|killall", path.read_text(encoding="utf-8")), path.name


def _container(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    tell = 'echo "$SECRET_KEY|$DATABASE_URL|$REDIS_URL|${POSTGRES_PASSWORD:-}"'
    env = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        [ROOT / "script/container", "sh", "-c", tell], env=env, capture_output=True, text=True, check=False
    )


def test_the_container_reads_its_secrets_from_files(tmp_path: Path) -> None:
    for name in ("key", "database", "broker"):
        (tmp_path / name).write_text(f"{name}-1\n")
    done = _container(
        tmp_path,
        SECRET_KEY_FILE=str(tmp_path / "key"),
        POSTGRES_PASSWORD_FILE=str(tmp_path / "database"),
        REDIS_PASSWORD_FILE=str(tmp_path / "broker"),
    )
    addresses = "postgres://jointmeeting:database-1@postgres:5432/jointmeeting|redis://:broker-1@valkey:6379/0"
    assert done.stdout.strip() == f"key-1|{addresses}|"


def test_the_container_names_the_secret_it_cannot_read(tmp_path: Path) -> None:
    done = _container(tmp_path, SECRET_KEY_FILE=str(tmp_path / "nothing"))
    assert done.returncode == 2
    assert "SECRET_KEY_FILE" in done.stderr


def test_every_variable_of_the_settings_is_explained() -> None:
    asked = set(
        re.findall(r"env(?:\.\w+)?\(\"(\w+)\"", (ROOT / "jointmeeting/settings.py").read_text(encoding="utf-8"))
    )
    explained = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert not {name for name in asked if f"`{name}`" not in explained}
