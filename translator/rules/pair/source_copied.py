"""The source stands where its translation should."""

from __future__ import annotations

from collections.abc import Iterator

from translator.languages import LANGUAGES
from translator.message import phrase
from translator.rules.analysis import WORD, Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_SHORTEST_WORD = 4


@pair_rule(
    "source-copied", "Copied source", "warning", "The translation is the source text itself."
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find a target equal to its source; names, codes and shared words may be equal."""
    pair = analysis.pair
    if len(pair.source) != len(pair.target) or pair.source_language == pair.language:
        return
    if pair.source.casefold() != pair.target.casefold():
        return
    languages = LANGUAGES.get(pair.source_language), LANGUAGES.get(pair.language)
    one_script = languages[0] and languages[1] and languages[0].script == languages[1].script
    words = [
        word
        for word in WORD.findall(analysis.source.plain)
        if len(word) >= _SHORTEST_WORD and not word.isupper()
    ]
    # «Интернет» is the same word in four of the languages; three words in a row are not.
    if len(words) >= (3 if one_script else 1):
        yield Finding(phrase("The translation is the source text itself."))
