"""Real parts: a real Chromium, a live server, real worker processes on the test database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from jointmeeting.kernel import jobs
from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.models import Job

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's own thread
SHOTS = settings.LOCAL_DIR / "screenshots"
PATIENCE = 60.0
PHONE_WIDTH = 360


class Worker:
    """Celery workers in a process group of their own, on the test's database, files and key."""

    def __init__(self, media: Path, app: str = "jointmeeting") -> None:
        self.app = app
        database = connection.settings_dict
        user, password, host = (database[key] for key in ("USER", "PASSWORD", "HOST"))
        url = f"postgres://{user}:{password}@{host}:{database['PORT']}/{database['NAME']}"
        self.env = {**os.environ, "DATABASE_URL": url, "MEDIA_ROOT": str(media), "JOB_LEASE_SECONDS": "3"}
        self.env["SEAL_KEYSTORE"] = str(settings.SEAL_KEYSTORE)
        self.log = media.parent / "worker.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start a worker for every queue."""
        queues = "urgent,normal,batch,documents"
        command = [
            "celery",
            "-A",
            self.app,
            "worker",
            "--concurrency",
            "1",
            "--queues",
            queues,
            "--pool",
            "prefork",
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command], env=self.env, cwd=settings.BASE_DIR, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """Kill -9 the whole group."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[Worker]:
    """A worker that runs, with a signing key of the test's own."""
    settings.SEAL_KEYSTORE = tmp_path / "office.p12"
    ensure_office_key(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE, organisation="联席会议办公室（测试用）")
    redis.Redis.from_url(settings.CELERY_BROKER_URL).flushall()  # hints of earlier tests are about jobs that are gone
    running = Worker(tmp_path / "media")
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium. Playwright's loop runs as long as it does, and nothing can be signed in this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page_for(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own for a person: `page_for(user, password)` logs in through the page."""
    contexts = []

    def open_page(username: str, password: str, *, width: int = 1280, height: int = 900) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, locale="zh-CN"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", password)
        page.click("button[type=submit]")
        return page

    yield open_page
    for context in contexts:
        context.close()


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page as test output."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def fits(page: Page) -> None:
    """Expect that nothing stands outside a telephone's screen once the page is there."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH, page.url


def eventually(condition: Callable[[], bool], what: str) -> None:
    """Wait for observed progress; fail with `what` after a minute."""
    end = time.monotonic() + PATIENCE
    while not condition():
        open_jobs = list(Job.objects.exclude(state=Job.State.DONE).values_list("kind", "state", "last_error"))
        assert time.monotonic() < end, f"{what} did not happen; open jobs: {open_jobs}"
        time.sleep(0.1)


class Sweeper:
    """Sweeps once a second, however often it is asked: hints are cheap, but not free."""

    def __init__(self) -> None:
        self.next = 0.0

    def sweep(self) -> bool:
        """Sweep if a second has gone by; always true, to stand in a condition."""
        if time.monotonic() >= self.next:
            jobs.sweep()
            self.next = time.monotonic() + 1
        return True
