"""What is written down is true: the glossary, the generated pages, the pinned files."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from jointmeeting.kernel.workflow import all_workflows

ROOT = Path(settings.BASE_DIR)
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
OWN = ["kernel", "members", "meetings", "duties", "verification"]


def test_every_model_has_a_name_from_the_glossary() -> None:
    models = [
        m for app in OWN for m in apps.get_app_config(app).get_models() if "GroupObjectPermission" not in m.__name__
    ]
    missing = [m.__name__ for m in models if str(m._meta.verbose_name) not in GLOSSARY]
    assert models
    assert missing == []


def test_every_state_has_a_label_from_the_glossary() -> None:
    labels = [label for workflow in all_workflows() for label in workflow.states.labels]
    assert [label for label in labels if label not in GLOSSARY] == []


@pytest.mark.parametrize("name", ["roles.md", "workflows.md"])
def test_generated_pages_are_fresh(name: str) -> None:
    out = StringIO()
    call_command("export_docs", name, stdout=out)
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == out.getvalue(), "run manage.py export_docs --write"


def test_pinned_requirements_are_hashed_and_name_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|file://", text)
        pins = re.findall(r"^[a-z0-9].*==", text, re.M)
        assert len(pins) > 10
        assert text.count("--hash=sha256:") >= len(pins)
