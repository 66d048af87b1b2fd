"""The ways to get a sentence's translation past the guards, the best one first.

    whole    what a person would read: edge placeables cut off, tags taken out, capitals lowered
    pieces   cut at its placeables, so that the engine never sees them
    clauses  cut at semicolons, colons and dashes as well: short inputs loop and stray less

A way says what the engine has to translate and makes a sentence of the answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from translator import figures, markup
from translator.languages import LANGUAGES
from translator.placeables import Placeable

_CLAUSE = re.compile(r"(?:[;:]|\s[–—-])\s+")
_PIECE = re.compile(r"(?P<before>[^\w]*)(?P<core>.*?)(?P<after>[\s,;:–—(\[«“„\"-]*)", re.DOTALL)
_CAPITALS_FROM = 2
"""Words in capitals alone that make a sentence one in capitals; a single one is an acronym."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way for one sentence.

    Attributes:
        name: As in the module's documentation.
        inputs: The texts that the engine has to translate.
        build: Makes the sentence of their translations; None where they don't fit together.
    """

    name: str
    inputs: tuple[str, ...]
    build: Callable[[Sequence[str]], str | None]


def ways(sentence: str, found: list[Placeable], spoken: str, language: str) -> Iterator[Way]:
    """The ways for a sentence, those that differ from the ones before.

    Args:
        sentence: The sentence, no white space around it.
        found: Its placeables, terms that must stay as they are included.
        spoken: Its language.
        language: The language it is translated into.
    """
    if not any(map(str.isalpha, markup.masked(sentence, found))):
        yield _pieces("pieces", markup.cut(sentence, found), spoken, language)
        return
    seen: set[tuple[str, ...]] = set()
    for way in (
        _whole(sentence, found, spoken, language),
        _pieces("pieces", markup.cut(sentence, found), spoken, language),
        _pieces("clauses", _clauses(markup.cut(sentence, found)), spoken, language),
    ):
        if way and way.inputs not in seen:
            seen.add(way.inputs)
            yield way


def _whole(sentence: str, found: list[Placeable], spoken: str, language: str) -> Way | None:
    bare = markup.bare(sentence, found)
    if bare is None:
        return None
    shouted = _in_capitals(bare.text, bare.opaque)
    inputs = [bare.text, *(span.text.strip() for span in bare.spans)]
    if shouted:
        inputs = [_lowered(text, bare.opaque) for text in inputs]

    def build(answers: Sequence[str]) -> str | None:
        texts = [figures.localised(bare.text, answer, spoken, language) for answer in answers]
        if shouted and LANGUAGES[language].script != "Georgian":
            texts = [_raised(text, bare.opaque) for text in texts]
        return bare.restored(texts[0].strip(), texts[1:])

    return Way("whole", tuple(inputs), build)


def _pieces(name: str, pieces: list[tuple[str, bool]], spoken: str, language: str) -> Way:
    """Each piece on its own; its punctuation and spacing stay as they are."""
    parts: list[tuple[str, str | None, str]] = []
    for text, wanted in pieces:
        shape = _PIECE.fullmatch(text)
        if not wanted or shape is None or not any(map(str.isalpha, shape["core"])):
            # Numbers with nothing around them are written as the target language does.
            written = figures.localised(text, text, spoken, language) if wanted else text
            parts.append((written, None, ""))
        else:
            parts.append((shape["before"], shape["core"], shape["after"]))
    inputs = [core for _, core, _ in parts if core is not None]
    shouted = [_in_capitals(text, ()) for text in inputs]

    def build(answers: Sequence[str]) -> str | None:
        remaining = iter(zip(inputs, answers, shouted, strict=True))
        built = []
        for before, core, after in parts:
            if core is None:
                built.append(before)
                continue
            text, answer, loud = next(remaining)
            answer = figures.localised(text, answer.strip(), spoken, language)
            if not answer:
                return None
            if not text.endswith("."):
                answer = answer.rstrip(".")  # models like to end what is no sentence
            if loud and LANGUAGES[language].script != "Georgian":
                answer = answer.upper()
            built.append(f"{before}{answer}{after}")
        return "".join(built)

    asked = [
        _lowered(text, ()) if loud else text for text, loud in zip(inputs, shouted, strict=True)
    ]
    return Way(name, tuple(asked), build)


def _clauses(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    cut: list[tuple[str, bool]] = []
    for text, wanted in pieces:
        if not wanted:
            cut.append((text, False))
            continue
        position = 0
        for mark in _CLAUSE.finditer(text):
            cut.append((text[position : mark.end()], True))
            position = mark.end()
        cut.append((text[position:], True))
    return [(text, wanted) for text, wanted in cut if text]


def _in_capitals(text: str, opaque: Sequence[str]) -> bool:
    for value in opaque:
        text = text.replace(value, " ")
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) >= _CAPITALS_FROM and all(word.isupper() for word in words)


def _lowered(text: str, opaque: Sequence[str]) -> str:
    """Sentence case, placeables left alone."""
    lowered = _outside(text, opaque, str.lower)
    first = next((i for i, character in enumerate(lowered) if character.isalpha()), 0)
    return lowered[:first] + text[first : first + 1] + lowered[first + 1 :]


def _raised(text: str, opaque: Sequence[str]) -> str:
    return _outside(text, opaque, str.upper)


def _outside(text: str, opaque: Sequence[str], change: Callable[[str], str]) -> str:
    if not opaque:
        return change(text)
    pattern = re.compile(f"({'|'.join(map(re.escape, opaque))})")
    return "".join(
        part if number % 2 else change(part) for number, part in enumerate(pattern.split(text))
    )
