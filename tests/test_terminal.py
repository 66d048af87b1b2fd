"""Nothing that a text or a name says can act on the terminal."""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from translator.catalogue import Catalogue
from translator.cli.terminal import plain

HOSTILE = "red \x1b[31m bell\a title \x1b]0;owned\x07 csi \x9b2J over \u202e back"
_NAME = "talks-\x1b[2J"


def test_what_acts_is_shown() -> None:
    assert plain("a\x1b[31mb\x07\x7f\x9b\u202e\n\tc") == "a␛[31mb␇␡\\x9b\\u202e\n\tc"


@pytest.mark.parametrize(
    "command",
    [
        ("extract",), ("-v", "extract"), ("draft",), ("status",), ("check",), ("compile",),
        ("check", "--format", "github"), ("memory", "search", "Talks in Osh", "-l", "ru"),
        ("glossary", "list"), ("doctor",),
    ],
)  # fmt: skip
def test_hostile_texts_and_names_do_nothing(desk: Desk, command: tuple[str, ...]) -> None:
    desk.write(f"content/{_NAME}.txt", f"Talks in Osh {HOSTILE}\n\nThe  RepublicTajikistan (\n")
    desk.run("extract")
    path = desk.project.catalogue_path("ru", _NAME)
    with Catalogue.edit(path, desk.project.locks) as catalogue:
        for entry in catalogue.entries:
            entry.settle(f"Переговоры  в Оше ( {HOSTILE}")
    desk.write(f"content/{_NAME}2.txt", f"More {HOSTILE}\n")
    code = 1 if "check" in command else 0
    said = desk.run(*command, code=code).output
    assert not {"\x1b", "\a", "\x9b", "\u202e"} & set(said), repr(said)
