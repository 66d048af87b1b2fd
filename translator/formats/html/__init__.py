"""HTML: whole pages and fragments, translated at their exact places in the source.

    parse(data, options=None) -> HtmlDocument
    render(document, translations, language=None) -> bytes

and, for HTML inside another format, the same on text: `parse_text` and `replacements`.
"""

from __future__ import annotations

import re

from translator.formats import charset
from translator.formats.html.document import HtmlDocument, HtmlOptions
from translator.formats.html.parse import parse_text
from translator.formats.html.render import render, replacements

__all__ = ["HtmlDocument", "HtmlOptions", "parse", "parse_text", "render", "replacements"]

_HEAD = 4096
_DECLARED = re.compile(
    rb"""<\?xml\s[^>]*?encoding\s*=\s*["'](?P<xml>[\w.:-]+)
       | <meta\s[^>]*?charset\s*=\s*["']?\s*(?P<meta>[\w.:-]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMENTS = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)


def parse(data: bytes, options: HtmlOptions | None = None) -> HtmlDocument:
    """Take a page or a fragment apart.

    Raises:
        TranslatorError: The bytes are not text in the charset the page declares (UTF-8 where it
            declares none), or a selector in the options is none.
    """
    match = _DECLARED.search(_COMMENTS.sub(b"", data[:_HEAD]))
    declared = (match["xml"] or match["meta"]).decode("ascii") if match else None
    text, encoding = charset.decode(data, declared)
    return parse_text(text, options, encoding=encoding)
