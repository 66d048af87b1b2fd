"""A run of inline markup and text between two block boundaries, made into one segment."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from translator.formats.html import remarks
from translator.formats.html.pieces import Part, Piece, pair
from translator.formats.inline import PLACEABLE, clean


class Span(NamedTuple):
    """Where the markup behind a placeable stands, from the beginning of the segment's source."""

    open_start: int
    open_end: int
    close_start: int = -1
    close_end: int = -1
    parent: int = 0
    fixed: bool = False


@dataclass(slots=True)
class Run:
    """A segment found in a run; the offsets are those of the whole text."""

    start: int
    end: int
    text: str
    spans: list[Span] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    language: str | None = None
    link: bool = False


# Looking a member up in an enumeration's class is too slow to be done for each piece.
_TEXT, _OPEN, _CLOSE, _VOID, _VISIBLE = Part.TEXT, Part.OPEN, Part.CLOSE, Part.VOID, Part.VISIBLE
_WORD = re.compile(r"\w")
# A pair at the edge with nothing of this in it (¶, #, ») stays outside; a currency is text.
_CONTENT = re.compile(r"[\w$%‰°\xa2-\xa5\u20a0-\u20cf]")
_EDGE = re.compile(r"(?:\s|&(?:nbsp|ensp|emsp|thinsp|#160|#[xX][aA]0);)*")
_EDGE_END = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#[xX][aA]0);\Z")
_LITERAL = re.compile(
    r"(?:<|&(?:lt|LT|\#0*60|\#[xX]0*3[cC]);?)/?[0-9]+/?(?:>|&(?:gt|GT|\#0*62|\#[xX]0*3[eE]);?)"
)


def build(source: str, pieces: Sequence[Piece]) -> Run | str | None:
    """Make a segment of a run.

    Markup at the edges stays outside, so that most segments have no placeable at all.

    Returns:
        None where there is no text: nothing with a letter or digit outside markup. A string where
        there is text, but it cannot be a segment: what it is.
    """
    if len(pieces) == 1:
        return _plain(source, pieces[0])
    return _Builder(source, pieces).build()


def _plain(source: str, piece: Piece) -> Run | str | None:
    part, start, end, _ = piece
    if part != _TEXT:
        return None
    raw = source[start:end]
    decoded = html.unescape(raw) if "&" in raw else raw
    if _WORD.search(decoded) is None:
        return None
    if "<" in decoded and PLACEABLE.search(decoded):
        return _Builder(source, [piece]).build()
    start, end = _left(source, start, end), _right(source, start, end)
    return Run(start, end, clean(decoded).strip())


