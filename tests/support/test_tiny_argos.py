"""The tiny package has to be what it says: a real Argos package that translates word for word."""

from __future__ import annotations

import json
import math
import random
import re
import zipfile
from typing import TYPE_CHECKING, Any

import ctranslate2
import pytest
import sentencepiece

from tests.support.tiny_argos import WORDS_EN_KY, WORDS_EN_RU, build_package

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import ModuleType

SENTENCES = {
    "European Union supports education in Central Asia .": (
        "Европейский Союз поддерживает образование в Центральная Азия ."
    ),
    "Water, energy and trade: “Human rights” (the EU–Kazakhstan dialogue)!": (
        "Вода, энергия и торговля: “Человеческие права” (этот ЕС–Казахстан диалог)!"
    ),
    "News": "Новости",
    # Words that only contain words of the dictionary.
    "Information for Europeans, tomorrow into the wind": (
        "Information для Europeans, tomorrow into этот wind"
    ),
}

COPIED = [
    "EuropeAid/168640",
    "Askarov’s",
    "Union’s",
    "12.11.2024, 14:30 – €1,500.75 (45%)",
    "Ташкент қала тоҷикӣ өнөктөш",
    "საქართველო, თბილისი.",
    "Łódź, naïve, 漢字, עברית, 😀 ½",
    "100\u00a0000 km²",
]


class Engine:
    """The path of a real engine: SentencePiece, CTranslate2, SentencePiece."""

    def __init__(self, folder: Path, compute_type: str = "default") -> None:
        self.translator = ctranslate2.Translator(
            str(folder / "model"), device="cpu", compute_type=compute_type, intra_threads=1
        )
        self.pieces = sentencepiece.SentencePieceProcessor(
            model_file=str(folder / "sentencepiece.model")
        )

    def results(self, texts: list[str], beam_size: int = 1, **options: Any) -> list[Any]:
        source = [self.pieces.encode(text, out_type=str) for text in texts]
        options = {"max_decoding_length": 1024, "return_scores": True, **options}
        return list(self.translator.translate_batch(source, beam_size=beam_size, **options))

    def translate(self, texts: list[str], beam_size: int = 1, **options: Any) -> list[str]:
        results = self.results(texts, beam_size, **options)
        return [self.pieces.decode_pieces(result.hypotheses[0]) for result in results]


