"""Which language a text reads like: by script, letters, function words and endings.

Quicker than statistical identification, and it knows which language the text should be in.
"""

from __future__ import annotations

import re

from translator.rules.alphabets import ALPHABETS, OWN_LETTER_SHARE, OWN_LETTERS, SCRIPT_RANGE
from translator.rules.analysis import WORD, Text
from translator.rules.model import Span
from translator.rules.telltale import FUNCTION_WORDS, score
from translator.rules.unmarked import typed_without_letters

CYRILLIC = ("tg", "ru", "kk", "ky")
_LETTERS = {name: re.compile(f"[{span}]") for name, span in SCRIPT_RANGE.items()}
_NATIVE_SHARE = 0.25  # of the letters: below it, names in Latin letters are no excuse
_THIRD_SCRIPT = {"Cyrillic": _LETTERS["Georgian"], "Georgian": _LETTERS["Cyrillic"]}
_FOREIGN = {
    code: re.compile(
        "[" + "".join(c for c in map(chr, range(0x400, 0x530)) if c not in ALPHABETS[code]) + "]"
    )
    for code in CYRILLIC
}
_LATIN_RUN = re.compile(
    r"(?<![A-Za-z'’])[A-Za-z][A-Za-z'’]*(?:[ ,;:.()'’\"“”0-9–—-]{1,30}[A-Za-z][A-Za-z'’]*){2,}"
)
_ENGLISH_WORDS = (
    "the of and in to is was were for with that on by from at as are be been has have had this "
    "which who it its their they he she his her not but or a an will would can could also after "
    "one another some more all two into than about over during within only there where when"
)
_TITLE_WORDS = "of the and in to for on a an with at by or from de la le van von"
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_IN_TITLES = frozenset(_TITLE_WORDS.split())
# Letters foreign to the language: a Russian text has one Tajik lacks among every twenty, a Tajik
# sentence with a Russian name one among a hundred.
_FOREIGN_SHARE = 0.025
_FOREIGN_LEAST = 3
_LONG = 60  # letters, from which a text without any letter of its own is doubtful
_SURELY_MARKED = 7.0  # own letters usual in a text of its length, from which it must have one
SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_SHORTESTSENTENCE = 40  # characters
# The letters that no other of the Cyrillic languages has, where a language has such letters.


_ONLY = {
    language: re.compile(
        "["
        + "".join(
            own + own.upper()
            for own in OWN_LETTERS[language]
            if not any(own in OWN_LETTERS.get(c, ()) for c in CYRILLIC if c != language)
        )
        + "]"
    )
    for language in ("tg", "kk")
}


def other_language(text: Text) -> str | None:
    """The other Cyrillic language that a text is in, if it isn't in the one it should be in.

    Args:
        text: A text mostly in Cyrillic letters, with the language it should be in.
    """
    language = text.language
    words = text.words
    own = 3 * len(words & FUNCTION_WORDS[language])
    hits = {code: len(words & FUNCTION_WORDS[code]) for code in CYRILLIC if code != language}
    best = max(hits, key=lambda code: hits[code])
    foreign = _FOREIGN[language].findall(text.plain)
    unmarked = language in _ONLY and not _ONLY[language].search(text.plain)
    if own >= 6 and hits[best] <= 1 and not unmarked:
        return None
    if not foreign and not unmarked and (own > 0 and own >= 3 * hits[best]):
        return None
    letters = len(_LETTERS["Cyrillic"].findall(text.plain))
    scores = {code: score(words, code) for code in CYRILLIC}
    rivals = sorted(hits, key=lambda code: (scores[code], hits[code]), reverse=True)
    if len(foreign) >= max(_FOREIGN_LEAST, _FOREIGN_SHARE * letters):
        small = {c.lower() for c in foreign}
        fitting = [code for code in rivals if len(small & ALPHABETS[code]) * 2 >= len(small)]
        if fitting and scores[language] <= scores[fitting[0]]:
            return fitting[0]
    possible = [code for code in rivals if _can_be(text, language, code)]
    if not possible:
        return None
    rival = possible[0]
    if rival == "ky" and typed_without_letters(text.lower, language):
        return None  # a Kazakh text without its letters reads like Kyrgyz, which would have others
    if unmarked and scores[rival] >= scores[language]:
        usual = letters * OWN_LETTER_SHARE[language]
        if usual >= _SURELY_MARKED or (letters >= _LONG and scores[rival] > scores[language]):
            return rival
    return rival if scores[rival] >= 4 and scores[rival] > 2 * scores[language] + 1 else None


def _can_be(text: Text, language: str, rival: str) -> bool:
    """Whether a text lacks letters that its language has and the rival doesn't."""
    letters = ALPHABETS[language]
    telling = [letter for letter in _FOREIGN[rival].findall(text.plain) if letter in letters]
    return len(telling) < _FOREIGN_LEAST


def in_another_script(target: Text, script: str) -> bool:
    """Whether too few letters are the language's, and not because the text is names and codes."""
    text = target.plain
    if (
        script != "Latin"
        and len(text.encode("ascii", "ignore")) * 2 < len(text)
        and not _THIRD_SCRIPT[script].search(text)
    ):
        return False  # mostly letters beyond ASCII, and none of a third script
    native = len(_LETTERS[script].findall(text))
    letters = {name: len(pattern.findall(text)) for name, pattern in _LETTERS.items()}
    total = sum(letters.values())
    if not total or native >= _NATIVE_SHARE * total:
        return False
    words = WORD.findall(text)
    common = [word for word in words if word.islower() and len(word) > 2]
    if script != "Latin" and letters["Latin"] == max(letters.values()):
        # «Euronews», "BBC World Service" are names: English text has words in lower case.
        return len(common) >= 2
    return len(words) >= 2


def english_run(target: Text) -> Span | None:
    """A run of English words that is more than a name or a title."""
    for run in _LATIN_RUN.finditer(target.plain):
        words = re.findall(r"[A-Za-z'’]+", run[0])
        lower = [word for word in words if word.islower()]
        function = [word for word in lower if word in _ENGLISH]
        # "Lord of the Rings" has no lower-case words but these.
        if len(lower) >= 3 and function and (set(lower) - _IN_TITLES or len(lower) > 4):
            return run.span()
    return None
