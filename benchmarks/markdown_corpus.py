"""Real Markdown through the Markdown format: `python -m benchmarks.markdown_corpus`.

Takes the `.md` files of installed Python and npm packages (and of any folder named), with the
Markdown descriptions in the metadata of Python packages, and measures

- how many come back byte for byte when nothing is translated, and how many fail;
- with every text replaced by marks: the share of visible characters outside code that are marked,
  and how many files keep their tokens, by markdown-it;
- megabytes a second of processor time for parsing and rendering, every segment translated.
"""

from __future__ import annotations

import argparse
import random
import re
import site
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from translator.errors import TranslatorError
from translator.formats import markdown
from translator.formats.inline import PLACEABLE

MARK = "ჟ"
_METADATA = re.compile(rb"^Description-Content-Type:\s*text/markdown", re.MULTILINE | re.IGNORECASE)
_MATTER = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\n.*?\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass
class Figures:
    """What was seen."""

    files: int = 0
    size: int = 0
    seconds: float = 0.0
    identical: int = 0
    same: int = 0
    visible: int = 0
    marked: int = 0
    segments: int = 0
    notes: int = 0
    failed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    least: list[tuple[float, str]] = field(default_factory=list)


def main() -> int:
    """Measure and print; exit code 1 where a file crashes or does not come back."""
    arguments = _arguments()
    figures = Figures()
    folders = arguments.folders or [*map(Path, site.getsitepackages()), Path("/usr")]
    for name, data in find(folders, arguments.limit, arguments.size):
        measure(name, data, figures)
    report(figures, verbose=arguments.verbose)
    return 1 if figures.failed or figures.identical < figures.files else 0


def find(folders: Iterable[Path], limit: int, size: int) -> Iterator[tuple[str, bytes]]:
    """Up to `limit` Markdown texts, none twice, the same ones each time."""
    paths: set[Path] = set()
    for folder in folders:
        for pattern in ("*.md", "*.markdown", "METADATA"):
            paths |= {path for path in folder.rglob(pattern) if path.is_file()}
    ordered = sorted(paths)
    random.Random(1).shuffle(ordered)
    seen: set[bytes] = set()
    for path in ordered:
        data = path.read_bytes()
        if path.name == "METADATA":
            head, _, body = data.partition(b"\n\n")
            data = body if _METADATA.search(head) else b""
        if 0 < len(data) <= size and data not in seen:
            seen.add(data)
            yield str(path), data
        if len(seen) >= limit:
            return


def mark(text: str) -> str:
    """A text with every visible character outside placeables replaced."""
    parts = []
    position = 0
    for match in PLACEABLE.finditer(text):
        parts += [re.sub(r"\S", MARK, text[position : match.start()]), match[0]]
        position = match.end()
    return "".join((*parts, re.sub(r"\S", MARK, text[position:])))


def measure(name: str, data: bytes, figures: Figures) -> None:
    """Put one text through everything."""
    try:
        document = markdown.parse(data)
    except TranslatorError:
        return  # not UTF-8: refused with a message
    except Exception as error:  # noqa: BLE001 - it is what is counted
        figures.failed.append(f"{name}: {type(error).__name__}: {error}")
        return
    figures.files += 1
    try:
        same = markdown.render(document, [None] * len(document.segments))
        marks = [mark(segment.text) for segment in document.segments]
        begin = time.process_time()  # other programs on the machine do not count
        markdown.parse(data)
        marked = markdown.render(document, marks)
        figures.seconds += time.process_time() - begin
    except Exception as error:  # noqa: BLE001 - it is what is counted
        figures.failed.append(f"{name}: {type(error).__name__}: {error}")
        return
    figures.size += len(data)
    figures.segments += len(marks)
    figures.notes += len(document.notes)
    figures.identical += same == data
    before, _ = shape(data.decode(document.encoding))
    after, text = shape(marked.decode(document.encoding))
    figures.same += before == after
    if before != after:
        figures.changed.append(f"{name}: {_difference(before, after)}")
    visible = sum(not character.isspace() for character in text)
    figures.visible += visible
    figures.marked += text.count(MARK)
    figures.least.append((text.count(MARK) / visible if visible else 1.0, name))


def shape(source: str) -> tuple[list[tuple[object, ...]], str]:
    """The tokens of a text, its words left out, and its visible characters outside code."""
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=True, move_to_end=False).use(deflist_plugin)
    source = re.sub(r"\r\n?", "\n", source.removeprefix("\ufeff"))
    match = _MATTER.match(source)
    env: dict[str, object] = {}
    tokens = parser.parse(source[match.end() :] if match else source, env)
    found: list[tuple[object, ...]] = []
    text: list[str] = []
    _walk(tokens, found, text)
    return found, "".join(text)


def _walk(tokens: Iterable[Token], found: list[tuple[object, ...]], text: list[str]) -> None:
    for token in tokens:
        if token.type == "inline":
            _walk(token.children or (), found, text)
        elif token.type in ("text", "softbreak"):
            text.append(token.content)
        elif token.type == "image":
            found.append(("image", token.attrGet("src")))
            _walk(token.children or (), found, text)
        else:
            attributes = {key: value for key, value in token.attrs.items() if key != "title"}
            kept = (
                re.sub(r"\s+", " ", token.content)
                if token.type in ("code_inline", "html_inline")
                else (token.content)
            )
            found.append(
                (
                    token.type,
                    token.tag,
                    str(attributes),
                    token.markup.replace("_", "*"),
                    token.info,
                    token.hidden,
                    kept,
                )
            )


def _difference(before: list[tuple[object, ...]], after: list[tuple[object, ...]]) -> str:
    for old, new in zip(before, after, strict=False):
        if old != new:
            return f"{old!r} became {new!r}"[:300]
    return "one is longer"


def report(figures: Figures, *, verbose: bool) -> None:
    """Print the figures."""
    print(
        f"texts             {figures.files}, {figures.size / 1e6:.1f} MB, "
        f"{figures.segments} segments, {figures.notes} notes"
    )
    print(f"failed            {len(figures.failed)}")
    print(f"byte-identical    {_percent(figures.identical, figures.files)}")
    print(f"marked characters {_percent(figures.marked, figures.visible)}")
    print(f"same tokens       {_percent(figures.same, figures.files)}")
    print(
        f"speed             {figures.size / 1e6 / max(figures.seconds, 1e-9):.2f} MB/s, "
        "parse and render"
    )
    for line in figures.failed:
        print(f"  {line}")
    if verbose:
        for line in figures.changed[:40]:
            print(f"  tokens: {line}")
        for share, name in sorted(figures.least)[:25]:
            print(f"  {share:.3f} {name}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} % ({part} of {whole})" if whole else "-"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, help="default: installed packages")
    parser.add_argument("--limit", type=int, default=2000, help="texts at most (default 2000)")
    parser.add_argument("--size", type=int, default=400_000, help="bytes a text at most")
    parser.add_argument("-v", "--verbose", action="store_true", help="name the worst texts")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
