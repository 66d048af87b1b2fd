"""Measures and prints; exit code 1 where a file crashes or does not come back."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from benchmarks import real_files
from benchmarks.real_files import catalogues, peers
from benchmarks.real_files.find import FOLDERS, KINDS, Text, find
from benchmarks.real_files.measure import Figures, measure
from benchmarks.real_files.trees import TREES, html


def main() -> int:
    """Run what the arguments ask for."""
    arguments = _arguments()
    trees = dict(TREES)
    if arguments.html5lib:
        trees["html"] = partial(html, parser="html5lib")
    sound = True
    for kind in arguments.kind or KINDS:
        texts = list(find(kind, arguments.folders or FOLDERS, arguments.limit, arguments.size))
        figures = Figures()
        for text in texts:
            measure(kind, text, figures, trees[kind])
        report(kind, figures, verbose=arguments.verbose)
        sound = sound and figures.sound
        if arguments.msgfmt:
            print(f"  {catalogues.check(kind, texts)}")
        if arguments.peers:
            _peers(kind, texts, arguments)
    return 0 if sound else 1


def _peers(kind: str, texts: list[Text], arguments: argparse.Namespace) -> None:
    some = texts[: arguments.peer_files]
    for line in peers.compare(kind, some, arguments.toolkit, arguments.mdpo):
        print(f"  {line}")


def report(kind: str, figures: Figures, *, verbose: bool) -> None:
    """Print what was seen of one format."""
    size = figures.size / 1e6
    print(
        f"{kind}: {figures.files} files, {size:.1f} MB, {figures.segments} segments, "
        f"{figures.notes} notes\n"
        f"  crashed {len(figures.crashed)}, refused with a message {len(figures.refused)}\n"
        f"  byte-identical    {_percent(figures.identical, figures.read)}\n"
        f"  marked characters {_percent(figures.marked, figures.visible)}\n"
        f"  same tree         {_percent(figures.same_tree, figures.compared)}\n"
        f"  parse {_rate(size, figures.parsing)}, and render untranslated "
        f"{_rate(size, figures.parsing + figures.rendering)}, and render translated "
        f"{_rate(size, figures.parsing + figures.translating)}"
    )
    for line in figures.crashed:
        print(f"  crashed: {line}")
    if verbose:
        for line in figures.refused[:40] + figures.changed[:40]:
            print(f"  {line}")
        for share, name in sorted(figures.least)[:25]:
            print(f"  {share:.3f} {name}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} % ({part} of {whole})" if whole else "-"


def _rate(size: float, seconds: float) -> str:
    return f"{size / max(seconds, 1e-9):.2f} MB/s"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.real_files",
        description=real_files.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", nargs="*", type=Path, help="default: installed packages' files")
    parser.add_argument("--kind", action="append", choices=KINDS, help="repeat; default: all")
    parser.add_argument("--limit", type=int, default=500, help="files of a kind (default 500)")
    parser.add_argument("--size", type=int, default=400_000, help="bytes a file at most")
    parser.add_argument("--html5lib", action="store_true", help="compare pages by html5lib")
    parser.add_argument("--msgfmt", action="store_true", help="check the catalogues of all files")
    parser.add_argument("--peers", action="store_true", help="other tools on the same files")
    parser.add_argument("--peer-files", type=int, default=100, help="files of a kind for them")
    parser.add_argument("--toolkit", type=Path, help="a virtual environment with translate-toolkit")
    parser.add_argument("--mdpo", type=Path, help="a virtual environment with mdpo")
    parser.add_argument("-v", "--verbose", action="store_true", help="name the worst files")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
