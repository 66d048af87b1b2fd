"""Real HTML pages of this machine through the HTML format: `python -m benchmarks.html_corpus`.

Takes the HTML files in Debian's documentation packages (and any other folder named), and measures

- how many come back byte for byte when nothing is translated, and how many fail;
- with every text replaced by marks: the share of visible characters outside code that are marked,
  and how many pages keep their tree (elements, attributes, code), by lxml or html5lib;
- megabytes a second of processor time for parsing and rendering, every segment translated.

`--peers` runs po4a and the Translate Toolkit on the same files where they are installed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translator.errors import TranslatorError
from translator.formats import html
from translator.formats.inline import PLACEABLE

MARK = "\ue000"
FOLDERS = (Path("/usr/share/doc"),)
INVISIBLE = {
    *("script", "style", "code", "kbd", "samp", "pre", "textarea", "template", "math", "svg"),
    *("xmp", "iframe", "noembed", "plaintext", "listing"),
}
TEXT_ATTRIBUTES = {
    *("alt", "title", "summary", "placeholder", "label", "content", "value"),
    *("aria-label", "aria-description", "aria-valuetext", "aria-placeholder"),
}


@dataclass
class Figures:
    """What was seen."""

    files: int = 0
    size: int = 0
    seconds: float = 0.0
    identical: int = 0
    same_tree: int = 0
    compared: int = 0
    visible: int = 0
    marked: int = 0
    segments: int = 0
    refused: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    least: list[tuple[float, str]] = field(default_factory=list)


def main() -> int:
    """Measure and print; exit code 1 where a page crashes or does not come back."""
    arguments = _arguments()
    paths = list(find(arguments.folders or FOLDERS, arguments.limit, arguments.size))
    figures = Figures()
    for path in paths:
        measure(path, figures, arguments.tree)
    report(figures, arguments.verbose)
    if arguments.peers:
        for line in peers(paths):
            print(line)
    return 1 if figures.crashed or figures.identical + len(figures.refused) < figures.files else 0


def find(folders: list[Path] | tuple[Path, ...], limit: int, size: int) -> Iterator[Path]:
    """Up to `limit` HTML files, no file twice, the same ones each time."""
    seen: set[Path] = set()
    for folder in folders:
        for pattern in ("*.html", "*.htm"):
            seen |= {path.resolve() for path in folder.rglob(pattern)}
    paths = sorted(path for path in seen if path.is_file() and 0 < path.stat().st_size <= size)
    random.Random(1).shuffle(paths)
    yield from paths[:limit]


def mark(text: str) -> str:
    """A text with every visible character outside placeables replaced."""
    parts = []
    position = 0
    for match in PLACEABLE.finditer(text):
        parts += [_mark(text[position : match.start()]), match[0]]
        position = match.end()
    return "".join((*parts, _mark(text[position:])))


def _mark(text: str) -> str:
    return "".join(character if character.isspace() else MARK for character in text)


def measure(path: Path, figures: Figures, tree: str) -> None:
    """Put one file through everything."""
    data = path.read_bytes()
    figures.files += 1
    try:
        document = html.parse(data)
        same = html.render(document, [None] * len(document.segments))
        marks = [mark(segment.text) for segment in document.segments]
        middle = time.process_time()  # other programs on the machine do not count
        html.parse(data)
        marked = html.render(document, marks)
        end = time.process_time()
    except TranslatorError as error:
        figures.refused.append(f"{path}: {error.message}")
        return
    except Exception as error:  # noqa: BLE001 - it is what is counted
        figures.crashed.append(f"{path}: {type(error).__name__}: {error}")
        return
    figures.seconds += end - middle
    figures.size += len(data)
    figures.segments += len(marks)
    figures.identical += same == data
    if tree != "none":
        before = _parse(data.decode(document.encoding), tree)
        after = _parse(marked.decode(document.encoding), tree)
        shape, _ = _walk(before)
        new_shape, text = _walk(after)
        figures.compared += 1
        figures.same_tree += shape == new_shape
        if shape != new_shape:
            figures.different.append(f"{path}: {_difference(shape, new_shape)}")
        visible = sum(not character.isspace() for character in text)
        here = text.count(MARK)
        figures.visible += visible
        figures.marked += here
        figures.least.append((here / visible if visible else 1.0, str(path)))


def _parse(text: str, tree: str) -> Any:
    text = text.removeprefix("\ufeff")
    if tree == "html5lib":
        import html5lib

        return html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False).getroot()
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    return etree.fromstring(text.encode("utf-8", "replace"), parser)


def _walk(root: Any) -> tuple[list[object], str]:
    """The shape of a tree (elements, attributes, code) and its visible text."""
    shape: list[object] = []
    text: list[str] = []
    stack: list[tuple[Any, bool, bool]] = [(root, False, False)]
    while stack:
        node, hidden, tail = stack.pop()
        if tail:
            _take(node.tail, hidden, shape, text)
            continue
        if not isinstance(node.tag, str):
            shape.append(("", node.text))
            continue
        name = node.tag.lower()
        shape.append((name, sorted(_attributes(node))))
        inside = hidden or name in INVISIBLE or node.get("translate") == "no"
        inside = inside or "notranslate" in (node.get("class") or "").split()
        _take(node.text, inside, shape, text)
        for child in reversed(node):
            stack += [(child, inside, True), (child, inside, False)]
        shape.append("end")
    return shape, "".join(text)


def _attributes(node: Any) -> Iterator[tuple[str, str]]:
    for name, value in node.attrib.items():
        yield name, "" if MARK in value or name in TEXT_ATTRIBUTES else value


def _take(text: str | None, hidden: bool, shape: list[object], visible: list[str]) -> None:
    if text and hidden:
        shape.append(text)
    elif text:
        visible.append(text)


def _difference(before: list[object], after: list[object]) -> str:
    for old, new in zip(before, after, strict=False):
        if old != new:
            return f"{old!r} became {new!r}"[:200]
    return "one is longer"


def report(figures: Figures, verbose: bool) -> None:
    """Print the figures."""
    good = figures.files - len(figures.refused) - len(figures.crashed)
    print(
        f"files             {figures.files}, {figures.size / 1e6:.1f} MB, "
        f"{figures.segments} segments"
    )
    print(f"crashed           {len(figures.crashed)}")
    print(f"refused           {len(figures.refused)} (with a message)")
    print(f"byte-identical    {_percent(figures.identical, good)}")
    print(
        f"speed             {figures.size / 1e6 / max(figures.seconds, 1e-9):.2f} MB/s, "
        "parse and render"
    )
    if figures.compared:
        print(f"marked characters {_percent(figures.marked, figures.visible)}")
        print(f"same tree         {_percent(figures.same_tree, figures.compared)}")
    for line in figures.crashed + figures.refused:
        print(f"  {line}")
    if verbose:
        for line in figures.different[:40]:
            print(f"  tree: {line}")
        for share, path in sorted(figures.least)[:25]:
            print(f"  {share:.3f} {path}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} % ({part} of {whole})" if whole else "-"


def peers(paths: list[Path]) -> Iterator[str]:
    """Round trips of po4a and the Translate Toolkit on the same files."""
    for name, command in (("po4a", _po4a), ("html2po", _toolkit)):
        if shutil.which(name) is None:
            yield f"{name}: not installed"
            continue
        identical = failed = size = 0
        begin = time.perf_counter()
        for path in paths:
            with tempfile.TemporaryDirectory() as folder:
                back = command(path, Path(folder))
            size += path.stat().st_size
            failed += back is None
            identical += back == path.read_bytes()
        speed = size / 1e6 / (time.perf_counter() - begin)
        done = len(paths) - failed
        yield (
            f"{name}: extracted {_percent(done, len(paths))}, "
            f"byte-identical {_percent(identical, len(paths))}, {speed:.2f} MB/s, a process a file"
        )


def _po4a(path: Path, folder: Path) -> bytes | None:
    catalogue, back = folder / "a.po", folder / "back.html"
    kind = ("-f", "xhtml", "-M", "UTF-8", "-m", str(path), "-p", str(catalogue))
    if not _runs("po4a-updatepo", *kind):
        return None
    _runs("po4a-translate", *kind, "-k", "0", "-l", str(back))
    return back.read_bytes() if back.exists() else b""


def _toolkit(path: Path, folder: Path) -> bytes | None:
    catalogue, back = folder / "a.po", folder / "back.html"
    if not _runs("html2po", "--progress=none", str(path), str(catalogue)) or not catalogue.exists():
        return None
    _runs("po2html", "--progress=none", "-t", str(path), str(catalogue), str(back))
    return back.read_bytes() if back.exists() else b""


def _runs(*command: str) -> bool:
    try:
        return not subprocess.run(command, capture_output=True, timeout=60, check=False).returncode
    except subprocess.TimeoutExpired:
        return False


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, help="default: /usr/share/doc")
    parser.add_argument("--limit", type=int, default=500, help="files at most (default 500)")
    parser.add_argument("--size", type=int, default=400_000, help="bytes a file at most")
    parser.add_argument("--tree", choices=("lxml", "html5lib", "none"), default="lxml")
    parser.add_argument("--peers", action="store_true", help="also run po4a and translate-toolkit")
    parser.add_argument("-v", "--verbose", action="store_true", help="name the worst pages")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
