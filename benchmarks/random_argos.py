"""A package of Argos's real size with random weights, and sentences to time it with.

The speed of a Transformer does not hang on what its weights are, so no download is needed.
"""

from __future__ import annotations

import importlib
import json
import random
from pathlib import Path
from typing import Any

import numpy as np

LAYERS, WIDTH, HEADS, FEED_FORWARD, VOCABULARY = 6, 512, 8, 2048, 32_000
"""Argos's own models: OpenNMT's "Transformer base" with a shared vocabulary of 32,000 pieces."""

_RESIDUAL = 0.3 * (2 * LAYERS) ** -0.5
_SHARPNESS = 10.0
_SYLLABLES = [c + v for c in "bcdfghjklmnprstvwz" for v in ("a", "e", "i", "o", "u", "ar", "en")]
_WORD_LENGTHS = (1, 2, 2, 3, 3, 4)
_sp_model: Any = importlib.import_module("sentencepiece.sentencepiece_model_pb2")


def build(folder: Path, *, quantization: str | None, seed: int = 1) -> Path:
    """Write an installed package `en-ru` into a packages folder; returns the package's own folder.

    Args:
        folder: The packages folder.
        quantization: `int8`, or None for float32.
        seed: Of the weights.
    """
    from ctranslate2.specs import TransformerSpec

    package = folder / "translate-en_ru-1_0"
    package.mkdir(parents=True)
    pieces = _pieces()
    spec = TransformerSpec.from_config((LAYERS, LAYERS), HEADS, pre_norm=True)
    _fill(spec, np.random.default_rng(seed))
    spec.config.add_source_eos = True
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization=quantization)
    (package / "model").mkdir()
    spec.save(str(package / "model"))
    (package / "sentencepiece.model").write_bytes(_sentencepiece(pieces))
    metadata = {
        "package_version": "1.0",
        "argos_version": "1.9",
        "from_code": "en",
        "from_name": "English",
        "to_code": "ru",
        "to_name": "Russian",
    }
    (package / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return package


def sentences(number: int, *, seed: int = 2) -> list[str]:
    """Different sentences of the words in the vocabulary, as long as sentences of news are.

    Lengths follow a log-normal distribution: half have 22 words or more, one in a hundred over 60,
    as the English sentences of the sample items do.
    """
    chance = random.Random(seed)
    words = [piece[1:] for piece in _pieces() if piece.startswith("▁") and len(piece) > 3]
    made: dict[str, None] = {}
    while len(made) < number:
        length = round(min(80, max(3, chance.lognormvariate(3.1, 0.45))))
        # Common words are common: ranks are drawn as Zipf found them.
        chosen = [words[int(len(words) ** chance.random()) - 1] for _ in range(length)]
        made[" ".join(chosen).capitalize() + "."] = None
    return list(made)


def _pieces() -> list[str]:
    chance = random.Random(0)
    pieces = {"<unk>": None, "<s>": None, "</s>": None}
    pieces |= dict.fromkeys("▁abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,")
    while len(pieces) < VOCABULARY:
        word = "".join(chance.choices(_SYLLABLES, k=chance.choice(_WORD_LENGTHS)))
        pieces["▁" + word] = None
        if len(pieces) < VOCABULARY and chance.random() < 0.2:
            pieces["▁" + word.capitalize()] = None
    return list(pieces)


def _sentencepiece(pieces: list[str]) -> bytes:
    model = _sp_model.ModelProto()
    types = _sp_model.ModelProto.SentencePiece
    kinds = {"<unk>": types.UNKNOWN, "<s>": types.CONTROL, "</s>": types.CONTROL}
    for rank, piece in enumerate(pieces):
        score = -10.0 if len(piece) == 1 else -1.0 - rank / VOCABULARY
        model.pieces.add(piece=piece, score=score, type=kinds.get(piece, types.NORMAL))
    model.trainer_spec.model_type = _sp_model.TrainerSpec.UNIGRAM
    model.trainer_spec.vocab_size = len(pieces)
    model.trainer_spec.unk_id, model.trainer_spec.bos_id = 0, 1
    model.trainer_spec.eos_id, model.trainer_spec.pad_id = 2, -1
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    return bytes(model.SerializeToString(deterministic=True))


def _fill(spec: Any, chance: np.random.Generator) -> None:
    """Random weights, spread as a Transformer's are before training.

    What each of the 2 * LAYERS sub-layers adds is scaled down by the root of their number (as in
    GPT-2) and further, and the output is scaled up until the mean token probability is about 0.7,
    as a trained model's is. A model without this is chaotic: the rounding of int8, which hangs on
    the batch, tips the choice of a token in one sentence of five, where trained models differ in
    two to four of a hundred. Speed does not hang on it.
    """

    def linear(layer: Any, outputs: int, inputs: int, scale: float = 1.0) -> None:
        spread = scale / np.sqrt(inputs)
        layer.weight = chance.normal(0, spread, (outputs, inputs)).astype(np.float32)
        layer.bias = np.zeros(outputs, dtype=np.float32)

    def norm(layer: Any) -> None:
        layer.gamma = np.ones(WIDTH, dtype=np.float32)
        layer.beta = np.zeros(WIDTH, dtype=np.float32)

    def attention(layer: Any, *widths: int) -> None:
        norm(layer.layer_norm)
        for part, outputs in zip(layer.linear, widths, strict=True):
            linear(part, outputs, WIDTH, _RESIDUAL if part is layer.linear[-1] else 1.0)

    embeddings = chance.normal(0, 1 / np.sqrt(WIDTH), (VOCABULARY, WIDTH)).astype(np.float32)
    for stack, places in (
        (spec.encoder, spec.encoder.embeddings[0]),
        (spec.decoder, spec.decoder.embeddings),
    ):
        places.weight = embeddings
        norm(stack.layer_norm)
        for layer in stack.layer:
            attention(layer.self_attention, 3 * WIDTH, WIDTH)
            if stack is spec.decoder:
                attention(layer.attention, WIDTH, 2 * WIDTH, WIDTH)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, FEED_FORWARD, WIDTH)
            linear(layer.ffn.linear_1, WIDTH, FEED_FORWARD, _RESIDUAL)
    linear(spec.decoder.projection, VOCABULARY, WIDTH, _SHARPNESS)
