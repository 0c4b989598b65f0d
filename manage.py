#!/usr/bin/env python
"""Django's command line for this project; typed by hand, it speaks to the installation of this checkout."""

import os
import shlex
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAVED, PYTHON = HERE / ".local" / "server.env", HERE / ".venv" / "bin" / "python"


def _join_installation() -> None:
    """Start again with the interpreter and the variables script/server keeps: libraries are found at the start only.

    What runs with variables of its own (a service, a test, a container) is left alone.
    """
    if "SECRET_KEY" in os.environ or not os.access(SAVED, os.R_OK):
        return
    kept = dict(part.split("=", 1) for part in shlex.split(SAVED.read_text(encoding="utf-8")))
    os.execve(PYTHON, [str(PYTHON), *sys.argv], {**os.environ, **kept})  # noqa: S606 -- our own interpreter


if __name__ == "__main__":
    _join_installation()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jointmeeting.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
