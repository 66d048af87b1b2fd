"""A plain text as HTML: paragraphs, lists in lists, addresses as links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from translator.document import Document
from translator.languages import LANGUAGES, script_shares

_ADDRESS = re.compile(r"https?://[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?)\]]")
_NUMBER = re.compile(r"\(?([0-9]{1,3})[.)]")
_ONLY = {"Georgian": "ka", "Latin": "en"}
"""Scripts that only one of the desk's languages is written in."""
_ONE_SCRIPT = 0.9  # share of the letters


def blocks(document: Document, first: int, lang: str) -> str:
    """A plain text's segments as HTML, each list entry inside the one that it is indented under.

    Args:
        document: The text, taken apart.
        first: The segment to begin with.
        lang: The language that it is in, but for some of its paragraphs.
    """
    return "".join(_parts(document, first, lang))


def _parts(document: Document, first: int, lang: str) -> Iterator[str]:
    lists: list[tuple[int, str]] = []  # how far each open one is indented, and its tag
    for index, segment in enumerate(document.segments):
        if index < first:
            continue
        language = language_of(segment.text, lang)
        attribute = f' lang="{language}"' if language != lang else ""
        if segment.role != "list entry":
            while lists:
                yield f"</li>\n</{lists.pop()[1]}>\n"
            tag = "h2" if segment.role == "title" else "p"
            yield f"<{tag}{attribute}>{linked(segment.text)}</{tag}>\n"
            continue
        line = re.split(r"[\r\n]", document.skeleton[index])[-1]
        indent = len(line) - len(line.lstrip())
        number = _NUMBER.match(line.strip())
        tag = "ol" if number else "ul"
        while lists and (indent < lists[-1][0] or (indent == lists[-1][0] and tag != lists[-1][1])):
            yield f"</li>\n</{lists.pop()[1]}>\n"
        if lists and indent == lists[-1][0]:
            yield "</li>\n"
        else:
            start = f' start="{number[1]}"' if number and number[1] != "1" else ""
            lists.append((indent, tag))
            yield f"<{tag}{start}>\n"
        yield f"<li{attribute}>{linked(segment.text)}"
    while lists:
        yield f"</li>\n</{lists.pop()[1]}>\n"


def language_of(text: str, lang: str) -> str:
    """The language of a text whose script tells that it is not the one around it."""
    shares = script_shares(text)
    script = max(shares, key=lambda name: shares[name], default="")
    sure = len(text.split()) > 2 and shares.get(script, 0) > _ONE_SCRIPT
    return _ONLY.get(script, lang) if sure and script != LANGUAGES[lang].script else lang


def linked(text: str) -> str:
    """A plain text as HTML, its addresses as links."""
    parts, position = [], 0
    for match in _ADDRESS.finditer(text):
        address = html.escape(match[0])
        parts += [html.escape(text[position : match.start()], quote=False)]
        parts += [f'<a href="{address}">{address}</a>']
        position = match.end()
    return "".join((*parts, html.escape(text[position:], quote=False)))
