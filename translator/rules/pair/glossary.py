"""The termbase's terms are used, and its forbidden ones are not."""

from __future__ import annotations

from collections.abc import Iterator

from translator.rules.analysis import Analysis
from translator.rules.inflection import occurs, occurs_literally
from translator.rules.model import Finding
from translator.rules.registry import pair_rule


@pair_rule("glossary", "warning", "A glossary term is not used, or a forbidden one is.")
def check(analysis: Analysis) -> Iterator[Finding]:
    """Look for each term of the source in the target, in any inflected form."""
    if not analysis.pair.glossary:
        return
    source, target = analysis.source, analysis.target
    language = analysis.pair.language
    for term in analysis.pair.glossary:
        if not occurs_literally(term.source, source.plain, source.lower):
            continue
        if term.do_not_translate:
            if term.source not in target.text:
                yield Finding(f"“{term.source}” must stay as it is.")
            continue
        for forbidden in term.forbidden:
            if occurs(forbidden, target.lower, language) and not any(
                forbidden.lower() in wanted.lower() and occurs(wanted, target.lower, language)
                for wanted in term.targets
            ):
                yield Finding(f"“{forbidden}” must not be used for “{term.source}”.")
        if term.targets and not any(occurs(t, target.lower, language) for t in term.targets):
            wanted = "” or “".join(term.targets)
            yield Finding(f"“{term.source}” should be translated “{wanted}”.")
