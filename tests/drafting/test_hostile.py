"""Whatever an engine answers, no stored draft lacks a placeable or has another number.

What a placeable or a number is, is worked out here from how each text was made, not by the code
under test.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Desk
from tests.drafting.hostile import Hostile
from translator import engines, glossary
from translator.draft.machine import drafts
from translator.guards import REASONS
from translator.rules.model import GlossaryTerm
from translator.state import State


@dataclass(frozen=True)
class Part:
    """A piece of a source text: what of it must be there afterwards, and how its numbers look."""

    text: str
    exact: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


WORDS = [
    Part(word)
    for word in (
        *("the Union supports education", "projects in Kazakhstan", "new dialogue", "and"),
        *("The European Union", "water and energy", "trade:", "rights;", "women –"),
        *("NEWS AND EVENTS", "meeting today.", "One of the countries.", "both programmes,"),
        *("WATER", "Is this law?", "in", "partnership"),
    )
]
LINK = '<a href="https://example.org/x">'
PLACED = [
    Part("EuropeAid/168640/DD/ACT/KG", ("EuropeAid/168640/DD/ACT/KG",)),
    Part("https://example.org/a?b=1&c=2", ("https://example.org/a?b=1&c=2",)),
    Part("www.coe.int/en/web,", ("www.coe.int/en/web",)),
    Part("press.office@eeas.europa.eu", ("press.office@eeas.europa.eu",)),
    Part("report_2.pdf", ("report_2.pdf",)),
    Part("{name}", ("{name}",)),
    Part("%(count)s", ("%(count)s",)),
    Part("<b>the Union</b>", ("<b>", "</b>")),
    Part(f"{LINK}read more</a>", (LINK, "</a>")),
    Part("<em><b>water</b></em>", ("<em>", "<b>", "</b>", "</em>")),
    Part("law<br/>justice", ("<br/>",)),
    Part("trade &amp; energy", ("&amp;",)),
    Part("Horizon Europe", ("Horizon Europe",)),
]
NUMBERS = [
    Part("12", numbers=("12",)),
    Part("2023", numbers=("2023",)),
    Part("1,138", numbers=("1[\u00a0 ]?138",)),  # a comma would make it one and a bit
    Part("3.5%", numbers=("3[.,]5",)),
    Part("15/01/2021", numbers=("15[./]0?1[./]2021",)),
    Part("EUR 3 million", numbers=("3",)),
    Part("€11.2", numbers=("11[.,]2",)),
    Part("(KGS 265 Million)", numbers=("265",)),
    Part("COVID-19", numbers=("19",)),
    Part("24 January, 2021", numbers=("24", "2021")),
    Part("17:42", numbers=("17:42",)),
    Part("1:09.02", numbers=("0?1:09[.,]02",)),
    Part("26–00", numbers=("26", "00")),
    Part("No. 007", numbers=("007",)),
]
PARTS = st.lists(st.sampled_from(WORDS + PLACED + NUMBERS), min_size=1, max_size=9)
TERMS = glossary.Glossary([glossary.Term(GlossaryTerm("Horizon Europe", do_not_translate=True))])


def check(parts: list[Part], draft: str) -> None:
    left = draft
    for value in sorted((v for part in parts for v in part.exact), key=len, reverse=True):
        assert value in left, f"{value} is missing in {draft!r}"
        left = left.replace(value, "", 1)
    assert not re.search(r"https?:|@|EuropeAid|\{|<|%\(|Horizon", left), f"doubled in {draft!r}"
    for number in sorted((n for part in parts for n in part.numbers), key=len, reverse=True):
        left, found = re.subn(rf"(?<!\d){number}(?!\d)", "", left, count=1)
        assert found, f"{number} is missing in {draft!r}"
    assert not any(map(str.isdigit, left)), f"a number too many in {draft!r}"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARTS, st.integers(0, 2**32), st.sampled_from(["ru", "ka", "tg", "kk", "ky"]))
def test_no_draft_is_damaged_and_every_text_is_answered_once(
    parts: list[Part], seed: int, language: str
) -> None:
    source = " ".join(part.text for part in parts)
    engine = Hostile(random.Random(seed))
    answers = list(drafts(engine, [source, "Union"], language, spoken="en", kept=TERMS.kept))
    assert sorted(answer.source for answer in answers) == sorted([source, "Union"])
    for answer in answers:
        assert (answer.text is None) == (answer.reason in REASONS)
        if answer.text is not None and answer.source == source:
            check(parts, answer.text)
            assert answer.text.strip()
            assert 0 <= answer.score <= 1


def test_what_is_stored_and_what_is_reported_add_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(7)
    items = {}
    for number in range(40):
        texts: dict[str, list[Part]] = {}
        while len(texts) < 10:
            parts = [chance.choice(WORDS + PLACED + NUMBERS) for _ in range(chance.randint(2, 8))]
            if not any("<" in part.text or "&" in part.text for part in parts):
                parts = [Part("Segment"), *parts]
                texts[" ".join(part.text for part in parts)] = parts
        items[f"item-{number}"] = texts
        desk.write(f"content/item-{number}.txt", "\n\n".join(texts) + "\n")
    desk.write("locales/ru/glossary.po", GLOSSARY)
    desk.run("extract")
    monkeypatch.setattr(engines, "find", lambda *_, **__: Hostile(chance))
    result = desk.run("draft", "-l", "ru")
    stored = refused = 0
    for name, texts in items.items():
        for entry in desk.catalogue("ru", name).entries:
            if entry.state is State.DRAFT:
                stored += 1
                check(texts[entry.source], entry.target)
            else:
                assert not entry.target
                refused += 1
    assert stored > 40
    assert refused > 40
    assert re.search(rf"^  ru +{stored} +{refused}$", result.stderr, re.MULTILINE)
    reasons = re.findall(r"^  (\d+) [a-z]+: ", result.stderr, re.MULTILINE)
    assert sum(map(int, reasons)) == refused


GLOSSARY = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

# do-not-translate
msgid "Horizon Europe"
msgstr ""
"""
