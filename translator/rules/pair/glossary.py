"""The termbase's terms are used, and its forbidden ones are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translator.message import Message, phrase
from translator.rules.analysis import Analysis
from translator.rules.inflection import occurs, occurs_literally
from translator.rules.model import Finding
from translator.rules.registry import pair_rule


@pair_rule("glossary", "Glossary", "warning", "A glossary term is not used, or a forbidden one is.")
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
                yield Finding(phrase("“{term}” must stay as it is.", term=term.source))
            continue
        for forbidden in term.forbidden:
            if occurs(forbidden, target.lower, language) and not any(
                forbidden.lower() in wanted.lower() and occurs(wanted, target.lower, language)
                for wanted in term.targets
            ):
                yield Finding(
                    phrase(
                        "“{forbidden}” must not be used for “{term}”.",
                        forbidden=forbidden,
                        term=term.source,
                    )
                )
        if term.targets and not any(occurs(t, target.lower, language) for t in term.targets):
            wanted = _either(term.targets)
            yield Finding(
                phrase("“{term}” should be translated {wanted}.", term=term.source, wanted=wanted)
            )


def _either(forms: Sequence[str]) -> Message:
    """Forms in quotation marks, any of which will do."""
    *others, last = forms
    if not others:
        return phrase("“{form}”", form=last)
    return phrase("{others} or “{form}”", others=_either(others), form=last)
