"""A name in Latin letters that has a usual form in the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.languages import LANGUAGES
from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.gazetteer import usual_names
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

# The whole run: «Air France» and "Bank of Georgia" are names of their own.
_NAME = re.compile(r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*")
_INSIDE = re.compile(r"[\w.&'’-]")


@pair_rule(
    "latin-names", "Names in Latin letters", "warning", "A name in Latin letters has a usual form."
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Look runs of capitalised Latin words up among CLDR's countries and continents."""
    target = analysis.target
    language = LANGUAGES.get(analysis.pair.language)
    if not target.has_latin or language is None or language.script == "Latin":
        return
    text = target.plain
    for match in _NAME.finditer(text):
        around = text[max(0, match.start() - 2) : match.start()] + text[match.end() :][:2]
        if re.search("[A-Za-z]", around) or _INSIDE.match(text, match.end()):
            continue
        usual = usual_names(language.code).get(match[0])
        if usual:
            yield Finding(
                phrase("“{text}” is usually written “{usual}”.", text=match[0], usual=usual),
                match.span(),
            )
