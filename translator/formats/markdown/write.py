"""One translation in Markdown's notation: escaped as little as is safe, and wrapped.

What was written is read again: its markup and its text must be exactly those that were meant. If
they are not, more is escaped; if that does not help, the translation is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.formats import inline
from translator.formats.inline import InlineError, Piece, Placeable
from translator.formats.markdown.document import Slot
from translator.formats.markdown.escape import (
    at_line_start,
    escape,
    escape_all,
    reference,
    specials,
    spelling,
)
from translator.formats.markdown.pieces import EMPHASIS, meaning, tidied
from translator.formats.markdown.scan import MARKS, Known, scan
from translator.formats.markdown.text import MARKUP, literal, signature

_SPACE, _BREAK = "\x1f", "\x1e"
_LINES = re.compile(r"[ \t]*\n[ \t]*")
_RISKY = re.compile(
    r"""[\#>+=|:-] | ~~~ | ``` | \*+$ | \*\x20 | _{2,}$ | </?[A-Za-z] | <[!?]
      | [0-9]{1,9}[.)]$ | \[[^\]]*\]: | \( | \{""",
    re.VERBOSE,
)
_LINE_HTML = re.compile(r"</?[A-Za-z!?]|<[!?]")
_SAFE = frozenset(("*", "**", "~~", "code", "link", "autolink", "footnote"))
_APART = frozenset(("", *" .,;:?)"))
_HASHES = re.compile("(?<![^ \x1f])#+$")
_UNDERSCORES: dict[int, tuple[str, ...]] = {3: ("*", "**"), 4: ("*",), 5: ("**",)}
"""Which emphasis is written with underscores, by effort; with the last effort every second one."""
_LAST_EFFORT = 6


def write(
    translation: str,
    slot: Slot,
    placeables: Sequence[Placeable],
    known: Known,
    *,
    cautious: bool = False,
) -> str:
    """Write a translation of inline text.

    Args:
        translation: One line, with the placeables of the source.
        slot: The place it goes to.
        placeables: The markup behind them.
        known: What the file defines.
        cautious: Whether to escape all that could be markup, and not to wrap lines.

    Raises:
        InlineError: Its placeables do not fit.
    """
    if not (slot.before or placeables or cautious or MARKUP.search(translation)):
        return _placed(_folded(_plain(translation, slot), slot), slot)
    pieces = inline.pieces(translation, placeables)
    if any(kind in EMPHASIS or kind == "break" for kind in slot.kinds):
        pieces = tidied(pieces, slot)
    writer = _Writer(slot, placeables, cautious=cautious)
    if not cautious and _safe(pieces, slot):
        return _placed(_folded(writer.write(pieces, frozenset(), 0), slot), slot)
    wanted = _within(slot, known, meaning(pieces, slot, placeables))
    allowed: frozenset[str] = frozenset()
    if not slot.before and any(MARKUP.search(piece.text) for piece in pieces):
        allowed = specials(literal(slot.content, scan(slot.content, known)))
    for effort in range(1 if cautious else 0, _LAST_EFFORT + 1):
        whole = slot.before + writer.write(pieces, allowed, effort) + slot.after
        folded = _folded(whole, slot, wrap=not cautious)
        if signature(folded, known) == wanted:
            if _LINE_HTML.match(folded) and not _LINE_HTML.match(slot.content):
                raise InlineError("it may not begin with a tag, which would be a block of HTML")
            return _placed(folded, slot)
    raise InlineError("Markdown can't express these placeables in this place")


def _within(slot: Slot, known: Known, wanted: list[str]) -> list[str]:
    """What the whole run says when its text says what is wanted."""
    if not slot.before:
        return wanted
    frame = signature(f"{slot.before}x{slot.after}", known)
    inside = frame.index("x")
    return [*frame[:inside], *wanted, *frame[inside + 1 :]]


def _safe(pieces: list[Piece], slot: Slot) -> bool:
    """Whether nothing in the text can meet the markup: then it need not be read again."""
    if slot.before or not _SAFE.issuperset(slot.kinds):
        return False
    after_text = True
    for index, piece in enumerate(pieces):
        if not piece.number:
            if MARKUP.search(piece.text) or piece.text[-1] in "!^" or piece.text[0] in "([:{^":
                return False
        elif not after_text:
            return False  # markup beside markup
        elif slot.kinds[piece.number - 1] in EMPHASIS:
            before = pieces[index - 1].text[-1:] if index else ""
            after = pieces[index + 1].text[:1] if index + 1 < len(pieces) else ""
            inside, outside = (before, after) if piece.closing else (after, before)
            if not inside.isalnum() or outside not in _APART:
                return False
            if not piece.closing and not (outside == "" or outside == " "):
                return False
        after_text = not piece.number
    return True


def _plain(text: str, slot: Slot) -> str:
    """Text without a special character and without placeables."""
    if slot.style != "inline":
        text = text.replace("|", "\\|")
    if slot.style != "cell":
        text = at_line_start(text)
    if "&" in slot.content:
        for character, spelled in spelling(slot.content).items():
            text = text.replace(character, spelled)
    return text.replace(" ", _SPACE) if slot.newline else text


def title(translation: str, quotes: str) -> str:
    """Write the title of a link between its quotes."""
    text = escape(translation, frozenset("`*_[]<~\\"), cell=True, every=False)
    return re.sub(f"[{re.escape(quotes)}]", lambda match: "\\" + match[0], text)


class _Writer:
    def __init__(self, slot: Slot, placeables: Sequence[Placeable], *, cautious: bool) -> None:
        self.slot = slot
        self.placeables = placeables
        self.cautious = cautious
        self.spelling = spelling(slot.content) if "&" in slot.content else {}

    def write(self, pieces: list[Piece], allowed: frozenset[str], effort: int) -> str:
        """The pieces as Markdown.

        Args:
            pieces: What to write.
            allowed: Characters that may stand plainly.
            effort: 0 to escape as little as possible, 1 to escape all that is special, 2 to keep
                emphasis apart from the characters around it too, more to write it otherwise.
        """
        parts: list[str] = []
        fresh = not self.slot.before
        for index, piece in enumerate(pieces):
            if piece.number:
                parts.append(self._markup(piece, effort))
                fresh = parts[-1].endswith(_BREAK)
                continue
            text = piece.text.lstrip() if fresh else piece.text
            if text[:1] in ("(", "[", ":") and parts and parts[-1][-1:] == "]":
                parts.append(f"\\{text[0]}")  # or it would be a target or a definition
                text = text[1:]
            apart = self._apart(pieces, index, text) if effort > 1 else ("", "")
            inner = text[len(apart[0]) : len(text) - len(apart[1])]
            written = self._text(inner, allowed, every=effort > 0, fresh=fresh)
            parts += (reference(apart[0]), written, reference(apart[1]))
            fresh = False
        return "".join(parts)

    def _markup(self, piece: Piece, effort: int) -> str:
        kind = self.slot.kinds[piece.number - 1]
        placeable = self.placeables[piece.number - 1]
        if kind == "break":
            return (placeable.open[:1] if placeable.open.startswith("\\") else "  ") + _BREAK
        markup = (placeable.close or "") if piece.closing else placeable.open
        if effort > 1 and kind in ("*", "**"):
            second = effort == _LAST_EFFORT and piece.number % 2 == 0
            underscore = second or kind in _UNDERSCORES.get(effort, ())
            return ("_" if underscore else "*") * len(markup)
        return _LINES.sub(" ", markup) if "\n" in markup else markup

    def _apart(self, pieces: list[Piece], index: int, text: str) -> tuple[str, str]:
        """The first and last character, where emphasis beside them needs a reference instead."""
        first = last = ""
        before, after = pieces[index - 1 : index], pieces[index + 1 : index + 2]
        if before and self._emphasises(before[0]) and _meets(text[:1], before[0].closing):
            first = text[:1]
        if after and self._emphasises(after[0]) and _meets(text[-1:], not after[0].closing):
            last = text[len(first) :][-1:]
        return first, last

    def _emphasises(self, piece: Piece) -> bool:
        return bool(piece.number) and self.slot.kinds[piece.number - 1] in EMPHASIS

    def _text(self, text: str, allowed: frozenset[str], *, every: bool, fresh: bool) -> str:
        cell = self.slot.style != "inline"
        if self.cautious:
            escaped = escape_all(text, cell=cell)
        else:
            escaped = escape(text, allowed, cell=cell, every=every)
            if fresh and self.slot.style != "cell":
                escaped = at_line_start(escaped)
        for character, spelled in self.spelling.items():
            escaped = escaped.replace(character, spelled)
        return escaped.replace(" ", _SPACE)


def _meets(character: str, outside: bool) -> bool:
    """Whether a character would keep the emphasis beside it from being emphasis."""
    if outside:
        return not (character.isspace() or character in MARKS)
    return character.isspace()


def _folded(written: str, slot: Slot, *, wrap: bool = True) -> str:
    """The text in lines as long as the source's, without what stands before each of them."""
    if written.endswith("#") and (match := _HASHES.search(written)):
        written = f"{written[: match.start()]}\\{match[0]}"  # or it would end a heading
    if not slot.newline:
        return written.replace(_SPACE, " ").replace(_BREAK, "")
    if not wrap:
        return written.replace(_SPACE, " ").replace(_BREAK, "\n")
    lines: list[str] = []
    for part in written.split(_BREAK):
        line = ""
        for word in part.split(_SPACE):
            if line and len(line) + 1 + len(word) > slot.width and not _RISKY.match(word) and word:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return "\n".join(lines)


def _placed(folded: str, slot: Slot) -> str:
    """Lines as they stand in the file, each after the first with its prefix."""
    return folded.replace("\n", slot.newline)
