"""Machine translation with Argos packages on this machine, run through CTranslate2 directly.

Argos itself sends about one sentence a call to the model. Here all sentences of all texts go in one
stream of batches (see `batching`), one batch a core at a time.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from translator.engines import Translation
from translator.engines.batching import Batch, Batching, Sentence, joined, unloadable
from translator.engines.package import Package
from translator.engines.ranking import combinations

_LENGTH_PENALTY = 0.2
"""Argos's own value, so that the same package gives the same text."""
_UNKNOWN = "<unk>"
_GROWTH, _ALLOWANCE, _LONGEST_TARGET = 3, 24, 256
"""A translation may have `_GROWTH` times as many tokens as the longest source beside it and
`_ALLOWANCE` more, and at most CTranslate2's own 256 (Argos's limit) unless the source needs more.
Only one that loops gets there, and it is reported as incomplete."""


class ArgosEngine(Batching):
    """One installed package, loaded. It may be used from several threads."""

    def __init__(self, package: Package, *, beam_size: int, threads: int | None = None) -> None:
        """Load the package.

        Args:
            package: The package.
            beam_size: Translations that the search keeps in view.
            threads: Batches that run at once, one a core; as many as there are cores if not given.

        Raises:
            TranslatorError: Its files can't be read, or are made for another engine.
        """
        from ctranslate2 import Translator

        super().__init__(package, beam_size=beam_size)
        self._threads = threads or _cores()
        try:
            self._translator: Any = Translator(
                str(package.folder / "model"),
                device="cpu",
                compute_type="default",  # as the package was quantised
                inter_threads=self._threads,
                intra_threads=1,
            )
        except (RuntimeError, OSError, ValueError) as error:
            raise unloadable(package, error) from None

    def run(self, sentences: Sequence[str]) -> list[Sentence]:
        """Translate one batch; it takes one of the engine's threads.

        Raises:
            RuntimeError: The model does not run.
        """
        batch = Batch([*sentences], [self._source(sentence) for sentence in sentences])
        return [made for _, made in self._collect(batch, *self._submit(batch))]

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
            whole = joined(pieces, {core: each[rank] for core, each, rank in chosen})
            made.setdefault(whole.text, whole)
            if len(made) == number:
                break
        return list(made.values())

    def _translated(self, batches: Iterator[Batch]) -> Iterator[tuple[str, Sentence]]:
        """Translate; few batches are handed over ahead: who stops waits for those only."""
        running: deque[tuple[Batch, int, list[Any]]] = deque()
        for batch in batches:
            running.append((batch, *self._submit(batch)))
            if len(running) > 2 * self._threads:
                yield from self._collect(*running.popleft())
        while running:
            yield from self._collect(*running.popleft())

    def _submit(self, batch: Batch) -> tuple[int, list[Any]]:
        limit = _limit(max(map(len, batch.tokens)))
        return limit, self._search(batch.tokens, limit)

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
        self, batch: Batch, limit: int, results: list[Any]
    ) -> Iterator[tuple[str, Sentence]]:
        for text, tokens, pending in zip(batch.sentences, batch.tokens, results, strict=True):
            result = pending.result()
            if _UNKNOWN in result.hypotheses[0]:
                (again,) = self._search([tokens], limit, unknowns=True)
                result = again.result()
            yield text, self._sentence(result, 0, limit)

    def _sentence(self, result: Any, rank: int, limit: int) -> Sentence:
        """One hypothesis of CTranslate2's result as text."""
        prefix = 1 if self.package.target_prefix else 0
        pieces = result.hypotheses[rank][prefix:]
        # CTranslate2 divides the sum by length ** penalty; the end token counts.
        length = len(pieces) + 1
        total = result.scores[rank] * length**_LENGTH_PENALTY
        text = self._tokenizer.decode(pieces).strip()
        return Sentence(text, total, length, complete=len(pieces) + prefix < limit)


def _limit(longest: int) -> int:
    """The most tokens of a translation in a batch whose longest source has so many."""
    return max(min(_LONGEST_TARGET, _GROWTH * longest + _ALLOWANCE), 2 * longest)


def _cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
