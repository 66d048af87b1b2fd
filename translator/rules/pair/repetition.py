"""A phrase said over and over: what machine translation does when it loses its way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_LONGEST_PHRASE = 30  # words
_STRETCHED_WORD = 20  # letters; loops inside a word make it far longer than real ones
_STRETCHED = re.compile(r"([^\W\d_])\1{5,}|([^\W\d_]{2,4}?)\2{4,}")


@pair_rule("repetition", "Repetition", "error", "A phrase is repeated in a loop.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Find a phrase of two words or more twice in a row, or a word three times."""
    if analysis.target.repeated_pairs:
        repeated = loop(analysis.target.tokens)
        if repeated and not loop(analysis.source.tokens):
            yield Finding(phrase("The phrase “{phrase}” is repeated.", phrase=" ".join(repeated)))
            return
    for token in analysis.target.tokens:
        if len(token) >= _STRETCHED_WORD and (stretched := _STRETCHED.search(token)):
            if not _STRETCHED.search(analysis.source.lower):
                yield Finding(phrase("“{text}” is repeated letters.", text=stretched[0][:40]))
            return


def loop(tokens: Sequence[str]) -> Sequence[str]:
    """The first phrase that follows itself at once, else nothing.

    Args:
        tokens: The text's words in order, in lower case.
    """
    last: dict[str, int] = {}
    for index, token in enumerate(tokens):
        before = last.get(token)
        last[token] = index
        if before is None or not token:
            continue
        period = index - before
        if period > _LONGEST_PHRASE:
            continue
        times = 3 if period == 1 else 2
        phrase = tokens[before : before + period]
        if all(
            tokens[before + n * period : before + (n + 1) * period] == phrase
            for n in range(1, times)
        ) and any(any(map(str.isalpha, word)) for word in phrase):
            return phrase
    return ()