class _Builder:
    """The steps from pieces to a segment, on shared arrays."""

    def __init__(self, source: str, pieces: Sequence[Piece]) -> None:
        self.source = source
        self.pieces: list[Piece] = []
        self.decoded: list[str] = []
        for piece in pieces:
            if piece[0] == _TEXT:
                self._add_text(*piece)
            else:
                self.pieces.append(piece)
                self.decoded.append("")
        self.partner = pair(self.pieces)
        # How many pieces before each place show anything, and (when asked for) how many a word.
        self.marks = [0]
        count = 0
        for piece, decoded in zip(self.pieces, self.decoded, strict=True):
            if (decoded and not decoded.isspace()) or piece[0] == _VISIBLE:
                count += 1
            self.marks.append(count)
        self.words: list[int] = []

    def _add_text(self, part: Part, start: int, end: int, name: str) -> None:
        """Add a text; what would look like a placeable in it becomes one, standing for itself."""
        raw = self.source[start:end]
        decoded = html.unescape(raw) if "&" in raw else raw
        if "<" in decoded and PLACEABLE.search(decoded):
            position = start
            for match in _LITERAL.finditer(self.source, start, end):
                self.pieces += [
                    (part, position, match.start(), name),
                    (_VISIBLE, match.start(), match.end(), ""),
                ]
                self.decoded += [html.unescape(self.source[position : match.start()]), ""]
                position = match.end()
            start, decoded = position, html.unescape(self.source[position:end])
        self.pieces.append((part, start, end, name))
        self.decoded.append(decoded)

    def build(self) -> Run | str | None:
        """The segment, None for no text, or what text it is that cannot be one."""
        first, last, wrappers = self._trim()
        if first > last or not any(
            _WORD.search(decoded) for decoded in self.decoded[first : last + 1] if decoded
        ):
            return None
        run = Run(self.pieces[first][1], self.pieces[last][2], "")
        if self.pieces[first][0] == _TEXT:
            run.start = _left(self.source, run.start, self.pieces[first][2])
        if self.pieces[last][0] == _TEXT:
            run.end = _right(self.source, self.pieces[last][1], run.end)
        for place in wrappers:
            tag = self.source[self.pieces[place][1] : self.pieces[place][2]]
            if self.pieces[place][3] == "a" and (target := remarks.target(tag)):
                run.link = True
                run.comments.append(f"link to {target}")
            if "lang" in tag:
                run.language = remarks.language_of(tag) or run.language
        run.text = clean("".join(self._compose(run, first, last))).strip()
        literal = sum(decoded.count("<") for decoded in self.decoded)
        if literal and len(PLACEABLE.findall(run.text)) != sum(
            1 if span.close_start < 0 else 2 for span in run.spans
        ):
            return "a text that looks like a placeable"
        return run

    def _trim(self) -> tuple[int, int, list[int]]:
        """Leave markup at the edges outside; the first and last piece and the pairs around them."""
        first, last = 0, len(self.pieces) - 1
        wrappers: list[int] = []
        while first <= last:
            part, partner = self.pieces[first][0], self.partner[first]
            if part == _OPEN and partner == last:
                wrappers.append(first)
                first, last = first + 1, last - 1
            elif part == _OPEN and partner > first and not self._words(first, partner):
                first = partner + 1
            elif self._is_edge(first):
                first += 1
            else:
                part, partner = self.pieces[last][0], self.partner[last]
                if part == _CLOSE and partner > first and not self._words(partner, last):
                    last = partner - 1
                elif self._is_edge(last):
                    last -= 1
                else:
                    break
        return first, last, wrappers

    def _is_edge(self, place: int) -> bool:
        part = self.pieces[place][0]
        if part == _TEXT:
            decoded = self.decoded[place]
            return not decoded or decoded.isspace()
        return part == _VOID or (part != _VISIBLE and self.partner[place] < 0)

    def _words(self, first: int, last: int) -> int:
        if not self.words:
            self.words.append(0)
            for piece, decoded in zip(self.pieces, self.decoded, strict=True):
                word = piece[0] == _VISIBLE or (decoded and _CONTENT.search(decoded))
                self.words.append(self.words[-1] + bool(word))
        return self.words[last + 1] - self.words[first]

    def _compose(self, run: Run, first: int, last: int) -> Iterator[str]:
        """The segment's text piece by piece; fills in the run's spans and comments."""
        base = run.start
        around = [0]
        place = first
        merging = False
        while place <= last:
            part, start, end, _ = self.pieces[place]
            partner = self.partner[place]
            if part == _TEXT:
                merging = merging and not self.decoded[place]
                yield self.decoded[place]
            elif part == _CLOSE and partner >= 0:
                number = around.pop()
                merging = False
                yield f"</{number}>"
                # A pair may stand for several tags in a row; its span ends with the last of them.
                while self.pieces[place][2] - base < run.spans[number - 1].close_end:
                    place += 1
            elif part == _OPEN and partner >= 0 and self._marks(place, partner):
                inner = place
                while self.pieces[inner + 1][0] == _OPEN and (
                    self.partner[inner + 1] == self.partner[inner] - 1
                ):
                    inner += 1
                close_start, close_end = (
                    self.pieces[self.partner[inner]][1],
                    self.pieces[partner][2],
                )
                run.spans.append(
                    Span(
                        start - base,
                        self.pieces[inner][2] - base,
                        close_start - base,
                        close_end - base,
                        around[-1],
                    )
                )
                number = len(run.spans)
                around.append(number)
                self._describe(run, f"<{number}>", place, inner)
                place = inner
                merging = False
                yield f"<{number}>"
            else:
                after = place if partner < 0 or part != _OPEN else partner
                end = self.pieces[after][2]
                fixed = part in (_OPEN, _CLOSE) and partner < 0
                plain = not fixed and part != _VISIBLE
                if merging and plain:
                    run.spans[-1] = run.spans[-1]._replace(open_end=end - base)
                else:
                    run.spans.append(Span(start - base, end - base, -1, -1, around[-1], fixed))
                    number = len(run.spans)
                    self._describe(run, f"<{number}/>", place, after)
                    yield f"<{number}/>"
                merging = plain
                place = after
            place += 1

    def _marks(self, first: int, last: int) -> int:
        return self.marks[last + 1] - self.marks[first]

    def _describe(self, run: Run, placeable: str, first: int, last: int) -> None:
        """Say in a comment what a placeable stands for, where that helps."""
        found = [
            remarks.describe(self.source[start:end], name, visible=part == _VISIBLE)
            for part, start, end, name in self.pieces[first : last + 1]
            if part != _CLOSE
        ]
        if any(found):
            run.comments.append(f"{placeable}: {', '.join(words for words in found if words)}")


def _left(source: str, start: int, end: int) -> int:
    match = _EDGE.match(source, start, end)
    return match.end() if match else start


def _right(source: str, start: int, end: int) -> int:
    while end > start:
        last = source[end - 1]
        if last == ";" and (match := _EDGE_END.search(source, max(start, end - 8), end)):
            end = match.start()
        elif last.isspace():
            end -= 1
        else:
            break
    return end
