"""TMX 1.1 to 1.4, read as a stream: only one translation unit is in memory at a time.

The parser is expat. It opens nothing by itself; files that declare entities are refused, so that
none can grow without end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from translator import placeables
from translator.errors import TranslatorError
from translator.limits import DEEPEST, LONGEST_TEXT
from translator.memory.files.encoding import utf8
from translator.memory.files.scope import Scope, code_of
from translator.memory.units import Unit

_NATIVE = frozenset(("bpt", "ept", "ph", "it", "ut"))
"""Elements that hold the other tool's own markup (TMX 1.4b, 4.5); `hi` holds text."""
_MOST_VARIANTS = 1000
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?")


def read(
    path: Path, scope: Scope, progress: Callable[[int], None] = lambda _: None
) -> Iterator[Unit]:
    """The units of a TMX file that the project can use.

    Inline elements are reduced to the text in them; native markup is kept where it is a placeable.
    A unit in several languages gives one for each pair whose source is the project's own language
    or the file's, and whose target is one of the project's.

    Args:
        path: The file.
        scope: The project's languages.
        progress: Called with the bytes read so far.

    Raises:
        TranslatorError: It is no TMX, not well-formed, cut off, in another encoding than it says,
            or declares entities; the line is named.
    """
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    reader = _Reader(scope)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse_entity
    parser.SkippedEntityHandler = _refuse_skipped
    done = 0
    try:
        for piece, done in utf8(path):
            parser.Parse(piece, False)
            progress(done)
            yield from reader.take()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        cut = error.code in (3, 5) and error.lineno >= parser.CurrentLineNumber
        raise TranslatorError(
            f"not well-formed XML: {expat.ErrorString(error.code)}",
            path=path,
            line=error.lineno,
            remedy="The file seems cut off: get it whole."
            if cut
            else "Mend the line, or let the tool it is from write it anew.",
        ) from None
    except TranslatorError as error:
        error.path, error.line = path, error.line or parser.CurrentLineNumber
        raise
    yield from reader.take()


def _refuse_entity(name: str, *_: object) -> None:
    raise TranslatorError(
        f"declares the entity {name!r}",
        remedy="A translation memory needs none. Don't trust the file, or take the line out.",
    )


def _refuse_skipped(name: str, *_: object) -> None:
    raise TranslatorError(f"uses the entity {name!r}, which it does not declare")


@dataclass(slots=True)
class _Variant:
    """One `tuv`."""

    language: str | None
    date: str
    author: str
    text: str = ""


class _Reader:
    """Makes units of the parser's events."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._ready: list[Unit] = []
        self._root = False
        self._depth = 0
        self._declared: str | None = None
        self._unit_declared: str | None = None
        self._about: tuple[str, str] = ("", "")
        self._note = ""
        self._variants: list[_Variant] = []
        self._in_segment = False
        self._in_note = False
        self._length = 0
        self._pieces: list[str] = []
        self._native: list[int] = []
        """Where in the pieces each open native element began."""

    def take(self) -> Iterator[Unit]:
        """The units that are complete."""
        ready, self._ready = self._ready, []
        yield from ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TranslatorError(f"has more than {DEEPEST} elements inside each other")
        if not self._root:
            if name != "tmx":
                raise TranslatorError(f"is no TMX file: it begins with <{name}>")
            self._root = True
        elif name == "seg":
            self._in_segment = True
            self._pieces, self._native, self._length = [], [], 0
        elif self._in_segment:
            if name in _NATIVE or name == "sub":
                self._native.append(len(self._pieces))
        elif name == "tuv":
            tag = attributes.get("xml:lang") or attributes.get("lang") or ""
            date, author = _about(attributes)
            if len(self._variants) == _MOST_VARIANTS:
                raise TranslatorError(f"has a unit of more than {_MOST_VARIANTS} languages")
            self._variants.append(
                _Variant(code_of(tag), date or self._about[0], author or self._about[1])
            )
        elif name == "tu":
            self._about = _about(attributes)
            self._note, self._variants = "", []
            own = attributes.get("srclang")
            self._unit_declared = code_of(own) if own else self._declared
        elif name == "note":
            self._in_note, self._pieces = not self._note and self._unit_declared != "", []
        elif name == "header":
            self._declared = code_of(attributes.get("srclang", ""))

    def end(self, name: str) -> None:
        self._depth -= 1
        if name == "seg":
            self._in_segment = False
            if self._variants:
                self._variants[-1].text = "".join(self._pieces)
        elif self._in_segment:
            if self._native and (name in _NATIVE or name == "sub"):
                start = self._native.pop()
                native = "".join(self._pieces[start:])
                self._pieces[start:] = [native] if name != "sub" and _is_placeable(native) else []
        elif name == "tu":
            self._finish()
        elif name == "note" and self._in_note:
            self._note, self._in_note = "".join(self._pieces).strip(), False

    def text(self, data: str) -> None:
        if self._in_segment or self._in_note:
            self._length += len(data)
            if self._length <= 2 * LONGEST_TEXT:  # what is longer is left out anyway
                self._pieces.append(data)

    def _finish(self) -> None:
        scope = self._scope
        by_language: dict[str, list[_Variant]] = {}
        for variant in self._variants:
            if variant.language and scope.knows(variant.language):
                by_language.setdefault(variant.language, []).append(variant)
        spoken = [
            code
            for code in dict.fromkeys((scope.source_language, self._unit_declared))
            if code in by_language
        ]
        pairs = [
            (source, target)
            for source in spoken or by_language
            for target in by_language
            if source != target and target in scope.languages
        ]
        if not pairs:
            scope.left_out["in other languages"] += 1
        for source, target in pairs:
            for variant in by_language[target]:
                self._ready += scope.unit(
                    *(source, target, by_language[source][0].text, variant.text),
                    author=variant.author,
                    date=variant.date,
                    note=self._note,
                )
        self._variants = []


def _about(attributes: dict[str, str]) -> tuple[str, str]:
    """When and by whom something was last changed, else made."""
    moment = attributes.get("changedate") or attributes.get("creationdate") or ""
    found = _DATE.fullmatch(moment)
    author = attributes.get("changeid") or attributes.get("creationid") or ""
    return "-".join(found.groups()) if found else "", author


def _is_placeable(text: str) -> bool:
    found = placeables.find(text)
    return len(found) == 1 and found[0].text == text
