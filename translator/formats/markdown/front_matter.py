"""Front matter, YAML between `---` or TOML between `+++`: the values that are text, in place.

Only values that can be located exactly are taken: scalars on one line, lists of them, and YAML's
block scalars. Keys are those of the top level. Nothing is ever written anew.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from translator.formats.inline import SPACES
from translator.formats.markdown.document import Style

_LANGUAGE = frozenset(("lang", "language"))
_ROLES = {"title": "title", "headline": "title", "subtitle": "heading"}
_SUMMARIES = frozenset(("summary", "description", "lead", "excerpt"))
_LINES = re.compile(r"([^\r\n]*)(\r\n?|\n|\Z)")
_WORD = re.compile(r"[^\W\d_]")
_YAML_KEY = re.compile(r"""(?P<quote>["']?)(?P<key>[\w.-]+)(?P=quote)[ \t]*:(?=[ \t]|$)[ \t]*""")
_TOML_KEY = re.compile(r"""(?P<quote>["']?)(?P<key>[\w-]+)(?P=quote)[ \t]*=[ \t]*""")
_ITEM = re.compile(r"[ \t]*-[ \t]+")
_END = re.compile(r"[ \t]*(?:#.*)?$")
_YAML_END = re.compile(r"(?:[ \t]+#.*|[ \t]*)$")
_PLAIN = re.compile(
    r"""(?![\[\]{},&*!|>%@`"'#]|[-?:](?:\s|$))(?:(?!:(?:\s|$)|\s#).)*?(?=[ \t]*$|[ \t]+#)"""
)
_FLOW_PLAIN = re.compile(
    r"""(?![&*!|>%@`"'#{}\[\],]|[-?:](?:\s|$))[^,\[\]{}#:"']+?(?=[ \t]*[,\]])"""
)
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_LITERAL = re.compile(r"'(?!'')([^']*)'")
_DOUBLE = re.compile(r'"(?!"")((?:[^"\\]|\\.)*)"|"()"')
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_NAMED = {
    "n": " ",
    "t": " ",
    "r": " ",
    '"': '"',
    "\\": "\\",
    "/": "/",
    " ": " ",
    "_": "\xa0",
    "N": " ",
    "L": " ",
    "P": " ",
    "e": "",
    "a": "",
    "b": "",
    "f": " ",
    "v": " ",
}
_BLOCK = re.compile(r"[|>][0-9+-]{0,2}[ \t]*(?:#.*)?$")
_NOT_TEXT = re.compile(
    r"(?i:true|false|yes|no|on|off|null|y|n|~)|[-+]?[0-9][0-9_.,:eE+-]*|0[xo][0-9a-fA-F]+|"
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ].*)?|[-+]?\.(?i:inf|nan)"
)


class Value(NamedTuple):
    """One value that is text."""

    start: int
    end: int
    text: str
    style: Style
    role: str
    comments: tuple[str, ...]


class FrontMatter(NamedTuple):
    """What was found before the Markdown.

    Attributes:
        end: Where the Markdown begins.
        values: The values that are text.
        language: Where the language's name stands.
        notes: Values that could not be located.
    """

    end: int
    values: tuple[Value, ...] = ()
    language: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()


class _Line(NamedTuple):
    start: int
    text: str
    end: int


def read(text: str, start: int, fields: tuple[str, ...]) -> FrontMatter:
    """Find the front matter, if there is any, and the text in it.

    Args:
        text: The whole file.
        start: Where it begins, after a byte-order mark.
        fields: The keys whose values are text.
    """
    fence = text[start : start + 3]
    if fence not in ("---", "+++"):
        return FrontMatter(start)
    lines: list[_Line] = []
    for match in _LINES.finditer(text, start):
        line = _Line(match.start(), match[1], match.end())
        bare = line.text.rstrip(" \t")
        if lines and (bare == fence or (bare == "..." and fence == "---")):
            reader = _Reader(lines[1:], frozenset(fields), toml=fence == "+++")
            reader.read()
            return FrontMatter(line.end, tuple(reader.values), reader.language, tuple(reader.notes))
        if (not lines and bare != fence) or not match[2]:
            break
        lines.append(line)
    return FrontMatter(start)


