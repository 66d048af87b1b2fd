"""A name one letter away from a country's, or from how the item writes it everywhere else."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from translator.message import phrase
from translator.rules.analysis import SourceText
from translator.rules.gazetteer import country_names
from translator.rules.model import Finding
from translator.rules.registry import source_rule

_NAME = re.compile(r"(?<![\w’'-])[^\W\d_]{7,}(?![\w’'-])")
_ENDING = 3  # letters that inflection may change
_OFTEN = 3  # times another spelling must occur in the item


@source_rule("misspelt-names", "Misspelt names", "warning", "A name seems to be misspelt.")
def check(source: SourceText) -> Iterator[Finding]:
    """Compare capitalised words of seven letters and more with known names."""
    words = [match for match in _NAME.finditer(source.plain) if match[0].istitle()]
    if not words:
        return
    often = _often(source.item)
    for match in words:
        word = match[0]
        alike = often.get(word[0], ())
        if word in alike or word in country_names(source.language):
            continue
        name = _country_like(word, source.language) or _like(word, alike)
        if name:
            fix = source.text[: match.start()] + name + source.text[match.end() :]
            yield Finding(
                phrase("“{word}” seems to be misspelt: “{name}”?", word=word, name=name),
                match.span(),
                fix,
            )


def _like(word: str, names: Iterable[str]) -> str | None:
    return next((name for name in names if one_letter_apart(word, name)), None)


@functools.lru_cache(maxsize=4)
def _often(item: tuple[str, ...]) -> dict[str, list[str]]:
    """The names that an item writes the same way often, by initial; every segment of it asks."""
    counts = Counter(word for text in item for word in _NAME.findall(text) if word.istitle())
    return _by_initial(word for word, count in counts.items() if count >= _OFTEN)


@functools.lru_cache(maxsize=50_000)
def _country_like(word: str, language: str) -> str | None:
    """The country's name that a word is one letter away from; news is full of the same names."""
    return _like(word, _countries(language).get(word[0], ()))


@functools.cache
def _countries(language: str) -> dict[str, list[str]]:
    return _by_initial(country_names(language))


def _by_initial(words: Iterable[str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name in sorted(words):
        names.setdefault(name[0], []).append(name)
    return names


def one_letter_apart(word: str, name: str) -> bool:
    """Whether one letter was left out, added or changed inside the stem of a name."""
    if abs(len(word) - len(name)) > 1 or word[0] != name[0] or min(len(word), len(name)) < 7:
        return False
    head = 0
    while head < min(len(word), len(name)) and word[head] == name[head]:
        head += 1
    rest, other = word[head:], name[head:]
    if len(rest) <= _ENDING or len(other) <= _ENDING:
        return False
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
