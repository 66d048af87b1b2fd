"""Segments that are only dates, times, numbers and amounts, written by CLDR's conventions.

English dates with slashes are read day first, as European news writes them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join([*_MONTHS, *(rf"{name[:3]}\.?" for name in _MONTHS), r"sept\.?"])
_CURRENCIES = {"€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "₾": "GEL", "₸": "KZT", "₽": "RUB"}
_CODES = "EUR|USD|GBP|CHF|KGS|KZT|TJS|GEL|RUB|UZS|TMT"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"

_Formatter = Callable[[re.Match[str], str], str | None]


def translate(text: str, language: str) -> str | None:
    """Write an English segment of dates, times, numbers and amounts as a language does.

    Args:
        text: The segment, such as `17/05/2016 - 17:42`.
        language: The target language.

    Returns:
        The segment in that language, or None where it holds anything else, or where what it means
        is not certain.
    """
    parts: list[str] = []
    position = 0
    while position < len(text):
        if separator := _SEPARATOR.match(text, position):
            if not parts:
                return None
            parts.append(separator[0])
            position = separator.end()
            continue
        found = _part(text, position, language)
        if found is None:
            return None
        written, position = found
        parts.append(written)
        if position < len(text) and not _SEPARATOR.match(text, position):
            return None
    ends_well = bool(parts) and not _SEPARATOR.fullmatch(parts[-1])
    return "".join(parts) if ends_well else None


def _part(text: str, position: int, language: str) -> tuple[str, int] | None:
    for pattern, write in _PARTS:
        match = pattern.match(text, position)
        if match and (written := write(match, language)) is not None:
            return written, match.end()
    return None


def _numeric_date(match: re.Match[str], language: str) -> str | None:
    from babel import Locale
    from babel.dates import format_date

    date = _date(match["year"], match["month"], match["day"])
    if date is None:
        return None
    # The year is not shortened: the source wrote all of it.
    pattern = Locale.parse(language).date_formats["short"].pattern
    return format_date(date, re.sub("y+", "y", pattern), locale=language)


def _long_date(match: re.Match[str], language: str) -> str | None:
    from babel.dates import format_date

    month = next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == match["name"][:3].lower())
    date = _date(match["year"], month, match["day"])
    return format_date(date, "long", locale=language) if date else None


def _time(match: re.Match[str], language: str) -> str | None:
    from babel.dates import format_time

    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 23 or minute > 59:
        return None
    return format_time(dt.time(hour, minute), "short", locale=language)


def _amount(match: re.Match[str], language: str) -> str:
    from babel import Locale
    from babel.numbers import format_currency

    sign = match["sign"] or match["code"] or match["code_after"]
    number = match["number"] or match["number_before"]
    places = len(number.partition(".")[2])
    pattern = re.sub(
        r"0\.00",
        "0." + "0" * places if places else "0",
        Locale.parse(language).currency_formats["standard"].pattern,
    )
    code = _CURRENCIES.get(sign, sign)
    return format_currency(_decimal(number), code, pattern, locale=language, currency_digits=False)


def _percent(match: re.Match[str], language: str) -> str:
    from babel import Locale

    pattern: str = Locale.parse(language).percent_formats[None].pattern
    return pattern.replace("#,##0", _written(match["number"], language))


def _number(match: re.Match[str], language: str) -> str:
    return _written(match["number"], language)


def _written(number: str, language: str) -> str:
    """A number with as many decimals as the source has, grouped where the source groups."""
    from babel.numbers import format_decimal

    places = len(number.partition(".")[2])
    whole = "#,##0" if "," in number else "0"
    pattern = f"{whole}.{'0' * places}" if places else whole
    return format_decimal(_decimal(number), pattern, locale=language)


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _date(year: str, month: str | int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


_SEPARATOR = re.compile(r"\s*(?:[-–—,;|/]\s+|\s[-–—]\s*|\s+)")
_PARTS: tuple[tuple[re.Pattern[str], _Formatter], ...] = (
    (
        re.compile(r"(?P<day>\d{1,2})(?P<s>[/.])(?P<month>\d{1,2})(?P=s)(?P<year>\d{4})"),
        _numeric_date,
    ),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"), _numeric_date),
    (
        re.compile(rf"(?P<day>\d{{1,2}})\s(?P<name>{_MONTH}),?\s(?P<year>\d{{4}})", re.IGNORECASE),
        _long_date,
    ),
    (
        re.compile(rf"(?P<name>{_MONTH})\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}})", re.IGNORECASE),
        _long_date,
    ),
    (re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?!\d|\s?[ap]\.?m)", re.IGNORECASE), _time),
    (
        re.compile(
            rf"(?:(?P<sign>US\$|[€$£₾₸₽])|(?P<code>{_CODES})\s)\s?(?P<number>{_NUMBER})(?![\d.,]\d)"
            rf"|(?P<number_before>{_NUMBER})\s(?P<code_after>{_CODES})"
        ),
        _amount,
    ),
    (re.compile(rf"(?P<number>{_NUMBER})\s?%"), _percent),
    (re.compile(rf"(?P<number>{_NUMBER})(?![\d%]|[.,:/]\d)"), _number),
)
