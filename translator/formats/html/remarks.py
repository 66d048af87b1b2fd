"""What a translator is told about the markup that a placeable stands for."""

from __future__ import annotations

import html
import re

from translator.document import shorten
from translator.formats.html.elements import INLINE_NAMES
from translator.formats.html.tokens import attributes, unescape_value
from translator.formats.inline import SPACES

_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))""", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
_WIDTH = 120


def describe(tag: str, name: str, *, visible: bool = False) -> str:
    """A few words on a piece of markup; none where it says nothing to a translator.

    Args:
        tag: The markup as it stands in the source.
        name: The element, `comment` for a comment, or nothing for text that stands for itself.
        visible: Whether it is something that is read but not translated.
    """
    words: list[str] = []
    if visible:
        words.append(SPACES.sub(" ", html.unescape(_TAGS.sub("", tag) if name else tag)).strip())
    elif name == "a":
        address = target(tag)
        words.append(f"link to {address}" if address else "anchor")
    elif name == "img":
        file = attributes(tag).get("src")
        words.append(f"image {file.value.strip()}" if file else "image")
    elif name == "comment":
        words.append("comment in the source")
    elif name in INLINE_NAMES:
        words.append(INLINE_NAMES[name])
    if not visible and "lang" in tag and (language := language_of(tag)):
        words.append(f"in {language}")
    return shorten(", ".join(word for word in words if word), _WIDTH)


def target(tag: str) -> str | None:
    """Where a link leads."""
    match = _HREF.search(tag)
    if match is None:
        return None
    address = next(group for group in match.groups() if group is not None)
    return shorten(SPACES.sub(" ", unescape_value(address)).strip(), _WIDTH) or None


def language_of(tag: str) -> str | None:
    """The language that a start tag declares."""
    found = attributes(tag)
    attribute = found.get("lang") or found.get("xml:lang")
    return attribute.value.strip() or None if attribute else None
