"""The static site: a page per item and language, indexes, a map; plain files that link relatively.

It works from a web server and from the file system, without scripts. Pages in a language that an
item has not been translated into show the original and name it as the canonical page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from translator.item import Item
from translator.languages import LANGUAGES
from translator.project import Project
from translator.publish.links import relative
from translator.publish.records import Page
from translator.publish.site import bodies, plain
from translator.publish.site.theme import STYLE, Theme, date_text

FOLDER = "site"
MEDIA = f"{FOLDER}/media"
ON_A_PAGE = 30
"""Items on one page of an index."""
_RESERVED = re.compile(r"index|page-[0-9]+|sitemap-[0-9]+")


def page_path(lang: str, item: str) -> str:
    """Where an item's page stands, below the output folder."""
    name = f"{item}_" if _RESERVED.fullmatch(item) else item
    return f"{FOLDER}/{lang}/{name}.html"


def index_path(lang: str, number: int = 1) -> str:
    """Where a page of a language's index stands."""
    return f"{FOLDER}/{lang}/{'index' if number == 1 else f'page-{number}'}.html"


@dataclass(frozen=True, slots=True)
class Site:
    """Writes the site's pages.

    Attributes:
        project: The project.
        theme: How they look and speak.
        languages: The languages that the site has, that of the items first.
        preview: Whether they are for translators, not for readers.
        inline_style: Whether each page holds its own style, to stand alone.
    """

    project: Project
    theme: Theme
    languages: Sequence[str]
    preview: bool = False
    inline_style: bool = False
    _words: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def base_url(self) -> str:
        """Where the published items stand, with a slash at the end; may be empty."""
        return self.project.base_url

    def address(self, path: str, start: str) -> str:
        """The address of a file of the site: absolute where that is known, else relative."""
        if self.base_url:
            name = path.removeprefix(f"{FOLDER}/")
            return self.base_url + quote(re.sub(r"(^|/)index\.html$", r"\1", name))
        return quote(relative(start, path))

    def addresses(self, item: str) -> dict[str, str]:
        """The addresses of an item's pages, by language, as seen from the top of the output."""
        # They differ in the language alone, and there are very many.
        mark = "\0"
        before, after = self.address(page_path(mark, item), "").split(quote(mark))
        return {code: f"{before}{code}{after}" for code in self.languages}

    def item_page(
        self,
        item: Item,
        page: Page,
        pages: Mapping[str, Page],
        data: bytes,
        replace: bodies.Replace,
    ) -> bytes:
        """Write an item's page.

        Args:
            item: The item.
            page: The page.
            pages: All of the item's pages, by language.
            data: The file whose content it shows.
            replace: What addresses in it become.

        Raises:
            TranslatorError: The file is no document of the item's format, or a template is wrong.
        """
        path = page_path(page.lang, page.id)
        source = self.languages[0]
        real = [code for code in self.languages if code in pages and pages[code].translated]
        alternates = [
            {"code": code, "href": self.address(page_path(code, page.id), path)} for code in real
        ]
        if source in real:
            alternates.append(
                {"code": "x-default", "href": self.address(page_path(source, page.id), path)}
            )
        canonical = page.lang if page.translated or source not in pages else source
        title = page.title or page.id
        context = {
            **self._common(page.lang, path),
            "item": {
                "id": page.id,
                "lang": page.text_lang,
                "title": title,
                "titled": page.titled,
                "title_lang": plain.language_of(title, page.text_lang),
                "heading": _safe(bodies.marked(escape(title))),
                "summary": page.summary,
                **self._dates(page, page.lang),
            },
            "notice": "" if self.preview else page.notice,
            "canonical": self.address(page_path(canonical, page.id), path),
            "alternates": alternates if page.translated and len(real) > 1 else [],
            "switcher": [
                {
                    "code": code,
                    "name": LANGUAGES[code].native,
                    "href": quote(relative(path, page_path(code, page.id))),
                    "current": code == page.lang,
                    "translated": pages[code].translated,
                }
                for code in self.languages
                if code in pages
            ],
            "body": _safe(bodies.body(item, data, title, page.text_lang, replace)),
        }
        return self.theme.render("item.html", context)

    def moved_page(self, page: Page, path: str) -> bytes:
        """Write a page that leads from a former address of an item to that of today."""
        there = page_path(page.lang, page.id)
        context = {
            **self._common(page.lang, path),
            "feed": "",
            "switcher": [],
            "title": page.title or page.id,
            "title_lang": page.text_lang,
            "href": quote(relative(path, there)),
            "canonical": self.address(there, path),
        }
        return self.theme.render("moved.html", context)

    def index_pages(
        self, lang: str, pages: Iterator[Page], count: int
    ) -> Iterator[tuple[str, object, Callable[[], bytes]]]:
        """The pages of a language's index.

        Args:
            lang: The language.
            pages: The items' pages, newest first.
            count: How many there are.

        Yields:
            Its path, what it is made from, and what makes it.
        """
        total = max(1, -(-count // ON_A_PAGE))
        for number in range(1, total + 1):
            shown = list(islice(pages, ON_A_PAGE))
            made_from = (number, total, shown)
            yield (
                index_path(lang, number),
                made_from,
                lambda n=number, s=shown: self._index_page(lang, n, total, s),  # type: ignore[misc]
            )

    def _index_page(self, lang: str, number: int, total: int, shown: Sequence[Page]) -> bytes:
        path = index_path(lang, number)
        context = {
            **self._common(lang, path),
            "entries": [
                {
                    "href": quote(relative(path, page_path(lang, page.id))),
                    "title": _safe(bodies.marked(escape(page.title or page.id))),
                    "summary": _safe(bodies.marked(escape(page.summary))),
                    "lang": page.text_lang,
                    "language": LANGUAGES[page.text_lang].native,
                    **self._dates(page, lang),
                }
                for page in shown
            ],
            "number": number,
            "total": total,
            "newer": _name(index_path(lang, number - 1)) if number > 1 else "",
            "older": _name(index_path(lang, number + 1)) if number < total else "",
            "canonical": self.address(path, path),
            "alternates": self._indexes(path) if number == 1 else [],
            "switcher": [
                {
                    "code": code,
                    "name": LANGUAGES[code].native,
                    "href": quote(relative(path, index_path(code))),
                    "current": code == lang,
                    "translated": True,
                }
                for code in self.languages
            ],
        }
        return self.theme.render("index.html", context)

    def home_page(self) -> bytes:
        """Write the page on which a reader chooses a language."""
        path = f"{FOLDER}/index.html"
        context = {
            **self._common(self.languages[0], path),
            "feed": "",
            "switcher": [],
            "canonical": self.address(path, path),
            "alternates": self._indexes(path),
            "languages": [
                {
                    "code": code,
                    "name": LANGUAGES[code].native,
                    "news": self.words(code)["news"],
                    "href": quote(relative(path, index_path(code))),
                }
                for code in self.languages
            ],
        }
        return self.theme.render("home.html", context)

    def words(self, lang: str) -> dict[str, str]:
        """The site's own words in a language."""
        if lang not in self._words:
            self._words[lang] = self.theme.words(lang)
        return self._words[lang]

    def _common(self, lang: str, path: str) -> dict[str, Any]:
        feed = f"{FOLDER}/{lang}/feed.xml"
        return {
            "lang": lang,
            "words": self.words(lang),
            "site": {
                "name": self.project.config.project.name,
                "base_url": self.base_url,
                "preview": self.preview,
            },
            "root": "../" * (path.count("/") - 1),
            "home": "" if self.inline_style else quote(relative(path, index_path(lang))),
            "feed": "" if self.preview else quote(relative(path, feed)),
            "inline_style": _safe(self.theme.style) if self.inline_style else "",
        }

    def _dates(self, page: Page, lang: str) -> dict[str, str]:
        reading = self.project.reading
        return {
            "date": page.date,
            "date_text": date_text(page.date, lang, reading) if page.date else "",
            "updated": page.updated,
            "updated_text": date_text(page.updated, lang, reading) if page.updated else "",
        }

    def _indexes(self, start: str) -> list[dict[str, str]]:
        return [
            {"code": code, "href": self.address(index_path(code), start)} for code in self.languages
        ]


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _safe(content: str) -> object:
    from markupsafe import Markup

    return Markup(content)  # noqa: S704 - sanitised or escaped before


__all__ = ["FOLDER", "MEDIA", "STYLE", "Site", "Theme", "index_path", "page_path"]
