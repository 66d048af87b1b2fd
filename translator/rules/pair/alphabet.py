"""Letters that the language doesn't have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from translator.rules.alphabets import ALPHABETS
from translator.rules.analysis import WORD, Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

# ASCII and the punctuation of news text: what needs no closer look. Latin letters inside a word of
# another script are look-alikes' business, Latin words are names.
_ALWAYS = frozenset(map(chr, range(128))) | frozenset(
    "«»„“”‘’–—…№§°±×·•€£¥©®™²³½¼¾\u00a0\u202f\u2011\u0301ʼ"
)
_KNOWN = {code: letters | _ALWAYS for code, letters in ALPHABETS.items()}


@pair_rule("alphabet", "warning", "A letter is outside the language's alphabet.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find words with letters of the language's script, or of any but Latin, that it lacks."""
    known = _KNOWN.get(analysis.pair.language)
    if known is None:
        return
    odd = analysis.target.chars - known
    if not odd:
        return
    odd = {c for c in odd if c.isalpha() and not _is_latin(c) and c not in analysis.source.chars}
    if not odd:
        return
    for word in WORD.finditer(analysis.target.plain):
        if strange := odd.intersection(word[0]):
            letter = min(strange, key=word[0].index)
            yield Finding(
                f"The letter “{letter}” in “{word[0]}” is not in the alphabet.", word.span()
            )
            return


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER", "FEMININE", "MASCULINE"))
