"""W3: minutes of four sides as PDF/A, against the same text in plain flow and against a plain loop without a queue."""

import multiprocessing
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from itertools import count
from pathlib import Path

from django.conf import settings
from weasyprint import HTML

from benchmarks.harness import REPEATS, Line, interleaved, spread
from benchmarks.worker import SIGNED, UNSIGNED, document, typeset
from jointmeeting.kernel import jobs
from jointmeeting.kernel.documents.content import STYLE_OF_LEVEL, Paragraph
from jointmeeting.kernel.documents.fonts import STACKS, directories, stack
from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.models import Job

CORES = os.cpu_count() or 1
DOCUMENTS = 20 * CORES  # in one round of the queue, and of the plain loops
MANY = 200  # documents one process makes before it is replaced (CELERY_WORKER_MAX_TASKS_PER_CHILD)
CLICKS = 20
PATIENCE = 600  # seconds
_numbers = count(1)


def measure() -> list[Line]:
    """Return the lines of W3."""
    ensure_office_key(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE, organisation="联席会议办公室（评估用）")
    return [*_typesetting(), _memory(), *_queue()]


def _typesetting() -> list[Line]:
    taken = interleaved({"grid": lambda: typeset(next(_numbers)), "flow": lambda: _naive(next(_numbers))}, repeats=10)
    grid, flow = taken["grid"].cpu, taken["flow"].cpu
    ratio = min(grid) / min(flow)
    figures = f"{spread(grid)} and {spread(flow)} CPU s"
    return [
        Line("W3", "28 × 22 grid / the same text in plain flow", figures, f"{ratio:.2f}", "≤ 0.8", ratio <= 0.8),
        Line("W3", "one document, warm", f"{spread(grid)} CPU s", f"{min(grid):.2f}", "≤ 0.45", min(grid) <= 0.45),
    ]


def _naive(number: int) -> bytes:
    """Return the same text as anybody would write it: paragraphs that flow, in the same faces, as PDF/A."""
    said, places = document(number), directories(settings.OFFICE_FONTS_DIR)
    family = {role: ",".join(f'"{name}"' for name in stack(role, places)) for role in STACKS}
    parts = [f"<h1>{said.mark}</h1><p>{said.number}</p><p>{said.organ} {said.date}</p><h2>{said.title}</h2>"]
    for part in said.paragraphs:
        if isinstance(part, Paragraph):
            heading, stop, rest = part.text.partition("。") if part.level else ("", "", part.text)
            style = STYLE_OF_LEVEL.get(part.level, "body")
            parts.append(f'<p><span class="{style}">{escape(heading + stop)}</span>{escape(rest)}</p>')
    parts += [f'<p><span class="black">{label}：</span>{escape(names)}</p>' for label, names in said.attendance]
    parts.append(f"<p>抄送：{'，'.join(said.copies_to)}。</p><p>{said.issued_by} {said.date}印发</p>")
    style = f"""
        @page {{ size: A4; margin: 37mm 26mm 35mm 28mm;
                 @bottom-right {{ content: '— ' counter(page) ' —'; font: 14pt {family["song"]} }} }}
        body {{ font: 5.5714mm/10.4464mm {family["body"]} }} p {{ margin: 0; text-indent: 2em; text-align: justify }}
        h1, h2 {{ font-family: {family["mark"]}; text-align: center }}
        .black {{ font-family: {family["black"]} }} .kai {{ font-family: {family["kai"]} }}"""
    html = f'<html lang="zh-CN"><head><style>{style}</style></head><body>{"".join(parts)}</body></html>'
    return bytes(HTML(string=html).write_pdf(pdf_variant="pdf/a-3u"))


def _memory() -> Line:
    """Make as many documents as a worker makes in its life, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=None) as pool:
        early, late = (pool.apply(_resident, (amount,)) for amount in (20, MANY - 20))
    return Line("W3", f"memory after 20 and {MANY} documents", f"{early:.0f} and {late:.0f} MB", f"{late:.0f} MB",
                "≤ 400 MB", late <= 400)  # fmt: skip


def _resident(amount: int) -> float:
    """Return the peak in megabytes; `ru_maxrss` would be the parent's, which has drawn the plain pages."""
    for number in range(amount):
        typeset(number)
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(peak.group(1)) / 1024 if peak else 0.0


def _queue() -> list[Line]:
    plain, queued = [], []
    context = multiprocessing.get_context("spawn")
    with context.Pool(CORES) as pool, _workers():
        _through_the_queue(2 * CORES)
        pool.map(typeset, range(2 * CORES), chunksize=1)
        for _ in range(REPEATS):
            start = time.perf_counter()
            pool.map(typeset, range(DOCUMENTS), chunksize=1)
            plain.append(time.perf_counter() - start)
            queued.append(_through_the_queue(DOCUMENTS))
        clicks = sorted(_click() for _ in range(CLICKS))
    ratio, late = min(plain) / min(queued), clicks[int(0.95 * CLICKS) - 1]
    many, waits = f"{_rate(plain)} and {_rate(queued)} documents/s", f"{clicks[0]:.2f}–{clicks[-1]:.2f} s"
    return [
        Line("W3", f"plain loops / through the queue, {CORES} workers", many, f"{ratio:.2f}", "≥ 0.9", ratio >= 0.9),
        Line("W3", "from the click to the sealed file, alone, p95", waits, f"{late:.2f} s", "≤ 3 s", late <= 3),
    ]


def _rate(seconds: list[float]) -> str:
    return f"{DOCUMENTS / max(seconds):.1f}–{DOCUMENTS / min(seconds):.1f}"


@contextmanager
def _workers() -> Iterator[None]:
    """Run real workers, one process a core."""
    command = [sys.executable, "-m", "celery", "-A", "benchmarks.worker", "worker", "--concurrency", str(CORES)]
    log = settings.LOCAL_DIR / "log" / "benchmark-worker.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out, subprocess.Popen([*command, "--queues", "documents"], stdout=out, stderr=out) as worker:
        try:
            yield
        finally:
            worker.terminate()


def _through_the_queue(amount: int) -> float:
    """Return the seconds from the first order to the last file."""
    numbers = [next(_numbers) for _ in range(amount)]
    start = time.perf_counter()
    for number in numbers:
        jobs.enqueue(UNSIGNED, number)
    _wait(UNSIGNED, every=0.1)  # asking more often takes from what is measured
    return time.perf_counter() - start


def _click() -> float:
    """Return the seconds from one order to its sealed file, as whoever asks the database would see it."""
    start = time.perf_counter()
    jobs.enqueue(SIGNED, next(_numbers))
    _wait(SIGNED, every=0.02)
    return time.perf_counter() - start


def _wait(kind: str, *, every: float) -> None:
    end = time.monotonic() + PATIENCE
    while Job.objects.filter(kind=kind).exclude(state=Job.State.DONE).exists():
        if time.monotonic() > end:
            raise RuntimeError(f"{kind}: not done; see .local/log/benchmark-worker.log")
        time.sleep(every)
