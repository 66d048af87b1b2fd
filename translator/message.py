"""Texts for people that can be said in other languages: a template, and the values in it.

A message is its English text, as commands and reports show it, and remembers what it was made of,
so that a page can put the same values into the template's translation. Templates are phrased so
that values stand in quotation marks or after a colon, and no word depends on a number: a
translation need not inflect what it can't know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Value = str | int | float
Packed = str | list[Any]


class Message(str):
    """An English text that knows its template and values; values may be messages themselves.

    Attributes:
        template: The text with names in braces, as the interface's catalogues have it.
        values: What stands in their place.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, values: Mapping[str, Value]) -> Message:
        """Put the values in; a template without any is a text as it stands."""
        made = super().__new__(cls, template.format_map(values) if values else template)
        made.template = template
        made.values = values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """What to make a copy of: other processes judge catalogues, too."""
        return Message, (self.template, self.values)


def phrase(template: str, /, **values: Value) -> Message:
    """A message; what stands here as a literal is extracted for translation."""
    return Message(template, values)


def translated(
    text: str, translate: Callable[[str], str], number: Callable[[int | float], str]
) -> str:
    """A message in another language; any other text as it is.

    Args:
        text: The message.
        translate: Gives the translation of a template, or the template itself.
        number: Writes a number as the language does.
    """
    if not isinstance(text, Message):
        return text
    template = translate(text.template)
    if not text.values:
        return template
    values = {
        name: translated(value, translate, number) if isinstance(value, str) else number(value)
        for name, value in text.values.items()
    }
    try:
        return template.format_map(values)
    except (LookupError, ValueError):  # a translation that names what there is not
        return str(text)


def packed(text: str) -> Packed:
    """A text as JSON can hold it: a message as its template and values, any other as it is."""
    if not isinstance(text, Message):
        return text
    values = {
        name: packed(value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return [text.template, values] if values else [text.template]


def unpacked(value: Packed) -> str:
    """The inverse of `packed`."""
    if isinstance(value, str):
        return value
    template, *rest = value
    values = rest[0] if rest else {}
    return Message(
        template,
        {
            name: unpacked(one) if isinstance(one, str | list) else one
            for name, one in values.items()
        },
    )
