"""Letters that the language doesn't have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.alphabets import ALPHABETS
from translator.rules.analysis import WORD, Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

# Latin letters, punctuation, currency signs: what needs no closer look. Latin letters inside a word
# of another script are look-alikes' business, Latin words are names.
_ALWAYS = "\u0000-\u024f\u0301\u02bc\u2000-\u206f\u20a0-\u20bf№™"
_ODD = {
    code: re.compile(f"[^{_ALWAYS}{''.join(sorted(letters))}]")
    for code, letters in ALPHABETS.items()
}


@pair_rule(
    "alphabet",
    "Letters of another language",
    "warning",
    "A letter is outside the language's alphabet.",
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find words with letters of the language's script, or of any but Latin, that it lacks."""
    pattern = _ODD.get(analysis.pair.language)
    if pattern is None or not pattern.search(analysis.pair.target):
        return
    odd = {
        letter
        for letter in pattern.findall(analysis.pair.target)
        if letter.isalpha() and not _is_latin(letter) and letter not in analysis.pair.source
    }
    if not odd:
        return
    for word in WORD.finditer(analysis.target.plain):
        if strange := odd.intersection(word[0]):
            letter = min(strange, key=word[0].index)
            yield Finding(
                phrase(
                    "The letter “{letter}” in “{word}” is not in the alphabet.",
                    letter=letter,
                    word=word[0],
                ),
                word.span(),
            )
            return


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER", "FEMININE", "MASCULINE"))
