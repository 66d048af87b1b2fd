"""Reports as tables for a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from translator import engines
from translator.catalogue import State
from translator.check import Verdict
from translator.cli.reports import line_of
from translator.languages import LANGUAGES
from translator.memory import Match
from translator.status import Status

_WIDTH_WITHOUT_TERMINAL = 110


def print_status(status: Status) -> None:
    """Print the tables of languages and of items, and what needs doing."""
    console = _console()
    console.print(_languages(status))
    console.print(_items(status))
    console.print(f"Engines: {_engines(status)}", soft_wrap=True)
    for source in status.stale:
        console.print(f"Out of date: {escape(source)} (run `translator extract`)")
    for path in status.vanished:
        console.print(f"Its item is gone: {escape(path)}")


def print_verdict(verdict: Verdict) -> None:
    """Print the findings, a line each, and the gate's verdict with its reasons."""
    console = _console()
    for finding in verdict.findings:
        console.print(line_of(finding), markup=False, highlight=False, soft_wrap=True)
    for question in verdict.questions:
        place = f"{question.path}:{question.line}"
        line = f"{place}: ask the editor: {question.message} [{question.rule}]"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if verdict.passed:
        console.print("[bold green]Gate: passed[/]")
        return
    console.print("[bold red]Gate: failed[/]")
    for reason in verdict.reasons:
        console.print(f"  {reason}", markup=False, highlight=False, soft_wrap=True)


def print_places(
    text: str,
    matches: Sequence[Match],
    sentences: Sequence[tuple[str, Match]],
    places: Sequence[Match],
) -> None:
    """Print what the memory has on a text: matches, its known sentences, and words in context."""
    console = _console()

    def entry(head: str, source: Text | str, match: Match) -> None:
        console.print(Text.assemble((head, "bold"), f"  {match.origin}, {match.standing.label}"))
        console.print(Text.assemble("  ", source), soft_wrap=True)
        console.print(Text(f"  {match.text}"), soft_wrap=True)

    for match in matches:
        entry(f"{match.percent} %", _changes(match.source, text), match)
    for part, match in sentences:
        entry(f"{match.percent} % of a sentence", _changes(match.source, part), match)
    for match in places:
        entry("in context", match.source, match)
    if not matches and not sentences and not places:
        console.print("Nothing like it is in the memory.")


def _changes(before: str, after: str) -> Text:
    """The words that went and that came, between two texts."""
    old, new = (re.findall(r"\S+\s*", each) for each in (before, after))
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
            *(f"{number:,}" for number in (tally.items, tally.segments, tally.words)),
            *(f"{tally.states[state]:,}" if tally.states[state] else "·" for state in State),
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


def _items(status: Status) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="Items: complete", title_justify="left")
    table.add_column("", no_wrap=True)
    for language in status.languages:
        table.add_column(language, justify="right")
    for item, tallies in status.items.items():
        cells = (tallies.get(language) for language in status.languages)
        table.add_row(escape(item), *(f"{tally.complete:.0%}" if tally else "–" for tally in cells))
    return table
