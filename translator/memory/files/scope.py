"""Which of a file's texts the project's memory can use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from translator.languages import LANGUAGES
from translator.limits import LONGEST_TEXT
from translator.memory.units import Standing, Unit

# ISO 639-2 (terminological and bibliographic) and the script subtags and gettext modifiers in use.
_CODES = {
    "eng": "en",
    "kat": "ka",
    "geo": "ka",
    "tgk": "tg",
    "rus": "ru",
    "kaz": "kk",
    "kir": "ky",
}
_SCRIPTS = {
    "cyrl": "Cyrillic",
    "cyrillic": "Cyrillic",
    "latn": "Latin",
    "latin": "Latin",
    "geor": "Georgian",
    "georgian": "Georgian",
    "arab": "Arabic",
    "arabic": "Arabic",
}
_LETTERS = {
    "Latin": re.compile(r"[A-Za-z]"),
    "Cyrillic": re.compile(r"[\u0400-\u052f]"),
    "Georgian": re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf]"),
}
_LETTER = re.compile(r"[^\W\d_]")
_BREAK = re.compile(r"\s*[\n\r]\s*")


def code_of(tag: str) -> str | None:
    """The project's code for a language tag as files have it; None for another language or script.

    `en-GB`, `kk_KZ`, `ky-Cyrl`, `ru_RU.UTF-8`, `tg@cyrillic` and three-letter codes are understood.
    """
    first, *rest = re.split(r"[-_.@]", tag.strip().lower())
    code = _CODES.get(first, first)
    if code not in LANGUAGES:
        return None
    scripts = {_SCRIPTS[part] for part in rest if part in _SCRIPTS}
    return code if scripts <= {LANGUAGES[code].script} else None


@dataclass(slots=True)
class Scope:
    """The project's languages, and the count of what they leave out of a file.

    Attributes:
        source_language: The project's source language.
        languages: Its target languages.
        left_out: How many texts were left out, by reason.
        taken: How many units were taken in, by target language.
    """

    source_language: str
    languages: tuple[str, ...]
    left_out: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)

    def knows(self, code: str | None) -> bool:
        """Whether it is one of the project's languages."""
        return code == self.source_language or code in self.languages

    def unit(
        self,
        spoken: str,
        language: str,
        source: str,
        target: str,
        *,
        author: str = "",
        date: str = "",
        note: str = "",
    ) -> Iterator[Unit]:
        """The unit that two texts make, or nothing where they are of no use."""
        source, target = (_BREAK.sub(" ", text.strip()) for text in (source, target))
        if reason := self._unfit(language, source, target):
            self.left_out[reason] += 1
            return
        yield Unit(spoken, language, source, target, Standing.IMPORTED, author, date, note)

    def _unfit(self, language: str, source: str, target: str) -> str:
        if not source or not target:
            return "empty"
        if max(len(source), len(target)) > LONGEST_TEXT:
            return "overlong"
        if _LETTERS[LANGUAGES[language].script].search(target):
            return "untranslated" if source == target else ""
        if not _LETTER.search(target):
            return ""
        return "untranslated" if source == target else "in another script"
