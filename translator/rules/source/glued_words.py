"""Words run together, mostly by a lost line break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import WORD, SourceText
from translator.rules.gazetteer import country_names
from translator.rules.model import Finding
from translator.rules.registry import source_rule

_INSIDE = re.compile(r"(?<![^\W\d_])[^\W\d_]*[^\W\d_A-ZА-ЯЁ](?=[A-ZА-ЯЁӢӮҚҒҲҶӘҢӨҰҮІ])[^\W\d_]{3,}")
_CAPITAL = re.compile(r"(?<=[^\W\d_])(?=[A-ZА-ЯЁӢӮҚҒҲҶӘҢӨҰҮІ])")
_SENTENCES = re.compile(r"[^\W\d_A-Z]{2}[.!?;](?=[A-ZА-ЯЁӢӮҚҒҲҶӘҢӨҰҮІ][^\W\d_A-ZА-Я])")
_SHORTEST = 4  # letters of each half: "YouTube", "EuropeAid" and "LinkedIn" are brands
_LONGEST = 100  # letters; what is longer is no two words


@source_rule("glued-words", "Glued words", "warning", "Words or sentences are run together.")
def check(source: SourceText) -> Iterator[Finding]:
    """Split words at a capital inside, and ask whether the halves are words by themselves."""
    text = source.plain
    words: set[str] = set()
    for match in _INSIDE.finditer(text):
        if len(match[0]) > _LONGEST:
            continue
        for left, right in _halves(match[0]):
            if len(left) < _SHORTEST or len(right) < _SHORTEST:
                continue
            if not words:
                words = {word for part in (text, *source.item) for word in WORD.findall(part)}
            if right in country_names(source.language) or {left, right} <= words:
                fix = text[: match.start()] + f"{left} {right}" + text[match.end() :]
                yield Finding(
                    phrase(
                        "“{word}” seems to be two words: “{left}”, “{right}”.",
                        word=match[0],
                        left=left,
                        right=right,
                    ),
                    match.span(),
                    fix,
                )
                break
    for match in _SENTENCES.finditer(text):
        fix = text[: match.end()] + " " + text[match.end() :]
        yield Finding(phrase("There is no space between two sentences."), match.span(), fix)


def _halves(word: str) -> Iterator[tuple[str, str]]:
    for cut in _CAPITAL.finditer(word):
        yield word[: cut.start()], word[cut.start() :]