class _Reader:
    def __init__(self, lines: list[_Line], fields: frozenset[str], *, toml: bool) -> None:
        self.lines = lines
        self.fields = fields
        self.toml = toml
        self.values: list[Value] = []
        self.language: tuple[int, int] | None = None
        self.notes: list[str] = []
        self._seen: set[str] = set()

    def read(self) -> None:
        index = 0
        pattern = _TOML_KEY if self.toml else _YAML_KEY
        while index < len(self.lines):
            line = self.lines[index]
            if self.toml and line.text.lstrip().startswith("["):
                return  # tables: their keys are not of the top level
            match = pattern.match(line.text)
            last = self._last(index, match.end() if match else 0)
            if match:
                self._pair(match["key"], index, match.end(), last)
            index = last + 1

    def _last(self, index: int, at: int) -> int:
        """The last line of a value."""
        if self.toml:
            for mark in ('"""', "'''"):
                text = self.lines[index].text
                if at and text.startswith(mark, at) and mark not in text[at + 3 :]:
                    for last in range(index + 1, len(self.lines)):
                        if mark in self.lines[last].text:
                            return last
            if at and self.lines[index].text.startswith("[", at):
                for last in range(index, len(self.lines)):
                    if self.lines[last].text.split("#")[0].rstrip().endswith("]"):
                        return last
            return index
        last = index
        for following in range(index + 1, len(self.lines)):
            text = self.lines[following].text
            if text.strip() and not re.match(r"[ \t]|- |-$", text):
                break
            if text.strip():
                last = following
        return last

    def _pair(self, key: str, index: int, at: int, last: int) -> None:
        line = self.lines[index]
        if key in _LANGUAGE:
            found = self._scalar(line.text, at) if last == index else None
            if found is not None and found[3]:
                self.language = (line.start + found[0], line.start + found[1])
            return
        if key not in self.fields:
            return
        if key in self._seen:
            self.notes.append(f"front matter: {key} stands twice; most readers take the last one")
        self._seen.add(key)
        before = len(self.values)
        if self._value(key, index, at, last):
            return
        del self.values[before:]
        self.notes.append(f"front matter: the value of {key} can't be located and stays as it is")

    def _value(self, key: str, index: int, at: int, last: int) -> bool:
        """Take a value; whether all of it was understood."""
        line = self.lines[index]
        rest = line.text[at:]
        if not self.toml and _BLOCK.match(rest):
            return all(self._block_line(key, body) for body in self.lines[index + 1 : last + 1])
        if rest.startswith("["):
            return self._list(key, self.lines[index : last + 1], at)
        if not self.toml and not _END.sub("", rest) and last > index:
            return all(self._item(key, body) for body in self.lines[index + 1 : last + 1])
        if last > index:
            return False
        found = self._scalar(line.text, at)
        if found is None:
            return not rest.strip() or rest.startswith("#")
        self._add(key, line, found)
        return True

    def _block_line(self, key: str, line: _Line) -> bool:
        text = line.text.strip(" \t")
        if text:
            at = line.text.index(text)
            self._add(key, line, (at, at + len(text), "line", text))
        return True

    def _item(self, key: str, line: _Line) -> bool:
        match = _ITEM.match(line.text)
        if match is None:
            return not _END.sub("", line.text)
        found = self._scalar(line.text, match.end())
        if found is None or _YAML_KEY.match(line.text, match.end()):
            return False
        self._add(key, line, found)
        return True

    def _list(self, key: str, lines: list[_Line], at: int) -> bool:
        at += 1
        for line in lines:
            position = at
            at = 0
            while True:
                position += len(line.text[position:]) - len(line.text[position:].lstrip(" \t,"))
                if position >= len(line.text) or line.text[position] in "]#":
                    break
                found = self._quoted(line.text, position)
                if found is None and not self.toml:
                    plain = _FLOW_PLAIN.match(line.text, position)
                    found = (*plain.span(), "plain", plain[0]) if plain else None
                if found is None:
                    return False
                position = found[1] + (found[2] != "plain")
                self._add(key, line, found)
        return True

    def _scalar(self, text: str, at: int) -> tuple[int, int, Style, str] | None:
        found = self._quoted(text, at)
        ends = _END if self.toml else _YAML_END
        if found is not None:
            return found if ends.match(text, found[1] + 1) else None
        if self.toml:
            return None
        match = _PLAIN.match(text, at)
        if match is None or not match[0] or not ends.match(text, match.end()):
            return None
        return (*match.span(), "plain", match[0])

    def _quoted(self, text: str, at: int) -> tuple[int, int, Style, str] | None:
        """A quoted scalar: where what is between its quotes stands, how it is written, its text."""
        if match := _DOUBLE.match(text, at):
            raw = match[1] or ""
            value = _decode(raw)
            style: Style = "toml" if self.toml else "double"
            return None if value is None else (at + 1, at + 1 + len(raw), style, value)
        if self.toml and (match := _LITERAL.match(text, at)):
            return (*match.span(1), "literal", match[1])
        if not self.toml and (match := _SINGLE.match(text, at)):
            return (*match.span(1), "single", match[1].replace("''", "'"))
        return None

    def _add(self, key: str, line: _Line, found: tuple[int, int, Style, str]) -> None:
        start, end, style, text = found
        shown = SPACES.sub(" ", text).strip(" ")
        if not _WORD.search(shown) or (style == "plain" and _NOT_TEXT.fullmatch(shown)):
            return
        role = _ROLES.get(key, "summary" if key in _SUMMARIES else key)
        start, end = line.start + start, line.start + end
        self.values.append(Value(start, end, shown, style, role, (f"front matter: {key}",)))


def _decode(raw: str) -> str | None:
    """What a double-quoted scalar says; None for an escape that is none."""
    if "\\" not in raw:
        return raw
    parts, position = [], 0
    for match in _ESCAPE.finditer(raw):
        parts.append(raw[position : match.start()])
        position = match.end()
        escape = match[0][1:]
        if len(escape) > 1:
            code = int(escape[1:], 16)
            if code > 0x10FFFF or 0xD800 <= code < 0xE000:
                return None
            parts.append(chr(code))
        elif escape in _NAMED:
            parts.append(_NAMED[escape])
        else:
            return None
    return "".join((*parts, raw[position:]))


def encode(translation: str, style: Style) -> str:
    """A translation in the notation of its place."""
    if style == "single":
        return translation.replace("'", "''")
    if style in ("double", "toml"):
        return json.dumps(translation, ensure_ascii=False)[1:-1]
    if style == "plain" and not _plain_is_safe(translation):
        return json.dumps(translation, ensure_ascii=False)
    if style == "literal":
        return translation.replace("'", "’")  # TOML has no escape for it between single quotes
    return translation


def _plain_is_safe(text: str) -> bool:
    """Whether YAML reads a text without quotes as that text, in lists between brackets too."""
    begins = text[0].isalnum() or not text[0].isascii() or text[0] == "("
    plain = begins and _PLAIN.fullmatch(text) and not re.search(r"[,\[\]{}#?]", text)
    return bool(plain) and not _NOT_TEXT.fullmatch(text)
