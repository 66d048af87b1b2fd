"""What rules say: in English as reports have it, and in every language of the interface."""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import pytest

from tests.rules.test_documented import SECTIONS, findings
from translator.languages import LANGUAGES
from translator.message import Message, packed, translated, unpacked
from translator.rules import RULES, Diagnostic

ROOT = Path(__file__).parents[2]
LANGUAGE_CODES = sorted(set(LANGUAGES) - {"en"})
GOLDEN = Path(__file__).with_name("messages.txt")


@cache
def catalogue(code: str) -> dict[str, polib.POEntry]:
    """The interface's texts in a language."""
    file = polib.pofile(str(ROOT / "locales" / code / "LC_MESSAGES" / "webui.po"))
    return {entry.msgid: entry for entry in file if not entry.obsolete}


def templates(message: Message) -> Iterator[str]:
    """A message's template, and those of its values."""
    yield message.template
    for value in message.values.values():
        if isinstance(value, Message):
            yield from templates(value)


def fields(template: str) -> set[str | None]:
    """The names of the values that a template asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def own(name: str) -> list[Diagnostic]:
    """What a rule says of its own example."""
    return [found for found in findings(name) if found.rule == name]


def test_reports_say_the_same_as_ever() -> None:
    said = [f"{found.rule}: {found.message}" for name in sorted(RULES) for found in own(name)]
    assert said == GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("name", sorted(RULES))
def test_every_message_is_said_in_every_language(name: str, code: str) -> None:
    texts = catalogue(code)
    messages = [RULES[name].title, *(found.message for found in own(name))]
    for message in messages:
        for template in templates(message):
            assert texts[template].translated(), template
            assert fields(texts[template].msgstr) == fields(template)
        said = translated(message, lambda text: texts[text].msgstr, str)
        assert said != message
        for value in message.values.values():
            if not isinstance(value, Message):
                assert str(value) in said


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_translations_ask_for_the_values_that_there_are(code: str) -> None:
    braced = [entry for entry in catalogue(code).values() if "python-brace-format" in entry.flags]
    assert len(braced) > 100
    assert [entry.msgid for entry in braced if fields(entry.msgstr) != fields(entry.msgid)] == []


def test_messages_come_back_from_where_they_are_stored() -> None:
    for name in RULES:
        for found in findings(name):
            again = unpacked(packed(found.message))
            assert again == found.message
            assert isinstance(again, Message)
            assert list(templates(again)) == list(templates(found.message))


def test_a_translation_that_asks_for_too_much_is_not_used() -> None:
    message = Message("{number} is missing.", {"number": 7})
    assert translated(message, lambda _: "{nombre} manque.", str) == "7 is missing."


def test_the_documentation_names_each_rule_as_the_pages_do() -> None:
    for name, section in SECTIONS.items():
        assert section.startswith(f"\n*{RULES[name].title}*\n"), name
