"""Text written so that Markdown reads it as that text, wherever it stands."""

from __future__ import annotations

import re

from translator.formats.markdown.scan import PUNCTUATION

_ENTITY = re.compile(r"&(?=#[0-9]+;|#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)")
_SPECIALS = frozenset("`*_[]<~\\")
_ALL = re.compile(r"[`*_\[\]<~\\!|^>]")
_LIGHT = re.compile(r"[`*_\[\]<~\\|]")
_PUNCTUATION = re.compile(rf"[{PUNCTUATION}]")
_START = re.compile(
    r"""(?P<first>\#{1,6}(?=\s|$) | [-+*](?=\s|$) | ([-*_])(?:\s*\2){2,}(?=\s|$) | [-=+]+(?=\s|$)
        | \+\+\+ | > | ~~~ | ``` | :(?=[\s:~]|$) | ~(?=\s) | \|
        | \[(?=[\ xX]\]\s) | \[(?=[^\]]*\]:) | <(?=[A-Za-z/!?]) | \((?=\S+\)=) | \{(?=[%{#]))
      | (?P<number>[0-9]{1,9})(?=[.)](?:\s|$))""",
    re.VERBOSE,
)


def specials(literal: str) -> frozenset[str]:
    """The special characters that stand plainly in a source's text: they may do so again."""
    return _SPECIALS.intersection(literal)


def escape(text: str, allowed: frozenset[str], *, cell: bool, every: bool) -> str:
    """Escape what could be markup.

    Args:
        text: Text, without placeables.
        allowed: Characters that may stand plainly.
        cell: Whether it stands in a table.
        every: Whether to escape all that is special anywhere.
    """

    def replaced(match: re.Match[str]) -> str:
        character = match[0]
        if character == "|":
            return "\\|" if cell else "|"
        if every or _needed(text, match.start(), character, allowed):
            return "\\" + character
        return character

    text = _ENTITY.sub("\0", text)
    text = (_ALL if every else _LIGHT).sub(replaced, text)
    return text.replace("\0", "&amp;")


def _needed(text: str, at: int, character: str, allowed: frozenset[str]) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if character == "_" and before.isalnum() and after.isalnum():
        return False
    if character in "*~" and before.isspace() and after.isspace():
        return False
    if character == "<" and not re.match(r"[A-Za-z/!?]", after):
        return bool(not after)
    if character == "\\":
        return not after.isalnum()  # before a space a line may end, and a backslash break it
    return character not in allowed


def escape_all(text: str, *, cell: bool) -> str:
    """Escape every character that could ever be markup.

    Args:
        text: Text, without placeables.
        cell: Whether it stands in a table; elsewhere a bar, even escaped, could begin one.
    """
    escaped = _PUNCTUATION.sub(r"\\\g<0>", text)
    return escaped if cell else escaped.replace("\\|", reference("|"))


def at_line_start(text: str) -> str:
    """Text, not yet escaped otherwise or already so, at the beginning of a line of its block."""
    match = _START.match(text)
    if match is None:
        return text
    if match["number"]:
        end = match.end("number")
        return f"{text[:end]}\\{text[end:]}"
    return "\\" + text


def reference(character: str) -> str:
    """A character as a numeric reference, which counts as punctuation beside emphasis."""
    return f"&#{ord(character)};" if character else ""


def spelling(content: str) -> dict[str, str]:
    """How the source spells characters that it does not write plainly: `&nbsp;`, `&copy;`."""
    import html

    found: dict[str, str] = {}
    for match in re.finditer(
        r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);", content
    ):
        character = html.unescape(match[0])
        if len(character) == 1 and not character.isascii():
            found.setdefault(character, match[0])
    return found
