"""The termbase that the sample project is shipped with."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale

from translator.catalogue import Catalogue
from translator.glossary import Term, path_of, read
from translator.languages import LANGUAGES
from translator.project import find
from translator.rules import Pair, check_pair

PROJECT = find(Path(__file__).parent.parent, explicit=True)
TARGETS = PROJECT.languages


def terms(language: str) -> dict[str, Term]:
    return {term.rule.source: term for term in read(PROJECT, language).terms}


def test_every_language_has_the_same_terms() -> None:
    sources = {language: list(terms(language)) for language in TARGETS}
    assert len(sources["ru"]) >= 250
    assert all(found == sources["ru"] for found in sources.values())
    assert sources["ru"] == sorted(sources["ru"], key=lambda source: (source.casefold(), source))


@pytest.mark.parametrize("language", TARGETS)
def test_every_term_has_a_note_and_says_that_nobody_signed_it(language: str) -> None:
    for term in terms(language).values():
        assert term.notes
        assert term.settled
        assert str(term.origin) == "sample"
        assert term.rule.do_not_translate or term.rule.targets


@pytest.mark.parametrize("language", TARGETS)
def test_renderings_are_in_the_alphabet(language: str) -> None:
    alphabet = set(LANGUAGES[language].alphabet)
    for term in terms(language).values():
        for target in term.rule.targets:
            for word in target.split():
                letters = set(filter(str.isalpha, word.lower()))
                assert letters <= alphabet or word.isascii(), (term.rule.source, target)


@pytest.mark.parametrize("language", TARGETS)
def test_names_of_countries_are_those_of_cldr_or_a_note_says_why(language: str) -> None:
    found = terms(language)
    countries = 0
    for code, english in Locale("en").territories.items():
        term = found.get(english.replace(" & ", " and "))
        if term is None or not code.isalpha():
            continue
        countries += 1
        name = Locale(language).territories[code]
        assert term.rule.targets[0] == name or name in " ".join(term.notes), english
    assert countries >= 50


@pytest.mark.parametrize("language", TARGETS)
def test_no_translation_of_the_sample_goes_against_it(language: str) -> None:
    rules = [term.rule for term in terms(language).values()]
    for item in PROJECT.items:
        path = PROJECT.catalogue_path(language, item.id)
        for entry in Catalogue.load(path).entries if path.exists() else ():
            if entry.state.accepted and entry.source_language is None:
                pair = Pair(entry.source, entry.target, "en", language, glossary=rules)
                assert [one.message for one in check_pair(pair) if one.rule == "glossary"] == []


@pytest.mark.parametrize("language", TARGETS)
def test_it_is_written_as_the_program_writes_it(language: str) -> None:
    catalogue = Catalogue.load(path_of(PROJECT, language))
    assert catalogue.dump() == path_of(PROJECT, language).read_bytes()
    assert not catalogue.changed
