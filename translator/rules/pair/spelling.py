"""Words that the hunspell dictionary does not know, where one is installed.

Of 1,004 professional Russian translations 8.6 % have a word that Debian's dictionary lacks, so this
is a style rule. Debian's Kazakh dictionary lacks words of 92 % of sentences: it is not asked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule
from translator.rules.spelling_dictionaries import dictionary

# Capitalised words are names or begin a sentence; words with a hyphen are made on the spot.
_WORD = re.compile(r"(?<![\w'’-])[а-яё]{4,}(?![\w'’-])")


@pair_rule("spelling", "Spelling", "style", "A word is in no dictionary.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Look every word in lower case up."""
    known = dictionary(analysis.pair.language, os.environ.get("DICPATH"))
    if known is None:
        return
    text = analysis.target.plain
    # No correction is offered: looking for one costs fifty milliseconds a word.
    for match in _WORD.finditer(text):
        if not known.spell(match[0]):
            yield Finding(phrase("“{word}” is in no dictionary.", word=match[0]), match.span())
