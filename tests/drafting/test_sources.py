"""Where drafts come from: glossary, memory exact and alike, CLDR, and what is no language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Desk
from translator import glossary
from translator.draft import suggestions
from translator.errors import TranslatorError
from translator.provenance import Provenance
from translator.state import State

GLOSSARY = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

# The name of the office itself.
# also: Представительство | Миссия
# forbidden: Делегация
msgid "Delegation"
msgstr "Представительство ЕС"

# do-not-translate
msgid "EuropeAid"
msgstr ""

msgid "press release"
msgstr "пресс-релиз"

#, fuzzy
msgid "unsettled"
msgstr "неясно"
"""


@pytest.fixture
def terms(desk: Desk) -> glossary.Glossary:
    desk.write("locales/ru/glossary.po", GLOSSARY)
    return glossary.read(desk.project, "ru")


def test_a_glossary_is_read(terms: glossary.Glossary) -> None:
    first, second, third = terms.terms
    assert first.rule.targets == ("Представительство ЕС", "Представительство", "Миссия")
    assert first.rule.forbidden == ("Делегация",)
    assert first.notes == ("The name of the office itself.",)
    assert second.rule.do_not_translate
    assert third.rule.source == "press release"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Delegation", "Представительство ЕС"),
        ("Press release", "Пресс-релиз"),
        ("press release", "пресс-релиз"),
        ("EuropeAid", "EuropeAid"),
        ("unsettled", None),
        ("Delegations", None),
    ],
)
def test_whole_texts_that_are_terms(
    terms: glossary.Glossary, text: str, target: str | None
) -> None:
    assert terms.look_up(text) == target


def test_terms_that_stay_are_found_as_whole_words(terms: glossary.Glossary) -> None:
    assert list(terms.kept("EuropeAid and EuropeAids, (EuropeAid)")) == [(0, 9), (27, 36)]


def test_no_glossary_is_an_empty_one_and_a_broken_one_is_named(desk: Desk) -> None:
    assert glossary.read(desk.project, "ka").terms == []
    desk.write("locales/ka/glossary.po", "msgid broken")
    with pytest.raises(TranslatorError, match=r"glossary\.po"):
        glossary.read(desk.project, "ka")


def test_a_broken_glossary_stops_no_draft_but_is_reported(desk: Desk) -> None:
    desk.write("locales/ka/glossary.po", "msgid broken")
    desk.write("content/a.txt", "17/05/2016\n")
    desk.run("extract")
    assert "glossary.po" in desk.run("draft", code=2).stderr
    assert desk.entry("ka", "a", "17/05/2016").state is State.DRAFT


def memory(desk: Desk, source: str, target: str, asked: str) -> tuple[str, Provenance | None]:
    desk.write("content/a.txt", source + "\n")
    desk.write("content/b.txt", asked + "\n")
    desk.run("extract")
    desk.translate("ru", "a", {source: target})
    desk.run("draft", "-l", "ru")
    entry = desk.entry("ru", "b", asked)
    return entry.target, entry.provenance


def test_a_text_that_is_alike_is_a_draft_with_its_percentage(desk: Desk) -> None:
    target, provenance = memory(
        desk,
        "The seminar on human rights was held in Bishkek.",
        "Семинар по правам человека прошёл в Бишкеке.",
        "The seminar on human rights was held in Tashkent.",
    )
    assert target == "Семинар по правам человека прошёл в Бишкеке."
    assert provenance
    assert (provenance.origin, provenance.detail) == ("memory", ("a",))
    assert provenance.match
    assert 75 <= provenance.match < 95


def test_one_that_is_alike_gets_the_new_numbers(desk: Desk) -> None:
    target, _ = memory(
        desk,
        "The 12 schools of the region were visited.",
        "Посетили 12 школ региона.",
        "The 15 schools of this region were visited.",
    )
    assert target == "Посетили 15 школ региона."


@pytest.mark.parametrize(
    "asked",
    [
        "The seminar of 1,200 people in Osh was held in May.",  # a number that can't be put in
        "The seminar of twelve people in Osh was held <b>in May</b>.",
        "Something else altogether happened there.",
    ],
)
def test_one_with_other_numbers_or_markup_or_too_different_is_none(desk: Desk, asked: str) -> None:
    target, provenance = memory(
        desk,
        "The seminar of twelve people in Osh was held in May.",
        "Семинар для двенадцати человек прошёл в Оше в мае.",
        asked,
    )
    assert (target, provenance) == ("", None)


def test_the_threshold_is_the_config_s(desk: Desk) -> None:
    desk.configure("[draft]\nmemory-threshold = 98\n")
    target, _ = memory(
        desk,
        "The seminar on human rights was held in Bishkek.",
        "Семинар по правам человека прошёл в Бишкеке.",
        "The seminar on human rights was held in Tashkent.",
    )
    assert target == ""


def test_what_is_alike_beats_the_machine(desk: Desk, package_files: dict[str, Path]) -> None:
    desk.run("models", "install", str(package_files["en-ru"]))
    _, provenance = memory(
        desk,
        "The Union supports education in Kazakhstan.",
        "Союз поддерживает образование в Казахстане.",
        "The Union supports education in Kyrgyzstan.",
    )
    assert provenance
    assert provenance.origin == "memory"


def test_a_text_without_language_needs_no_engine(desk: Desk) -> None:
    desk.write("content/a.txt", "https://example.org/a_b\n\nEuropeAid/168640/DD/ACT/KG, 1,138\n")
    desk.run("extract")
    desk.run("draft")
    address = desk.entry("ka", "a", "https://example.org/a_b")
    assert (address.target, address.state) == ("https://example.org/a_b", State.DRAFT)
    code = desk.entry("ru", "a", "EuropeAid/168640/DD/ACT/KG, 1,138")
    assert code.target == "EuropeAid/168640/DD/ACT/KG, 1\u00a0138"


def test_suggestions_for_one_entry(desk: Desk, package_files: dict[str, Path]) -> None:
    desk.run("models", "install", str(package_files["en-ru"]))
    desk.write("locales/ru/glossary.po", GLOSSARY)
    desk.write("content/a.txt", "The Union supports education in Kazakhstan.\n")
    desk.run("extract")
    asked = "The Union supports education in Kyrgyzstan."
    project = desk.project
    assert [p.origin for _, p in suggestions(project, "ru", "en", asked)] == ["argos"]
    desk.translate("ru", "a", {"The Union supports education in Kazakhstan.": "Союз помогает."})
    found = suggestions(project, "ru", "en", asked)
    assert [p.origin for _, p in found] == ["memory", "argos"]
    assert found[0][0] == "Союз помогает."
    assert [p.origin for _, p in suggestions(project, "ru", "en", asked, machine=False)] == [
        "memory"
    ]
    assert next(p.origin for _, p in suggestions(project, "ru", "en", "Delegation")) == "glossary"
    assert suggestions(project, "ka", "en", asked) == []
