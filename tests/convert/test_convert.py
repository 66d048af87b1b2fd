"""Converted checkpoints give token for token what transformers gives with greedy search."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Desk
from tests.convert import checkpoints
from translator import models
from translator.engines import loaded
from translator.errors import TranslatorError
from translator.models.convert import convert

torch = pytest.importorskip("torch", reason="needs the extra `convert`")
transformers = pytest.importorskip("transformers", reason="needs the extra `convert`")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

SENTENCES = [
    "The European Union supports education.",
    "A delegation of twelve representatives",
    "Projects of 2023 – women, water & energy!",
    "Union",
]
LENGTH = 16
"""Random weights don't end a sentence: so many tokens are compared."""

KINDS: dict[str, tuple[Callable[[Path], Any], dict[str, Any]]] = {
    "marian": (checkpoints.marian, {}),
    "opus-mt": (checkpoints.marian_npz, {}),
    "marian of several targets": (
        lambda folder: checkpoints.marian(folder, (">>kaz<<", ">>kir<<")),
        {"source_prefix": [">>kaz<<"], "source_suffix": ["</s>"]},
    ),
    "m2m100": (
        checkpoints.m2m100,
        {"source_prefix": ["__en__"], "source_suffix": ["</s>"], "target_prefix": "__kk__"},
    ),
    "nllb": (
        checkpoints.nllb,
        {"source_prefix": ["eng_Latn"], "source_suffix": ["</s>"], "target_prefix": "kaz_Cyrl"},
    ),
    "madlad": (checkpoints.madlad, {"source_prefix": ["<2kk>"], "source_suffix": ["</s>"]}),
}


def expected(folder: Path, model: Any, metadata: dict[str, Any]) -> list[list[str]]:
    """What transformers makes of the sentences, in tokens."""
    apart = folder.with_name(f"{folder.name}-hf")
    tokenizer = transformers.AutoTokenizer.from_pretrained(apart if apart.is_dir() else folder)
    prefix = metadata.get("source_prefix", [""])[0]
    options: dict[str, Any] = {}
    if "target_prefix" in metadata:
        tokenizer.src_lang = prefix.strip("_")
        target = tokenizer.convert_tokens_to_ids(metadata["target_prefix"])
        options["forced_bos_token_id"] = target
    label = f"{prefix} " if prefix.startswith((">>", "<2")) else ""
    found = []
    for sentence in SENTENCES:
        inputs = tokenizer(label + sentence, return_tensors="pt")
        with torch.no_grad():
            made = model.generate(
                **inputs, num_beams=1, do_sample=False, max_new_tokens=LENGTH, **options
            )
        tokens = tokenizer.convert_ids_to_tokens(made[0].tolist())[1:]
        found.append(tokens[1:] if options else tokens)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_tokens_as_transformers(kind: str, tmp_path: Path) -> None:
    make, wanted = KINDS[kind]
    model = make(tmp_path / "checkpoint")
    file = convert(
        tmp_path / "checkpoint", "en", "kk", tmp_path / "x.argosmodel", quantization="float32"
    )
    package = models.install(file)
    metadata = json.loads((package.folder / "metadata.json").read_bytes())
    around = {k: v for k, v in metadata.items() if k.endswith(("prefix", "suffix"))}
    assert around == wanted
    engine = loaded.find("en", "kk", beam_size=1)
    assert engine
    prefix = [metadata["target_prefix"]] if "target_prefix" in metadata else []
    results = engine._translator.translate_batch(
        [engine._source(sentence) for sentence in SENTENCES],
        target_prefix=[prefix] * len(SENTENCES) if prefix else None,
        beam_size=1,
        max_decoding_length=LENGTH,
    )
    found = [result.hypotheses[0][len(prefix) :] for result in results]
    for ours, theirs in zip(found, expected(tmp_path / "checkpoint", model, metadata), strict=True):
        length = min(len(ours), LENGTH - 1)
        assert length > 5
        assert ours[:length] == theirs[:length]


@pytest.mark.parametrize("kind", KINDS)
def test_int8_is_installed_and_translates(kind: str, tmp_path: Path, desk: Desk) -> None:
    KINDS[kind][0](tmp_path / "checkpoint")
    output = tmp_path / "x.argosmodel"
    result = desk.run(
        *("models", "convert", str(tmp_path / "checkpoint"), "--from", "en", "--to", "kk"),
        *("--output", str(output), "--install"),
    )
    assert "installed en-kk 1.0" in result.stdout
    assert "en-kk 1.0: sound, files as installed" in desk.run("models", "verify").stdout


def test_stock_argos_runs_a_marian_package(tmp_path: Path) -> None:
    """It adds nothing to the source, so the model has to end it by itself."""
    checkpoints.marian(tmp_path / "checkpoint")
    file = convert(
        tmp_path / "checkpoint", "en", "kk", tmp_path / "x.argosmodel", quantization="float32"
    )
    with zipfile.ZipFile(file) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("model/config.json")]
        assert json.loads(archive.read(name))["add_source_eos"] is True


def test_a_language_the_checkpoint_lacks_is_named(tmp_path: Path) -> None:
    checkpoints.marian(tmp_path / "checkpoint", (">>kaz<<", ">>kir<<"))
    with pytest.raises(TranslatorError, match="does not know Georgian"):
        convert(tmp_path / "checkpoint", "en", "ka", tmp_path / "x.argosmodel")
    assert not (tmp_path / "x.argosmodel").exists()
