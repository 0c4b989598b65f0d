"""Runs the workloads in a prepared environment and writes RESULTS.md. Started by `benchmarks.__main__`."""

import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import minutes
from benchmarks.harness import Line, table

WORKLOADS: dict[str, Callable[[], list[Line]]] = {"W3": minutes.measure}
RESULTS = Path(__file__).parent / "RESULTS.md"


def main(asked: list[str]) -> int:
    """Measure and print; 1 when a goal is missed, 2 when a workload is unknown."""
    if unknown := set(asked) - set(WORKLOADS):
        print(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(WORKLOADS)}")
        return 2
    lines = [line for name, measure in WORKLOADS.items() if not asked or name in asked for line in measure()]
    text = table(lines)
    print(text)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    RESULTS.write_text(f"# Results\n\nWritten by `python -m benchmarks` ({machine}).\n\n{text}", encoding="utf-8")
    return int(not all(line.is_met for line in lines))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
