"""The stock phrases that a new project begins with."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from translator.memory.files import tmx
from translator.memory.files.scope import Scope
from translator.rules import Pair, Parameters, check_pair
from translator.starter import MEMORY

TARGETS = ("ka", "tg", "ru", "kk", "ky")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def units() -> list[dict[str, str]]:
    root = ET.fromstring(files("translator.starter").joinpath(MEMORY).read_bytes())
    return [
        {variant.attrib[LANG]: variant.findtext("seg") or "" for variant in unit.iter("tuv")}
        for unit in root.iter("tu")
    ]


def test_it_is_a_tmx_that_says_who_made_it() -> None:
    root = ET.fromstring(files("translator.starter").joinpath(MEMORY).read_bytes())
    assert (root.tag, root.attrib["version"]) == ("tmx", "1.4")
    header = root.find("header")
    assert header is not None
    assert header.attrib["srclang"] == "en"
    assert header.attrib["creationid"] == "machine-prepared"
    assert "no native reviewer" in (header.findtext("note") or "")


def test_the_sample_project_has_it(units: list[dict[str, str]]) -> None:
    sample = Path(__file__).parent.parent / "memory" / MEMORY
    assert sample.read_bytes() == files("translator.starter").joinpath(MEMORY).read_bytes()


def test_the_memory_takes_in_all_of_it(units: list[dict[str, str]]) -> None:
    sample = Path(__file__).parent.parent / "memory" / MEMORY
    known = list(tmx.read(sample, Scope("en", TARGETS)))
    assert len(known) == len(units) * len(TARGETS)


def test_every_phrase_is_there_once_in_every_language(units: list[dict[str, str]]) -> None:
    assert len(units) >= 200
    assert all(set(unit) == {"en", *TARGETS} for unit in units)
    assert all(text == text.strip() != "" for unit in units for text in unit.values())
    sources = [unit["en"] for unit in units]
    assert len(set(sources)) == len(sources)


@pytest.mark.parametrize("language", TARGETS)
def test_no_rule_has_anything_against_a_phrase(units: list[dict[str, str]], language: str) -> None:
    # A dictionary, where one is installed, lacks names and newer words.
    parameters = Parameters(frozenset(("spelling",)), style=True)
    for unit in units:
        pair = Pair(unit["en"], unit[language], "en", language)
        assert check_pair(pair, parameters) == [], unit[language]
