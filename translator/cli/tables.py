"""Reports as tables for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from translator import engines
from translator.cli.context import write
from translator.cli.terminal import echo, plain
from translator.languages import LANGUAGES
from translator.state import State

if TYPE_CHECKING:
    from translator.check import Verdict
    from translator.memory import Match
    from translator.status import Status

_WIDTH_WITHOUT_TERMINAL = 110


def print_status(status: Status) -> None:
    """Print the tables of languages and of items, and what needs doing."""
    console = _console()
    console.print(_languages(status))
    write(_items(status))
    console.print(f"Engines: {_engines(status)}", soft_wrap=True)
    for source in status.stale:
        echo(f"Out of date: {source} (run `translator extract`)")
    for path in status.vanished:
        echo(f"Its item is gone: {path}")


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


def _languages(status: Status) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="Languages", title_justify="left")
    table.add_column("", no_wrap=True)
    for name in ("items", "seg-\nments", "words", *map(_heading, State), "complete"):
        table.add_column(name, justify="right")
    for language, tally in status.languages.items():
        colour = "green" if tally.complete >= tally.required else "yellow"
        table.add_row(
            f"{language} {LANGUAGES[language].name}",
            *(f"{number:,}" for number in (tally.sums.items, tally.segments, tally.sums.words)),
            *(f"{number:,}" if number else "·" for number in tally.sums.by_state().values()),
            f"[{colour}]{tally.complete:.0%}[/]",
        )
    return table


def _heading(state: State) -> str:
    """The state's name, broken where the table would otherwise pass 80 columns."""
    return state.value.replace("translated", "trans-\nlated").replace("needs-", "needs-\n")


def _engines(status: Status) -> str:
    """What translates each pair of languages, in one line."""
    ready, missing = [], []
    for (source, target), segments in status.pairs.items():
        engine = engines.available(source, target)
        if engine:
            ready.append(f"{source}-{target} {engine}")
        else:
            missing.append(f"{source}-{target} ({segments})")
    parts = [", ".join(ready), f"none for {', '.join(missing)} segments" if missing else ""]
    return "; ".join(filter(None, parts)) or "none needed"


def _items(status: Status) -> Iterator[str]:
    """The table of items, line by line: laying thousands out as a whole would take seconds."""
    asked = {language: tally.finished_at for language, tally in status.languages.items()}
    width = max((len(plain(item)) for item, _, _ in status.items()), default=0)
    yield "Items: complete\n"
    yield f"  {'':{width}}{''.join(f'  {language:>4}' for language in asked)}\n"
    yield f" ─{'─' * (width + 6 * len(asked))}─\n"
    for item, _, sums in status.items():
        cells = (
            f"{sums[language].complete(asked[language]):.0%}" if language in sums else "–"
            for language in asked
        )
        yield f"  {plain(item):{width}}{''.join(f'  {cell:>4}' for cell in cells)}\n"
    yield "\n"
