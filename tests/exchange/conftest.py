"""A newsroom with work to take home."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Desk
from tests.exchange import tools
from translator.catalogue import Catalogue
from translator.entry import Entry
from translator.provenance import Provenance

ITEM = "2026/talks"
PAGE = """\
<html lang="en"><head><title>Aid</title></head><body>
<p>See <a href="https://example.org/x">the treaty</a> of <b>1992</b>.</p>
<p>Write to press@example.org</p></body></html>
"""


class Work:
    """The newsroom, and one format that its work goes out in."""

    def __init__(self, desk: Desk, kind: str, folder: Path) -> None:
        self.desk = desk
        self.kind = kind
        self.file = folder / f"work{tools.KINDS[kind]}"

    def export(self, *options: str) -> Path:
        self.desk.run("export", "-l", "ru", *options, str(self.file))
        return self.file

    def edit(self, **new: str) -> None:
        tools.edit(self.file, tools.texts(**new))

    def take(self, *options: str, code: int = 0) -> Any:
        arguments = ["import", str(self.file), *options, "--format", "json"]
        return json.loads(self.desk.run(*arguments, code=code).stdout)["files"][0]

    def entry(self, source: str, item: str = ITEM) -> Entry:
        return self.desk.entry("ru", item, source)

    def translate(self, item: str = ITEM, **new: str) -> None:
        by_source = {source.replace("_", " "): target for source, target in new.items()}
        self.desk.translate("ru", item, by_source)

    def suggest(self, source: str, text: str) -> None:
        path = self.desk.path("ru", ITEM)
        with Catalogue.edit(path, self.desk.project.locks) as catalogue:
            entry = next(e for e in catalogue.entries if e.source == source)
            entry.suggest(text, Provenance("argos", ("en-ru", "1.9"), 0.8))


@pytest.fixture(params=list(tools.KINDS))
def work(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Work:
    desk.configure("", languages='"ru", "ky"')
    desk.write(f"content/{ITEM}.txt", "Talks\n\nFirst line.\n\nSecond line.\n\nThird line.\n")
    desk.write("content/aid.html", PAGE)
    desk.run("extract")
    work = Work(desk, request.param, tmp_path)
    work.translate(**{"First line.": "Первая строка."})
    work.suggest("Second line.", "Вторая строка.")
    return work
