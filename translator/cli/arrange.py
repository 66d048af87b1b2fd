"""The command that puts the items of a crowded folder into folders by their date."""

from __future__ import annotations

import click

from translator.cli.catalogues import follow
from translator.cli.context import Context, counted, pass_context


@click.command()
@click.argument("folder", default="", metavar="[FOLDER]")
@click.option(
    "--by",
    type=click.Choice(["month", "year"]),
    default="month",
    show_default=True,
    help="Folders such as 2026/11, or 2026.",
)
@click.option("--dry-run", is_flag=True, help="Move nothing.")
@pass_context
def arrange(context: Context, folder: str, by: str, dry_run: bool) -> None:
    """Move the items of one folder into folders by their date.

    FOLDER is below the content folder; that itself if not given. Items in folders inside it stay.
    Their catalogues, comments and history go along, and links to and from them are written anew.
    Published pages get new addresses; `compile` leads readers there from the old ones.
    """
    from translator.arrange import arrange as run
    from translator.extract import Extraction

    project = context.project
    result = run(project, folder, by=by, dry_run=dry_run)
    if not dry_run:
        follow(project, Extraction(moved=result.moved))
    folders = {moved.new.rpartition("/")[0] for moved in result.moved}
    would = "would move" if dry_run else "moved"
    context.say(
        f"{counted(len(result.moved), 'item')} {would} into {counted(len(folders), 'folder')}; "
        f"links {'would change' if dry_run else 'changed'} in "
        f"{counted(len(result.linking), 'file')}."
    )
    context.tell([f"{moved.old} → {moved.new}" for moved in result.moved])
    context.enumerate([f"{item} has no date and stays." for item in result.undated])
    context.report(result.errors)
    if result.moved and not dry_run:
        context.next("extract")
