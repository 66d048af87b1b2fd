"""Commands that send work to other tools and take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.cli.context import Context, counted, pass_context
from translator.cli.terminal import echo

if TYPE_CHECKING:
    from translator.exchange import Result

_STATES = ("all", "todo", "untranslated", "draft", "needs-work", "translated", "approved")
_SHOWN = 70
_NAMED = 10


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("-l", "--language", metavar="LANG", required=True, help="The target language.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["xliff", "po", "csv", "docx"]),
    help="The file's format; told by its extension if not given.",
)
@click.option(
    "--item",
    "items",
    multiple=True,
    metavar="GLOB",
    help="Items by id, such as '2026/11/*'; repeat.",
)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(_STATES),
    help="What to send: todo is all that waits for a translator; repeat. All if not given.",
)
@click.option("--overwrite", is_flag=True, help="Replace FILE even if somebody worked in it.")
@pass_context
def export(
    context: Context,
    file: Path,
    language: str,
    kind: str | None,
    items: tuple[str, ...],
    states: tuple[str, ...],
    overwrite: bool,
) -> None:
    """Write a language's texts to FILE, to be worked on elsewhere.

    XLIFF 1.2 for OmegaT and Trados, PO for Poedit, CSV for a spreadsheet, docx for Word. `import`
    takes the file back.
    """
    from translator.errors import TranslatorError
    from translator.exchange import export as run
    from translator.exchange import format_of, gather
    from translator.exchange.outgoing import TODO
    from translator.state import State

    project = context.project
    project.select_languages((language,))
    kind = kind or format_of(file)
    if kind is None:
        raise TranslatorError(
            "says no format by its name", path=file, remedy="Give --format xliff, po, csv or docx."
        )
    wanted: set[State] = set()
    for state in states or ("all",):
        wanted |= {"all": frozenset(State), "todo": TODO}.get(state) or {State(state)}
    bundle = gather(project, language, items, wanted)
    if not bundle.units:
        raise TranslatorError(
            f"nothing to send: no text in {language} is in the states asked for",
            remedy="`translator extract` makes catalogues; `translator status` shows states.",
        )
    run(bundle, file, kind, overwrite=overwrite)
    texts, inside = counted(len(bundle.units), "text"), counted(len(bundle.titles), "item")
    context.say(f"{file}: {texts} of {inside} in {language}.")


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "--approved-by",
    "approver",
    default="",
    metavar="NAME",
    help="Approve in this reviewer's name what is signed off in the files.",
)
@click.option(
    "--accept-drafts",
    is_flag=True,
    help="Accept XLIFF drafts marked as translated though nobody changed them; OmegaT marks all.",
)
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would happen.")
@click.option("--strict", is_flag=True, help="Exit with 1 if anything needs a person's decision.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@pass_context
def import_(
    context: Context,
    files: tuple[Path, ...],
    approver: str,
    accept_drafts: bool,
    dry_run: bool,
    strict: bool,
    style: str,
) -> None:
    """Take FILEs back that `export` made and somebody worked on.

    What changed in the project meanwhile is never overwritten: both texts are kept, and listed.
    Each file is read whole before anything is written.
    """
    from translator.exchange import read, take_in

    project = context.project
    answers = [read(file) for file in files]
    results = []
    for answer in answers:
        result = take_in(
            project, answer, approver=approver, accept_drafts=accept_drafts, dry_run=dry_run
        )
        results.append(result)
        if style == "text":
            echo(_line(result, dry_run=dry_run))
            for line in _details(result):
                context.say(f"  {line}")
            context.tell([project.relative(path) for path in result.changed])
    if style == "json":
        import msgspec

        whole = {"version": 1, "dry_run": dry_run, "files": [_as_json(one) for one in results]}
        click.echo(msgspec.json.format(msgspec.json.encode(whole, enc_hook=str), indent=1).decode())
    if strict and any(one.conflicts or one.refusals for one in results):
        click.get_current_context().exit(1)


def _line(result: Result, *, dry_run: bool) -> str:
    """What was taken in, in one line."""
    parts = [f"{number} {outcome}" for outcome, number in sorted(result.outcomes.items())]
    if result.refusals:
        parts.append(f"{len(result.refusals)} needs-work for errors")
    if result.notes:
        parts.append(counted(result.notes, "note"))
    what = ", ".join(parts) or "nothing"
    ending = " (nothing was written)" if dry_run else ""
    name, segments = result.name, counted(result.segments, "segment")
    return f"{name}: {result.language}, {segments}: {what}{ending}"


def _details(result: Result) -> list[str]:
    lines = []
    for conflict in result.conflicts:
        lines += [
            f"conflict: {conflict.item}, {conflict.place}: {conflict.reason}",
            f"  source: {_short(conflict.source)}",
            f"  ours:   {_short(conflict.ours)}",
            f"  theirs: {_short(conflict.theirs)}",
        ]
    for refusal in result.refusals:
        lines.append(f"needs-work: {refusal.item}: {_short(refusal.target)}")
        lines += [f"  {message}" for message in refusal.messages]
    if result.emptied:
        more = len(result.emptied) - _NAMED
        places = ", ".join(result.emptied[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        lines.append(f"emptied in the file, kept in the project: {places}")
    return lines


def _as_json(result: Result) -> dict[str, Any]:
    return {
        "file": result.name,
        "language": result.language,
        "segments": result.segments,
        "outcomes": {outcome.value: number for outcome, number in result.outcomes.items()},
        "notes": result.notes,
        "catalogues": len(result.changed),
        "conflicts": [
            {**{name: getattr(one, name) for name in one.__slots__}, "reason": one.reason}
            for one in result.conflicts
        ],
        "needs_work": [
            {**{name: getattr(one, name) for name in one.__slots__}, "messages": one.messages}
            for one in result.refusals
        ],
        "emptied": result.emptied,
    }


def _short(text: str) -> str:
    from translator.document import shorten

    return shorten(" ".join(text.split()), _SHOWN) or "—"
