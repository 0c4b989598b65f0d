"""Rules of the house that a reader should be able to rely on."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SOURCES = [
    path
    for top in ("jointmeeting", "members", "meetings", "duties", "script", "tests")
    for path in sorted((ROOT / top).rglob("*.py"))
    if "migrations" not in path.parts
]
APP_SOURCES = [path for path in SOURCES if path.relative_to(ROOT).parts[0] not in {"tests", "script"}]
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "info"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno + 1 > 40]
    assert long == []
    assert path.stem not in FORBIDDEN_NAMES


def test_templates_are_short() -> None:
    long = [p.name for p in (ROOT / "templates").rglob("*.html") if len(p.read_text("utf-8").splitlines()) > 120]
    assert long == []


def test_half_of_all_modules_have_at_most_80_lines() -> None:
    lengths = sorted(len(p.read_text("utf-8").splitlines()) for p in APP_SOURCES)
    assert lengths[len(lengths) // 2] <= 80


def test_only_the_engine_writes_state() -> None:
    writers = []
    for path in APP_SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else []
            targets = [part for t in targets for part in (t.elts if isinstance(t, ast.Tuple) else [t])]
            writers += [
                f"{path.parent.name}/{path.name}" for t in targets if isinstance(t, ast.Attribute) and t.attr == "state"
            ]
    # services/attendance.py writes Attendance.state, which is a sign-in mark without transitions.
    assert sorted(writers) == ["kernel/workflow.py", "services/attendance.py"]


def views() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function of every module of views."""
    for path in APP_SOURCES:
        if "views" in path.parts or path.name == "views.py":
            for function in functions(path):
                yield path.name, function


def test_views_fetch_objects_only_through_what_is_visible() -> None:
    """`get_object_or_404(Model…)` must name `visible_to`, or start from an object fetched that way."""
    fetched = 0
    for name, function in views():
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "get_object_or_404":
                source = ast.unparse(node.args[0]) + ast.unparse(function)
                assert "visible_to" in source, f"{name}:{function.name}"
                fetched += 1
    assert fetched > 10


def test_templates_have_no_inline_code_and_no_unescaped_text() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        if "pdf" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for bad in ('style="', "<script>", "onclick=", "|safe", "autoescape off"):
            assert bad not in text, f"{path.name}: {bad}"


def test_shared_templates_list_their_variables() -> None:
    for path in (ROOT / "templates" / "components").glob("*.html"):
        assert path.read_text(encoding="utf-8").startswith("{# "), path.name
