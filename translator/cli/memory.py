"""Commands for the translation memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.cli.context import Context, counted, pass_context
from translator.cli.options import languages_option
from translator.cli.terminal import echo

if TYPE_CHECKING:
    from translator.memory import Match
    from translator.memory.library import Imported

_MATCHES = 5


@click.group()
def memory() -> None:
    """What was translated before: import, look up, export."""


@memory.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE...",
)
@click.option(
    "-l", "--language", metavar="LANG", help="What a PO or MO file that does not say so is in."
)
@click.option("--replace", is_flag=True, help="Replace a file of the same name.")
@pass_context
def import_(context: Context, files: tuple[Path, ...], language: str | None, replace: bool) -> None:
    """Take in TMX, PO and MO files.

    Each is copied into the project's memory folder. A file that is spoilt is named and left out,
    the others are taken in.
    """
    from translator.cli.progress import reading_bar
    from translator.errors import TranslatorError
    from translator.memory.library import import_file

    project = context.project
    errors = []
    for path in files:
        try:
            with reading_bar(context, path) as progress:
                done = import_file(
                    project, path, language=language, replace=replace, progress=progress
                )
        except TranslatorError as error:
            errors.append(error)
            continue
        echo(_outcome(done))
    context.report(errors)


@memory.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@languages_option
@click.option("--imported", is_flag=True, help="Also what imported files hold.")
@pass_context
def export(context: Context, file: Path, languages: tuple[str, ...], imported: bool) -> None:
    """Write what people translated and approved as TMX 1.4."""
    from translator.memory.library import export_tmx

    number = export_tmx(context.project, file, languages, imported=imported)
    echo(f"{file}: {counted(number, 'translation')}")


@memory.command()
@click.argument("text")
@click.option("-l", "--language", required=True, metavar="LANG", help="The target language.")
@click.option(
    "--from", "spoken", metavar="LANG", help="The text's language; the project's if not given."
)
@click.option("--limit", default=10, show_default=True, help="How many places to show.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@pass_context
def search(
    context: Context, text: str, language: str, spoken: str | None, limit: int, style: str
) -> None:
    """Find a text, texts like it, and the places of its words.

    The words may be in the source or in the translation.
    """
    from translator.memory import opened

    project = context.project
    project.select_languages((language,))
    found = opened(project, (language,))
    said = spoken or project.source_language
    matches = found.matches(said, language, text, project.config.draft.memory_threshold, _MATCHES)
    sentences = [
        (part.strip(), match)
        for part, match in found.by_sentences(said, language, text)
        if match is not None
    ]
    places = found.concordance(text, language, limit)
    if style == "json":
        parts = [{"sentence": part, **_as_json(match)} for part, match in sentences]
        echo(
            json.dumps(
                {
                    "version": 1,
                    "matches": [_as_json(match) for match in matches],
                    "sentences": parts,
                    "concordance": [_as_json(match) for match in places],
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    from translator.cli.tables import print_places

    print_places(text, matches, sentences, places)


@memory.command("list")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@pass_context
def list_(context: Context, style: str) -> None:
    """Show what the memory holds and which files it is from."""
    from translator.memory.library import listed

    files, own = listed(context.project)
    if style == "json":
        rows = [{"file": f.path, "units": f.units, "problem": f.problem or None} for f in files]
        click.echo(json.dumps({"version": 1, "project": own, "files": rows}, ensure_ascii=False))
        return
    for language, number in own.items():
        echo(f"this project, {language}: {counted(number, 'unit')}")
    for file in files:
        echo(f"{file.path}: {file.problem or counted(file.units, 'unit')}")


@memory.command()
@click.argument("name")
@pass_context
def remove(context: Context, name: str) -> None:
    """Take an imported file out again.

    It is deleted from the memory folder.
    """
    from translator.memory.library import remove as run

    echo(f"{run(context.project, name)}: removed")


def _outcome(done: Imported) -> str:
    if done.scope is None:
        return f"{done.place}: is in the memory already"
    by_language = ", ".join(f"{code} {number:,}" for code, number in done.scope.taken.items())
    left_out = ", ".join(f"{number:,} {reason}" for reason, number in done.scope.left_out.items())
    return (
        f"{done.place}: {counted(done.scope.taken.total(), 'unit')} taken in"
        + (f" ({by_language})" if by_language else "")
        + (f"; left out: {left_out}" if left_out else "")
    )


def _as_json(match: Match) -> dict[str, Any]:
    return {
        "percent": match.percent,
        "source": match.source,
        "target": match.text,
        "origin": match.origin,
        "standing": match.standing.label,
    }
