"""The examples of the CommonMark specification, where a package that carries them is at hand.

`npm install commonmark-spec`, or `COMMONMARK_SPEC=path/to/spec.txt`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from benchmarks.real_files.find import examples as examples_of
from benchmarks.real_files.trees import mark
from benchmarks.real_files.trees import markdown as shape
from translator.formats import markdown

_ROOT = Path(__file__).parent.parent.parent
_PLACES: list[str | Path] = [
    os.environ.get("COMMONMARK_SPEC", ""),
    _ROOT / "node_modules/commonmark-spec/spec.txt",
    "/usr/lib/node_modules/commonmark-spec/spec.txt",
    "/usr/local/lib/node_modules/commonmark-spec/spec.txt",
]


@cache
def examples() -> list[str]:
    path = next((Path(place) for place in _PLACES if place and Path(place).is_file()), None)
    if path is None:
        pytest.skip("no package with the CommonMark specification is installed")
    found = examples_of(path.read_text("utf-8"))
    assert len(found) > 600
    return found


def test_examples_come_back_byte_for_byte() -> None:
    for source in examples():
        document = markdown.parse(source.encode())
        assert markdown.render(document, [None] * len(document.segments)) == source.encode()


def test_examples_keep_their_tokens() -> None:
    changed = []
    for source in examples():
        document = markdown.parse(source.encode())
        marks = [mark(segment.text) for segment in document.segments]
        if shape(source)[0] != shape(markdown.render(document, marks).decode())[0]:
            changed.append(source)
    assert changed == []


def test_examples_written_again_keep_their_tokens() -> None:
    changed = []
    for source in examples():
        document = markdown.parse(source.encode())
        texts = [f"{segment.text}\u200b" for segment in document.segments]  # or it would stay
        before, text = shape(source)
        after, again = shape(markdown.render(document, texts).decode())
        if before != after or "".join(text.split()) != "".join(again.replace("\u200b", "").split()):
            changed.append(source)
    assert changed == []
