"""An item with none of its language's own letters, where no one text is long enough to tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from translator.message import phrase
from translator.rules.model import Finding, Pair
from translator.rules.registry import item_rule
from translator.rules.unmarked import ENOUGH, typed_without_letters


@item_rule(
    "item-own-letters",
    "Missing letters in the item",
    "warning",
    "An item typed without the language's own letters.",
    enough=ENOUGH,
)
def check(pairs: Sequence[Pair], options: Mapping[str, float]) -> Iterator[tuple[int, Finding]]:
    """Judge all texts of the item together, and report it once, at the first."""
    enough = options.get("enough", ENOUGH)
    by_language: dict[str, list[int]] = {}
    for index, pair in enumerate(pairs):
        by_language.setdefault(pair.language, []).append(index)
    for language, indexes in by_language.items():
        texts = [pairs[index].target.lower() for index in indexes]
        missing = typed_without_letters("\n".join(texts), language, enough)
        if missing and not any(typed_without_letters(text, language, enough) for text in texts):
            yield (
                indexes[0],
                Finding(
                    phrase(
                        "The item is typed without the language's own letters ({letters}).",
                        letters=missing,
                    )
                ),
            )
