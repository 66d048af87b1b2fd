"""The mark a sentence ends with."""

from __future__ import annotations

from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_CLOSING = " \u00a0\u202f\"'»“”’)]*_›„"
# A colon before a list, a dash, a semicolon and a full stop part the same sentences.
_KINDS = {".": ".", "…": ".", ":": ":", ";": ";", "?": "?", "!": "!"}


@pair_rule(
    "end-punctuation", "End punctuation", "warning", "The text ends with another punctuation mark."
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Compare the last marks: one side's missing, or a question that no longer is one."""
    source, target = analysis.pair.source, analysis.pair.target
    if source[-1:] == target[-1:]:
        return
    source, target = source.rstrip(_CLOSING), target.rstrip(_CLOSING)
    if not source or not target or not target[-1].isprintable():
        return
    wanted, got = _KINDS.get(source[-1], ""), _KINDS.get(target[-1], "")
    if wanted == got or (wanted and got and "?" not in wanted + got and ":" not in wanted):
        return
    if not wanted and _abbreviated(target):
        return
    if wanted == "." and not got and _abbreviated(source):
        return
    if wanted and not got:
        yield Finding(
            phrase(
                "The source ends with “{mark}”, the translation without a mark.", mark=source[-1]
            )
        )
    elif got and not wanted:
        yield Finding(
            phrase(
                "The translation ends with “{mark}”, the source without a mark.", mark=target[-1]
            )
        )
    else:
        yield Finding(
            phrase(
                "The source ends with “{source}”, the translation with “{translation}”.",
                source=source[-1],
                translation=target[-1],
            )
        )


def _abbreviated(text: str) -> bool:
    """Whether a full stop at the end may belong to an abbreviation: "Inc.", «2019 г.»."""
    last = text.rsplit(maxsplit=1)[-1]
    return text[-1] == "." and len(last.rstrip(".")) <= 4
