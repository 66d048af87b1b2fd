"""translator.toml: what is wrong is named with its table, key, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator import config
from translator.errors import TranslatorError

GOOD = '[project]\nname = "Desk"\nlanguages = ["ka", "ru"]\n'


def load(tmp_path: Path, text: str | bytes) -> config.Config:
    path = tmp_path / "translator.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return config.load(path)


def test_what_is_not_said_has_the_documented_default(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD)
    assert found.project.source_language == "en"
    assert found.publish.state == "approved"
    assert found.publish.incomplete == "hold"
    assert found.draft.memory_threshold == 75
    assert found.gate.required("ka") == 1.0


def test_a_language_may_have_a_gate_of_its_own(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD + "[gate.languages]\nru = { complete = 80, state = 'approved' }\n")
    assert found.gate.required("ru") == 0.8
    assert found.gate.finished_at("ru") == "approved"
    assert found.gate.finished_at("ka") == "translated"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD + "[draft]\nbeamsize = 3\n", 5, ["[draft] beamsize", "unknown", "beam-size"]),
        (GOOD + "[projekt]\n", 4, ["[projekt]", "unknown", "project"]),
        (
            '[project]\nname = 3\nlanguages = ["ka"]\n',
            2,
            ["[project] name", "expected a text", "a whole number"],
        ),
        ('[project]\nname = "x"\n', 1, ["[project] languages", "missing"]),
        (GOOD + '[publish]\nstate = "draft"\n', 5, ["[publish] state", "'approved'"]),
        (GOOD + "[gate]\ncomplete = 101\n", 5, ["[gate] complete", "100"]),
        (GOOD + "[gate.languages]\nkk = { complete = 1 }\n", 5, ["kk", "none of the project"]),
        (GOOD.replace("ru", "xx"), 3, ["'xx'", "ka, tg, ru, kk, ky"]),
        (GOOD.replace("ru", "en"), 3, ["source language"]),
        (GOOD.replace("ru", "ka"), 3, ["twice"]),
        (GOOD + 'content = "../elsewhere"\n', 4, ["content", "inside the project"]),
        (GOOD + 'content = "build/content"\n', 4, ["content", "output folder"]),
        (GOOD + "[gate\n", 4, ["not valid TOML"]),
        (GOOD + 'base-url = "example.org"\n', 4, ["base-url", "is no address"]),
        (GOOD + "base-url = 'https://a.org/\"&'\n", 4, ['has " &', "'https://a.org/%22%26'"]),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, line: int, words: list[str]) -> None:
    with pytest.raises(TranslatorError) as error:
        load(tmp_path, text)
    shown = str(error.value)
    assert f"translator.toml:{line}: " in shown
    for word in words:
        assert word in shown


def test_another_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(TranslatorError, match="not UTF-8"):
        load(tmp_path, '[project]\nname = "Новости"\n'.encode("cp1251"))
