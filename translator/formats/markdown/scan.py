"""Inline Markdown as spans with exact offsets, by CommonMark's algorithm, in linear time.

What no span covers is text. Spans nest properly; a span without a closing part stands for itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container
from typing import NamedTuple

from translator.formats.markdown.emphasis import Delimiter, flanks, paired

PUNCTUATION = r"!-/:-@\[-`{-~"
MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_SPECIAL = re.compile(r"[\\`*_~\[\]!<\n^]")
_AUTOLINK = re.compile(
    r"<(?:[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\x00-\x20\x7f<>]*+"
    r"|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>"
)
_TAG = re.compile(
    r"""<(?:/[A-Za-z][A-Za-z0-9-]*+\s*+>
      |[A-Za-z][A-Za-z0-9-]*+
       (?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+)*+\s*+/?+>
      |!(?=[A-Za-z])[^>]*+>)""",
    re.VERBOSE,
)
_UNTIL = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_TICKS = re.compile(r"`+")
_FOOTNOTE = re.compile(r"\[\^([^\s\]\[]+)\]")
_SPACE = re.compile(r"[ \t]*\n?[ \t]*")
_ANGLED = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
_TITLE = re.compile(
    r"""[\ \t\n]++(?:"(?P<d>(?:[^"\\]|\\.)*+)"|'(?P<s>(?:[^'\\]|\\.)*+)'
        |\((?P<p>(?:[^()\\]|\\.)*+)\))""",
    re.DOTALL | re.VERBOSE,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)
_PAREN_DEPTH = 32
_DEST_STOP = re.compile(r"[ ()\\\x00-\x1f\x7f]")


class Span(NamedTuple):
    """One piece of inline markup.

    Attributes:
        kind: `**`, `*`, `~~`, `link`, `image`, `note` (inline footnote); without a closing part
            `code`, `autolink`, `html`, `break`, `footnote`.
        start: Where the opening part begins …
        inner: … and ends.
        close: Where the closing part begins, -1 where there is none …
        end: … and ends.
        label: For a link written by its label alone, the label; it must stay when the text changes.
        title: Where the title between its quotes stands; (0, 0) for none.
        target: Where a link leads.
    """

    kind: str
    start: int
    inner: int
    close: int
    end: int
    label: str = ""
    title: tuple[int, int] = (0, 0)
    target: str = ""


class Known(NamedTuple):
    """What the document defines: normalised labels of references, labels of footnotes."""

    references: Container[str] = frozenset()
    footnotes: Container[str] = frozenset()


def normal(label: str) -> str:
    """A reference's label as it is compared."""
    return re.sub(r"\s+", " ", label.strip()).lower().upper()


def scan(text: str, known: Known) -> list[Span]:
    """The markup in an inline text, in the order in which it opens, outer before inner."""
    return _Scanner(text, known).run()


class _Bracket(NamedTuple):
    kind: str
    start: int
    inner: int
    delimiters: int


