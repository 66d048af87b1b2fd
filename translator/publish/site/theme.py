"""The site's templates, style and words: the package's, or a project's own in their place."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translator import metadata
from translator.errors import TranslatorError
from translator.languages import LANGUAGES

if TYPE_CHECKING:
    from jinja2 import Environment, TemplateError

STYLE = "style.css"
WORDS = "words.toml"
TEMPLATES = ("base.html", "home.html", "index.html", "item.html", "moved.html")
_PACKAGE = files("translator.publish.site")


class Theme:
    """How the site looks and speaks.

    Attributes:
        style: The style sheet.
        digest: What differs as soon as a template, the style or a word does.
    """

    def __init__(self, folder: Path, shown: str) -> None:
        """Take what a project has of its own, and the package's for the rest.

        Args:
            folder: The project's folder of templates; it need not exist.
            shown: The folder as errors name it.

        Raises:
            TranslatorError: A file of the project's can't be read, or its words are wrong.
        """
        self._folder = folder
        self._shown = shown
        self._sources = {name: self._source(name) for name in (*TEMPLATES, STYLE)}
        others = sorted(folder.glob("*.html")) if folder.is_dir() else []
        self._sources |= {path.name: self._read(path) for path in others}
        self.style = self._sources[STYLE]
        self._words = _package_words() | self._own_words()
        whole = repr((sorted(self._sources.items()), sorted(self._words.items())))
        self.digest = blake2b(whole.encode(), digest_size=16).digest()

    def words(self, language: str) -> dict[str, str]:
        """The site's own words in a language."""
        return {name: texts.get(language) or texts["en"] for name, texts in self._words.items()}

    def render(self, template: str, context: Mapping[str, Any]) -> bytes:
        """Fill a template in.

        Raises:
            TranslatorError: The template is wrong; the message names its file and line.
        """
        from jinja2 import TemplateError

        try:
            return self._environment.get_template(template).render(context).encode()
        except TemplateError as error:
            raise self._wrong(template, error) from None

    @functools.cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, FunctionLoader, StrictUndefined

        def load(name: str) -> tuple[str, str, None] | None:
            return (self._sources[name], name, None) if name in self._sources else None

        environment = Environment(
            loader=FunctionLoader(load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters["locale"] = lambda code: LANGUAGES[code].locale
        return environment

    def _wrong(self, template: str, error: TemplateError) -> TranslatorError:
        name = getattr(error, "name", None) or template
        line = getattr(error, "lineno", None)
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in self._sources:
                name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        return TranslatorError(
            f"this template does not work: {error.message or error}",
            path=f"{self._shown}/{name}",
            line=line,
            remedy="Mend it, or take it away: the program's own is used then.",
        )

    def _source(self, name: str) -> str:
        own = self._folder / name
        if own.is_file():
            return self._read(own)
        return (_PACKAGE / "templates" / name).read_text(encoding="utf-8")

    def _read(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise TranslatorError(
                f"can't be read: {error}", path=f"{self._shown}/{path.name}", remedy="Mend it."
            ) from None

    def _own_words(self) -> dict[str, dict[str, str]]:
        path = self._folder / WORDS
        if not path.is_file():
            return {}
        try:
            own = tomllib.loads(self._read(path))
        except tomllib.TOMLDecodeError as error:
            raise TranslatorError(
                f"not valid TOML: {error}", path=f"{self._shown}/{WORDS}"
            ) from None
        known = _package_words()
        for name, texts in own.items():
            fine = isinstance(texts, dict) and all(isinstance(t, str) for t in texts.values())
            if name not in known or not fine:
                raise TranslatorError(
                    f"[{name}] is no word of the site, or not one text a language",
                    path=f"{self._shown}/{WORDS}",
                    remedy=f"Known: {', '.join(known)}.",
                )
        return {name: known[name] | texts for name, texts in own.items()}


@functools.cache
def _package_words() -> dict[str, dict[str, str]]:
    return tomllib.loads((_PACKAGE / WORDS).read_text(encoding="utf-8"))


def date_text(date: str, language: str, reading: metadata.Reading) -> str:
    """A date as a language writes it, by CLDR: the day, in the project's time zone.

    Args:
        date: In ISO 8601.
        language: The language.
        reading: Whose zone it is.
    """
    found = metadata.parse(date)
    if found is None:
        return date
    if isinstance(found, dt.datetime) and found.tzinfo:
        found = found.astimezone(reading.zone)
    return _day_text(found.year, found.month, found.day, language)


@functools.lru_cache(4096)
def _day_text(year: int, month: int, day: int, language: str) -> str:
    from babel.dates import format_date

    return format_date(dt.date(year, month, day), "long", locale=language)
