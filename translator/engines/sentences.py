"""Texts cut into sentences, their spacing kept: the pieces joined give the text back."""

from __future__ import annotations

from collections.abc import Sequence


def split(text: str, language: str, whole: Sequence[tuple[int, int]] = ()) -> list[str]:
    """Cut a text into sentences; each keeps the white space that follows it.

    Args:
        text: The text.
        language: Its language's code.
        whole: Stretches (start, end) that must not be cut, such as a tag with a full stop in it.
    """
    from sentencex import segment

    sentences: list[str] = list(segment(language, text))
    if "".join(sentences) != text:
        return [text]
    if not whole:
        return sentences
    joined: list[str] = []
    position = 0
    for sentence in sentences:
        if joined and any(start < position < end for start, end in whole):
            joined[-1] += sentence
        else:
            joined.append(sentence)
        position += len(sentence)
    return joined


def halves(text: str) -> tuple[str, str] | None:
    """Cut a sentence that is too long for a model in two, at the best place near its middle.

    Returns:
        Two parts that joined give the text, or None where it has no inner space to cut at.
    """
    spaces = [i for i, character in enumerate(text) if character.isspace() and text[:i].strip()]
    spaces = [i for i in spaces if text[i:].strip()]
    if not spaces:
        return None
    middle = len(text) / 2

    def cost(place: int) -> float:
        mark = text[place - 1]
        bonus = 0.5 if mark in ";:" else 0.35 if mark in ",)–—" else 0.0
        return abs(place - middle) / len(text) - bonus

    best = min(spaces, key=cost) + 1
    return text[:best], text[best:]
