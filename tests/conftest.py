"""What every test may use: the real charters in a real PostgreSQL, files in a directory of their own."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from jointmeeting.kernel import clock
from members.models import Jurisdiction
from tests.factories import Office

clock.hold({})  # for days that are computed while tests are collected
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a missing one
CHARTERS = Path(settings.BASE_DIR) / "fixtures" / "charters"


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: object) -> Iterator[None]:
    """Keep files of a test in its own directory."""
    storages = dict(settings.STORAGES)  # type: ignore[attr-defined]
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path / "media"}}
    storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = storages  # type: ignore[attr-defined]
    yield


@pytest.fixture(autouse=True)
def _calendar_as_shipped() -> None:
    """Hold no entered notice: neither one another test took back, nor a query for whoever asks first."""
    clock.hold({})


@pytest.fixture
def yueqing(db: None) -> Office:
    """Yueqing's joint meeting from its notice, 32 units."""
    return founded("yueqing")


@pytest.fixture
def chencang(db: None) -> Office:
    """Chencang's joint meeting from its notice, 27 units."""
    return founded("chencang")


def founded(slug: str) -> Office:
    """Load the charter of `slug` and return its office."""
    (path,) = CHARTERS.glob(f"{slug}-*.toml")
    call_command("load_charter", str(path), stdout=StringIO())
    return Office(Jurisdiction.objects.get(slug=slug), slug)


@pytest.fixture
def count_cells(request: pytest.FixtureRequest) -> Callable[[int], None]:
    """Count cells of a matrix for the last line of script/test."""

    def count(cells: int) -> None:
        request.node.user_properties.append(("cells", cells))

    return count
