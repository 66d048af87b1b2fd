"""Numbers written in digits."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from translator.numerals.scales import scale_pattern

Reading = tuple[Decimal, ...]

# NBSP, thin and narrow no-break spaces part thousands in Russian and Kazakh typography.
_SPACES = " \u00a0\u2009\u202f"

_TOKEN = re.compile(
    rf"""(?:
      (?P<power>(?<=[mмმ])[23](?![0-9]))
    | (?P<time>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:[.,][0-9]+)?)?)(?![0-9])
    | (?P<date>[0-9]{{1,4}}(?P<by>[./-])[0-9]{{1,2}}(?P=by)[0-9]{{1,4}})(?![0-9]|[.,/-][0-9])
    | (?P<grouped>[0-9]{{1,3}}(?:(?P<mark>[{_SPACES}'’,.])[0-9]{{3}}(?![0-9])
        (?:(?P=mark)[0-9]{{3}}(?![0-9]))*)(?P<fraction>[.,][0-9]+)?)(?![0-9])
    | (?P<plain>[0-9]+(?:[.,][0-9]+)?)
    )""",
    re.VERBOSE,
)
_DIGIT = re.compile("[0-9]")  # searched for first: far quicker than trying a token everywhere
_DECADE = re.compile(r"['’]?s(?!\w)|-?(?:х|е|ые|ых|м|ом|ум)(?!\w)")
_MERIDIEM = re.compile(r"[\s\u00a0\u202f]*([ap])\.?\s?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, date or time as it stands in a text.

    Attributes:
        start: Where it begins, in characters.
        end: Where it ends; a scale word («млн», "billion") belongs to it, a unit does not.
        text: Itself.
        readings: What it can mean, the likeliest first; a date or a time has several values.
        scaled: Whether a scale word stands after it.
        compound: Whether it is a date or a time.
    """

    start: int
    end: int
    text: str
    readings: tuple[Reading, ...]
    scaled: bool = False
    compound: bool = False

    @property
    def whole(self) -> tuple[Reading, ...]:
        """The readings that keep it together: only dates and times have several values."""
        if self.compound:
            return self.readings
        return tuple(reading for reading in self.readings if len(reading) == 1)


def find(text: str, language: str) -> list[Number]:
    """Find the numbers written in digits.

    Args:
        text: Any text; blank placeables out first, or the digits of a URL are numbers too.
        language: Whose scale words and decimal sign to expect; an unknown one reads like English.

    Returns:
        The numbers in the order of the text, without overlaps.
    """
    scales = scale_pattern(language)
    numbers = []
    position = 0
    while digit := _DIGIT.search(text, position):
        match = _TOKEN.match(text, digit.start())
        if match is None:  # every digit begins a token
            break
        position = match.end()
        if match["power"]:
            continue  # the 2 of km2 belongs to the unit: translations write «кв. км»
        kind = match.lastgroup or "plain"
        readings = _readings(match, language)
        end, scaled = match.end(), False
        if kind not in ("time", "date") and (scale := scales.match(text, end)):
            factor = next(value for name, value in _factors(language) if scale[name])
            # A one-letter scale ("5m") may be a unit as well.
            plain = readings if len(scale[0].strip()) == 1 else ()
            readings = (*((r[0] * factor,) for r in readings if len(r) == 1), *plain)
            end, scaled = scale.end(), True
        if (meridiem := _MERIDIEM.match(text, match.end())) and language == "en":
            readings = _twenty_four_hours(readings, meridiem[1].lower()) + readings
        if not scaled and _DECADE.match(text, match.end()):
            readings += _decade(readings[0][0])
        piece, compound = text[match.start() : end], kind in ("time", "date")
        numbers.append(Number(match.start(), end, piece, readings, scaled, compound))
    return numbers


@functools.cache
def _factors(language: str) -> tuple[tuple[str, Decimal], ...]:
    """Group names of the language's scale pattern and what each multiplies by."""
    return tuple(
        (name, Decimal(10) ** int(name[1:])) for name in scale_pattern(language).groupindex
    )


def _readings(match: re.Match[str], language: str) -> tuple[Reading, ...]:
    text = match[0]
    if match["time"]:
        parts = _split(text)
        # «в 11:00» is "at 11".
        return (parts, parts[:1]) if len(parts) == 2 and not parts[1] else (parts,)
    if match["date"]:
        first, middle, last = _split(text)
        # Day first, month first, year first: a rule can only ask for the same three.
        return ((first, middle, last), (middle, first, last), (last, middle, first))
    if match["grouped"]:
        mark, fraction = match["mark"], match["fraction"] or ""
        head = text[: len(text) - len(fraction)]
        whole = Decimal("".join(filter(str.isdigit, head)) + fraction.replace(",", "."))
        if mark not in ",.":
            return ((whole,), _split(text))
        if head.count(mark) > 1 or fraction:
            return ((whole,),)
        decimal = Decimal(text.replace(",", "."))
        thousands = mark == "," if language in ("en", "") else mark == "."
        return ((whole,), (decimal,)) if thousands else ((decimal,), (whole,))
    if text.isdigit():
        return ((Decimal(text),),)
    # «5.30» is a time, too, and "1,2" the end of a list.
    return ((Decimal(text.replace(",", ".")),), _split(text))


def _decade(year: Decimal) -> tuple[Reading, ...]:
    """The 1960s are the sixties, the 1800s are the 19th century, and the other way round."""
    if 1000 <= year < 2100:
        century = ((year // 100 + 1,),) if year % 100 == 0 else ()
        return ((year % 100,), *century)
    return ((1900 + year,),) if 10 <= year < 100 else ()


def _split(text: str) -> Reading:
    return tuple(Decimal(part) for part in re.findall("[0-9]+", text))


def _twenty_four_hours(readings: tuple[Reading, ...], half: str) -> tuple[Reading, ...]:
    """The hour of the day: "5:30 pm" is 17:30, "12 am" is 0:00."""
    changed: list[Reading] = []
    for reading in readings:
        hour = reading[0]
        if hour != int(hour) or hour > 12:
            continue
        later = hour % 12 + (12 if half == "p" else 0)
        changed.append((later, *reading[1:]))
    return tuple(changed)
