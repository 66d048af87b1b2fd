"""Reports as tables for a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from translator import engines
from translator.cli.context import MOST, counted, write
from translator.cli.grid import grid
from translator.cli.terminal import echo, plain
from translator.languages import LANGUAGES
from translator.state import State

if TYPE_CHECKING:
    from translator.check import Verdict
    from translator.draft.report import Drafting
    from translator.index.queries.stock import Sums
    from translator.memory import Match
    from translator.status import Status

_WIDTH_WITHOUT_TERMINAL = 110
_MANY_ITEMS = 200
"""Items from which on a table has a line a folder."""


def print_status(status: Status) -> None:
    """Print the tables of languages and of items, and what needs doing."""
    for line in _languages(status):
        click.echo(line)
    write(_items(status))
    for line in _engines(status):
        echo(line)
    _print_first([f"Out of date: {name} (run `translator extract`)" for name in status.stale])
    _print_first([f"Its item is gone: {path}" for path in status.vanished])


def _print_first(lines: Sequence[str]) -> None:
    """Print lines that may be very many: the first of them."""
    for line in lines[:MOST]:
        echo(line)
    if len(lines) > MOST:
        echo(f"… and {len(lines) - MOST:,} more: --format json names them.")


def print_drafting(done: Drafting) -> None:
    """Print what drafts were made from, what was refused, and what is left, by language."""
    columns: dict[str, Counter[str]] = {}
    for language, made in done.made.items():
        for origin, number in made.most_common():
            columns.setdefault(origin, Counter())[language] = number
    others = {
        "refused": Counter({code: reasons.total() for code, reasons in done.refused.items()}),
        "no engine": Counter[str](),
    }
    for (_, target), segments in done.lacking().items():
        others["no engine"][target] += segments
    columns |= {head: numbers for head, numbers in others.items() if numbers.total()}
    rows = [
        (code, *(f"{numbers[code]:,}" if numbers[code] else "·" for numbers in columns.values()))
        for code in done.made
        if any(numbers[code] for head, numbers in columns.items() if head != "no engine")
    ]
    if rows:
        for line in grid(("", *columns), rows):
            echo(line, err=True)


def print_verdict(verdict: Verdict) -> None:
    """Print the findings, a line each, and the gate's verdict with its reasons."""
    from translator.cli.reports import line_of

    for finding in verdict.findings():
        echo(line_of(finding))
    for question in verdict.questions():
        place = f"{question.path}:{question.line}"
        echo(f"{place}: ask the editor: {question.message} [{question.rule}]")
    console = _console()
    if verdict.passed:
        console.print("[bold green]Gate: passed[/]")
        return
    console.print("[bold red]Gate: failed[/]")
    for reason in verdict.reasons:
        echo(f"  {reason}")


def print_places(
    text: str,
    matches: Sequence[Match],
    sentences: Sequence[tuple[str, Match]],
    places: Sequence[Match],
) -> None:
    """Print what the memory has on a text: matches, its known sentences, and words in context."""
    console = _console()

    def entry(head: str, source: Text | str, match: Match) -> None:
        console.print(
            Text.assemble((head, "bold"), plain(f"  {match.origin}, {match.standing.label}"))
        )
        console.print(Text.assemble("  ", source), soft_wrap=True)
        console.print(Text(plain(f"  {match.text}")), soft_wrap=True)

    for match in matches:
        entry(f"{match.percent} %", _changes(match.source, text), match)
    for part, match in sentences:
        entry(f"{match.percent} % of a sentence", _changes(match.source, part), match)
    for match in places:
        entry("in context", plain(match.source), match)
    if not matches and not sentences and not places:
        console.print("Nothing like it is in the memory.")


def _changes(before: str, after: str) -> Text:
    """The words that went and that came, between two texts."""
    old, new = (re.findall(r"\S+\s*", each) for each in map(plain, (before, after)))
    shown = Text()
    for action, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if action == "equal":
            shown.append("".join(old[i:j]))
            continue
        if removed := "".join(old[i:j]).strip():
            shown.append(f"[-{removed}-]", "red").append(" ")
        if added := "".join(new[k:m]).strip():
            shown.append(f"{{+{added}+}}", "green").append(" ")
    return shown


def _console() -> Console:
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH_WITHOUT_TERMINAL
    return console


def _languages(status: Status) -> list[str]:
    """The table of languages; broken headings keep it within 80 columns."""
    heads = ("", "seg-\nments", "words", *_STATES.values(), "complete")
    rows = []
    for language, tally in status.languages.items():
        states = tally.sums.by_state()
        colour = "green" if tally.complete >= tally.required else "yellow"
        rows.append(
            (
                f"{language} {LANGUAGES[language].name}",
                f"{tally.segments:,}",
                f"{tally.sums.words:,}",
                *(f"{states[state]:,}" if states[state] else "·" for state in _STATES),
                click.style(tally.shown, colour),
            )
        )
    return [*grid(heads, rows), ""]


_STATES = {
    State.UNTRANSLATED: "untrans-\nlated",
    State.DRAFT: "draft",
    State.NEEDS_WORK: "needs-\nwork",
    State.TRANSLATED: "trans-\nlated",
    State.APPROVED: "ap-\nproved",
}


def _engines(status: Status) -> Iterator[str]:
    """What translates each pair of languages, and which have nothing that does."""
    missing = {}
    for (source, target), segments in status.pairs.items():
        if engine := engines.available(source, target):
            yield f"Engine: {source} → {target} {engine}"
        else:
            missing[source, target] = segments
    for pairs in engines.listed(missing):
        yield f"No engine: {pairs}"


def _items(status: Status) -> Iterator[str]:
    """The table of items, line by line: laying thousands out as a whole would take seconds."""
    from translator.status import whole_percent

    asked = {language: tally.finished_at for language, tally in status.languages.items()}
    number = width = 0
    for item, _, _ in status.items():
        number, width = number + 1, max(width, len(plain(item)))
    rows: Iterable[tuple[str, dict[str, Sums]]]
    if many := number > _MANY_ITEMS:
        rows = [(f"{folder or '.'}/ ({items:,})", sums) for folder, items, sums in status.folders()]
        width = max(len(plain(folder)) for folder, _ in rows)
    else:
        rows = ((item, sums) for item, _, sums in status.items())
    yield f"{counted(number, 'item')}{', by folder' * many}: complete\n"
    yield f"  {'':{width}}{''.join(f'  {language:>4}' for language in asked)}\n"
    yield f" ─{'─' * (width + 6 * len(asked))}─\n"
    for item, sums in rows:
        cells = (
            whole_percent(sums[language].complete(asked[language])) if language in sums else "–"
            for language in asked
        )
        yield f"  {plain(item):{width}}{''.join(f'  {cell:>4}' for cell in cells)}\n"
    yield "\n"
