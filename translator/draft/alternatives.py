"""Several machine drafts of one text, for a person to choose from; all have passed the guards."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from translator.draft.direction import Direction, Kept, mean
from translator.draft.machine import Draft
from translator.draft.ways import Way
from translator.engines import Engine, Translation
from translator.engines.ranking import combinations

_TRIES = 8
"""Combinations looked at for each one wanted: the guards may refuse some, others are alike."""


@dataclass(frozen=True, slots=True)
class _Option:
    text: str
    score: float


def alternatives(
    engine: Engine,
    text: str,
    language: str,
    *,
    number: int,
    spoken: str,
    kept: Kept = lambda _: (),
) -> list[Draft]:
    """Draft a text in several ways.

    Each sentence goes the first of its ways (see `ways`) on which any of the engine's translations
    passes the guards.

    Args:
        engine: What translates from `spoken` into `language`.
        text: The text.
        language: The target language.
        number: How many are wanted, 1 or more.
        spoken: The text's language.
        kept: Finds the places of terms that must stay as they are.

    Returns:
        Different drafts, the surest first; fewer than `number`, or none, where no more pass.
    """
    direction = Direction(spoken, language, kept)
    parts = direction.sentences(text)
    cores = [core for part in parts if (core := part.strip())]
    judge = direction.refusal if len(parts) == 1 else direction.part_refusal
    asked: dict[str, list[Translation]] = {}

    def ask(source: str) -> list[Translation]:
        if source not in asked:
            asked[source] = [t for t in engine.alternatives(source, number) if t.complete]
        return asked[source]

    options: dict[str, list[_Option]] = {}
    for core in dict.fromkeys(cores):
        for way in direction.ways(core):
            built = {
                made.text: made
                for made in islice(_built(way, [*map(ask, way.inputs)]), _TRIES * number)
                if not judge(core, made.text)
            }
            if built:
                options[core] = list(built.values())[:number]
                break
        else:
            return []
    return _joined(text, parts, options, direction, number) if cores else []


def _built(way: Way, answers: list[list[Translation]]) -> Iterator[_Option]:
    """The sentences that a way makes of what the engine gave for its inputs, the surest first."""
    if not all(answers):
        return
    counted = answers[:1] if way.name == "whole" else answers
    # Spans of tags were translated for their words' sake only: the best will do.
    for ranks in combinations([[_log(a.score) for a in each] for each in counted]):
        several = zip(counted, ranks, strict=True)
        chosen = [each[rank] for each, rank in several]
        rest = [each[0] for each in answers[len(counted) :]]
        text = way.build([answer.text for answer in (*chosen, *rest)])
        if text is not None:
            yield _Option(text, mean([(a.score, len(a.text)) for a in chosen]))


def _joined(
    text: str,
    parts: list[str],
    options: dict[str, list[_Option]],
    direction: Direction,
    number: int,
) -> list[Draft]:
    """Texts of the sentences' options, the surest first."""
    found: dict[str, Draft] = {}
    cores = list(options)
    # A sentence counts by its length, as in the score of the whole.
    gains = [[_log(o.score) * len(core) for o in options[core]] for core in cores]
    for ranks in islice(combinations(gains), _TRIES * number):
        several = zip(cores, ranks, strict=True)
        chosen = {core: options[core][rank] for core, rank in several}
        whole = "".join(
            part.replace(core, chosen[core].text, 1) if (core := part.strip()) else part
            for part in parts
        )
        if whole not in found and not direction.refusal(text, whole):
            score = mean([(option.score, len(core)) for core, option in chosen.items()])
            found[whole] = Draft(text, whole, score)
            if len(found) == number:
                break
    return list(found.values())


def _log(score: float) -> float:
    return math.log(max(score, 1e-9))
