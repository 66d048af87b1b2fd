"""Whether a term occurs in a text in some inflected form.

No morphology, only what endings may do to a stem in each language: enough to be silent about
correct forms, which matters more than catching every wrong one.
"""

from __future__ import annotations

import functools
import re

_WORD = re.compile(r"[^\W_]+")
# Vowels and signs at a word's end that give way to endings.
_ENDING = {
    "ru": re.compile(r"(?:[аеёиоуыэюяйь]{1,2}|[аеоиы]го|[аеоиы]му|ый|ий)$"),
    "ka": re.compile(r"[აეიოუ]$"),
    "tg": re.compile(r"(?:ии|[иӣ])$"),
    "kk": re.compile(r"с[ыі]$|[ыіауе]$|[қкпб]$"),  # «хабарламасы»: «хабарламалары»
    "ky": re.compile(r"с[ыиуү]$|[ыиуүао]$|[кпб]$"),
    "en": re.compile(r"(?:y|e|s)$"),
}
# A vowel between the last consonants drops out: «отец» – «отца», „წყალი“ – „წყლის“.
_FLEETING = {
    "ru": re.compile(r"[еёо](?=[^аеёиоуыэюя]$)"),
    "ka": re.compile(r"[აეო](?=[ლრნმ]$)"),
    "kk": re.compile(r"[ыіу](?=[лнрз]$)"),
    "ky": re.compile(r"[ыиуү](?=[лнрз]$)"),
}
_SHORTEST_STEM = 3
_FREE_ENDING = 10  # letters: a plural, a possessive and a case


def occurs(term: str, lower_text: str, language: str) -> bool:
    """Whether every word of a term stands in a text, in order and near each other, in some form.

    Args:
        term: In its dictionary form.
        lower_text: The text in lower case.
        language: The language of both.
    """
    if not term:
        return False
    return _pattern(term.lower(), language).search(lower_text) is not None


def occurs_literally(term: str, text: str, lower_text: str) -> bool:
    """Whether a source term stands in the source text, as a word of its own, perhaps in the plural.

    A term with a capital inside (an acronym) must stand as it is.
    """
    needle, cased, pattern = _literal(term)
    if needle not in (text if cased else lower_text):
        return False
    return pattern.search(text if cased else lower_text) is not None


@functools.lru_cache(maxsize=8192)
def _literal(term: str) -> tuple[str, bool, re.Pattern[str]]:
    """What to look for, whether as it is written, and the pattern of a word of its own."""
    cased = " " not in term and any(letter.isupper() for letter in term[1:])
    needle = term if cased else term.lower()
    return needle, cased, re.compile(rf"(?<!\w){re.escape(needle)}(?:s|es|['’]s?)?(?!\w)")


@functools.lru_cache(maxsize=8192)
def _pattern(term: str, language: str) -> re.Pattern[str]:
    plain = term.replace("ё", "е") if language == "ru" else term
    words = [_form(word, language) for word in _WORD.findall(plain)]
    return re.compile(r"(?<!\w)" + r"\W+(?:\w+\W+){0,2}?".join(words) + r"(?!\w)")


def _form(word: str, language: str) -> str:
    """A pattern for a word's forms: its stem, or that without a fleeting vowel, and an ending."""
    ending = _ENDING.get(language, _ENDING["en"])
    stem = ending.sub("", word)
    if len(stem) < _SHORTEST_STEM:  # «Азия»: «Ази-», not «Аз-»
        stem = word[:-1] if stem != word and len(word) > _SHORTEST_STEM else word
    stems = {stem}
    fleeting = _FLEETING.get(language)
    if fleeting and len(stem) > _SHORTEST_STEM:
        stems.add(fleeting.sub("", stem))
        stems.add(fleeting.sub("ь", stem))
    alternatives = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
    if language == "ru":  # «ё» is written where the writer likes
        alternatives = alternatives.replace("е", "[её]")
    if language == "tg":  # «олӣ», «олиро»
        alternatives = alternatives.replace("ӣ", "[ӣи]")
    return rf"(?:{alternatives})\w{{0,{_FREE_ENDING}}}"
