"""A sentence as a model should see it, and what its translation needs to get back.

Models mangle anything that stands in for something else, so there are no stand-ins. What can stay
at an edge is cut off, tags in the middle are taken out and put back around the translation of what
they enclosed, entities are shown as the characters they mean, and the rest is left as it is:
models copy most addresses and codes, and it is checked whether they did.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translator import placeables
from translator.placeables import Placeable

FILLER = "|"
"""Stands for each character of a placeable where numbers and letters are looked at."""
_AT_EDGE = frozenset({"url", "email", "code", "file"})
"""Kinds that a sentence does without where they stand at its end or beginning."""
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_VOID = re.compile(r"<(?:br|hr|img|wbr|input)\b|<!--|<[^>]*/>$", re.IGNORECASE)
_PREFIX_SHARE, _SHORTEST_PREFIX = 0.6, 3


@dataclass(frozen=True, slots=True)
class Span:
    """What a pair of tags encloses.

    Attributes:
        text: The enclosed text, without tags.
        before: The opening tags.
        after: The closing tags.
    """

    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Bare:
    """A sentence without what a model need not see.

    Attributes:
        prefix: What was cut off at the beginning.
        text: What the model sees.
        suffix: What was cut off at the end.
        spans: What tags enclosed in the middle.
        opaque: Placeables that are still in the text.
        entities: Entities that the text has as characters.
    """

    prefix: str
    text: str
    suffix: str
    spans: tuple[Span, ...] = ()
    opaque: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()

    def restored(self, translation: str, spans: Sequence[str]) -> str | None:
        """The translation with everything put back.

        Args:
            translation: Of `text`.
            spans: The translations of the spans' texts on their own.

        Returns:
            None where something can't be put back with certainty.
        """
        text = _mended(translation, self.opaque)
        places: list[tuple[int, int, Span]] = []
        for span, alone in zip(self.spans, spans, strict=True):
            place = _located(text, span.text, alone)
            if place is None or any(
                place[0] < end and start < place[1] for start, end, _ in places
            ):
                return None
            places.append((*place, span))
        for start, end, span in sorted(places, key=lambda place: place[0], reverse=True):
            text = f"{text[:start]}{span.before}{text[start:end]}{span.after}{text[end:]}"
        for entity, times in Counter(self.entities).items():
            character = html.unescape(entity)
            if text.count(character) != times:
                return None
            text = text.replace(character, entity)
        return f"{self.prefix}{text}{self.suffix}"


def find(text: str, kept: Iterable[tuple[int, int]] = ()) -> list[Placeable]:
    """The placeables of a text, terms that must stay as they are among them, in order."""
    found = placeables.find(text)
    taken = [(p.start, p.end) for p in found]
    for start, end in kept:
        if not any(start < last and first < end for first, last in taken):
            found.append(Placeable("term", start, end, text[start:end]))
    return sorted(found, key=lambda p: p.start)


def masked(text: str, found: list[Placeable]) -> str:
    """The text with its placeables blanked out."""
    return placeables.mask(text, found, FILLER)


def bare(sentence: str, found: list[Placeable]) -> Bare | None:
    """Take a sentence apart; None where tags in its middle don't enclose anything."""
    spans, edges = _pairs(sentence, found)
    inner = [p for p in found if p.kind == "tag" and p not in edges]
    if any(_VOID.match(p.text) for p in inner) or len(inner) != 2 * len(spans):
        return None
    start, end = _core(sentence, found, edges)
    parts: list[str] = []
    entities: list[str] = []
    opaque: list[str] = []
    position = start
    for p in found:
        if p.start < start or p.end > end:
            continue
        if p.kind == "tag":
            shown = ""
        elif p.kind == "entity":
            shown = html.unescape(p.text)
            entities.append(p.text)
        else:
            shown = p.text
            opaque.append(p.text)
        parts += (sentence[position : p.start], shown)
        position = p.end
    text = "".join([*parts, sentence[position:end]])
    merged = _merged(
        [
            Span(_plain(sentence[a.end : b.start]), a.text, b.text)
            for a, b in spans
            if a.start >= start and b.end <= end
        ]
    )
    if merged is None or any(not span.text.strip() for span in merged):
        return None
    return Bare(
        sentence[:start], text, sentence[end:], tuple(merged), tuple(opaque), tuple(entities)
    )


