"""The engine over a real package: sentences, spacing, copies, threads and replacement."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.tiny_argos import WORDS_EN_RU, build_package
from translator import models
from translator.engines import argos, loaded, tokenizer
from translator.engines.package import Package

TEXT = "Union supports education.  Kazakhstan supports trade!"
EXPECTED = "Союз поддерживает образование.  Казахстан поддерживает торговля!"


@pytest.fixture
def engine(package_files: dict[str, Path]) -> argos.ArgosEngine:
    models.install(package_files["en-ru"])
    found = loaded.find("en", "ru", beam_size=4)
    assert found
    return found


def test_sentences_keep_their_spacing(engine: argos.ArgosEngine) -> None:
    (translation,) = engine.translate([TEXT])
    assert translation.text == EXPECTED
    assert 0.5 < translation.score <= 1


def test_texts_come_back_in_order_whatever_their_length(engine: argos.ArgosEngine) -> None:
    texts = [TEXT, "", "Kazakhstan", " ".join(["Union"] * 300), TEXT]
    found = [translation.text for translation in engine.translate(texts)]
    assert found == [EXPECTED, "", "Казахстан", " ".join(["Союз"] * 300), EXPECTED]


def test_underscores_and_codes_come_through(engine: argos.ArgosEngine) -> None:
    text = "EuropeAid/168640/DD/ACT/KG file_name"
    assert engine.translate([text])[0].text == text


def test_it_is_loaded_once_and_again_when_its_package_is_replaced(
    engine: argos.ArgosEngine, tmp_path: Path
) -> None:
    assert loaded.find("en", "ru", beam_size=4) is engine
    words = {**WORDS_EN_RU, "Union": "Унион"}
    models.install(build_package(tmp_path / "x.argosmodel", "en", "ru", words))
    newer = loaded.find("en", "ru", beam_size=4)
    assert newer
    assert newer is not engine
    assert newer.translate(["Union"])[0].text == "Унион"


def test_threads_may_share_it(engine: argos.ArgosEngine) -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: engine.translate([TEXT])[0].text, range(16)))
    assert set(results) == {EXPECTED}


def test_the_target_prefix_is_given_to_the_model_and_taken_off_again(tmp_path: Path) -> None:
    models.install(
        build_package(tmp_path / "x.argosmodel", "en", "ru", WORDS_EN_RU, target_prefix=">>rus<<")
    )
    found = loaded.find("en", "ru", beam_size=2)
    assert found
    assert found.translate(["European Union"])[0].text == "Европейский Союз"


def test_no_package_no_engine() -> None:
    assert loaded.find("en", "ka", beam_size=4) is None


def test_argos_itself_is_left_alone(package_files: dict[str, Path], home: Path) -> None:
    """It makes folders when it is imported, and its sentence splitter downloads a model."""
    models.install(package_files["en-ru"])
    before = {path for path in home.rglob("*") if path.is_dir()}
    code = (
        "import sys\n"
        "from translator.engines import loaded\n"
        f"print(loaded.find('en', 'ru', beam_size=2).translate([{TEXT!r}])[0].text)\n"
        "print({'argostranslate', 'minisbd', 'stanza', 'torch'} & set(sys.modules))\n"
    )
    environment = {**os.environ, "ARGOS_BATCH_SIZE": "1", "ARGOS_INTER_THREADS": "nonsense"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout == f"{EXPECTED}\nset()\n"
    assert {path for path in home.rglob("*") if path.is_dir()} == before


def test_older_packages_have_bpe(tmp_path: Path) -> None:
    (tmp_path / "bpe.model").write_text("#version: 0.2\nU n\ni o\nio n</w>\nUn ion</w>\n")
    loaded = tokenizer.load(Package(tmp_path, "en", "ru", "1.0"))
    assert loaded.encode("Union no") == ["Union", "n@@", "o"]
    assert loaded.decode(["Union", "n@@", "o"]) == "Union no"
