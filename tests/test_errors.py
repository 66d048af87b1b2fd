"""Errors that a page may show can be said in its reader's language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from translator.errors import TranslatorError, reason
from translator.message import Message, phrase

ROOT = Path(__file__).parents[1]
COMMANDS_ONLY = (
    "translator/arrange.py",
    "translator/cli/",
    "translator/cluster/",
    "translator/config.py",
    "translator/config_values.py",
    "translator/engines/package.py",  # pages pass over what is no package
    "translator/exchange/outgoing.py",
    "translator/formats/html/selectors.py",  # of the config
    "translator/former.py",
    "translator/gitmerge.py",
    "translator/glossary/tables.py",
    "translator/glossary/tbx.py",
    "translator/glossary/transfer.py",
    "translator/memory/files/",
    "translator/memory/library.py",
    "translator/models/",
    "translator/moves.py",
    "translator/publish/",
    "translator/quality.py",  # of the config
    "translator/starter/",
    "webui/server.py",
)
"""Modules and packages whose errors, or those of them that are plain texts, no page shows."""
ALONE = ("with -C", "is not a path into a JSON file", "Write it like title, body")
"""What only commands or the config are told, in modules whose other errors pages show."""


def plain_texts(path: Path) -> list[str]:
    """The messages and remedies of a module's errors that are no phrases."""
    found = []
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "TranslatorError":
            remedies = [each.value for each in call.keywords if each.arg == "remedy"]
            found += [
                f"{path.relative_to(ROOT)}:{each.lineno}: {ast.unparse(each)}"
                for each in (*call.args, *remedies)
                if isinstance(each, ast.Constant | ast.JoinedStr)
            ]
    return found


def test_what_pages_show_is_a_phrase() -> None:
    modules = [*ROOT.glob("translator/**/*.py"), *ROOT.glob("webui/**/*.py")]
    shown = [
        path for path in modules if not path.relative_to(ROOT).as_posix().startswith(COMMANDS_ONLY)
    ]
    assert len(shown) > 100
    plain = [text for path in shown for text in plain_texts(path)]
    assert [text for text in plain if not any(known in text for known in ALONE)] == []


def test_an_error_is_said_whole_with_a_place_from_the_projects_folder_on(tmp_path: Path) -> None:
    error = TranslatorError(
        phrase("ends after {keyword}", keyword="msgid"),
        path=tmp_path / "locales" / "a.po",
        line=3,
        remedy=phrase("Mend its rights."),
    )
    assert str(error) == f"{tmp_path}/locales/a.po:3: ends after msgid\n  Mend its rights."
    assert error.whole(tmp_path) == "locales/a.po:3: ends after msgid\n  Mend its rights."
    assert str(TranslatorError("plain")) == "plain"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError("so")])
def test_reasons_are_messages_of_their_own(error: Exception) -> None:
    said = reason(error)
    assert isinstance(said, Message)
    assert said in ("No space left on device", "so")
