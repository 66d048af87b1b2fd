"""Numbers, dates and amounts of a suggestion: the same values as the source, written by CLDR."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from translator import cldr, numerals
from translator.numerals import Number
from translator.numerals.scales import scale_pattern

# The unit's own digit: «кв. м» translates "m2", so it may go but not change.
_POWER = re.compile(r"(?<=[mмმ])[23](?![0-9])")
_FOREIGN_DIGIT = re.compile(r"[^\W\D0-9]|[⁰¹²³⁴-⁹₀-₉½¼¾⅓⅔]")
# The euro with its endings alone: „ევროკავშირი“ and «Еуроодақ» are no currency, nor is the „ლარი“
# in „დოლარი“, nor the „რუბლი“ in „ღრუბლები“ (clouds).
_SIGNS = {
    "EUR": r"€|\bEUR\b|\beuros?\b|\bевро\b|\bеуро(?:ны?ң?|ға|дан|да|мен|лық|сы)?\b"
    r"|\bევრო(?:ს(?:თვის|თან|ა)?|მ(?:დე)?|დ|თი|ზე|ში|ც|დან|იან\w*)?\b",
    # Those of other countries as well: "AUD$45" is 45 «австралийских долларов».
    "USD": r"\$|\b(?:US|AU|CA|NZ|HK|SG)D\b|\bdollars?\b|\bдоллар|დოლარ",
    "GBP": r"£|\bGBP\b|\bpounds? sterling\b|\bфунт\w* стерлинг",
    "KZT": r"₸|\bKZT\b|\btenge\b|\bтенге\b|\bтеңге|ტენგე",
    "KGS": r"\bKGS\b|\bKyrgyz soms?\b",
    "GEL": r"₾|\bGEL\b|\blaris?\b|\bлари\b|\bლარ[ის]",
    "RUB": r"₽|\bRUB\b|\brou?bles?\b|\bрубл|\bრუბლ",
    "TJS": r"\bTJS\b|\bsomonis?\b|\bсомон[иӣ]",
    "UZS": r"\bUZS\b",
    "CHF": r"\bCHF\b|\bfrancs?\b|\bшвейцар\w+ франк",
}
_CURRENCY = {code: re.compile(sign, re.IGNORECASE) for code, sign in _SIGNS.items()}
_SIGN_BEFORE = re.compile(r"(?:US\$|[€$£₾₸₽])\s?$")
_DECIMAL = re.compile(r"\d+\.\d+")
_MORE_AFTER = re.compile(r"[.,:][0-9]")
"""What makes a time a longer one, such as that of a race (`1:09.02`)."""
_UNIT_AFTER = re.compile(r"\s?(?:%|€|km\b|kg\b|км\b|кг\b|EUR\b|USD\b|KZT\b|KGS\b|GEL\b)")
_MOST = 300
"""Numbers of a text that are paired off; a suggestion for a table of figures is nobody's help."""


def differ(source: str, target: str, spoken: str, language: str) -> bool:
    """Whether a translation has another number, one more or one less than its source.

    Numbers in digits only: a suggestion that spells a number out, or writes a spelled one in
    digits, can't be told from a wrong one with certainty, so it is taken for wrong.

    Args:
        source: The source, placeables blanked out.
        target: The translation, likewise.
        spoken: The source's language.
        language: The translation's.
    """
    # Fewer may be right («кв. м»), others never.
    if Counter(_POWER.findall(target)) - Counter(_POWER.findall(source)):
        return True
    if Counter(_FOREIGN_DIGIT.findall(source)) != Counter(_FOREIGN_DIGIT.findall(target)):
        return True
    wanted = numerals.find(source, spoken)
    found = numerals.find(target, language)
    # "007" is not 7, nor "1:09.02" 1:09.2.
    if _led_by_zero(wanted) != _led_by_zero(found):
        return True
    if len(wanted) != len(found) or len(wanted) > _MOST:
        return True
    return not _paired(wanted, found)


def currencies_differ(source: str, target: str) -> bool:
    """Whether a translation names a currency that its source does not."""
    return any(
        pattern.search(target) and not pattern.search(source) for pattern in _CURRENCY.values()
    )


def localised(source: str, target: str, spoken: str, language: str) -> str:
    """A translation whose numbers, copied from an English source, are written as its readers do.

    Only where it is certain what they are: dates, grouped numbers, amounts with a sign, and
    decimals of a unit; "5.3" alone may be the number of a section.

    Args:
        source: The source, placeables blanked out.
        target: The translation with its placeables blanked out by characters that are no digits;
            positions in what is returned differ from those in `target`.
        spoken: The source's language.
        language: The translation's.
    """
    if spoken != "en":
        return target
    copied = {number.text for number in numerals.find(source, spoken)}
    copied |= {_bare(number) for number in numerals.find(source, spoken)}
    parts: list[str] = []
    position = 0
    for number in numerals.find(target, language):
        bare = _bare(number)
        if bare not in copied or number.start < position:
            continue
        start, end = number.start, number.start + len(bare)
        if bare.startswith("0") and bare.isdigit():
            continue
        if number.compound and _MORE_AFTER.match(target, end):
            continue
        sign = _SIGN_BEFORE.search(target, position, start)
        scaled = number.scaled or _scale_follows(target, end, language)
        if sign and not scaled and target[sign.start() : end] in source:
            start = sign.start()
        elif _DECIMAL.fullmatch(bare) and not (
            sign or scaled or _UNIT_AFTER.match(target, end) or len(bare.partition(".")[2]) == 3
        ):
            continue
        written = cldr.translate(target[start:end], language)
        if written is not None:
            parts += (target[position:start], written)
            position = end
    return "".join([*parts, target[position:]])


def _led_by_zero(numbers: Sequence[Number]) -> Counter[str]:
    """Those in plain digits that begin with a zero and have more."""
    bare = (_bare(number) for number in numbers)
    return Counter(text for text in bare if text.isdigit() and text[0] == "0" and len(text) > 1)


def _bare(number: Number) -> str:
    """A number without its scale word."""
    found = re.match(r"[0-9](?:[0-9.,:/-]*[0-9])?", number.text)
    return found[0] if found else number.text


def _scale_follows(text: str, position: int, language: str) -> bool:
    return scale_pattern(language).match(text, position) is not None


def _paired(wanted: Sequence[Number], found: Sequence[Number]) -> bool:
    """Whether each number of one side has one of its own on the other."""
    partner: dict[int, int] = {}

    def place(index: int, tried: set[int]) -> bool:
        for other, candidate in enumerate(found):
            if other in tried or not _same(wanted[index], candidate):
                continue
            tried.add(other)
            if other not in partner or place(partner[other], tried):
                partner[other] = index
                return True
        return False

    return all(place(index, set()) for index in range(len(wanted)))


def _same(source: Number, target: Number) -> bool:
    """Whether what a reader takes a number for is what the source most likely means."""
    if not target.scaled and sum(len(reading) == 1 for reading in target.readings) > 1:
        return False  # «1.138» is a thousand to one reader, and one and a bit to the next
    meant, taken = source.readings[0], target.readings[0]
    if meant == taken:
        return True
    if len(meant) == 2 and not meant[1] and taken == meant[:1]:
        return True  # "at 11:00" is «в 11»
    # "5m" may be five million or five metres.
    return source.scaled and taken in source.readings
