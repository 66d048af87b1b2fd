"""What goes to the model, and what is done about what comes back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.tiny_argos import WORDS_EN_RU, build_package
from translator import models
from translator.engines import argos, batching, loaded, sentences


@pytest.fixture
def engine(package_files: dict[str, Path]) -> argos.ArgosEngine:
    models.install(package_files["en-ru"])
    found = loaded.find("en", "ru", beam_size=2)
    assert found
    return found


def test_batches_hold_like_lengths_and_not_too_many(engine: argos.ArgosEngine) -> None:
    tokens = [["x"] * length for length in [3, 200, 5, 4, *[6] * 100]]
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]), reverse=True)
    batches = list(batching.cut(order, tokens))
    assert sorted(i for batch in batches for i in batch) == list(range(len(tokens)))
    for batch in batches:
        assert len(batch) < 20
        assert len(batch) == 1 or len(batch) * len(tokens[batch[0]]) <= batching.BATCH_TOKENS
    assert len(batches) < 10


def test_an_unknown_piece_is_the_source_s_as_in_argos(
    engine: argos.ArgosEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_source", lambda _: ["▁in", "▁\u4e2d"])
    assert engine.translate(["anything"])[0].text.endswith(" \u4e2d")


def test_output_that_does_not_end_is_said_to_be_incomplete(
    engine: argos.ArgosEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Union supports water " * 9
    assert engine.translate([text])[0].complete
    monkeypatch.setattr(argos, "_limit", lambda _: 5)
    assert not engine.translate([text])[0].complete


def test_a_sentence_too_long_for_a_model_is_cut_and_nothing_is_lost(
    engine: argos.ArgosEngine,
) -> None:
    text = "Union supports water, " * 300
    made = engine.translate([text.strip()])[0].text
    assert made.split().count("Союз") == 300


def test_halves_give_the_text_back() -> None:
    text = "one two; three four five"
    parts = sentences.halves(text)
    assert parts == ("one two; ", "three four five")
    assert sentences.halves("one") is None


def test_sentences_are_not_cut_inside_a_tag() -> None:
    text = 'See <a title="A. B. It is. Yes">this</a>. And that.'
    start, end = text.index("<a"), text.index(">this") + 1
    parts = sentences.split(text, "en", [(start, end)])
    assert "".join(parts) == text
    assert parts == ['See <a title="A. B. It is. Yes">this</a>. ', "And that."]


def test_a_forked_child_loads_its_own(engine: argos.ArgosEngine) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover  # in the child
        found = loaded.find("en", "ru", beam_size=2)
        os.write(writing, found.translate(["Union"])[0].text.encode() if found else b"none")
        os._exit(0)
    os.close(writing)
    assert os.read(reading, 100).decode() == "Союз"
    assert os.waitpid(child, 0)[1] == 0


def test_tokens_around_the_source_come_from_the_metadata(tmp_path: Path) -> None:
    package = models.install(build_package(tmp_path / "x.argosmodel", "en", "ru", WORDS_EN_RU))
    path = package.folder / "metadata.json"
    path.write_text(
        path.read_text().replace("{", '{"source_prefix": ["<a>"], "source_suffix": "<b> <c>",', 1)
    )
    found = loaded.find("en", "ru", beam_size=1)
    assert found
    assert found._source("in") == ["<a>", "▁in", "<b>", "<c>"]