def unpack(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    (root,) = folder.iterdir()
    return root


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "new" / "en_ru.argosmodel"
    assert build_package(path, "en", "ru", WORDS_EN_RU) == path
    return path


@pytest.fixture(scope="module")
def folder(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(package, tmp_path_factory.mktemp("unpacked"))


@pytest.fixture(scope="module")
def engine(folder: Path) -> Engine:
    return Engine(folder)


@pytest.fixture
def argos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    # argostranslate creates its directories when it is imported.
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    import argostranslate.package
    import argostranslate.translate

    root: ModuleType = argostranslate
    return root


class WholeText:
    """In place of the stock splitter, which downloads a model."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


def test_package_layout(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
        metadata = json.loads(archive.read("translate-en_ru-1_0/metadata.json"))
        config = json.loads(archive.read("translate-en_ru-1_0/model/config.json"))
    assert {name.split("/")[0] for name in names} == {"translate-en_ru-1_0"}
    assert {name.split("/", 1)[1] for name in names} == {
        "README.md",
        "metadata.json",
        "sentencepiece.model",
        "model/config.json",
        "model/model.bin",
        "model/shared_vocabulary.json",
    }
    assert metadata["package_version"] == "1.0"
    assert (metadata["from_code"], metadata["from_name"]) == ("en", "English")
    assert (metadata["to_code"], metadata["to_name"]) == ("ru", "Russian")
    assert metadata["argos_version"]
    assert "target_prefix" not in metadata
    assert config["add_source_eos"] is True
    assert package.stat().st_size < 200_000


def test_same_input_same_bytes(package: Path, tmp_path: Path) -> None:
    again = build_package(tmp_path / "again.argosmodel", "en", "ru", dict(WORDS_EN_RU))
    assert again.read_bytes() == package.read_bytes()
    backwards = dict(reversed(WORDS_EN_RU.items()))
    other_order = build_package(tmp_path / "order.argosmodel", "en", "ru", backwards)
    assert other_order.read_bytes() == package.read_bytes()


@pytest.mark.parametrize("compute_type", ["default", "float32", "auto", "int8"])
@pytest.mark.parametrize("beam_size", [1, 2, 4])
def test_translates_word_for_word(folder: Path, compute_type: str, beam_size: int) -> None:
    engine = Engine(folder, compute_type)
    texts = [*SENTENCES, *COPIED]
    assert engine.translate(texts, beam_size) == [*SENTENCES.values(), *COPIED]


@pytest.mark.parametrize("length_penalty", [0.0, 0.2, 1.0])
def test_options_of_the_search(engine: Engine, length_penalty: float) -> None:
    options = {
        "num_hypotheses": 4,
        "length_penalty": length_penalty,
        "repetition_penalty": 1.2,
        "max_batch_size": 64,
        "batch_type": "tokens",
        "replace_unknowns": True,
    }
    texts = [*SENTENCES, *COPIED] * 2
    assert engine.translate(texts, 4, **options) == [*SENTENCES.values(), *COPIED] * 2
    for result in engine.results(texts, 4, **options):
        assert len({tuple(hypothesis) for hypothesis in result.hypotheses}) == 4


def test_every_word_of_the_dictionaries(engine: Engine, tmp_path: Path) -> None:
    kyrgyz = build_package(tmp_path / "p", "en", "ky", WORDS_EN_KY, version="2.1")
    root = unpack(kyrgyz, tmp_path / "unpacked")
    assert root.name == "translate-en_ky-2_1"
    for other, words in ((engine, WORDS_EN_RU), (Engine(root), WORDS_EN_KY)):
        assert other.translate(list(words)) == list(words.values())
        capitalised = [word[0].upper() + word[1:] for word in words]
        expected = [word[0].upper() + word[1:] for word in words.values()]
        assert other.translate(capitalised) == expected
        assert other.translate([" ".join(words)], 4) == [" ".join(words.values())]


def word_for_word(text: str, dictionary: Mapping[str, str]) -> str:
    words = {key[0].upper() + key[1:]: value.capitalize() for key, value in dictionary.items()}
    words |= dictionary
    return re.sub(r"[\w'’]+", lambda match: words.get(match[0], match[0]), text)


def test_any_text_against_plain_replacement(engine: Engine) -> None:
    draw = random.Random(20240611)
    parts = [*WORDS_EN_RU, "The", "Water", *WORDS_EN_RU.values(), *"aZяҚღé7’'_"]
    joints = ["", " ", " ", " ", "-", ", ", ". ", " “", "” ", "/", " (", "\u00a0", "«"]
    texts = []
    for _ in range(60):
        text = "".join(draw.choice(parts) + draw.choice(joints) for _ in range(12))
        texts.append(text.strip(" "))
    expected = [word_for_word(text, {**WORDS_EN_RU, "EU": "ЕС"}) for text in texts]
    assert engine.translate(texts) == expected


def test_long_text(engine: Engine) -> None:
    words = list(WORDS_EN_RU)
    text = " ".join(words[number % len(words)] for number in range(200))
    assert len(engine.pieces.encode(text)) == 200
    expected = " ".join(WORDS_EN_RU[word] for word in text.split())
    for beam_size in (1, 4):
        assert engine.translate(["News", text, ""], beam_size) == ["Новости", expected, ""]


def test_max_length(engine: Engine, tmp_path: Path) -> None:
    letters = "".join(chr(ord("b") + number % 25) for number in range(511))
    assert len(engine.pieces.encode(letters)) == 512
    assert engine.translate([letters], 4) == [letters]
    with pytest.raises(RuntimeError, match="position"):
        engine.translate([letters + "abcd"])
    short = build_package(tmp_path / "p", "en", "ru", WORDS_EN_RU, max_length=300)
    root = unpack(short, tmp_path / "unpacked")
    assert Engine(root).translate([letters[:299]], 4) == [letters[:299]]


def test_scores(engine: Engine) -> None:
    words, copied = engine.results(["The quality of water", "Askarov’s"], 4)
    means = [math.exp(result.scores[0]) for result in (words, copied)]
    assert 0.9 < means[1] < means[0] < 0.999
    alternatives = engine.results(["water and energy"], 4, num_hypotheses=4)[0].scores
    assert alternatives == sorted(alternatives, reverse=True)
    assert all(math.isfinite(score) and score <= 0 for score in alternatives)


def test_unknown_piece(engine: Engine) -> None:
    source = [["▁in", "no such piece"]]
    plain = engine.translator.translate_batch(source)
    assert plain[0].hypotheses == [["▁in", "<unk>"]]
    replaced = engine.translator.translate_batch(source, replace_unknowns=True)
    assert replaced[0].hypotheses == [["▁in", "no such piece"]]


def test_several_words_punctuation_and_letters(tmp_path: Path) -> None:
    dictionary = {
        "rule of law": "верховенство права",
        "rule": "правило",
        "water": "вода",
        "Water": "ВОДА",
        "a": "б",
        "“": "«",
        "etc.": "и т. д.",
    }
    path = build_package(tmp_path / "p", "en", "ru", dictionary)
    engine = Engine(unpack(path, tmp_path / "unpacked"))
    texts = ["Rule of law and a rule.", "“Water” “water etc. “Kara", "data", "(rule of law)"]
    assert engine.translate(texts, 4) == [
        "Верховенство права and б правило.",
        "«ВОДА” «вода и т. д. «Kara",
        "data",
        "(верховенство права)",
    ]


def test_georgian_is_not_capitalised(tmp_path: Path) -> None:
    path = build_package(tmp_path / "p", "en", "ka", {"water": "წყალი"})
    engine = Engine(unpack(path, tmp_path / "unpacked"))
    assert engine.translate(["Water and water"]) == ["წყალი and წყალი"]


def test_bad_arguments(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="empty word"):
        build_package(tmp_path / "p", "en", "ru", {"water": " "})
    with pytest.raises(ValueError, match="white space"):
        build_package(tmp_path / "p", "en", "ru", {}, target_prefix="to Russian")
    with pytest.raises(ValueError, match="max_length"):
        build_package(tmp_path / "p", "en", "ru", {}, max_length=0)
    assert not (tmp_path / "p").exists()


def test_stock_argos_reads_it(argos: ModuleType, folder: Path) -> None:
    package = argos.package.Package(folder)
    assert (package.from_code, package.to_code) == ("en", "ru")
    assert str(package) == "English → Russian"
    assert "word-for-word" in package.get_readme()
    for text in [*SENTENCES, *COPIED]:
        assert package.tokenizer.decode(package.tokenizer.encode(text)) == text


@pytest.mark.parametrize("prefix", ["", ">>rus<<"])
def test_stock_argos_translates(argos: ModuleType, tmp_path: Path, prefix: str) -> None:
    path = build_package(tmp_path / "p", "en", "ru", WORDS_EN_RU, target_prefix=prefix)
    root = unpack(path, tmp_path / "unpacked")
    package = argos.package.Package(root)
    assert package.target_prefix == prefix
    translator = ctranslate2.Translator(str(root / "model"), device="cpu", intra_threads=1)
    for text, expected in SENTENCES.items():
        best, *others = argos.translate.apply_packaged_translation(
            package, text, translator, WholeText(), num_hypotheses=4
        )
        assert best.value == expected
        assert len(others) == 3


def test_target_prefix_is_needed(tmp_path: Path) -> None:
    path = build_package(tmp_path / "p", "en", "ru", WORDS_EN_RU, target_prefix=">>rus<<")
    engine = Engine(unpack(path, tmp_path / "unpacked"))
    texts = ["European Union", "News of today in Asia"]
    for beam_size in (1, 4):
        given = engine.translate(texts, beam_size, target_prefix=[[">>rus<<"]] * 2)
        assert given == [">>rus<< Европейский Союз", ">>rus<< Новости из сегодня в Азия"]
        missing = engine.translate(texts, beam_size)
        assert missing[0] == "Европейский Европейский Союз"
