"""The Celery application of the benchmarks: the system's own, with kinds of jobs that touch no business tables."""

from dataclasses import replace

import django
from django.conf import settings

from jointmeeting.celery import app

django.setup()  # Celery does it only after this module, which needs the models

from jointmeeting.kernel import files, jobs  # noqa: E402
from jointmeeting.kernel.documents import sealing  # noqa: E402
from jointmeeting.kernel.documents.minutes import MinutesDocument  # noqa: E402
from jointmeeting.kernel.documents.render import render_minutes  # noqa: E402
from jointmeeting.samples.minutes import CREATED, minutes  # noqa: E402

__all__ = ["app"]
UNSIGNED, SIGNED = "benchmark.unsigned", "benchmark.signed"
PARAGRAPHS = 10  # four sides of text


def document(number: int) -> MinutesDocument:
    """Return minutes of four sides that differ from all others."""
    return replace(minutes(PARAGRAPHS), number=f"〔2026〕{number}号")


def typeset(number: int) -> bytes:
    """Return the unsigned file."""
    return render_minutes(document(number), created=CREATED, office_fonts=settings.OFFICE_FONTS_DIR)


def typeset_and_seal(number: int) -> object:
    """Do what issuing does: typeset, seal, keep the file under its hash."""
    return files.store(sealing.configured().seal(typeset(number), reason="会议纪要印发"), media_type="application/pdf")


jobs.register(UNSIGNED, queue="documents", work=typeset, finish=lambda pk, result: None)
jobs.register(SIGNED, queue="documents", work=typeset_and_seal, finish=lambda pk, result: None)