class _Scanner:
    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        self.known = known
        self.spans: list[Span] = []
        self.delimiters: list[Delimiter] = []
        self.brackets: list[_Bracket] = []
        self.dead = 0  # links below this height of the stack may not close: no link in a link
        self.floor = 0  # before it nothing is text any more
        self.runs: dict[int, list[int]] | None = None
        self.missing: set[str] = set()

    def run(self) -> list[Span]:
        text, position = self.text, 0
        search = _SPECIAL.search
        while match := search(text, position):
            at = match.start()
            character = text[at]
            if character in "*_~":
                position = self._delimiter(character, at)
            elif character == "\\":
                position = self._backslash(at)
            elif character == "\n":
                position = self._line_end(at)
            elif character == "`":
                position = self._code(at)
            elif character == "<":
                position = self._angle(at)
            elif character == "]":
                position = self._close(at)
            else:
                position = self._open(character, at)
        self._emphasis(0)
        self.spans.sort(key=lambda span: (span.start, -span.end))
        return self.spans

    def _void(self, kind: str, start: int, end: int, target: str = "") -> int:
        self.spans.append(Span(kind, start, end, -1, end, target=target))
        self.floor = end
        return end

    def _backslash(self, at: int) -> int:
        if self.text.startswith("\n", at + 1):
            end = at + 2
            while self.text[end : end + 1] in (" ", "\t"):
                end += 1
            return self._void("break", at, end)
        return at + 2 if self.text[at + 1 : at + 2] in MARKS else at + 1

    def _line_end(self, at: int) -> int:
        start = at
        while start > self.floor and self.text[start - 1] == " ":
            start -= 1
        if at - start < 2:
            return at + 1
        end = at + 1
        while self.text[end : end + 1] in (" ", "\t"):
            end += 1
        return self._void("break", start, end)

    def _code(self, at: int) -> int:
        if self.runs is None:
            self.runs = {}
            for run in _TICKS.finditer(self.text):
                self.runs.setdefault(len(run[0]), []).append(run.start())
        match = _TICKS.match(self.text, at)
        length = len(match[0]) if match else 1
        places = self.runs.get(length, [])
        next_ = bisect_right(places, at)
        if next_ == len(places):
            return at + length
        return self._void("code", at, places[next_] + length)

    def _angle(self, at: int) -> int:
        if match := _AUTOLINK.match(self.text, at):
            return self._void("autolink", at, match.end(), match[0][1:-1])
        if match := _TAG.match(self.text, at):
            return self._void("html", at, match.end())
        for begin, end in _UNTIL.items():
            if begin not in self.missing and self.text.startswith(begin, at):
                if (short := re.match(r"<!---?>", self.text[at : at + 6])) is not None:
                    return self._void("html", at, at + short.end())
                over = self.text.find(end, at + len(begin))
                if over >= 0:
                    return self._void("html", at, over + len(end))
                self.missing.add(begin)
        return at + 1

    def _delimiter(self, character: str, at: int) -> int:
        text, end = self.text, at + 1
        while text[end : end + 1] == character:
            end += 1
        if character == "~" and end - at != 2:
            return end
        before = text[at - 1] if at else " "
        after = text[end] if end < len(text) else " "
        sides = flanks(before, after, character)
        self.delimiters.append(Delimiter(character, at, end - at, sides))
        return end

    def _open(self, character: str, at: int) -> int:
        if character != "[":
            if not self.text.startswith("[", at + 1):
                return at + 1
            kind = "image" if character == "!" else "note"
            self.brackets.append(_Bracket(kind, at, at + 2, len(self.delimiters)))
            return at + 2
        if (note := _FOOTNOTE.match(self.text, at)) and note[1] in self.known.footnotes:
            return self._void("footnote", at, note.end())
        self.brackets.append(_Bracket("link", at, at + 1, len(self.delimiters)))
        return at + 1

    def _close(self, at: int) -> int:
        if not self.brackets:
            return at + 1
        height = len(self.brackets) - 1
        opener = self.brackets.pop()
        dead = height < self.dead
        self.dead = min(self.dead, height)
        if dead and opener.kind == "link":
            return at + 1
        if opener.kind == "note":
            self._emphasis(opener.delimiters)
            self.spans.append(Span("note", opener.start, opener.inner, at, at + 1))
            return at + 1
        found = self._inline_target(at + 1) or self._reference(opener, at)
        if found is None:
            return at + 1
        end, label, title, target = found
        self._emphasis(opener.delimiters)
        self.spans.append(
            Span(opener.kind, opener.start, opener.inner, at, end, label, title, target)
        )
        self.floor = end
        if opener.kind == "link":
            self.dead = height
        return end

    def _inline_target(self, at: int) -> tuple[int, str, tuple[int, int], str] | None:
        text = self.text
        if not text.startswith("(", at):
            return None
        position = _skip(text, at + 1)
        if match := _ANGLED.match(text, position):
            target, position = match[1], match.end()
        else:
            end = _bare(text, position)
            if end < 0 or text.startswith("<", position):
                return None
            target, position = text[position:end], end
        title = (0, 0)
        if match := _TITLE.match(text, position):
            group = match.lastgroup or "d"
            title, position = match.span(group), match.end()
        position = _skip(text, position)
        if not text.startswith(")", position):
            return None
        return position + 1, "", title, target

    def _reference(self, opener: _Bracket, at: int) -> tuple[int, str, tuple[int, int], str] | None:
        text, references = self.text, self.known.references
        match = _LABEL.match(text, at + 1)
        if match and match[1].strip():
            found = normal(match[1]) in references
            label = re.sub(r"\s+", " ", match[1])
            return (match.end(), "", (0, 0), f"[{label}]") if found else None
        own = text[opener.inner : at] if at - opener.inner <= 999 else ""
        if not own.strip() or re.search(r"(?<!\\)[\[\]]", own) or normal(own) not in references:
            return None
        label = re.sub(r"\s+", " ", own)
        return (match.end() if match else at + 1), label, (0, 0), f"[{label}]"

    def _emphasis(self, bottom: int) -> None:
        """Pair the delimiters from a place on, and forget them."""
        pairs = paired(self.delimiters[bottom:])
        self.spans += [Span(*pair) for pair in pairs]
        del self.delimiters[bottom:]


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _bare(text: str, position: int) -> int:
    """Where a link's target without angle brackets ends; -1 where it is none."""
    depth = 0
    while match := _DEST_STOP.search(text, position):
        character, position = match[0], match.start()
        if character == "\\":
            position += 2 if text[position + 1 : position + 2] in MARKS else 1
        elif character == "(":
            depth += 1
            position += 1
            if depth > _PAREN_DEPTH:
                return -1
        elif character == ")" and depth:
            depth -= 1
            position += 1
        else:
            return -1 if depth else position
    return -1
