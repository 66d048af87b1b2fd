"""Markup, addresses, codes, file names and variables come through as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from translator.message import phrase
from translator.placeables import Placeable
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_KINDS = {
    "tag": phrase("tag"),
    "url": phrase("address"),
    "email": phrase("e-mail address"),
    "code": phrase("reference code"),
    "file": phrase("file name"),
    "variable": phrase("variable"),
}


@pair_rule(
    "placeables",
    "Markup and codes",
    "error",
    "Markup, URLs, e-mails, codes or variables missing, added or unbalanced.",
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Compare the placeables of both sides; entities are checked by `format` instead."""
    source = [p for p in analysis.source.placeables if p.kind != "entity"]
    target = [p for p in analysis.target.placeables if p.kind != "entity"]
    if not source and not target:
        return
    missing = Counter((p.kind, p.text) for p in source)
    missing.subtract((p.kind, p.text) for p in target)
    lost = [key for key, count in missing.items() for _ in range(count)]
    added = [key for key, count in missing.items() for _ in range(-count)]
    text = analysis.pair.target
    for kind, value in lost:
        if kind not in ("tag", "variable") and value in text:
            continue  # it is there, run together with a suffix
        rivals = [other for other_kind, other in added if other_kind == kind]
        fix = None
        if len(rivals) == 1 and sum(k == kind for k, _ in lost) == 1:
            fix = text.replace(rivals[0], value, 1)
        yield Finding(
            phrase("The {kind} {value} is missing.", kind=_KINDS[kind], value=value), None, fix
        )
    for kind, value in added:
        if kind not in ("tag", "variable") and value in analysis.pair.source:
            continue
        position = next(p for p in target if (p.kind, p.text) == (kind, value))
        yield Finding(
            phrase("The {kind} {value} is not in the source.", kind=_KINDS[kind], value=value),
            (position.start, position.end),
        )
    if not lost and not added and _nested(source) and not _nested(target):
        yield Finding(phrase("The tags stand in an order in which they no longer pair."))


def _nested(placeables: list[Placeable]) -> bool:
    """Whether every closing tag closes the one opened last."""
    opened: list[str] = []
    for tag in (p.text for p in placeables if p.kind == "tag"):
        name = tag.strip("</>").split(None, 1)[0] if tag.strip("</>") else ""
        if tag.startswith("</"):
            if name in opened and opened[-1] != name:
                return False
            if name not in opened:
                return False
            opened.pop()
        elif not tag.endswith("/>") and not tag.startswith("<!"):
            opened.append(name)
    return True
