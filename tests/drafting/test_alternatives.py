"""Several drafts of one text: different, guarded, the surest first, asked for once."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Desk
from tests.drafting.hostile import Fake, Hostile
from tests.drafting.test_hostile import PARTS, TERMS, Part, check
from translator import engines, models
from translator.draft import alternatives
from translator.draft.alternatives import alternatives as several
from translator.engines import Translation, loaded
from translator.engines.ranking import combinations

KNOWN = {
    "Read more.": ["Читать дальше.", "Подробнее.", "Ещё."],
    "Stop here.": ["Стоп.", "Остановитесь."],
    "See page 12 of it.": ["Смотрите страницу 12.", "Смотрите страницу 13.", "См. стр. 12."],
}


class Rich(Fake):
    """Knows several translations of a few sentences, and of others none."""

    identity = "rich"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def alternatives(self, text: str, number: int) -> list[Translation]:
        self.asked.append(text)
        found = KNOWN.get(text, [])
        return [Translation(t, 0.9 - 0.1 * rank) for rank, t in enumerate(found)][:number]


def texts(source: str, number: int = 3) -> list[str | None]:
    return [d.text for d in several(Rich(), source, "ru", number=number, spoken="en")]


def test_they_are_those_of_the_engine_in_its_order() -> None:
    assert texts("Read more.") == ["Читать дальше.", "Подробнее.", "Ещё."]
    assert texts("Read more.", 2) == ["Читать дальше.", "Подробнее."]


def test_a_damaged_one_is_left_out() -> None:
    assert texts("See page 12 of it.") == ["Смотрите страницу 12.", "См. стр. 12."]


def test_sentences_are_combined_the_surest_first() -> None:
    assert texts("Stop here.  Read more.", 4) == [
        "Стоп.  Читать дальше.",
        "Стоп.  Подробнее.",
        "Остановитесь.  Читать дальше.",
        "Остановитесь.  Подробнее.",
    ]


@pytest.mark.parametrize("source", ["", " ", "It knows nothing of this."])
def test_there_may_be_none(source: str) -> None:
    assert texts(source) == []


def test_placeables_come_back_in_each() -> None:
    assert texts("<b>Read more.</b>") == [
        "<b>Читать дальше.</b>",
        "<b>Подробнее.</b>",
        "<b>Ещё.</b>",
    ]


def test_they_are_made_once_and_by_number(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Rich()
    monkeypatch.setattr(engines, "find", lambda *_, **__: engine)
    for _ in range(2):
        found = alternatives(desk.project, "ru", "en", "Read more.")
        assert [text for text, _ in found] == ["Читать дальше.", "Подробнее.", "Ещё."]
        assert str(found[0][1]) == "argos en-ru 6.66 score=0.90"
    assert engine.asked == ["Read more."]
    assert len(alternatives(desk.project, "ru", "en", "Read more.", 2)) == 2
    assert alternatives(desk.project, "ru", "ru", "Читать") == []


def test_a_real_package_gives_several(package_files: dict[str, Path]) -> None:
    models.install(package_files["en-ru"])
    engine = loaded.find("en", "ru", beam_size=2)
    assert engine
    text = "Union supports education.  Kazakhstan supports trade!"
    found = engine.alternatives(text, 4)
    assert found[0].text == engine.translate([text])[0].text
    assert len({translation.text for translation in found}) == len(found) == 4
    assert found[0].score > found[3].score
    assert [t.text for t in engine.alternatives("", 3)] == [""]


class ManyHostile(Hostile):
    def alternatives(self, text: str, number: int) -> list[Translation]:
        return [self.answer(text) for _ in range(number)]


@given(PARTS, st.integers(0, 2**32), st.sampled_from(["ru", "ka", "kk"]))
def test_none_is_damaged_whatever_the_engine_gives(
    parts: list[Part], seed: int, language: str
) -> None:
    source = " ".join(part.text for part in parts)
    engine = ManyHostile(random.Random(seed))
    made = several(engine, source, language, number=3, spoken="en", kept=TERMS.kept)
    assert len({draft.text for draft in made}) == len(made) <= 3
    for draft in made:
        check(parts, draft.text or "")


@given(st.lists(st.lists(st.floats(-9, 0), min_size=1, max_size=3), min_size=1, max_size=4))
def test_combinations_come_once_and_the_best_first(gains: list[list[float]]) -> None:
    ordered = [sorted(each, reverse=True) for each in gains]
    picks = list(combinations(ordered))
    sums = [sum(each[rank] for each, rank in zip(ordered, pick, strict=True)) for pick in picks]
    assert len(set(picks)) == len(picks)
    assert len(picks) == math.prod(map(len, ordered))
    assert all(a >= b - 1e-9 for a, b in pairwise(sums))
