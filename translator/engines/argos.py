"""Machine translation with Argos packages, run through CTranslate2 directly.

Argos itself sends about one sentence a call to the model. Here all sentences of all texts go in one
stream: split, each different one once, in batches of about as many tokens as fit the processor's
caches, one translator a core.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Sequence
from typing import Any, Protocol

from translator.engines import Translation
from translator.engines.package import Package, best
from translator.errors import TranslatorError
from translator.provenance import Provenance

_BATCH_TOKENS = 1024
_LENGTH_PENALTY = 0.2
"""Argos's own value, so that the same package gives the same text."""
_LONGEST = 4
"""A translation may be this many times as long as its source, in tokens."""

_loaded: dict[tuple[str, str], tuple[tuple[object, ...], ArgosEngine]] = {}
_loading = threading.Lock()


class _Tokenizer(Protocol):
    def encode(self, text: str) -> list[str]: ...

    def decode(self, tokens: list[str]) -> str: ...


class _SentencePiece:
    """A `sentencepiece.model`, decoded directly: Argos would turn every `_` into a space."""

    def __init__(self, path: str) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor: Any = SentencePieceProcessor(model_file=path)

    def encode(self, text: str) -> list[str]:
        return list(self._processor.encode(text, out_type=str))

    def decode(self, tokens: list[str]) -> str:
        return str(self._processor.decode(tokens)).replace("▁", " ")


class ArgosEngine:
    """One installed package, loaded. It may be used from several threads."""

    def __init__(self, package: Package, *, beam_size: int) -> None:
        from ctranslate2 import Translator

        self._package = package
        self._beam_size = beam_size
        try:
            self._tokenizer = _tokenizer(package)
            self._translator: Any = Translator(
                str(package.folder / "model"),
                device="cpu",
                compute_type="default",
                inter_threads=os.cpu_count() or 1,
                intra_threads=1,
            )
        except (RuntimeError, OSError, ValueError) as error:
            raise TranslatorError(
                f"the package can't be loaded: {str(error).splitlines()[0]}",
                path=package.folder,
                remedy=f"Remove it with `translator models remove {package.pair}`, or install it "
                "again.",
            ) from None

    @property
    def provenance(self) -> Provenance:
        """The package and its version."""
        version = [self._package.version] if self._package.version else []
        return Provenance("argos", (self._package.pair, *version))

    def translate(self, texts: Sequence[str]) -> list[Translation]:
        """Translate texts, sentence by sentence, their own spacing between the sentences kept."""
        split = [_sentences(text, self._package.source) for text in texts]
        unique = dict.fromkeys(s.strip() for sentences in split for s in sentences if s.strip())
        known = dict(zip(unique, self._translate_sentences(list(unique)), strict=True))
        return [_joined(sentences, known) for sentences in split]

    def _translate_sentences(self, sentences: list[str]) -> list[tuple[str, float, int]]:
        """Each sentence's translation, summed log-probability and number of tokens."""
        if not sentences:
            return []
        tokens = [self._tokenizer.encode(sentence) for sentence in sentences]
        prefix = [self._package.target_prefix] if self._package.target_prefix else []
        results = self._translator.translate_batch(
            tokens,
            target_prefix=[prefix] * len(tokens) if prefix else None,
            replace_unknowns=True,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            beam_size=self._beam_size,
            length_penalty=_LENGTH_PENALTY,
            max_decoding_length=max(256, _LONGEST * max(map(len, tokens))),
            return_scores=True,
        )
        translated = []
        for result in results:
            pieces = result.hypotheses[0]
            # CTranslate2 divides the sum by length ** penalty; the end token counts.
            length = len(pieces) + 1
            total = result.scores[0] * length**_LENGTH_PENALTY
            text = self._tokenizer.decode(pieces[len(prefix) :]).strip()
            translated.append((text, total, length))
        return translated


def find(source: str, target: str, *, beam_size: int) -> ArgosEngine | None:
    """The loaded engine of a pair's newest package; loaded once, and again when it is replaced.

    Raises:
        TranslatorError: There is a package but it can't be loaded.
    """
    package = best(source, target)
    if package is None:
        return None
    state = (package.folder / "model" / "model.bin").stat()
    version = (package, beam_size, state.st_ino, state.st_mtime_ns, state.st_size)
    with _loading:
        known = _loaded.get((source, target))
        if known is None or known[0] != version:
            known = _loaded[source, target] = (version, ArgosEngine(package, beam_size=beam_size))
        return known[1]


def _tokenizer(package: Package) -> _Tokenizer:
    sentencepiece = package.folder / "sentencepiece.model"
    if sentencepiece.is_file():
        return _SentencePiece(str(sentencepiece))
    from argostranslate.tokenizer import BPETokenizer

    tokenizer: _Tokenizer = BPETokenizer(
        package.folder / "bpe.model", package.source, package.target
    )
    return tokenizer


def _sentences(text: str, language: str) -> list[str]:
    from sentencex import segment

    sentences = list(segment(language, text))
    return sentences if "".join(sentences) == text else [text]


def _joined(sentences: list[str], known: dict[str, tuple[str, float, int]]) -> Translation:
    parts, total, length = [], 0.0, 0
    for sentence in sentences:
        core = sentence.strip()
        if not core:
            parts.append(sentence)
            continue
        text, log_probability, tokens = known[core]
        before, _, after = sentence.partition(core)
        parts.append(f"{before}{text}{after}")
        total += log_probability
        length += tokens
    return Translation("".join(parts).strip(), math.exp(min(0.0, total / max(1, length))))
