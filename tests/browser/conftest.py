"""A real server, a real browser, and a newsroom for each test."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Desk
from tests.webui.conftest import TEXT, Newsroom
from translator.provenance import Provenance
from webui.people import accounts, signins

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PATIENCE = 20_000
PHONE: ViewportSize = {"width": 390, "height": 844}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
DRAFTS = (
    "Переговоры о границе возобновились в Оше",
    "Стороны встретились 12 мая 2026 года. Обсудили более 350 проектов на 180 млн евро.",
    "За подробностями пишите на адрес press@example.org.",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium, say so; in continuous integration that is a failure."""
    if Path(CHROMIUM).exists() or os.environ.get("CI") == "true":
        return
    skip = pytest.mark.skip(reason="needs Debian's Chromium: apt-get install chromium")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(skip)


class Server:
    """`translator serve` as a process."""

    def __init__(self, root: Path, port: int = 0, *options: str) -> None:
        command = [sys.executable, "-m", "translator", "-C", str(root), "serve", "--port"]
        self.process = subprocess.Popen(
            [*command, str(port), *options],
            stderr=subprocess.PIPE,
            text=True,
            stdout=subprocess.DEVNULL,
        )
        assert self.process.stderr
        self.address = self.process.stderr.readline().split()[-1]
        # Behind a proxy nobody is signed in by a link.
        self.link = "" if options else self.process.stderr.readline().split()[-1]
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])

    def _read(self) -> None:
        assert self.process.stderr
        with contextlib.suppress(ValueError):
            self.lines.extend(self.process.stderr)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        code = self.process.wait(20)
        self._reader.join(5)
        assert self.process.stderr
        self.process.stderr.close()
        return code


class Site:
    """A newsroom, served, and browsers at it."""

    def __init__(self, newsroom: Newsroom, chromium: Browser) -> None:
        self.newsroom = newsroom
        self.chromium = chromium
        self.server = Server(newsroom.desk.root)
        self.contexts: list[BrowserContext] = []
        self.requested: list[str] = []
        self.complaints: list[str] = []

    def page(
        self,
        name: str = "Aigul",
        role: str = "reviewer",
        *,
        viewport: ViewportSize = LAPTOP,
        javascript: bool = True,
        dark: bool = False,
    ) -> Page:
        """A page in a browser of its own, somebody signed in."""
        with self.newsroom.people() as db:
            known = [one for one in accounts.everyone(db) if one.name == name]
            person = known[0] if known else accounts.add(db, name, role, None)
            cookie = signins.begin(db, person)
        context = self._context(viewport, javascript, dark)
        context.add_cookies([{"name": "desk", "value": cookie, "url": self.server.address}])
        return self._watched(context.new_page())

    def stranger(self) -> Page:
        """A page in a browser in which nobody is signed in."""
        return self._watched(self._context(LAPTOP, True, False).new_page())

    def edit(self, page: Page, lang: str = "ru") -> None:
        """Open the item in the editor and wait until its script is ready."""
        page.goto(f"{self.server.address}{lang}/items/{Newsroom.item}")
        page.locator("#editor[data-ready=yes]").wait_for()

    def _context(self, viewport: ViewportSize, javascript: bool, dark: bool) -> BrowserContext:
        context = self.chromium.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return context

    def _watched(self, page: Page) -> Page:
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if message.type == "error" else None
            ),
        )
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        if self.server.process.poll() is None:
            assert self.server.stop() == 0
        outside = [
            url
            for url in self.requested
            if not url.startswith(("http://127.0.0.1:", "data:", "about:"))
        ]
        assert not outside, "a request left the host"
        # The browser reports every answer from 400 on, and htmx a server that is gone; what tests
        # provoke on purpose is no fault.
        provoked = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest")
        faults = [text for text in self.complaints if not text.startswith(provoked)]
        assert not faults


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(desk: Desk, chromium: Browser) -> Iterator[Site]:
    """An item of three segments, drafted by an engine in Russian, untouched in Kyrgyz."""
    desk.configure("[review]\nfour-eyes = false\n", languages='"ru", "ky"')
    desk.write(f"content/{Newsroom.item}.txt", TEXT)
    desk.run("extract")
    newsroom = Newsroom(desk)
    for index, text in enumerate(DRAFTS):
        newsroom.suggest(index, text, Provenance("argos", ("en-ru", "1.9"), 0.5 + index / 10))
    made = Site(newsroom, chromium)
    yield made
    made.close()
