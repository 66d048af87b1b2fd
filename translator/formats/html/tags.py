"""What a start tag says to the splitter: attributes that are text, `translate`, `lang`."""

from __future__ import annotations

import re
from typing import NamedTuple

from translator.formats.html.elements import (
    ATTRIBUTE_ELEMENTS,
    ATTRIBUTE_ROLES,
    BUTTON_TYPES,
    META_LANGUAGES,
    META_ROLES,
    TITLELESS,
)
from translator.formats.html.tokens import Attribute, attributes

_INTEREST = re.compile(
    r"""(?i)\b(?:alt|title|aria-\w+|placeholder|summary|label|lang|translate|content|value)\s*=
        |notranslate""",
    re.VERBOSE,
)
_WORD = re.compile(r"\w")


class TextAttribute(NamedTuple):
    """An attribute that is text; the offsets are its value's, from the beginning of the tag."""

    name: str
    role: str
    value: str
    start: int
    end: int
    quote: str


class Tag(NamedTuple):
    """What a start tag says.

    Attributes:
        texts: The attributes that are text.
        translate: Whether what is inside it is to be translated.
        language: The language of what is inside it.
        languages: Where a language stands: its own, or what a `meta` element says of the page.
        page: Whether that is the page's language.
        territory: Whether it stands there with its territory, `en_GB`.
    """

    texts: tuple[TextAttribute, ...] = ()
    translate: bool | None = None
    language: str | None = None
    languages: tuple[Attribute, ...] = ()
    page: bool = False
    territory: bool = False


_NOTHING = Tag()


def read(tag: str, name: str) -> Tag:
    """Read a start tag, as it stands in the source, of the element `name`."""
    if _INTEREST.search(tag, len(name) + 1) is None:
        return _NOTHING
    found = attributes(tag)
    if name == "meta" and (meant := _names(found) & META_LANGUAGES):
        content = (found["content"],) if "content" in found else ()
        return Tag(languages=content, page=True, territory="og:locale" in meant)
    texts: list[TextAttribute] = []
    for key, attribute in found.items():
        role = _role(name, key, found)
        if role and _WORD.search(attribute.value):
            texts.append(TextAttribute(key, role, *attribute))
    texts.sort(key=lambda text: text.start)
    declared = tuple(found[key] for key in ("lang", "xml:lang") if key in found)
    language = next((item.value.strip() for item in declared if item.value.strip()), None)
    return Tag(tuple(texts), _translate(found), language, declared)


def _translate(found: dict[str, Attribute]) -> bool | None:
    if "class" in found and "notranslate" in found["class"].value.split():
        return False
    if "translate" not in found:
        return None
    return {"no": False, "yes": True, "": True}.get(found["translate"].value.strip().lower())


def _names(found: dict[str, Attribute]) -> set[str]:
    """What a `meta` element is about."""
    naming = ("name", "property", "itemprop", "http-equiv")
    return {found[each].value.strip().lower() for each in naming if each in found}


def _role(element: str, key: str, found: dict[str, Attribute]) -> str | None:
    if key in ATTRIBUTE_ROLES:
        if element not in ATTRIBUTE_ELEMENTS.get(key, {element}):
            return None
        return None if key == "title" and element in TITLELESS else ATTRIBUTE_ROLES[key]
    if key == "content" and element == "meta":
        return next((META_ROLES[each] for each in _names(found) if each in META_ROLES), None)
    if key == "value" and element == "input" and "type" in found:
        return "button" if found["type"].value.strip().lower() in BUTTON_TYPES else None
    return None
