"""The last line of `script/test`: what was checked, counted from what was written while it ran."""

import json
import os
import platform
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

from script.prepare.place import LOCAL

RESULTS = LOCAL / "test-results.xml"
COUNTED = LOCAL / "test-figures.json"


@dataclass
class Figures:
    """What one run did."""

    checks: int = 0
    began: float = field(default_factory=time.monotonic)

    def line(self) -> str:
        """Return all figures in one line."""
        parts = [f"checks {self.checks}"] if self.checks else []
        parts += _tests() if RESULTS.exists() else ["tests not run"]
        parts += _counted()
        seconds = time.monotonic() - self.began
        return f"{', '.join(parts)}, {seconds:.0f} s on {os.cpu_count()} cores, Python {platform.python_version()}"


def forget() -> None:
    """Remove what an earlier run wrote."""
    for path in (RESULTS, COUNTED):
        path.unlink(missing_ok=True)


def _tests() -> list[str]:
    tree = ElementTree.parse(RESULTS)
    suite = next(tree.iter("testsuite"))
    count = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
    bad = count["failures"] + count["errors"]
    cells = sum(int(p.get("value", "0")) for p in tree.iter("property") if p.get("name") == "cells")
    passed = count["tests"] - bad - count["skipped"]
    said = [f"tests passed {passed}", f"failed {bad}", f"skipped {count['skipped']}"]
    return said + ([f"matrix cells {cells}"] if cells else [])


def _counted() -> list[str]:
    """Return what tests counted themselves."""
    if not COUNTED.exists():
        return []
    return [f"{name} {value}" for name, value in json.loads(COUNTED.read_text(encoding="utf-8")).items()]
