"""Percentages stay percentages and sums keep their currency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.message import phrase
from translator.rules.analysis import Analysis
from translator.rules.model import Finding
from translator.rules.registry import pair_rule

_PERCENT = re.compile(
    r"[%％]|per ?cent|процент|пайыз|пайыс|фоиз|дарсад|პროცენტ|პროც\.", re.IGNORECASE
)
# Signs and codes (ISO 4217) beside a number, then stems of the name in the six languages.
_CURRENCIES = {
    "euro": (r"€|EUR", r"евро|еуро|ევრო|euro"),
    "dollar": (r"\$|USD", r"долл|დოლარ|dollar|CAD|AUD|песо"),
    "pound": (r"£|GBP", r"фунт|стерлинг|ფუნტ|გირვანქ|pound"),
    "tenge": (r"₸|KZT", r"теңге|тенге|танга|ტენგე|tenge"),
    "som": (r"KGS", r"сом|სომ|som"),
    "somoni": (r"TJS", r"сомон|სომონ|somoni"),
    "lari": (r"₾|GEL", r"лари|ლარ|lari"),
    "rouble": (r"₽|RUB", r"руб|რუბლ|rouble|ruble"),
    "yen": (r"¥|JPY", r"[ий]ен|იენ|yen|юан|იუან|yuan"),
}
_SAID = {
    "euro": phrase("euro"),
    "dollar": phrase("dollar"),
    "pound": phrase("pound"),
    "tenge": phrase("tenge"),
    "som": phrase("som"),
    "somoni": phrase("somoni"),
    "lari": phrase("lari"),
    "rouble": phrase("rouble"),
    "yen": phrase("yen"),
}
_AMOUNTS = {
    name: re.compile(rf"(?:{signs})\s?[0-9]|[0-9]\s?(?:{signs})(?!\w)")
    for name, (signs, _) in _CURRENCIES.items()
}
_NAMES = {
    name: re.compile(f"{signs}|{stems}", re.IGNORECASE)
    for name, (signs, stems) in _CURRENCIES.items()
}
_SIGN = re.compile("[€$£₸₾₽¥]|EUR|USD|GBP|KZT|KGS|TJS|GEL|RUB|JPY")


@pair_rule(
    "units",
    "Percentages and currencies",
    "error",
    "A percent sign or a currency is lost, or is another.",
)
def check(analysis: Analysis) -> Iterator[Finding]:
    """Look for each unit of the source's numbers in the target, as sign, code or word."""
    source, target = analysis.source, analysis.target
    if not source.has_digits:
        return
    if "%" in source.text and not _PERCENT.search(target.plain):
        yield Finding(phrase("The percent sign of the source is missing."))
    if _SIGN.search(source.plain):
        for name, amount in _AMOUNTS.items():
            if amount.search(source.plain) and not _NAMES[name].search(target.plain):
                yield Finding(
                    phrase(
                        "The currency of the source ({currency}) is missing.", currency=_SAID[name]
                    )
                )
