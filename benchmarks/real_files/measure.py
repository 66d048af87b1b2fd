"""Our own formats on a corpus."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.real_files.find import KINDS, Text
from benchmarks.real_files.trees import MARK, Tree, mark
from translator import formats
from translator.config import FormatsTable
from translator.errors import TranslatorError

_SETTINGS = FormatsTable()


@dataclass
class Figures:
    """What was seen of one format.

    Attributes:
        files: How many there were.
        size: Bytes of those that were read.
        identical: How many came back byte for byte.
        same_tree: How many kept their tree under marks, of those that …
        compared: … the other parser could read.
        visible: Visible characters outside code, under marks …
        marked: … and how many of them are marks.
        parsing: Seconds of processor time to parse.
        rendering: … to render with nothing translated.
        translating: … to render with everything translated.
    """

    files: int = 0
    size: int = 0
    segments: int = 0
    notes: int = 0
    identical: int = 0
    same_tree: int = 0
    compared: int = 0
    visible: int = 0
    marked: int = 0
    parsing: float = 0.0
    rendering: float = 0.0
    translating: float = 0.0
    refused: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    least: list[tuple[float, str]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many files were neither refused nor crashed."""
        return self.files - len(self.refused) - len(self.crashed)

    @property
    def sound(self) -> bool:
        """Whether nothing crashed and everything that was read came back."""
        return not self.crashed and self.identical == self.read


def measure(kind: str, text: Text, figures: Figures, tree: Callable[[str], Tree] | None) -> None:
    """Put one file through everything."""
    path = Path(f"item{KINDS[kind].suffix}")
    figures.files += 1
    try:
        begin = time.process_time()  # other programs on the machine do not count
        document = formats.parse(path, text.data, _SETTINGS)
        parsed = time.process_time()
        same = formats.render(path, document, [None] * len(document.segments))
        rendered = time.process_time()
        marks = [mark(segment.text) for segment in document.segments]
        marked_at = time.process_time()
        marked = formats.render(path, document, marks)
        end = time.process_time()
    except TranslatorError as error:
        figures.refused.append(f"{text.name}: {error.message}")
        return
    except Exception as error:  # noqa: BLE001 - it is what is counted
        figures.crashed.append(f"{text.name}: {type(error).__name__}: {error}")
        return
    figures.parsing += parsed - begin
    figures.rendering += rendered - parsed
    figures.translating += end - marked_at
    figures.size += len(text.data)
    figures.segments += len(marks)
    figures.notes += len(document.notes)
    figures.identical += same == text.data
    if tree is not None:
        _compare(text, marked, document.encoding, figures, tree)


def _compare(
    text: Text, marked: bytes, encoding: str, figures: Figures, tree: Callable[[str], Tree]
) -> None:
    try:
        before = tree(text.data.decode(encoding))
    except Exception:  # noqa: BLE001 - the other parser can't read it
        return
    after = tree(marked.decode(encoding))
    figures.compared += 1
    figures.same_tree += before.shape == after.shape
    if before.shape != after.shape:
        figures.changed.append(f"{text.name}: {_difference(before.shape, after.shape)}")
    visible = sum(not character.isspace() for character in after.text)
    here = after.text.count(MARK)
    figures.visible += visible
    figures.marked += here
    figures.least.append((here / visible if visible else 1.0, text.name))


def _difference(before: list[object], after: list[object]) -> str:
    for old, new in zip(before, after, strict=False):
        if old != new:
            return f"{old!r} became {new!r}"[:300]
    return "one is longer"
