"""From texts to batches of sentences, and from translated sentences back to texts.

What all engines that run an Argos package share, wherever the model runs: texts are split, each
different sentence goes once, the longest first, in batches of like lengths. The same texts always
make the same batches.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.engines import Engine, Translation, sentences, tokenizer
from translator.engines.package import Package, fingerprint
from translator.errors import TranslatorError
from translator.message import phrase
from translator.provenance import Provenance

BATCH_TOKENS = 288
"""What a batch may hold, a core: source tokens, padding included, and `_SENTENCE_TOKENS` for each
sentence. Twice as much takes a sixth less time, and twice the memory (seen with Argos's own size
of model at beam 4); this much keeps the process within 1.3 times the memory of Argos itself."""
_SENTENCE_TOKENS = 16
"""Each sentence needs rows of the output layer, at 32,000 pieces as much memory as 16 tokens need
for what the decoder remembers of them."""
_LONGEST_SOURCE = 200
"""Tokens; a longer sentence is cut in two, as models forget the end of what they can't hold."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence's translation.

    Attributes:
        text: The translation.
        log_probability: The sum over its tokens.
        length: Tokens, the one that ends it included.
        complete: Whether it came to an end by itself.
    """

    text: str
    log_probability: float
    length: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences to be translated together, and the tokens of each."""

    sentences: list[str]
    tokens: list[list[str]]


class Batching(Engine):
    """An Argos package as an engine, but for where its model runs."""

    def __init__(self, package: Package, *, beam_size: int) -> None:
        """Read what cuts sentences into tokens.

        Raises:
            TranslatorError: The package's files can't be read.
        """
        self.package = package
        self._beam_size = beam_size
        try:
            self._fingerprint = fingerprint(package)
            self._tokenizer = tokenizer.load(package)
        except (RuntimeError, OSError, ValueError) as error:
            raise unloadable(package, error) from None

    @property
    def provenance(self) -> Provenance:
        """The package and its version."""
        version = [self.package.version] if self.package.version else []
        return Provenance("argos", (self.package.pair, *version))

    @property
    def identity(self) -> str:
        """The package's files and the beam size."""
        return f"argos {self.package.pair} {self._fingerprint} beam={self._beam_size}"

    @abstractmethod
    def _translated(self, batches: Iterator[Batch]) -> Iterator[tuple[str, Sentence]]:
        """Translate batches; their sentences come back in any order, each with its translation."""

    def stream(self, texts: Sequence[str]) -> Iterator[tuple[int, Translation]]:
        """Translate texts, sentence by sentence, their own spacing between the sentences kept.

        Yields:
            The index and the translation of every text, as they get done.

        Raises:
            RuntimeError: The model does not run.
        """
        split = [self._pieces(text) for text in texts]
        waiting: dict[str, list[int]] = {}
        missing = []
        for index, pieces in enumerate(split):
            cores = {piece.strip() for piece in pieces} - {""}
            missing.append(len(cores))
            for core in cores:
                waiting.setdefault(core, []).append(index)
            if not cores:
                yield index, Translation("", 0.0)
        known: dict[str, Sentence] = {}
        for core, translated in self._translated(self._batches(list(waiting))):
            known[core] = translated
            for index in waiting[core]:
                missing[index] -= 1
                if not missing[index]:
                    yield index, joined(split[index], known)

    def _pieces(self, text: str) -> list[str]:
        """The sentences of a text, those too long for a model cut further."""
        pieces: list[str] = []
        todo = deque(sentences.split(text, self.package.source))
        while todo:
            piece = todo.popleft()
            # A piece has one token for every character at most, so short ones need no look.
            long = len(piece) > _LONGEST_SOURCE
            if long and len(self._tokenizer.encode(piece.strip())) > _LONGEST_SOURCE:
                parts = sentences.halves(piece)
                if parts is not None:
                    todo.extendleft(reversed(parts))
                    continue
            pieces.append(piece)
        return pieces

    def _batches(self, texts: list[str]) -> Iterator[Batch]:
        """Different sentences in batches, the longest first."""
        tokens = [self._source(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda index: len(tokens[index]), reverse=True)
        for batch in cut(order, tokens):
            yield Batch([texts[index] for index in batch], [tokens[index] for index in batch])

    def _source(self, text: str) -> list[str]:
        package = self.package
        return [*package.source_prefix, *self._tokenizer.encode(text), *package.source_suffix]


def cut(order: list[int], tokens: list[list[str]]) -> Iterator[list[int]]:
    """Cut indices, longest source first, into batches of about `BATCH_TOKENS`."""
    batch: list[int] = []
    for index in order:
        # The first is the longest, and all others are filled up to its length.
        if batch and (len(batch) + 1) * (len(tokens[batch[0]]) + _SENTENCE_TOKENS) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def joined(pieces: list[str], known: dict[str, Sentence]) -> Translation:
    """The translation of a text whose pieces' translations are known, spacing as in the source."""
    parts, total, length, complete = [], 0.0, 0, True
    for piece in pieces:
        core = piece.strip()
        if not core:
            parts.append(piece)
            continue
        found = known[core]
        before, _, after = piece.partition(core)
        parts.append(f"{before}{found.text}{after}")
        total += found.log_probability
        length += found.length
        complete = complete and found.complete
    score = math.exp(min(0.0, total / max(1, length)))
    return Translation("".join(parts).strip(), score, complete)


def unloadable(package: Package, error: Exception) -> TranslatorError:
    """What to tell of a package that can't be loaded."""
    return TranslatorError(
        phrase(
            "the package can't be loaded: {reason}",
            reason=(str(error) or repr(error)).splitlines()[0],
        ),
        path=package.folder,
        remedy=phrase(
            "Remove it with `translator models remove {pair}`, or install it again.",
            pair=package.pair,
        ),
    )
