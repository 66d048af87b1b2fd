"""The command that writes what is published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli.context import Context, counted, pass_context
from translator.cli.options import languages_option

if TYPE_CHECKING:
    from translator.publish import Publication


@click.command("compile")
@languages_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write; the config's if not given.",
)
@click.option(
    "--state",
    type=click.Choice(["approved", "translated"]),
    help="What may go out; the config's if not given.",
)
@click.option(
    "--preview", is_flag=True, help="Write every item to the preview, unreviewed text marked."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if anything is held back.")
@click.option(
    "--now",
    metavar="TIME",
    help="The moment for publish-after: 2026-11-24T09:30+06:00. SOURCE_DATE_EPOCH is heeded too.",
)
@pass_context
def compile_(
    context: Context,
    languages: tuple[str, ...],
    output: Path | None,
    state: str | None,
    preview: bool,
    strict: bool,
    now: str | None,
) -> None:
    """Write the items that may be published, and the site."""
    from translator.publish import clock, compile_items

    project = context.project
    result = compile_items(
        project,
        languages=languages,
        output=output,
        state=state,
        now=clock.now(project, now),
        preview=preview,
    )
    out, folder = sum(result.published.values()), _shown(result.folder)
    if preview:
        context.say(f"{counted(out, 'preview')} written to {folder}.")
    else:
        held = f"{result.held_times} held back"
        context.say(f"{counted(out, 'localised item')} in {folder}, {held}.")
        _tell_held(context, result)
    context.say(f"Site: {folder}site/index.html")
    context.report(result.errors)
    if not preview and not out and result.held:
        context.next("serve")
    if strict and result.held:
        click.get_current_context().exit(1)


def _tell_held(context: Context, result: Publication) -> None:
    """Say what was held back and why; of very many items only the first."""
    items = _held_by_item(result)
    for item, reasons in items.items():
        context.say(f"  held: {item} {reasons}")
    if result.held_items > len(items):
        rest = counted(result.held_items - len(items), "more item")
        context.say(f"  held: {rest}; see {_shown(result.folder)}held.json")


def _held_by_item(result: Publication) -> dict[str, str]:
    """What keeps each item back, languages with the same reason together."""
    items: dict[str, dict[str, list[str]]] = {}
    for held in result.held:
        kept = "; the last rendering stays" if held.kept else ""
        items.setdefault(held.item, {}).setdefault(held.reason + kept, []).append(held.lang)
    return {
        item: "; ".join(f"({', '.join(languages)}): {why}" for why, languages in reasons.items())
        for item, reasons in items.items()
    }


def _shown(folder: Path) -> str:
    absolute = folder.resolve()
    here = Path.cwd()
    return f"{absolute.relative_to(here) if absolute.is_relative_to(here) else folder}/"
