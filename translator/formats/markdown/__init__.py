"""Markdown with front matter, translated at its exact places in the source.

parse(data, options=None) -> MarkdownDocument
render(document, translations, language=None) -> bytes
"""

from __future__ import annotations

from translator.formats.encoding import decode
from translator.formats.markdown.document import DEFAULT_FIELDS, MarkdownDocument, MarkdownOptions
from translator.formats.markdown.parse import parse_text
from translator.formats.markdown.render import render

__all__ = [
    "DEFAULT_FIELDS",
    "MarkdownDocument",
    "MarkdownOptions",
    "parse",
    "parse_text",
    "render",
]


def parse(data: bytes, options: MarkdownOptions | None = None) -> MarkdownDocument:
    """Take a Markdown file apart.

    Raises:
        TranslatorError: It is not UTF-8 and has no byte-order mark, or it holds a NUL character.
    """
    text, encoding = decode(data)
    return parse_text(text, options, encoding)
