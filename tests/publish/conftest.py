"""A small newsroom that publishes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Desk
from translator import stamps

SETTINGS = '[publish]\nstate = "translated"\n'


class Press:
    """A desk with items, and what it publishes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.configure()

    def configure(
        self, extra: str = "", *, base: str = "", project: str = "", languages: str = '"ru", "ka"'
    ) -> None:
        """Write the config: two languages, translated text goes out."""
        address = f'base-url = "{base}"\n' if base else ""
        head = f'[project]\nname = "Test desk"\nlanguages = [{languages}]\n{address}{project}'
        self.desk.write("translator.toml", f"{head}{SETTINGS}{extra}")

    def item(self, name: str, text: str | bytes, beside: str = "") -> None:
        """Write an item, and what stands beside it."""
        self.desk.write(f"content/{name}", text)
        if beside:
            self.desk.write(f"content/{name.rpartition('.')[0]}.toml", beside)

    def translate(self, *languages: str, mark: str = "") -> None:
        """Translate every entry of every item: in capitals, or with a mark before it."""
        self.desk.run("extract")
        for item in self.desk.project.items:
            for lang in languages:
                if not self.desk.path(lang, item.id).exists():
                    continue
                sources = [entry.source for entry in self.desk.catalogue(lang, item.id).entries]
                texts = {text: f"{mark or lang.upper()} {text}" for text in sources}
                self.desk.translate(lang, item.id, texts)

    def compile(self, *arguments: str, code: int = 0) -> str:
        """Publish, and say what was said."""
        return self.desk.run("compile", *arguments, code=code).stderr

    def text(self, path: str) -> str:
        """A published file."""
        return (self.desk.root / "build" / path).read_text()

    def has(self, path: str) -> bool:
        """Whether a file is published."""
        return (self.desk.root / "build" / path).is_file()

    def listed(self, lang: str = "ru") -> list[dict[str, Any]]:
        """What items.json has."""
        items: list[dict[str, Any]] = json.loads(self.text(f"{lang}/items.json"))["items"]
        return items

    def held(self, lang: str = "ru") -> dict[str, dict[str, Any]]:
        """What held.json says of a language, by item."""
        held = json.loads(self.text("held.json"))["held"]
        return {each["item"]: each for each in held if each["lang"] == lang}


@pytest.fixture
def press(desk: Desk) -> Press:
    """A newsroom with Russian and Georgian readers."""
    return Press(desk)


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Believe in stamps, as on any other day: these files are younger than the clock's grain."""
    monkeypatch.setattr(stamps, "_GRAIN", -(10**15))
