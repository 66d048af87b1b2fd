"""What a start tag says to the splitter: attributes that are text, `translate`, `lang`."""

from __future__ import annotations

import re
from typing import NamedTuple

from translator.formats.html.elements import (
    ATTRIBUTE_ELEMENTS,
    ATTRIBUTE_ROLES,
    BUTTON_TYPES,
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
    """What a start tag says."""

    texts: tuple[TextAttribute, ...] = ()
    translate: bool | None = None
    language: str | None = None
    languages: tuple[Attribute, ...] = ()


_NOTHING = Tag()


def read(tag: str, name: str) -> Tag:
    """Read a start tag, as it stands in the source, of the element `name`."""
    if _INTEREST.search(tag, len(name) + 1) is None:
        return _NOTHING
    found = attributes(tag)
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


def _role(element: str, key: str, found: dict[str, Attribute]) -> str | None:
    if key in ATTRIBUTE_ROLES:
        if element not in ATTRIBUTE_ELEMENTS.get(key, {element}):
            return None
        return None if key == "title" and element in TITLELESS else ATTRIBUTE_ROLES[key]
    if key == "content" and element == "meta":
        for naming in ("name", "property", "itemprop"):
            if naming in found and (role := META_ROLES.get(found[naming].value.strip().lower())):
                return role
    if key == "value" and element == "input" and "type" in found:
        return "button" if found["type"].value.strip().lower() in BUTTON_TYPES else None
    return None
