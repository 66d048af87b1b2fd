"""Well-formed XML as tokens with exact offsets. No DTD, entity or address is ever followed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from translator.errors import TranslatorError
from translator.formats import charset
from translator.message import phrase

_DECLARATION = re.compile(rb"""^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_TOKEN = re.compile(
    r"""<(?: (?P<comment>!--) | (?P<cdata>!\[CDATA\[) | (?P<instruction>\?) | (?P<doctype>!DOCTYPE)
         | /(?P<close>[^\s>]+)\s*> | (?P<open>[^\s/>!?]+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+> )""",
    re.VERBOSE,
)
_ENDS = {"comment": "-->", "cdata": "]]>", "instruction": "?>"}
_ATTRIBUTE = re.compile(r"""([^\s=<>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)")
_REMEDY = phrase("Correct the file, or save it anew from where it comes from.")


class Token(NamedTuple):
    """A tag or a piece of markup; text is what lies between."""

    kind: str
    start: int
    end: int
    name: str


class Attribute(NamedTuple):
    """An attribute's value with its offsets in the tag."""

    value: str
    start: int
    end: int


def decode(data: bytes) -> tuple[str, str]:
    """The text of an XML file and its codec.

    Raises:
        TranslatorError: It is not in the charset it declares, is not well-formed, or it declares
            entities, which a feed has no need of and an attack has.
    """
    match = _DECLARATION.match(data.removeprefix(b"\xef\xbb\xbf")[:200])
    text, codec = charset.decode(data, match[1].decode("ascii") if match else None)
    _check(text.removeprefix("\ufeff"))
    return text, codec


def _check(text: str) -> None:
    parser = expat.ParserCreate("utf-8")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def entity(name: str, *_: object) -> None:
        raise TranslatorError(
            phrase(
                "declares the entity {name}, and declared entities are not read", name=repr(name)
            ),
            line=parser.CurrentLineNumber,
            remedy=phrase(
                "Write the text itself in place of the entity and take the declaration out."
            ),
        )

    parser.EntityDeclHandler = entity
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise TranslatorError(
            phrase(
                "not well-formed XML: {reason} at column {column}",
                reason=expat.ErrorString(error.code),
                column=error.offset + 1,
            ),
            line=error.lineno,
            remedy=_REMEDY,
        ) from None


def tokens(text: str) -> Iterator[Token]:
    """The markup of a well-formed text, in order."""
    position = 0
    while match := _TOKEN.search(text, position):
        kind = match.lastgroup or ""
        start, position = match.span()
        if kind in _ENDS:
            position = text.index(_ENDS[kind], position) + len(_ENDS[kind])
        elif kind == "doctype":
            position = _doctype_end(text, position)
        yield Token(kind, start, position, match[kind] if kind in ("open", "close") else "")


def attributes(tag: str) -> dict[str, Attribute]:
    """The attributes of a start tag, by their names as they stand there."""
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(tag):
        group = 2 if match[2] is not None else 3
        found[match[1]] = Attribute(html.unescape(match[group]), *match.span(group))
    return found


def has_unknown_entity(text: str) -> bool:
    """Whether a text refers to an entity that only a DTD could explain."""
    return _REFERENCE.search(text) is not None


def _doctype_end(text: str, position: int) -> int:
    """Where a document type declaration ends; its internal subset declares no entities."""
    quote = ""
    depth = 0
    for place in range(position, len(text)):
        character = text[place]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
        elif character == ">" and depth <= 0:
            return place + 1
    return len(text)
