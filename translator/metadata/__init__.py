"""What is known of an item beside its text: title, date, languages wanted, when it may go out.

The item's own file states some of it (front matter, a page's or feed's dates, JSON); a file
`<item>.toml` beside it may state all of it, and wins key by key.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from translator.errors import TranslatorError
from translator.message import Message, phrase

Date = dt.date | dt.datetime
"""A day, or a moment with its time zone."""

KEYS = ("title", "date", "updated", "languages", "publish-after", "withdrawn")


@dataclass(frozen=True, slots=True)
class Stated:
    """One value as a file states it, and where.

    Attributes:
        value: What TOML, YAML, JSON or the text of an attribute gives.
        path: The file, as reports name it.
        line: The line in it, counted from 1, where it is known.
    """

    value: Any
    path: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an item beside its text.

    Attributes:
        title: The title that `<item>.toml` gives; empty where the text has its own.
        date: When it was published in the source language.
        updated: When it was last corrected.
        languages: The target languages it is wanted in; None for all.
        publish_after: The moment before which it may not go out.
        withdrawn: Whether it is to be taken out everywhere.
    """

    title: str = ""
    date: Date | None = None
    updated: Date | None = None
    languages: tuple[str, ...] | None = None
    publish_after: dt.datetime | None = None
    withdrawn: bool = False

    def wants(self, language: str) -> bool:
        """Whether the item is owed to a language."""
        return not self.withdrawn and (self.languages is None or language in self.languages)


NONE = Metadata()
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """How values are understood.

    Attributes:
        zone: The time zone of dates and times that name none.
        source: The language that items are in.
        targets: The project's target languages.
    """

    zone: ZoneInfo
    source: str
    targets: tuple[str, ...]

    def understand(self, stated: Mapping[str, Stated]) -> Metadata:
        """Check values and turn them into metadata.

        Args:
            stated: Values by key, of those in `KEYS`.

        Raises:
            TranslatorError: A key is unknown, or a value is of the wrong type or impossible; the
                message names file and line.
        """
        found: dict[str, Any] = {}
        for key, each in stated.items():
            if each.value is not None:
                found[key.replace("-", "_")] = self._value(key, each)
        return Metadata(**found)

    def _value(self, key: str, stated: Stated) -> str | Date | tuple[str, ...] | bool:
        match key:
            case "title":
                return _text(key, stated)
            case "date" | "updated":
                return self._date(key, stated)
            case "publish-after":
                return moment(self._date(key, stated), self.zone)
            case "languages":
                return self._languages(key, stated)
            case "withdrawn":
                return _flag(key, stated)
        close = difflib.get_close_matches(key, KEYS, 1)
        hint = (
            phrase("Did you mean {name}?", name=repr(close[0]))
            if close
            else phrase("Known: {names}.", names=", ".join(KEYS))
        )
        raise _wrong(key, stated, phrase("unknown key"), hint)

    def _date(self, key: str, stated: Stated) -> Date:
        value = parse(stated.value) if isinstance(stated.value, str) else stated.value
        if isinstance(value, dt.datetime):
            return value if value.tzinfo else value.replace(tzinfo=self.zone)
        if isinstance(value, dt.date):
            return value
        raise _wrong(
            key,
            stated,
            phrase("{value} is no date", value=_shown(stated.value)),
            phrase(
                "Write a day, 2026-11-24, or a moment, 2026-11-24T09:30:00+06:00; "
                "without an offset it is in {zone}.",
                zone=self.zone.key,
            ),
        )

    def _languages(self, key: str, stated: Stated) -> tuple[str, ...]:
        value = stated.value
        codes = value.replace(",", " ").split() if isinstance(value, str) else value
        known = phrase(
            "The project's are {languages}; an item wanted in all names none.",
            languages=", ".join(self.targets),
        )
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise _wrong(key, stated, phrase("is no list of languages"), known)
        for code in codes:
            if code != self.source and code not in self.targets:
                raise _wrong(
                    key,
                    stated,
                    phrase("{value} is none of the project's languages", value=_shown(code)),
                    known,
                )
        return tuple(code for code in self.targets if code in codes)


def parse(text: str) -> Date | None:
    """A day or moment in ISO 8601 (`2026-11-24`, `2026-11-24 09:30`), or as feeds write it.

    Returns:
        None for anything else; a moment without an offset has no time zone.
    """
    text = text.strip()
    try:
        return dt.date.fromisoformat(text) if len(text) <= 10 else dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    from email.utils import parsedate_to_datetime  # slow to import, and few dates are such

    try:
        return parsedate_to_datetime(text)  # RFC 822, with a year of four digits
    except (ValueError, OverflowError):
        return None


def moment(date: Date, zone: dt.tzinfo) -> dt.datetime:
    """The moment a date stands for; a day begins at midnight in the zone."""
    if isinstance(date, dt.datetime):
        return date
    return dt.datetime(date.year, date.month, date.day, tzinfo=zone)


def _text(key: str, stated: Stated) -> str:
    text = " ".join(stated.value.split()) if isinstance(stated.value, str) else ""
    if not text:
        raise _wrong(key, stated, phrase("is no text"), phrase('Write it in quotes: title = "…".'))
    return text


def _flag(key: str, stated: Stated) -> bool:
    if not isinstance(stated.value, bool):
        raise _wrong(
            key,
            stated,
            phrase("{value} is neither true nor false", value=_shown(stated.value)),
            phrase("Write it without quotes."),
        )
    return stated.value


def _shown(value: Any) -> str:
    """A value in a message: of lists and tables, which may be huge, only that they are."""
    if isinstance(value, list | dict):
        return phrase("a list") if isinstance(value, list) else phrase("a table")
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _wrong(key: str, stated: Stated, message: str, remedy: str) -> TranslatorError:
    return TranslatorError(
        Message("{key}: {problem}", {"key": key, "problem": message}),
        path=stated.path,
        line=stated.line,
        remedy=remedy,
    )
