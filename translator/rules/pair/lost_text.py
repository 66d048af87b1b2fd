"""A translation far shorter than its source has lost some of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import Message, phrase
from translator.rules.analysis import Analysis
from translator.rules.lengths import expected_length
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

# Among 2,510 professional translations one in a thousand was shorter than these parts of what is
# usual for its language; a headline says things in fewer words than a sentence.
_SHORTEST = 0.52
_SHORTEST_HEADLINE = 0.36
_HEADLINE = 60  # characters of the source
_TOO_LITTLE_TO_TELL = 35
_SHORT_WITH_FEWER_SENTENCES = 0.75
_SENTENCE_END = re.compile(r"(?<![.\s][^\W\d_])[.!?…][\"'»“”’)\]]*\s+(?=[^\Wa-zа-яәғқңөұүһіӣӯҳҷ])")


@pair_rule(
    "lost-text",
    "Lost text",
    "error",
    "The translation is far too short, or sentences are missing.",
    shortest=_SHORTEST,
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Compare the length with what translations of such a source usually have."""
    source = analysis.source.plain.strip()
    if len(source) < _TOO_LITTLE_TO_TELL:
        return
    share = len(analysis.target.plain.strip()) / expected_length(
        len(source), analysis.pair.source_language, analysis.pair.language
    )
    if share >= _SHORT_WITH_FEWER_SENTENCES:
        return
    shortest = analysis.options.get("shortest", _SHORTEST)
    if share < (shortest if len(source) >= _HEADLINE else min(shortest, _SHORTEST_HEADLINE)):
        yield Finding(
            phrase(
                "The translation has {share} of the usual length: text seems to be missing.",
                share=_percent(share),
            )
        )
        return
    sentences = len(_SENTENCE_END.findall(source)) + 1
    translated = len(_SENTENCE_END.findall(analysis.target.plain.strip())) + 1
    if sentences >= 3 and translated <= sentences / 2:
        yield Finding(
            phrase(
                "The source has {sentences} sentences, the translation {translated} and only "
                "{share} of the usual length.",
                sentences=sentences,
                translated=translated,
                share=_percent(share),
            )
        )


def _percent(share: float) -> Message:
    return phrase("{number}%", number=round(100 * share))
