"""A small dictionary, so that the spelling rule has one wherever the tests run."""

from __future__ import annotations

from pathlib import Path

import pytest

WORDS = ("открыло", "закрыло", "затем", "школу", "правительство")


@pytest.fixture(autouse=True)
def dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hunspell dictionary of a few Russian words, first in the search path."""
    (tmp_path / "ru_RU.aff").write_text("SET UTF-8\n", encoding="utf-8")
    text = "\n".join([str(len(WORDS)), *WORDS])
    (tmp_path / "ru_RU.dic").write_text(f"{text}\n", encoding="utf-8")
    monkeypatch.setenv("DICPATH", str(tmp_path))
