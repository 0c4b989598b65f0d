"""What tests of verification may use beside the general things."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.verification.simulator import Simulator


@pytest.fixture
def simulator(tmp_path: Path, settings: Any) -> Iterator[Simulator]:
    """A running simulator that the installation may call."""
    running = Simulator(tmp_path)
    running.start()
    settings.CONNECTOR_HOSTS = [running.host]
    yield running
    running.stop()
