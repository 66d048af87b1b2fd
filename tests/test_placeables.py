"""Placeables are found whole, without the sentence around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.placeables import find, mask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See <1>the report</1>.", [("tag", "<1>"), ("tag", "</1>")]),
        ('<a href="https://x.org/?a=1&b=2">x</a>', [
            ("tag", '<a href="https://x.org/?a=1&b=2">'), ("tag", "</a>"),
        ]),
        ("a line<br/>break", [("tag", "<br/>")]),
        ("3 < 5 and 7 > 5", []),
        ("News &amp; Events", [("entity", "&amp;")]),
        ("energy & transport; water", []),
        ("Dear {name}, %(count)s new", [("variable", "{name}"), ("variable", "%(count)s")]),
        ("a 100% success, 5 %d", [("variable", "%d")]),
        ("Write to press@eeas.europa.eu.", [("email", "press@eeas.europa.eu")]),
        ("(see https://example.org/a_(b)).", [("url", "https://example.org/a_(b)")]),
        ("on www.example.org, today", [("url", "www.example.org")]),
        ("https://example.org/ға кіріңіз", [("url", "https://example.org/")]),
        ("example.org-ზე", [("url", "example.org")]),
        ("at ec.europa.eu/info/law", [("url", "ec.europa.eu/info/law")]),
        ("Reference: EuropeAid/168640/DD/ACT/KG", [("code", "EuropeAid/168640/DD/ACT/KG")]),
        ("15/01/2021 – HR/VP Blog", []),
        ("and/or/nor, the U.S. and e.g. Mr. Askarov’s", []),
        ("download report_2021.pdf now", [("file", "report_2021.pdf")]),
        ("at 17.30, i.e. 5.30 p.m., 2.2 million", []),
    ],
)  # fmt: skip
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.kind, found.text) for found in find(text)] == expected


@given(st.text(alphabet="ab<>/&;@.:{}%()s1 httpwor_-gқა", max_size=60))
def test_positions_are_true(text: str) -> None:
    end = 0
    for found in find(text):
        assert text[found.start : found.end] == found.text
        assert found.start >= end
        end = found.end


@given(st.text(max_size=20), st.text(max_size=20))
def test_an_address_is_found_in_any_text(before: str, after: str) -> None:
    url = "https://example.org/news/2021"
    assert url in [
        found.text for found in find(f"{before} {url} {after}") if found.kind == "url"
    ] or ("<" in before or "http" in before)


def test_masking_keeps_positions() -> None:
    text = "See https://example.org/2021 (2 pages)"
    masked = mask(text, find(text))
    assert len(masked) == len(text)
    assert masked.index("(2") == text.index("(2")
    assert "2021" not in masked
