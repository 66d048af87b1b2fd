"""A source decoded with the wrong character set."""

from __future__ import annotations

from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import SourceText
from translator.rules.encoding import mojibake
from translator.rules.model import Finding
from translator.rules.registry import source_rule


@source_rule(
    "source-mojibake", "Garbled source", "warning", "Text decoded with the wrong character set."
)
def check(source: SourceText) -> Iterator[Finding]:
    """Find the first such place and try to undo it."""
    broken = mojibake(source.text)
    if broken is None:
        return
    fix = None
    for charset in ("cp1252", "cp1251", "latin-1"):
        try:
            fix = source.text.encode(charset).decode("utf-8")
            break
        except UnicodeError:
            continue
    yield Finding(
        phrase("“{text}” is text decoded with the wrong character set.", text=broken[0]),
        broken.span(),
        fix,
    )
