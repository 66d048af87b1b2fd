"""The command that begins a project."""

from __future__ import annotations

from pathlib import Path

import click

from translator.cli.context import Context, pass_context


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@pass_context
def init(context: Context, folder: Path) -> None:
    """Begin a project in FOLDER.

    It gets a config, an example item, stock phrases, a CI job and a hook.

    Files that are there already are left as they are.
    """
    from translator.starter import begin

    written = begin(folder)
    context.say(f"A new project in {folder.resolve()}:")
    for name in written:
        context.say(f"  {folder / name}")
    Context(None if folder == Path() else str(folder), verbose=False, quiet=context.quiet).next(
        "extract"
    )
