"""Faults to put into good translations, one kind a class instance."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from translator.languages import LANGUAGES
from translator.rules import Pair

Rows = Sequence[tuple[str, str]]
Others = dict[str, dict[str, str]]
Spoil = Callable[[Pair, random.Random, Others], Iterator[Pair]]

_NUMBER = re.compile(r"[0-9]+(?:[.,:\u00a0\u202f][0-9]+)*")
_OWN_TO_RUSSIAN = str.maketrans("әғқңөұүһіӣӯҳҷӘҒҚҢӨҰҮҺІӢӮҲҶ", "агкноуухииухчАГКНОУУХИИУХЧ")
_TO_LATIN = dict(zip("аеорсухкмтіАВЕКМНОРСТХУІ", "aeopcyxkmtiABEKMHOPCTXYI", strict=True))
# Georgian has no look-alike; these are what a Latin keyboard gives for the same sounds.
_TO_LATIN |= dict(zip("აბდეიოსუ", "abdeiosu", strict=True))
_LONG_TEXT = 600


@dataclass(frozen=True)
class Fault:
    """One kind of fault.

    Attributes:
        name: For the table.
        spoil: Yields the spoilt pairs of a good one, none where it can't have the fault.
        pairs: Makes the good pairs of the rows.
    """

    name: str
    spoil: Spoil
    pairs: Callable[[Rows, str], Iterator[Pair]]


def single(rows: Rows, language: str) -> Iterator[Pair]:
    """Every row as it is."""
    for source, target in rows:
        yield Pair(source, target, "en", language)


def with_url(rows: Rows, language: str) -> Iterator[Pair]:
    """Every row with the same address put into both sides."""
    for number, (source, target) in enumerate(rows):
        url = f"https://www.example{number}.org/news/{2000 + number % 26}/item-{number}?id={number}"
        yield Pair(_put_in(source, url), _put_in(target, url), "en", language)


def with_tag(rows: Rows, language: str) -> Iterator[Pair]:
    """Every row with a word put in a tag on both sides."""
    for number, (source, target) in enumerate(rows):
        name = ("b", "1", "em", "strong")[number % 4]
        yield Pair(_tagged(source, name), _tagged(target, name), "en", language)


def long_texts(rows: Rows, language: str) -> Iterator[Pair]:
    """Consecutive rows joined to texts of 600 characters and more."""
    sources: list[str] = []
    targets: list[str] = []
    for source, target in rows:
        sources.append(source)
        targets.append(target)
        if len(" ".join(targets)) >= _LONG_TEXT:
            yield Pair(" ".join(sources), " ".join(targets), "en", language)
            sources, targets = [], []


def _put_in(text: str, piece: str) -> str:
    words = text.split(" ")
    middle = len(words) // 2
    return " ".join([*words[:middle], piece, *words[middle:]])


def _tagged(text: str, name: str) -> str:
    words = text.split(" ")
    middle = len(words) // 2
    words[middle] = f"<{name}>{words[middle]}</{name}>"
    return " ".join(words)


def digit_changed(pair: Pair, chance: random.Random, _: Others) -> Iterator[Pair]:
    """One digit of the target becomes another."""
    places = [n for n, letter in enumerate(pair.target) if letter in "0123456789"]
    if places:
        place = chance.choice(places)
        digit = chance.choice([d for d in "0123456789" if d != pair.target[place]])
        yield replace(pair, target=pair.target[:place] + digit + pair.target[place + 1 :])


def number_dropped(pair: Pair, chance: random.Random, _: Others) -> Iterator[Pair]:
    """One number of the target is cut out."""
    numbers = list(_NUMBER.finditer(pair.target))
    if numbers:
        number = chance.choice(numbers)
        yield replace(pair, target=pair.target[: number.start()] + pair.target[number.end() :])


def cut_to_a_third(pair: Pair, _: random.Random, __: Others) -> Iterator[Pair]:
    """Only the first third of the words is left."""
    words = pair.target.split(" ")
    if len(words) >= 6:
        yield replace(pair, target=" ".join(words[: len(words) // 3]))


def cut_to_a_third_with_full_stop(pair: Pair, _: random.Random, __: Others) -> Iterator[Pair]:
    """As a translator who overlooked the rest would leave it."""
    words = pair.target.split(" ")
    if len(words) >= 6:
        kept = " ".join(words[: len(words) // 3]).rstrip(".,;:!?")
        yield replace(pair, target=kept + pair.target[-1])


def phrase_looped(pair: Pair, chance: random.Random, _: Others) -> Iterator[Pair]:
    """A phrase of two to five words is said three times more."""
    words = pair.target.split(" ")
    length = chance.randint(2, 5)
    if len(words) > length:
        start = chance.randrange(len(words) - length)
        phrase = words[start : start + length]
        yield replace(
            pair, target=" ".join([*words[: start + length], *phrase * 3, *words[start + length :]])
        )


def english_left(pair: Pair, _: random.Random, __: Others) -> Iterator[Pair]:
    """The source stands as the translation."""
    yield replace(pair, target=pair.source)


def english_half_left(pair: Pair, _: random.Random, __: Others) -> Iterator[Pair]:
    """The second half of the source follows the first of the translation."""
    target, source = pair.target.split(" "), pair.source.split(" ")
    yield replace(pair, target=" ".join([*target[: len(target) // 2], *source[len(source) // 2 :]]))


def other_language(pair: Pair, _: random.Random, others: Others) -> Iterator[Pair]:
    """The translation into each of the other languages."""
    for translations in others.values():
        if pair.source in translations:
            yield replace(pair, target=translations[pair.source])


def bracket_dropped(pair: Pair, chance: random.Random, _: Others) -> Iterator[Pair]:
    """One bracket is cut out."""
    places = [n for n, letter in enumerate(pair.target) if letter in "()[]{}"]
    if places:
        place = chance.choice(places)
        yield replace(pair, target=pair.target[:place] + pair.target[place + 1 :])


def look_alike(pair: Pair, chance: random.Random, _: Others) -> Iterator[Pair]:
    """One letter of a word of three letters or more becomes a Latin one."""
    script = LANGUAGES[pair.language].script
    words = re.finditer(r"[^\W\d_]{3,}", pair.target)
    places = [
        place
        for word in words
        for place in range(*word.span())
        if pair.target[place] in _TO_LATIN and (script == "Georgian" or word[0][0] > "\u0400")
    ]
    if places:
        place = chance.choice(places)
        yield replace(
            pair,
            target=pair.target[:place] + _TO_LATIN[pair.target[place]] + pair.target[place + 1 :],
        )


def url_changed(pair: Pair, chance: random.Random, _: Others) -> Iterator[Pair]:
    """One letter or digit of the address in the target is another."""
    url = next(word for word in pair.target.split(" ") if "://" in word)
    places = [n for n, letter in enumerate(url) if letter.isalnum() and n > len("https://")]
    place = chance.choice(places)
    letter = chance.choice([c for c in "abcdefghijkmnpqrstuvwxyz0123456789" if c != url[place]])
    yield replace(pair, target=pair.target.replace(url, url[:place] + letter + url[place + 1 :]))


def tag_dropped(pair: Pair, chance: random.Random, _: Others) -> Iterator[Pair]:
    """The opening or the closing tag of the target is cut out."""
    tag = chance.choice(list(re.finditer(r"</?\w+>", pair.target)))
    yield replace(pair, target=pair.target[: tag.start()] + pair.target[tag.end() :])


def own_letters_replaced(pair: Pair, _: random.Random, __: Others) -> Iterator[Pair]:
    """Every letter that a Russian keyboard lacks becomes the one typed in its place."""
    if pair.language in ("tg", "kk", "ky"):
        yield replace(pair, target=pair.target.translate(_OWN_TO_RUSSIAN))


FAULTS = (
    Fault("digit changed", digit_changed, single),
    Fault("number dropped", number_dropped, single),
    Fault("text cut to a third", cut_to_a_third, single),
    Fault("… with its full stop", cut_to_a_third_with_full_stop, single),
    Fault("phrase looped", phrase_looped, single),
    Fault("English left in", english_left, single),
    Fault("… in the second half", english_half_left, single),
    Fault("other language put in", other_language, single),
    Fault("bracket dropped", bracket_dropped, single),
    Fault("look-alike put in", look_alike, single),
    Fault("URL changed", url_changed, with_url),
    Fault("tag dropped", tag_dropped, with_tag),
    Fault("own letters replaced", own_letters_replaced, long_texts),
)
