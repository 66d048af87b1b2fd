"""Engines that do everything wrong that models were seen to do, and one that does all right."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from tests.support.tiny_argos import WORDS_EN_RU
from translator.engines import Engine, Translation
from translator.provenance import Provenance

_WORD = re.compile(r"[A-Za-z]+")
_TOKEN = re.compile(r"\S+")


def russian(text: str) -> str:
    """Word for word; letters of words that are in no dictionary become Cyrillic ones."""

    def word(found: re.Match[str]) -> str:
        return WORDS_EN_RU.get(found[0]) or found[0].translate(_CYRILLIC)

    return _WORD.sub(word, text)


_CYRILLIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстувшхызАБЦДЕФГХИЙКЛМНОПЯРСТУВШХЫЗ",
)


class Fake(Engine):
    """An engine whose answers a function makes."""

    @property
    def provenance(self) -> Provenance:
        return Provenance("argos", ("en-ru", "6.66"))

    def stream(self, texts: Sequence[str]) -> Iterator[tuple[int, Translation]]:
        for index, text in enumerate(texts):
            yield index, self.answer(text)

    def answer(self, text: str) -> Translation:
        raise NotImplementedError


class Hostile(Fake):
    """Each answer is spoiled in a way, or two, that chance picks."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.text = ""

    def stream(self, texts: Sequence[str]) -> Iterator[tuple[int, Translation]]:
        order = list(range(len(texts)))
        self.chance.shuffle(order)
        for index in order:
            yield index, self.answer(texts[index])

    def answer(self, text: str) -> Translation:
        self.text = text
        made = self.copying(text) if self.chance.random() < 0.6 else russian(text)
        for _ in range(self.chance.choice([0, 1, 1, 2])):
            if made.strip():
                made = self.chance.choice(self.faults)(self, made)
        return Translation(made, self.chance.random(), self.chance.random() > 0.05)

    def copying(self, text: str) -> str:
        """What a good model does: what is no word of the language is copied."""
        return " ".join(
            token if re.search(r"[\d/@<&{%]", token) else russian(token)
            for token in _TOKEN.findall(text)
        )

    def drop(self, made: str) -> str:
        tokens = made.split()
        del tokens[self.chance.randrange(len(tokens)) : self.chance.randrange(len(tokens) + 1)]
        return " ".join(tokens)

    def double(self, made: str) -> str:
        tokens = made.split()
        place = self.chance.randrange(len(tokens))
        return " ".join([*tokens[:place], tokens[place], *tokens[place:]])

    def reorder(self, made: str) -> str:
        tokens = made.split()
        self.chance.shuffle(tokens)
        return " ".join(tokens)

    def swap_numbers(self, made: str) -> str:
        numbers = re.findall(r"\d+", made)
        self.chance.shuffle(numbers)
        remaining = iter(numbers)
        return re.sub(r"\d+", lambda _: next(remaining), made)

    def change_a_number(self, made: str) -> str:
        return re.sub(r"\d", lambda _: str(self.chance.randrange(10)), made, count=1)

    def add_a_number(self, made: str) -> str:
        return f"{made} {self.chance.randrange(3000)}"

    def move_the_decimal_point(self, made: str) -> str:
        return made.replace(".", ",") if "." in made else made.replace(",", ".")

    def loop(self, made: str) -> str:
        return made + " " + " ".join([made.rsplit(maxsplit=1)[-1]] * 9)

    def in_english(self, made: str) -> str:
        return made if made == self.text else self.text

    def in_russian_only(self, made: str) -> str:
        return made[:0] + "Это было сказано на пресс-конференции, которая прошла вчера."

    def nothing(self, made: str) -> str:
        return made[:0] + self.chance.choice(["", " ", "\n"])

    def a_token(self, made: str) -> str:
        return made + self.chance.choice([" <unk>", "▁", "</s>", " >>rus<<", " ⁇"])

    def spaces_in_codes(self, made: str) -> str:
        return re.sub(r"([/.:@])", r" \1 ", made)

    def other_case(self, made: str) -> str:
        return made.swapcase()

    def another_currency(self, made: str) -> str:
        return made.replace("€", "$").replace("EUR", "USD") + " долларов"

    def tags_astray(self, made: str) -> str:
        return f"<b>{made}</i>"

    def marks(self, made: str) -> str:
        return made.replace("{", "").replace("%", "").replace("&", "и")

    faults = (
        drop,
        double,
        reorder,
        swap_numbers,
        change_a_number,
        add_a_number,
        move_the_decimal_point,
        loop,
        in_english,
        in_russian_only,
        nothing,
        a_token,
        spaces_in_codes,
        other_case,
        another_currency,
        tags_astray,
        marks,
    )
