"""Make the pictures of the review page in docs/images: `make screenshots`.

A copy of the sample gets some work done on it, is served, and looked at with Debian's Chromium.
pngquant (`apt-get install pngquant`) makes the pictures a third as large.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translator import review
from translator.catalogue import Catalogue
from translator.draft import draft
from translator.extract import extract
from translator.project import Project, find
from webui.people import accounts, assignments, comments, database, signins

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
ITEM = "inclusive-schools"
DONE = "eu-kazakhstan-news"
KYRGYZ_READER = "Мээрим"
SLIP = (
    "Европа Биримдиги Баткен облусунда инклюзивдик билим берүү программасын баштады. 30 мектеп "
    "пандустарды, окуу материалдарын жана даярдалган жардамчыларды алат."
)
"""A translation in which forty schools have become thirty."""
LAPTOP = {"width": 1280, "height": 800}
WIDE = {"width": 1680, "height": 900}
PHONE = {"width": 390, "height": 844}


def prepare(root: Path) -> Project:
    """Copy the sample and do some work on it."""
    for name in ("content", "locales", "memory"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "translator.toml", root)
    project = find(root)
    extract(project)
    draft(project, machine=False)
    day = dt.date(2026, 11, 24)
    with Catalogue.edit(project.catalogue_path("ru", DONE), project.locks) as catalogue:
        for entry in catalogue.entries[:7]:
            review.approve(entry, "Bek T.", day)
    with Catalogue.edit(project.catalogue_path("ky", ITEM), project.locks) as catalogue:
        review.leave_unfinished(catalogue.entries[3], SLIP)
    with database.opened(root / ".translator" / "people.db") as db:
        meerim = accounts.add(db, KYRGYZ_READER, "translator", None)
        accounts.save_settings(db, meerim, accounts.Settings(language="ky"))
        aigul = accounts.add(db, "Aigul B.", "reviewer", None)
        nino = accounts.add(db, "Nino", "translator", None)
        accounts.save_settings(db, aigul, accounts.Settings(language="en", references=["ky"]))
        assignments.assign(db, "ru", ITEM, aigul.id, day + dt.timedelta(days=3), nino.id)
        entry = Catalogue.load(project.catalogue_path("ru", ITEM)).entries[1]
        text = "Batken region or the town of Batken?"
        comments.add(db, nino.id, "ru", ITEM, entry.key, "question", text, source=entry.source)
    return project


def focus(number: int) -> Callable[[Page], None]:
    """Put the cursor into a segment and wait for what helps with it."""

    def act(page: Page) -> None:
        page.locator("#editor[data-ready=yes]").wait_for()
        page.locator("textarea[name=target]").nth(number).focus()
        key = page.locator(".segment").nth(number).get_attribute("data-key")
        page.locator(f"#help form[hx-post*='{key}']").first.wait_for()

    return act


def beside(page: Page) -> None:
    """Show the preview beside the text."""
    focus(4)(page)
    page.keyboard.press("Alt+p")
    page.frame_locator(".beside iframe").locator("main").wait_for()
    focus(5)(page)
    page.frame_locator(".beside iframe").locator(".segment:target").wait_for(state="attached")


def nothing(_: Page) -> None:
    """Take the page as it comes."""


VIEWS: dict[str, tuple[str, dict[str, int], bool, Callable[[Page], None]]] = {
    "dashboard": ("", LAPTOP, False, nothing),
    "editor": (f"ru/items/{ITEM}", LAPTOP, False, focus(4)),
    "editor-kyrgyz": (f"ky/items/{ITEM}", LAPTOP, False, focus(3)),
    "editor-dark": (f"ru/items/{DONE}", LAPTOP, True, focus(6)),
    "editor-phone": (f"ru/items/{ITEM}", PHONE, False, focus(1)),
    "preview": (f"ru/items/{DONE}", WIDE, False, beside),
    "queue": ("ru/review", LAPTOP, False, nothing),
    "search": ("search?q=Kazakhstan&lang=ru&lang=ka", LAPTOP, False, nothing),
    "glossary": ("glossary?lang=ru", LAPTOP, False, nothing),
}


def take(address: str, cookies: dict[str, str]) -> None:
    """Look at every view and keep the picture; a view's name ends with whom it is for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        for name, (path, size, dark, act) in VIEWS.items():
            options: dict[str, Any] = {"viewport": size, "reduced_motion": "reduce"}
            context = browser.new_context(color_scheme="dark" if dark else "light", **options)
            cookie = cookies["kyrgyz" if name.endswith("-kyrgyz") else ""]
            context.add_cookies([{"name": "desk", "value": cookie, "url": address}])
            page = context.new_page()
            page.goto(address + path)
            act(page)
            picture = IMAGES / f"{name}.png"
            page.screenshot(path=picture, animations="disabled")
            context.close()
            if pngquant := shutil.which("pngquant"):
                squeeze = [pngquant, "--force", "--strip", "--skip-if-larger", "--output"]
                subprocess.run([*squeeze, str(picture), "64", str(picture)], check=False)
            print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")
        browser.close()


def main() -> None:
    """Prepare, serve, look."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        project = prepare(Path(folder))
        with database.opened(project.root / ".translator" / "people.db") as db:
            people = {"": "Aigul B.", "kyrgyz": KYRGYZ_READER}
            cookies = {who: signins.begin(db, accounts.get(db, people[who])) for who in people}
        command = [sys.executable, "-m", "translator", "-C", folder, "serve", "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            try:
                take((server.stderr.readline() if server.stderr else "").split()[-1], cookies)
            finally:
                server.terminate()
                server.communicate()


if __name__ == "__main__":
    main()
