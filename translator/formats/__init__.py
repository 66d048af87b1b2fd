"""Item formats: each module turns bytes into a Document and a Document into bytes.

A format module has two symmetrical functions, `parse` and `render`, such that
`render(parse(data), [None] * n) == data` for any data that `parse` accepts. What only some formats
know (which parts of a page are text, the language a feed declares) is given to those alone, here.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from translator.config import FormatsTable
from translator.document import Document

if TYPE_CHECKING:
    from translator.formats.embedded import Markup
    from translator.formats.json_item import JsonOptions

FORMATS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".json": "json_item",
    ".md": "markdown",
    ".markdown": "markdown",
}
"""File-name extension (in lower case) -> name of the format's module."""


def known(path: Path | str) -> bool:
    """Whether a file is of a format we have, by its name's extension."""
    return os.path.splitext(path)[1].lower() in FORMATS  # noqa: PTH122 - asked of very many


def parse(path: Path, data: bytes, settings: FormatsTable) -> Document:
    """Take an item apart.

    Args:
        path: Its file; the extension names the format.
        data: The file's bytes.
        settings: What the config says of formats.

    Raises:
        TranslatorError: The bytes are not a document of this format.
        KeyError: The format is not known.
    """
    match FORMATS[path.suffix.lower()]:
        case "html":
            from translator.formats import html

            exclude = tuple(settings.html.exclude)
            return html.parse(data, html.HtmlOptions(exclude, settings.html.main_content))
        case "feed":
            from translator.formats import feed

            return feed.parse(data)
        case "json_item":
            from translator.formats import json_item

            return json_item.parse(data, _json_options(settings))
        case "markdown":
            from translator.formats import markdown

            fields = tuple(settings.markdown.front_matter) or markdown.DEFAULT_FIELDS
            return markdown.parse(data, markdown.MarkdownOptions(fields))
        case _:
            from translator.formats import text

            return text.parse(data)


def render(
    path: Path,
    document: Document,
    translations: Sequence[str | None],
    language: str | None = None,
    address: str | None = None,
) -> bytes:
    """Put an item together again.

    Args:
        path: Its file; the extension names the format.
        document: What `parse` returned.
        translations: One a segment; None leaves the source.
        language: The language that the result is in, for formats that declare one.
        address: Where the result will stand, for formats that say so.

    Raises:
        TranslatorError: A translation does not fit the markup of its segment.
        KeyError: The format is not known.
    """
    match FORMATS[path.suffix.lower()]:
        case "html":
            from translator.formats import html

            return html.render(document, translations, language)
        case "feed":
            from translator.formats import feed

            return feed.render(document, translations, language, address)
        case "json_item":
            from translator.formats import json_item

            return json_item.render(document, translations)
        case "markdown":
            from translator.formats import markdown

            return markdown.render(document, translations, language)
        case _:
            from translator.formats import text

            return text.render(document, translations)


def markup(path: Path, text: str, settings: FormatsTable) -> list[Markup]:
    """The HTML and Markdown in an item, in the order in which it stands there.

    Args:
        path: Its file; the extension names the format.
        text: The file's text, in whatever language.
        settings: What the config says of formats.

    Raises:
        TranslatorError: The text is not a document of this format.
        KeyError: The format is not known.
    """
    match FORMATS[path.suffix.lower()]:
        case "html" | "markdown" as kind:
            from translator.formats import embedded

            return [embedded.whole("html" if kind == "html" else "markdown", text)]
        case "feed":
            from translator.formats import feed

            return list(feed.markup(text))
        case "json_item":
            from translator.formats import json_item

            return list(json_item.markup(text, _json_options(settings)))
        case _:
            return []


def _json_options(settings: FormatsTable) -> JsonOptions:
    from translator.formats import json_item

    return json_item.JsonOptions(settings.json.paths or json_item.DEFAULT_PATHS)
