"""The translation is in another language, or part of it was left untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.languages import LANGUAGES
from translator.rules.alphabets import ALPHABETS, OWN_LETTERS, SCRIPT_RANGE
from translator.rules.analysis import WORD, Analysis, Text
from translator.rules.model import Finding, Span
from translator.rules.registry import pair_rule
from translator.rules.telltale import FUNCTION_WORDS, score

_CYRILLIC = ("tg", "ru", "kk", "ky")
_LETTERS = {name: re.compile(f"[{span}]") for name, span in SCRIPT_RANGE.items()}
_NATIVE_SHARE = 0.25  # of the letters: below it, names in Latin letters are no excuse
_NATIVE = {
    script: frozenset().union(
        *(ALPHABETS[code] for code, language in LANGUAGES.items() if language.script == script)
    )
    for script in _LETTERS
}
_ENOUGH_LETTERS = 6  # different ones, for a text without many ASCII characters
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z'’]*(?:[ ,;:.–—-]+[A-Za-z][A-Za-z'’]*){2,}")
_ENGLISH = frozenset(
    "the of and in to is was were for with that on by from at as are be been has have had this "
    "which who it its their they he she his her not but or an will would can could also after".split()
)
_IN_TITLES = frozenset("of the and in to for on a an with at by or from de la le van von".split())
# Letters foreign to the language: a Russian text has one Tajik lacks among every twenty, a Tajik
# sentence with a Russian name one among a hundred.
_FOREIGN_SHARE = 0.025
_FOREIGN_LEAST = 3
_LONG = 60  # letters, from which a text must have letters of its own
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_SHORTEST_SENTENCE = 40  # characters
# The letters that no other of the Cyrillic languages has, where a language has such letters.
_ONLY = {
    language: frozenset(
        letter
        for own in frozenset(OWN_LETTERS[language]).difference(
            *(OWN_LETTERS.get(other, ()) for other in _CYRILLIC if other != language)
        )
        for letter in (own, own.upper())
    )
    for language in ("tg", "kk")
}


@pair_rule("wrong-language", "error", "The text, or part of it, is in another language.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Judge script, letters, function words and endings, of the whole and of its sentences."""
    target, language = analysis.target, LANGUAGES.get(analysis.pair.language)
    if language is None:
        return
    if target.has_latin and language.script != "Latin":
        if _in_another_script(analysis, language.script):
            yield Finding(f"The translation is hardly in {language.name}: its script is another.")
            return
        if span := _english_run(target):
            left = target.text[span[0] : span[1]]
            yield Finding(f"“{left[:60]}” is left in English.", span)
            return
    elif _in_another_script(analysis, language.script):
        yield Finding(f"The translation is hardly in {language.name}: its script is another.")
        return
    if language.script != "Cyrillic":
        return
    if other := judge(target, language.code):
        yield Finding(f"The translation seems to be in {LANGUAGES[other].name}.")
        return
    if not any(
        len(target.words & FUNCTION_WORDS[code]) > 2 for code in _CYRILLIC if code != language.code
    ):
        return
    for sentence in _SENTENCE.finditer(target.plain):
        if len(sentence[0]) >= _SHORTEST_SENTENCE:
            if other := judge(Text(sentence[0], language.code), language.code):
                yield Finding(
                    f"A sentence seems to be in {LANGUAGES[other].name}.", sentence.span()
                )


def judge(text: Text, language: str) -> str | None:
    """The other Cyrillic language that a text is in, if it isn't in the one it should be in.

    Args:
        text: A text mostly in Cyrillic letters.
        language: The code of the language it should be in.
    """
    words, alphabet = text.words, ALPHABETS[language]
    own = 3 * len(words & FUNCTION_WORDS[language])
    hits = {code: len(words & FUNCTION_WORDS[code]) for code in _CYRILLIC if code != language}
    best = max(hits, key=lambda code: hits[code])
    foreign = {c for c in text.chars - alphabet if "\u0400" <= c <= "\u052f"}
    unmarked = language in _ONLY and _ONLY[language].isdisjoint(text.chars)
    if own >= 6 and hits[best] <= 1 and not unmarked:
        return None
    if not foreign and not unmarked and (own > 0 and own >= 3 * hits[best]):
        return None
    letters = len(_LETTERS["Cyrillic"].findall(text.plain))
    scores = {code: score(words, code) for code in _CYRILLIC}
    rivals = sorted(hits, key=lambda code: (scores[code], hits[code]), reverse=True)
    if foreign:
        count = sum(map(text.plain.count, foreign))
        if count >= max(_FOREIGN_LEAST, _FOREIGN_SHARE * letters):
            small = {c.lower() for c in foreign}
            fitting = [code for code in rivals if len(small & ALPHABETS[code]) * 2 >= len(small)]
            if fitting and scores[language] <= scores[fitting[0]]:
                return fitting[0]
    best = next((code for code in rivals if _can_be(text, language, code)), None)
    if best is None:
        return None
    if letters >= _LONG and unmarked and scores[best] > scores[language]:
        return best
    if scores[best] >= 4 and scores[best] > 2 * scores[language] + 1:
        return best
    return None


def _can_be(text: Text, language: str, rival: str) -> bool:
    """Whether a text lacks letters that its language has and the rival doesn't."""
    telling = ALPHABETS[language] & text.chars - ALPHABETS[rival]
    return sum(map(text.plain.count, telling)) < _FOREIGN_LEAST


def _in_another_script(analysis: Analysis, script: str) -> bool:
    """Whether too few letters are the language's, and not because the text is names and codes."""
    text, own = analysis.target.plain, _NATIVE[script]
    if script != "Latin" and len(text.encode("ascii", "ignore")) * 2 < len(text):
        if len(own & analysis.target.chars) >= _ENOUGH_LETTERS:
            return False
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


def _english_run(target: Text) -> Span | None:
    """A run of English words that is more than a name or a title."""
    for run in _LATIN_RUN.finditer(target.plain):
        words = re.findall(r"[A-Za-z'’]+", run[0])
        lower = [word for word in words if word.islower()]
        function = [word for word in lower if word in _ENGLISH]
        # "Lord of the Rings" has no lower-case words but these.
        if len(lower) >= 3 and function and (set(lower) - _IN_TITLES or len(lower) > 4):
            return run.span()
    return None
