"""Names of countries and regions in each language, from CLDR. Babel is loaded when first asked."""

from __future__ import annotations

import functools
from collections.abc import Mapping

_SHORTEST_NAME = 4  # letters


@functools.cache
def usual_names(language: str) -> Mapping[str, str]:
    """English names of countries and continents, each with the language's own.

    Args:
        language: A code that CLDR knows; another gives no names.
    """
    from babel import Locale, UnknownLocaleError

    try:
        own = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name: own[code]
        for code, name in Locale.parse("en").territories.items()
        if code in own and len(name) >= _SHORTEST_NAME
    }


@functools.cache
def country_names(language: str) -> frozenset[str]:
    """One-word names of countries and continents in a language."""
    return frozenset(
        name
        for name in usual_names(language).values()
        if len(name) >= _SHORTEST_NAME and name.isalpha()
    )
