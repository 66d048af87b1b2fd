"""Machine drafts that passed the guards.

Texts are cut into sentences, and each different sentence goes its ways (see `ways`): all open
sentences take their first way together in one stream, those that failed take their second one
together, and so on. A text is drafted when all its sentences are and nothing is wrong with the
whole; it is refused when one sentence has no way left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from translator.draft.direction import Direction, Kept, mean
from translator.draft.ways import Way
from translator.engines import Engine, Translation


@dataclass(frozen=True, slots=True)
class Draft:
    """A text's suggestion, or why there is none.

    Attributes:
        source: The text.
        text: The suggestion; None where it was refused.
        score: The mean of its sentences' scores, by their lengths.
        reason: Why it was refused, a key of `guards.REASONS`; empty where it was not.
    """

    source: str
    text: str | None
    score: float = 0.0
    reason: str = ""


@dataclass(slots=True)
class _Sentence:
    """A sentence on its way."""

    text: str
    alone: bool
    ways: Iterator[Way]
    way: Way | None = None
    waiting: int = 0
    result: str | None = None
    score: float = 0.0
    reason: str = ""
    texts: list[int] = field(default_factory=list)


def drafts(
    engine: Engine,
    texts: Sequence[str],
    language: str,
    *,
    spoken: str,
    kept: Kept = lambda _: (),
) -> Iterator[Draft]:
    """Draft texts.

    Args:
        engine: What translates from `spoken` into `language`.
        texts: Different texts.
        language: The target language.
        spoken: The texts' language.
        kept: Finds the places of terms that must stay as they are.

    Yields:
        One draft a text, as they get done.
    """
    yield from _Work(engine, texts, Direction(spoken, language, kept)).run()


class _Work:
    def __init__(self, engine: Engine, texts: Sequence[str], direction: Direction) -> None:
        self._engine = engine
        self._texts = texts
        self._direction = direction
        self._sentences: dict[tuple[str, bool], _Sentence] = {}
        self._split = [self._cut(index, text) for index, text in enumerate(texts)]
        self._missing = [
            len({(p.strip(), len(parts) == 1) for p in parts if p.strip()}) for parts in self._split
        ]

    def _cut(self, index: int, text: str) -> list[str]:
        parts = self._direction.sentences(text)
        alone = len(parts) == 1
        for part in parts:
            core = part.strip()
            if not core:
                continue
            sentence = self._sentences.get((core, alone))
            if sentence is None:
                todo = self._direction.ways(core)
                sentence = self._sentences[core, alone] = _Sentence(core, alone, todo)
            if index not in sentence.texts:
                sentence.texts.append(index)
        return parts

    def run(self) -> Iterator[Draft]:
        done = [not missing for missing in self._missing]
        for index, missing in enumerate(self._missing):
            if not missing:
                yield Draft(self._texts[index], None, reason="empty")
        pending = list(self._sentences.values())
        while pending:
            failed: list[_Sentence] = []
            for sentence in self._round(pending):
                if sentence.result is None and sentence.way is not None:
                    failed.append(sentence)
                    continue
                for index in sentence.texts:
                    self._missing[index] -= 1
                    if not done[index] and (sentence.result is None or not self._missing[index]):
                        done[index] = True
                        yield self._whole(index)
            pending = failed

    def _round(self, pending: list[_Sentence]) -> Iterator[_Sentence]:
        """Let sentences take their next way; each comes back with a result, or to try again."""
        askers: dict[str, list[_Sentence]] = {}
        for sentence in pending:
            sentence.way = next(sentence.ways, None)
            if sentence.way is None:
                yield sentence
                continue
            inputs = dict.fromkeys(sentence.way.inputs)
            sentence.waiting = len(inputs)
            for text in inputs:
                askers.setdefault(text, []).append(sentence)
            if not inputs:
                self._try(sentence, {})
                yield sentence
        texts = list(askers)
        known: dict[str, Translation] = {}
        for index, translation in self._engine.stream(texts):
            known[texts[index]] = translation
            for sentence in askers[texts[index]]:
                sentence.waiting -= 1
                if not sentence.waiting:
                    self._try(sentence, known)
                    yield sentence

    def _try(self, sentence: _Sentence, known: dict[str, Translation]) -> None:
        way = sentence.way
        if way is None:
            return
        answers = [known[text] for text in way.inputs]
        if not all(answer.complete for answer in answers):
            sentence.reason = "unfinished"
            return
        built = way.build([answer.text for answer in answers])
        if built is None:
            empty = any(not answer.text.strip() for answer in answers)
            sentence.reason = "empty" if empty else "placeables"
            return
        judge = self._direction.refusal if sentence.alone else self._direction.part_refusal
        if reason := judge(sentence.text, built):
            sentence.reason = reason
            return
        sentence.result = built
        # Spans of tags were translated for their words' sake only: the first answer is the text.
        counted = answers[:1] if way.name == "whole" else answers
        sentence.score = mean([(a.score, len(a.text)) for a in counted])

    def _whole(self, index: int) -> Draft:
        parts, scores = [], []
        parts_alone = len(self._split[index]) == 1
        for part in self._split[index]:
            core = part.strip()
            if not core:
                parts.append(part)
                continue
            sentence = self._sentences[core, parts_alone]
            if sentence.result is None and sentence.way is None:
                return Draft(self._texts[index], None, reason=sentence.reason or "empty")
            before, _, after = part.partition(core)
            parts.append(f"{before}{sentence.result}{after}")
            scores.append((sentence.score, len(core)))
        text = "".join(parts)
        if reason := self._direction.refusal(self._texts[index], text):
            return Draft(self._texts[index], None, reason=reason)
        return Draft(self._texts[index], text, mean(scores))
