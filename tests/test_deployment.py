"""The shape of what is deployed: compose file, image, entry."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file as data."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def test_every_part_runs_has_a_health_check_and_starts_again(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"prepare", "web", "worker", "beat", "sweeper", "database", "broker"}
    for name, service in services.items():
        if name != "prepare":
            assert "healthcheck" in service, name
            assert service["restart"] == "unless-stopped", name


def test_secrets_come_from_files_and_nothing_is_open_to_the_world(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for key, value in service.get("environment", {}).items():
            if "SECRET" in key or "PASS" in key or "DATABASE_URL" in key:
                assert key.endswith("_FILE") and str(value).startswith("/run/secrets/")
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert all(secret["file"].startswith("./secrets/") for secret in compose["secrets"].values())


def test_the_image_installs_hashed_requirements_and_does_not_run_as_root() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes" in text
    assert "\nUSER office\n" in text
    assert "libharfbuzz-subset0" in text


def test_the_entry_reads_secrets_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from a file")
    env = {**os.environ, "SECRET_KEY_FILE": str(secret)}
    done = subprocess.run(["sh", "script/container", "printenv", "SECRET_KEY"], env=env, cwd=ROOT, capture_output=True)
    assert done.stdout == b"from a file\n"
