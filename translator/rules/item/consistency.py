"""One source text, several translations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from translator.message import phrase
from translator.rules.model import Finding, Pair
from translator.rules.registry import project_rule


@project_rule(
    "consistency",
    "Inconsistent translation",
    "warning",
    "The same source is translated in different ways.",
)
def check(pairs: Iterable[Pair]) -> Iterator[tuple[int, Finding]]:
    """Compare the translations of equal sources in equal roles, language by language.

    Two uses that differ only in case at the start or in the last mark count as one.
    """
    places: defaultdict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        if pair.target.strip():
            places[pair.source.strip(), pair.role, pair.language].append((index, pair.target))
    for uses in places.values():
        if len(uses) < 2:
            continue
        counts = Counter(_normal(target) for _, target in uses)
        if len(counts) < 2:
            continue
        common = counts.most_common(1)[0][0]
        usual = next(target for _, target in uses if _normal(target) == common)
        for index, target in uses:
            if _normal(target) != common:
                yield (
                    index,
                    Finding(
                        phrase("Elsewhere the same source is translated “{usual}”.", usual=usual),
                        None,
                        usual,
                    ),
                )


def _normal(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