def cut(sentence: str, found: list[Placeable]) -> list[tuple[str, bool]]:
    """Cut a sentence at its placeables.

    Returns:
        Pieces in order, and whether each is to be translated; joined they give the sentence.
    """
    pieces: list[tuple[str, bool]] = []
    position = 0
    for p in found:
        pieces += ((sentence[position : p.start], True), (p.text, False))
        position = p.end
    pieces.append((sentence[position:], True))
    return [(text, wanted) for text, wanted in pieces if text]


def _pairs(
    sentence: str, found: list[Placeable]
) -> tuple[list[tuple[Placeable, Placeable]], list[Placeable]]:
    """Tags that enclose a part of the sentence, outermost first, and tags at its edges."""
    tags = [p for p in found if p.kind == "tag"]
    opened: list[Placeable] = []
    pairs: list[tuple[Placeable, Placeable]] = []
    single: list[Placeable] = []
    for tag in tags:
        if _VOID.match(tag.text):
            single.append(tag)
        elif not tag.text.startswith("</"):
            opened.append(tag)
        elif opened and _name(opened[-1]) == _name(tag):
            pairs.append((opened.pop(), tag))
        else:
            single.append(tag)
    single += opened
    edges: list[Placeable] = []
    spans = []
    plain = placeables.mask(sentence, [p for p in found if p.kind != "term"])
    letters = [place for place, character in enumerate(plain) if character.isalpha()]
    start, end = (letters[0], letters[-1]) if letters else (len(plain), -1)
    for first, last in sorted(pairs, key=lambda pair: pair[0].start):
        if start < first.start or end >= last.end:
            spans.append((first, last))
        else:
            edges += (first, last)
    edges += [tag for tag in single if start >= tag.start or end < tag.end]
    return spans, edges


def _core(sentence: str, found: list[Placeable], edges: list[Placeable]) -> tuple[int, int]:
    """Where what the model has to see begins and ends."""
    droppable = [p for p in found if p.kind in _AT_EDGE or p in edges]
    start, end = 0, len(sentence)
    moved = True
    while moved:
        moved = False
        for p in droppable:
            if start <= p.start and not sentence[start : p.start].strip(" \t\u00a0:–—-("):
                start, moved = p.end, True
            elif p.end <= end and not sentence[p.end : end].strip(" \t\u00a0.,;:!?)"):
                end, moved = p.start, True
            else:
                continue
            droppable.remove(p)
            break
    while start < end and (sentence[start].isspace() or (start and sentence[start] in ",;:–—-)")):
        start += 1
    while end > start and sentence[end - 1].isspace():
        end -= 1
    return start, max(start, end)


def _merged(spans: list[Span]) -> list[Span] | None:
    """Spans around the very same text as one; None where one is inside another otherwise."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].text == span.text and span.text:
            before, after = merged[-1].before + span.before, span.after + merged[-1].after
            merged[-1] = Span(span.text, before, after)
        elif any(span.text in other.text for other in merged):
            return None
        else:
            merged.append(span)
    return merged


def _mended(text: str, opaque: Sequence[str]) -> str:
    """Placeables that came through but for white space or case, as they were."""
    for value, times in Counter(opaque).items():
        if text.count(value) >= times:
            continue
        loose = r"\s*".join(re.escape(character) for character in value if not character.isspace())
        found = list(re.finditer(loose, text, re.IGNORECASE))
        if len(found) == times:
            text = re.sub(loose, value.replace("\\", r"\\"), text, flags=re.IGNORECASE)
    return text


def _located(text: str, source: str, alone: str) -> tuple[int, int] | None:
    """The one place in a translation where a span's own translation, or its source, stands.

    Endings may differ: words agree by their beginnings.
    """
    for wanted in (alone, source):
        words = [found[0].casefold() for found in _WORD.finditer(wanted)]
        if not words:
            continue
        there = list(_WORD.finditer(text))
        places = [
            (there[i].start(), there[i + len(words) - 1].end())
            for i in range(len(there) - len(words) + 1)
            if all(
                _alike(word, there[i + offset][0].casefold()) for offset, word in enumerate(words)
            )
        ]
        if len(places) == 1:
            return places[0]
    return None


def _alike(first: str, second: str) -> bool:
    if first == second:
        return True
    if any(character.isdigit() for character in first + second):
        return False
    needed = max(_SHORTEST_PREFIX, round(_PREFIX_SHARE * max(len(first), len(second))))
    return first[:needed] == second[:needed] and min(len(first), len(second)) >= needed


def _plain(text: str) -> str:
    return "".join(piece for piece, wanted in cut(text, placeables.find(text)) if wanted)


def _name(tag: Placeable) -> str:
    found = re.match(r"</?([\w.:-]+)", tag.text)
    return found[1].lower() if found else ""
