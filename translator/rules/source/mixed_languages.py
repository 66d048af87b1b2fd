"""A text in two languages can't be given to an engine, nor to one translator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.languages import LANGUAGES
from translator.message import phrase
from translator.rules.analysis import SourceText, Text
from translator.rules.identity import CYRILLIC, SENTENCE, english_run, other_language
from translator.rules.model import Finding
from translator.rules.registry import source_rule

_FOREIGN_RUN = re.compile(
    r"(?:(?<![Ѐ-ӿ])[Ѐ-ӿ]{2,}+|(?<![ა-ჿ])[ა-ჿ]{2,}+)(?:[\s,]++(?:[Ѐ-ӿ]++|[ა-ჿ]++)){2,}"
)
_SHORTEST_SENTENCE = 40  # characters


@source_rule("mixed-languages", "Mixed languages", "warning", "The text mixes languages.")
def check(source: SourceText) -> Iterator[Finding]:
    """Find running text in another script, or sentences in another Cyrillic language."""
    language = LANGUAGES.get(source.language)
    if language is None:
        return
    if language.script == "Latin":
        foreign = _FOREIGN_RUN.search(source.plain)
        span = foreign.span() if foreign else None
    else:
        span = english_run(source)
    if span:
        piece = source.text[span[0] : span[1]]
        yield Finding(
            phrase("“{text}” is not in {language}.", text=piece[:60], language=language.said), span
        )
    elif language.code in CYRILLIC:
        for sentence in SENTENCE.finditer(source.plain):
            if len(sentence[0]) < _SHORTEST_SENTENCE:
                continue
            if other := other_language(Text(sentence[0], language.code)):
                yield Finding(
                    phrase("A sentence seems to be in {language}.", language=LANGUAGES[other].said),
                    sentence.span(),
                )
