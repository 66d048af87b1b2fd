"""Text like news in any amount, and edits like those of an editor.

Sentences are walks over the words of real ones (a Markov chain of order two): the sample items of
this repository, and English texts of a folder of `NAME.LANG.tsv` files where one is given. Names,
places and numbers are put in, so that words are as unevenly rare as in a real archive.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from translator.project import find

SAMPLE = Path(__file__).parent.parent
_NAMES = 200_000
_SYLLABLES = [
    *("ba", "ri", "ko", "sa", "mu", "ta", "lin", "gor", "dze", "shvi", "li", "na", "mir", "bek"),
    *("ov", "an", "ger", "al", "dos", "kan", "tur", "ul", "ya", "zha", "per", "vin", "hol", "os"),
]


class Corpus:
    """Texts, always the same for the same seed.

    Args:
        data: A folder of `NAME.LANG.tsv` files; the sample's English alone if not given.
        seed: For other texts.
    """

    def __init__(self, data: Path | None = None, seed: int = 1) -> None:
        self.chooser = random.Random(seed)
        self._next: dict[tuple[str, ...], list[str]] = {}
        self._starts: list[tuple[str, str]] = []
        for text in _texts(data):
            words = text.split()
            if len(words) < 5:
                continue
            self._starts.append((words[0], words[1]))
            for first, second, third in zip(words, words[1:], [*words[2:], ""], strict=False):
                self._next.setdefault((first, second), []).append(third)
                self._next.setdefault((second,), []).append(third)
        self._names = [
            "".join(self.chooser.choices(_SYLLABLES, k=self.chooser.randint(2, 4))).capitalize()
            for _ in range(_NAMES)
        ]
        english = Locale("en")
        self._places: list[str] = [*english.territories.values(), *english.languages.values()]

    def text(self) -> str:
        """One text of some words to a paragraph."""
        choose = self.chooser
        words = list(choose.choice(self._starts))
        while len(words) < 45:
            after = self._next.get((words[-2], words[-1])) if choose.random() < 0.6 else None
            word = choose.choice(after or self._next.get((words[-1],)) or [""])
            if not word:
                break
            words.append(word)
        for place in range(len(words)):
            words[place] = self._put_in(words[place])
        return " ".join(words)

    def edited(self, text: str) -> str:
        """The text as an editor might correct it."""
        choose = self.chooser
        words = text.split()
        kind = choose.random()
        if kind < 0.45:  # words replaced
            for _ in range(max(1, len(words) // 10)):
                words[choose.randrange(len(words))] = self.word()
        elif kind < 0.65:  # a sentence, or the beginning of one, added
            words += self.text().split()[: choose.randint(4, 12)]
        elif kind < 0.85:  # numbers corrected, or put in where there are none
            words = [str(choose.randint(1, 3000)) if w.isdigit() else w for w in words]
            if words == text.split():
                words.insert(choose.randrange(len(words)), str(choose.randint(1, 3000)))
        else:  # a phrase taken out
            start = choose.randrange(len(words))
            del words[start : start + max(1, len(words) // 8)]
        changed = " ".join(words)
        return changed if changed != text else f"{text} {self.word()}"

    def word(self) -> str:
        """A word as texts have them."""
        return self._put_in(self.chooser.choice(self._starts)[1])

    def _put_in(self, word: str) -> str:
        chance = self.chooser.random()
        if chance < 0.04:  # a few names are in the news every day, most were once
            return self._names[int(_NAMES * self.chooser.random() ** 4)]
        if chance < 0.06:
            return self.chooser.choice(self._places)
        return str(self.chooser.randint(1, 3000)) if chance < 0.08 else word


def _texts(data: Path | None) -> Iterator[str]:
    for item in find(SAMPLE, explicit=True).items:
        for segment in item.read().segments:
            if re.search("[a-z]{3}", segment.text) and segment.text.isascii():
                yield segment.text
    for path in sorted(data.glob("*.ru.tsv")) if data else []:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield line.partition("\t")[0]
