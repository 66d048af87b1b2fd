"""The languages of the desk: alphabets, plural forms, and which of them a text is in.

The language of a segment is decided by its script, then by letters that only one of the candidate
languages has, then by statistical identification restricted to the candidates, and where none of
these is sure, by the segment's neighbours.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from translator.message import Message

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@dataclass(frozen=True, slots=True)
class Language:
    """One language the desk knows.

    Attributes:
        code: ISO 639-1.
        name: In English.
        native: As its readers call it.
        script: `Latin`, `Cyrillic` or `Georgian`.
        alphabet: Every letter, in lower case.
        territory: Where most of its readers are, by CLDR's likely subtags.
        plural_forms: The gettext header's value.
    """

    code: str
    name: str
    native: str
    script: str
    alphabet: str
    territory: str
    plural_forms: str = "nplurals=2; plural=(n != 1);"

    @property
    def said(self) -> Message:
        """Its name, for a message."""
        return Message(self.name, {})

    @property
    def locale(self) -> str:
        """With its territory, as Open Graph writes it: `ka_GE`."""
        return f"{self.code}_{self.territory}"


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "English", "English", "Latin", "abcdefghijklmnopqrstuvwxyz", "US"),
        Language(
            "ka", "Georgian", "ქართული", "Georgian", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "GE"
        ),
        # Without ц, щ, ы and ь since the spelling reform of 1998.
        Language("tg", "Tajik", "тоҷикӣ", "Cyrillic", "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя", "TJ"),
        Language(
            "ru",
            "Russian",
            "русский",
            "Cyrillic",
            _RUSSIAN,
            "RU",
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
            "(n%100<10 || n%100>=20) ? 1 : 2);",
        ),
        Language("kk", "Kazakh", "қазақ тілі", "Cyrillic", _RUSSIAN + "әғқңөұүһі", "KZ"),
        Language("ky", "Kyrgyz", "кыргызча", "Cyrillic", _RUSSIAN + "ңөү", "KG"),
    )
}

_SCRIPTS = {
    # Combining marks and modifier letters belong to no script of their own.
    "Latin": re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"),
    "Cyrillic": re.compile(r"[\u0400-\u0481\u048a-\u052f]"),
    "Georgian": re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f]"),
}
_WORD = re.compile(r"[^\W\d_]+")

# The thresholds below were set on professional translations into the five languages, joined and
# cut to lengths from one word to a paragraph; tests/test_languages.py keeps the outcome.
_MAIN_SCRIPT = 0.8  # share of the letters from which a text counts as written in one script
_OWN_LETTERS = 0.015  # share of letters of its own from which they are no foreign word's
_LONG = 60  # letters, from which the absence of a language's own ones tells
_SURE_GUESS = 0.95  # probability from which the identifier is believed
_SHORTEST_GUESS = 20  # letters, below which it is not asked


@dataclass(frozen=True, slots=True)
class Identification:
    """The language of a text, and whether script or letters decided it (else it is a guess)."""

    language: str
    certain: bool


def code_of(tag: str) -> str:
    """The language of a tag as other tools write it: `ru` of `ru-RU`, `kk_KZ`, `KY-cyrl`."""
    return re.split(r"[-_]", tag.strip(), maxsplit=1)[0].lower()


def identify(
    texts: Sequence[str], candidates: Collection[str], default: str
) -> list[Identification]:
    """Identify the language of each segment of one item.

    Args:
        texts: The segments in document order.
        candidates: Codes of the languages that may occur.
        default: The item's language, for an item that says nothing about its own.

    Returns:
        One identification a segment.
    """
    own = [_identify_alone(text, frozenset(candidates)) for text in texts]
    known = Counter(found.language for found in own if found)
    main = known.most_common(1)[0][0] if known else default
    return [
        found or Identification(_inherited(own[:index], own[index + 1 :], main), certain=False)
        for index, found in enumerate(own)
    ]


def script_shares(text: str) -> dict[str, float]:
    """The share of a text's letters in each script we know; empty where it has no letters."""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items() if count}


def _inherited(
    before: Sequence[Identification | None], after: Sequence[Identification | None], main: str
) -> str:
    """The language of a neighbour: the item's main one where either has it, else the one above."""
    neighbours = [
        side.language
        for side in (next(filter(None, reversed(before)), None), next(filter(None, after), None))
        if side
    ]
    return main if main in neighbours or not neighbours else neighbours[0]


def _identify_alone(text: str, candidates: frozenset[str]) -> Identification | None:
    shares = script_shares(text)
    if not shares:
        return None
    script = max(shares, key=lambda name: shares[name])
    written = [code for code in sorted(candidates) if LANGUAGES[code].script == script]
    if not written:
        return None
    pure = shares[script] >= _MAIN_SCRIPT
    if len(written) == 1:
        return Identification(written[0], certain=pure)
    decided = _by_own_letters(text, script, written)
    if decided:
        return Identification(decided, certain=pure)
    if sum(map(len, _WORD.findall(text))) < _SHORTEST_GUESS:
        return None
    language, probability = _identifier(tuple(written)).classify(text)
    return Identification(language, certain=False) if probability >= _SURE_GUESS else None


def _by_own_letters(text: str, script: str, candidates: Sequence[str]) -> str | None:
    """The one language whose alphabet has the letters that not all candidates share."""
    letters = Counter(_SCRIPTS[script].findall(text.lower()))
    shared = set.intersection(*(set(LANGUAGES[code].alphabet) for code in candidates))
    total = sum(letters.values())
    special = {letter: count for letter, count in letters.items() if letter not in shared}
    fitting = [c for c in candidates if special.keys() <= set(LANGUAGES[c].alphabet)]
    if not special or not fitting:
        return None
    chosen = min(fitting, key=lambda code: len(LANGUAGES[code].alphabet))
    alphabet = set(LANGUAGES[chosen].alphabet)
    # Names keep their letters in other languages' texts: «Қасым-Жомарт» makes no sentence Kazakh.
    names = text.isupper()
    common = Counter("".join(w for w in _WORD.findall(text) if names or w[0].islower()).lower())
    for rival in candidates:
        if rival == chosen:
            continue
        telling = alphabet - set(LANGUAGES[rival].alphabet)
        if not telling and total >= _LONG and special.keys() - set(_RUSSIAN):
            # A long Kazakh text has a letter that Kyrgyz lacks. A text with no letter of its own
            # may be Russian, or Kazakh typed on a Russian keyboard: letters don't tell.
            continue
        if sum(common[letter] for letter in telling) < max(2, _OWN_LETTERS * total):
            return None
    return chosen


@functools.cache
def _identifier(candidates: tuple[str, ...]) -> Any:  # py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(candidates)
    return identifier
