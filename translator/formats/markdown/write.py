"""One translation in Markdown's notation: escaped as little as is safe, and wrapped.

What was written is read again: its markup and its text must be exactly those that were meant. If
they are not, more is escaped; if that does not help, the translation is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from translator.formats.inline import InlineError, Placeable, clean, decode
from translator.formats.markdown.document import Slot
from translator.formats.markdown.escape import (
    at_line_start,
    escape,
    reference,
    specials,
    spelling,
)
from translator.formats.markdown.scan import Known, scan
from translator.formats.markdown.text import MARKUP, literal, signature

_SPACE, _BREAK = "\x1f", "\x1e"
_MARK = re.compile("\x01[^\x02]*?(/?)([0-9]+)\x02")
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
_EMPHASIS = frozenset(("*", "**", "~~"))


class _Piece(NamedTuple):
    """A piece of a translation: text, or (`number` > 0) one part of a placeable."""

    text: str
    number: int = 0
    closing: bool = False


def write(translation: str, slot: Slot, placeables: Sequence[Placeable], known: Known) -> str:
    """Write a translation of inline text.

    Raises:
        InlineError: Its placeables do not fit.
    """
    if not (slot.before or placeables or MARKUP.search(translation)):
        return _wrapped(_plain(translation, slot), slot)
    pieces = _pieces(translation, slot, placeables)
    if any(kind in _EMPHASIS or kind == "break" for kind in slot.kinds):
        pieces = _tidy(pieces, slot)
    if _safe(pieces, slot):
        return _wrapped(
            slot.before + _Writer(slot, placeables).write(pieces, frozenset(), 0) + slot.after, slot
        )
    wanted = _signature(pieces, slot, placeables)
    allowed: frozenset[str] = frozenset()
    if not slot.before and any(MARKUP.search(piece.text) for piece in pieces):
        allowed = specials(literal(slot.content, scan(slot.content, known)))
    writer = _Writer(slot, placeables)
    for effort in range(4):
        written = writer.write(pieces, allowed, effort)
        flat = written.replace(_SPACE, " ").replace(_BREAK, "\n")
        if signature(flat, known) == wanted:
            whole = slot.before + written + slot.after
            if _LINE_HTML.match(whole) and not _LINE_HTML.match(slot.content):
                raise InlineError("it may not begin with a tag, which would be a block of HTML")
            return _wrapped(whole, slot)
    raise InlineError("Markdown can't express these placeables in this place")


def _safe(pieces: list[_Piece], slot: Slot) -> bool:
    """Whether nothing in the text can meet the markup: then it need not be read again."""
    if slot.before or not _SAFE.issuperset(slot.kinds):
        return False
    after_text = True
    for index, piece in enumerate(pieces):
        if not piece.number:
            if MARKUP.search(piece.text) or piece.text[-1] in "!^" or piece.text[0] in "([:{":
                return False
        elif not after_text:
            return False  # markup beside markup
        elif slot.kinds[piece.number - 1] in _EMPHASIS:
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
    text = text.replace("|", "\\|") if slot.style == "cell" else at_line_start(text)
    if "&" in slot.content:
        for character, spelled in spelling(slot.content).items():
            text = text.replace(character, spelled)
    return text.replace(" ", _SPACE) if slot.newline else text


def title(translation: str, quotes: str) -> str:
    """Write the title of a link between its quotes."""
    text = clean(translation).replace("\\", "\\\\")
    text = escape(text, frozenset("`*_[]<~\\"), cell=True, every=False)
    return re.sub(f"[{re.escape(quotes)}]", lambda match: "\\" + match[0], text)


def _pieces(translation: str, slot: Slot, placeables: Sequence[Placeable]) -> list[_Piece]:
    """The translation in pieces, its placeables checked."""
    marks = []
    for number, (kind, placeable) in enumerate(zip(slot.kinds, placeables, strict=True), 1):
        shape = "[" if kind == "link" else re.sub(r"\w", "!", kind)
        close = None if placeable.close is None else f"\x01{shape}/{number}\x02"
        marks.append(Placeable(f"\x01{shape}{number}\x02", close, placeable.parent))
    marked = decode(translation, marks, lambda text: text)
    pieces: list[_Piece] = []
    position = 0
    for match in _MARK.finditer(marked):
        pieces += (
            _Piece(marked[position : match.start()]),
            _Piece("", int(match[2]), bool(match[1])),
        )
        position = match.end()
    pieces.append(_Piece(marked[position:]))
    return [piece for piece in pieces if piece.text or piece.number]


def _tidy(pieces: list[_Piece], slot: Slot) -> list[_Piece]:
    """Spaces out of emphasis, and nothing empty emphasised; no hard break at an edge."""
    tidy: list[_Piece] = []
    for piece in pieces:
        kind = slot.kinds[piece.number - 1] if piece.number else ""
        if piece.closing and kind in _EMPHASIS:
            space = ""
            if tidy and not tidy[-1].number and tidy[-1].text.endswith(" "):
                space, tidy[-1] = " ", _Piece(tidy[-1].text.rstrip(" "))
                if not tidy[-1].text:
                    tidy.pop()
            if tidy and tidy[-1].number == piece.number:
                tidy.pop()
            else:
                tidy.append(piece)
            if space:
                tidy.append(_Piece(space))
        elif not piece.number and piece.text.startswith(" ") and _opens(tidy, slot):
            place = len(tidy)
            while place and _opens(tidy[:place], slot):
                place -= 1
            tidy.insert(place, _Piece(" "))
            tidy.append(_Piece(piece.text.lstrip(" ")))
        elif kind == "break":
            text = any(before.text.strip() or before.number for before in tidy)
            backslash = slot.placeables[piece.number - 1].open.startswith("\\")
            if backslash or (text and not _breaks(tidy, slot)):
                tidy.append(piece)
        else:
            tidy.append(piece)
    tidy = [piece for piece in tidy if piece.text or piece.number]
    while tidy and (not (tidy[-1].number or tidy[-1].text.strip()) or _breaks(tidy, slot)):
        tidy.pop()
    merged: list[_Piece] = []
    for piece in tidy:
        if merged and not piece.number and not merged[-1].number:
            merged[-1] = _Piece(merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return merged


def _opens(pieces: list[_Piece], slot: Slot) -> bool:
    last = pieces[-1] if pieces else _Piece("")
    return bool(last.number) and not last.closing and slot.kinds[last.number - 1] in _EMPHASIS


def _breaks(pieces: list[_Piece], slot: Slot) -> bool:
    last = next((p for p in reversed(pieces) if p.number or p.text.strip()), _Piece(""))
    return bool(last.number) and slot.kinds[last.number - 1] == "break"


def _signature(pieces: list[_Piece], slot: Slot, placeables: Sequence[Placeable]) -> list[str]:
    """What the pieces mean, in the words of `text.signature`."""
    found: list[str] = []
    text = ""

    def flush() -> None:
        if text.strip():
            found.append(" ".join(text.split()))

    for piece in pieces:
        if not piece.number:
            text += piece.text
            continue
        kind, placeable = slot.kinds[piece.number - 1], placeables[piece.number - 1]
        if kind == "text":
            text += placeable.open[1:]
            continue
        flush()
        text = ""
        if kind == "break":
            found.append("<break")
        elif placeable.close is None or kind == "html":
            markup = (placeable.close or "") if piece.closing else placeable.open
            found.append("<" + _LINES.sub(" ", markup))
        elif piece.closing:
            found.append(f"/{kind}")
        else:
            found.append(f"<{kind} {slot.targets[piece.number - 1]}")
    flush()
    return found


class _Writer:
    def __init__(self, slot: Slot, placeables: Sequence[Placeable]) -> None:
        self.slot = slot
        self.placeables = placeables
        self.spelling = spelling(slot.content) if "&" in slot.content else {}

    def write(self, pieces: list[_Piece], allowed: frozenset[str], effort: int) -> str:
        """The pieces as Markdown.

        Args:
            pieces: What to write.
            allowed: Characters that may stand plainly.
            effort: 0 to escape as little as possible, 1 to escape all that is special, 2 to keep
                emphasis apart from the letters around it too, 3 with underscores.
        """
        parts: list[str] = []
        pieces = list(pieces)
        fresh = not self.slot.before
        for index, piece in enumerate(pieces):
            if not piece.number:
                text = piece.text.lstrip(" ") if fresh else piece.text
                parts.append(self._text(text, allowed, effort, fresh=fresh))
                fresh = False
                continue
            kind = self.slot.kinds[piece.number - 1]
            if kind == "break":
                raw = self.placeables[piece.number - 1].open
                parts.append((raw[:1] if raw.startswith("\\") else "  ") + _BREAK)
                fresh = True
                continue
            placeable = self.placeables[piece.number - 1]
            markup = (placeable.close or "") if piece.closing else placeable.open
            markup = _LINES.sub(" ", markup) if "\n" in markup else markup
            if effort > 1 and kind in _EMPHASIS:
                markup = ("_" if effort > 2 else "*") * len(markup) if kind != "~~" else markup
                if not piece.closing:
                    self._apart(parts)
                parts.append(markup)
                after = pieces[index + 1] if index + 1 < len(pieces) else _Piece("")
                if piece.closing and not after.number and after.text[:1].isalnum():
                    pieces[index + 1] = _Piece("\x03" + after.text)
            else:
                parts.append(markup)
            fresh = False
        return "".join(parts)

    @staticmethod
    def _apart(parts: list[str]) -> None:
        """Turn the letter before emphasis into a reference: then any character may follow."""
        if parts and parts[-1][-1:].isalnum():
            parts[-1] = parts[-1][:-1] + reference(parts[-1][-1])

    def _text(self, text: str, allowed: frozenset[str], effort: int, *, fresh: bool) -> str:
        first = ""
        if text.startswith("\x03"):
            first, text = reference(text[1]), text[2:]
        cell = self.slot.style == "cell"
        escaped = escape(text, allowed, cell=cell, every=effort > 0)
        if fresh and not cell:
            escaped = at_line_start(escaped)
        for character, spelled in self.spelling.items():
            escaped = escaped.replace(character, spelled)
        return first + escaped.replace(" ", _SPACE)


def _wrapped(written: str, slot: Slot) -> str:
    """The text in lines as long as the source's, each after the first with its prefix."""
    if written.endswith("#") and (match := _HASHES.search(written)):
        written = f"{written[: match.start()]}\\{match[0]}"  # or it would end a heading
    if not slot.newline:
        return written.replace(_SPACE, " ").replace(_BREAK, "")
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
    return slot.newline.join(lines)
