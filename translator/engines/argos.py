"""Machine translation with Argos packages, run through CTranslate2 directly.

Argos itself sends about one sentence a call to the model. Here all sentences of all texts go in one
stream: split, each different one once, longest first in batches of like lengths, one batch a core
at a time.
"""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from translator.engines import Engine, Translation, sentences, tokenizer
from translator.engines.package import Package, fingerprint
from translator.engines.ranking import combinations
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
_LENGTH_PENALTY = 0.2
"""Argos's own value, so that the same package gives the same text."""
_UNKNOWN = "<unk>"
_LONGEST_SOURCE = 200
"""Tokens; a longer sentence is cut in two, as models forget the end of what they can't hold."""
_GROWTH, _ALLOWANCE, _LONGEST_TARGET = 3, 24, 256
"""A translation may have `_GROWTH` times as many tokens as the longest source beside it and
`_ALLOWANCE` more, and at most CTranslate2's own 256 (Argos's limit) unless the source needs more.
Only one that loops gets there, and it is reported as incomplete."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence's translation: its text, summed log-probability, tokens, and if it ended."""

    text: str
    log_probability: float
    length: int
    complete: bool


class ArgosEngine(Engine):
    """One installed package, loaded. It may be used from several threads."""

    def __init__(self, package: Package, *, beam_size: int) -> None:
        """Load the package.

        Raises:
            TranslatorError: Its files can't be read, or are made for another engine.
        """
        from ctranslate2 import Translator

        self.package = package
        self._beam_size = beam_size
        self._threads = _cores()
        try:
            self._fingerprint = fingerprint(package)
            self._tokenizer = tokenizer.load(package)
            self._translator: Any = Translator(
                str(package.folder / "model"),
                device="cpu",
                compute_type="default",  # as the package was quantised
                inter_threads=self._threads,
                intra_threads=1,
            )
        except (RuntimeError, OSError, ValueError) as error:
            raise TranslatorError(
                phrase(
                    "the package can't be loaded: {reason}",
                    reason=(str(error) or repr(error)).splitlines()[0],
                ),
                path=package.folder,
                remedy=phrase(
                    "Remove it with `translator models remove {pair}`, or install it again.",
                    pair=package.pair,
                ),
            ) from None

    @property
    def provenance(self) -> Provenance:
        """The package and its version."""
        version = [self.package.version] if self.package.version else []
        return Provenance("argos", (self.package.pair, *version))

    @property
    def identity(self) -> str:
        """The package's files and the beam size."""
        return f"argos {self.package.pair} {self._fingerprint} beam={self._beam_size}"

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
        known: dict[str, _Sentence] = {}
        for core, translated in self._sentences(list(waiting)):
            known[core] = translated
            for index in waiting[core]:
                missing[index] -= 1
                if not missing[index]:
                    yield index, _joined(split[index], known)

    def alternatives(self, text: str, number: int) -> list[Translation]:
        """The translations that the beam search thinks best; it is as wide as there are to be.

        Args:
            text: A text of any length.
            number: How many are wanted, 1 or more.

        Returns:
            Different ones, at most `number`, the surest first.

        Raises:
            RuntimeError: The model does not run.
        """
        pieces = self._pieces(text)
        cores = list(dict.fromkeys(core for piece in pieces if (core := piece.strip())))
        tokens = [self._source(core) for core in cores]
        limit = _limit(max(map(len, tokens), default=0))
        results = [r.result() for r in self._search(tokens, limit, unknowns=True, number=number)]
        found = [[self._sentence(r, rank, limit) for rank in range(number)] for r in results]
        made: dict[str, Translation] = {}
        for ranks in combinations([[s.log_probability for s in each] for each in found]):
            chosen = zip(cores, found, ranks, strict=True)
            joined = _joined(pieces, {core: each[rank] for core, each, rank in chosen})
            made.setdefault(joined.text, joined)
            if len(made) == number:
                break
        return list(made.values())

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

    def _sentences(self, texts: list[str]) -> Iterator[tuple[str, _Sentence]]:
        """Translate different sentences; they come back batch by batch, the longest first.

        Few batches are handed to CTranslate2 ahead of time, so that who stops waits for those only.
        """
        tokens = [self._source(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda index: len(tokens[index]), reverse=True)
        running: deque[tuple[list[int], int, list[Any]]] = deque()
        batches = _batches(order, tokens)
        for batch in batches:
            running.append(self._submit(batch, tokens))
            if len(running) > 2 * self._threads:
                yield from self._collect(texts, tokens, *running.popleft())
        while running:
            yield from self._collect(texts, tokens, *running.popleft())

    def _source(self, text: str) -> list[str]:
        package = self.package
        return [*package.source_prefix, *self._tokenizer.encode(text), *package.source_suffix]

    def _submit(
        self, batch: list[int], tokens: list[list[str]]
    ) -> tuple[list[int], int, list[Any]]:
        limit = _limit(max(len(tokens[index]) for index in batch))
        return batch, limit, self._search([tokens[index] for index in batch], limit)

    def _search(
        self, sources: list[list[str]], limit: int, *, unknowns: bool = False, number: int = 1
    ) -> list[Any]:
        """Queue a batch; its results come later.

        Args:
            sources: The sentences' tokens.
            limit: The most tokens that a translation may have.
            unknowns: Put the source's word for an unknown one, as Argos does. It needs attention
                weights, which cost an eighth of the time, so it is asked where there is one only.
            number: Translations wanted of each.
        """
        prefix = [self.package.target_prefix] if self.package.target_prefix else []
        results: list[Any] = self._translator.translate_batch(
            sources,
            target_prefix=[prefix] * len(sources) if prefix else None,
            asynchronous=True,
            replace_unknowns=unknowns,
            beam_size=max(self._beam_size, number),
            num_hypotheses=number,
            length_penalty=_LENGTH_PENALTY,
            max_decoding_length=limit,
            return_scores=True,
        )
        return results

    def _collect(
        self,
        texts: list[str],
        tokens: list[list[str]],
        batch: list[int],
        limit: int,
        results: list[Any],
    ) -> Iterator[tuple[str, _Sentence]]:
        for index, pending in zip(batch, results, strict=True):
            result = pending.result()
            if _UNKNOWN in result.hypotheses[0]:
                (again,) = self._search([tokens[index]], limit, unknowns=True)
                result = again.result()
            yield texts[index], self._sentence(result, 0, limit)

    def _sentence(self, result: Any, rank: int, limit: int) -> _Sentence:
        """One hypothesis of CTranslate2's result as text."""
        prefix = 1 if self.package.target_prefix else 0
        pieces = result.hypotheses[rank][prefix:]
        # CTranslate2 divides the sum by length ** penalty; the end token counts.
        length = len(pieces) + 1
        total = result.scores[rank] * length**_LENGTH_PENALTY
        text = self._tokenizer.decode(pieces).strip()
        return _Sentence(text, total, length, complete=len(pieces) + prefix < limit)


def _limit(longest: int) -> int:
    """The most tokens of a translation in a batch whose longest source has so many."""
    return max(min(_LONGEST_TARGET, _GROWTH * longest + _ALLOWANCE), 2 * longest)


def _batches(order: list[int], tokens: list[list[str]]) -> Iterator[list[int]]:
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


def _joined(pieces: list[str], known: dict[str, _Sentence]) -> Translation:
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


def _cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
