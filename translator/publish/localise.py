"""A localised item as a file: its texts, its language, its links to other items."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translator.document import Document
from translator.errors import TranslatorError
from translator.formats.json_tokens import pattern, strings
from translator.item import Item
from translator.publish import links

_LANGUAGES = ("lang", "language")


def localise(
    item: Item,
    document: Document,
    texts: Sequence[str],
    language: str,
    *,
    address: str | None = None,
    replace: Callable[[str], str | None] | None = None,
) -> bytes:
    """Write an item in a language.

    Args:
        item: The item.
        document: It, taken apart.
        texts: The text of each segment.
        language: The language that front matter, `lang` attributes, a feed or the `lang` or
            `language` of a JSON item's top level are set to, where the item has them.
        address: What a feed's link to itself becomes.
        replace: What the destination of a link becomes; None leaves it as it is.

    Raises:
        TranslatorError: A text does not fit the markup of its segment.
    """
    data = item.render(document, texts, language, address)
    kind = item.kind
    if kind != "json_item" and replace is None:
        return data
    text = data.decode(document.encoding)
    if kind == "json_item":
        text = _with_language(text, language)
    if replace is not None:
        text = links.rewrite(text, item.markup(text), replace)
    return item.encoded(document, text)


def _with_language(text: str, language: str) -> str:
    try:
        fitting = [pattern(name) for name in _LANGUAGES]
        found = [
            value for value in strings(text) if any(each.fullmatch(value.path) for each in fitting)
        ]
    except TranslatorError:  # not for us to judge
        return text
    for value in reversed(found):
        text = text[: value.start] + language + text[value.end :]
    return text
