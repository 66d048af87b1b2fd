"""Commands for Argos packages."""

from __future__ import annotations

import math
from pathlib import Path

import click

from translator.cli.context import Context, pass_context


@click.group()
def models() -> None:
    """The Argos packages that machine drafts are made with."""


@models.command("list")
@pass_context
def list_(context: Context) -> None:
    """List what is installed, and what the project's languages lack."""
    from translator.engines import package
    from translator.models import PUBLIC_INDEX

    project = context.project
    packages = package.installed()
    for found in packages:
        click.echo(f"{found.pair} {found.version}  {found.folder}")
    pairs = {found.pair for found in packages}
    for language in project.languages:
        pair = f"{project.source_language}-{language}"
        if pair in pairs:
            continue
        if pair in PUBLIC_INDEX:
            advice = f"translator models install {pair}   (downloads it once)"
        else:
            advice = "none in the public index; translator models install FILE.argosmodel"
        click.echo(f"{pair} not installed: {advice}")
    click.echo(f"Packages are kept in {package.packages_folder()}")


@models.command()
@click.argument("packages", nargs=-1, metavar="FILE|PAIR...")
@click.option(
    "--available",
    is_flag=True,
    help="What the public index has for this project's languages and is not installed yet.",
)
@click.option(
    "--timeout", default=30.0, show_default=True, help="Seconds to wait for an answer from the net."
)
@click.option("--within", type=float, help="Seconds after which to give up a download.")
@pass_context
def install(
    context: Context,
    packages: tuple[str, ...],
    available: bool,
    timeout: float,
    within: float | None,
) -> None:
    """Install packages from files, or by pair (en-ru) from the public index."""
    import tempfile

    from translator import models as work
    from translator.engines import package

    wanted = list(packages)
    if available:
        project = context.project
        have = {found.pair for found in package.installed()}
        pairs = [f"{project.source_language}-{language}" for language in project.languages]
        wanted += [pair for pair in pairs if pair in work.PUBLIC_INDEX and pair not in have]
    elif not wanted:
        raise click.UsageError("Name a file or a pair such as en-ru.")
    for name in wanted:
        if Path(name).suffix == ".argosmodel" or Path(name).is_file():
            found = work.install(Path(name))
        else:
            with tempfile.TemporaryDirectory() as folder:
                file = work.fetch(
                    name,
                    Path(folder),
                    timeout=timeout,
                    within=math.inf if within is None else within,
                    say=context.say,
                )
                found = work.install(file)
        click.echo(f"installed {found.pair} {found.version}")


@models.command()
@click.argument("pair")
def remove(pair: str) -> None:
    """Remove the packages of a pair such as en-ru."""
    from translator.models import remove as run

    for found in run(pair):
        click.echo(f"removed {found.pair} {found.version}")
