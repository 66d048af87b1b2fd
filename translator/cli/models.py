"""Commands for Argos packages."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli.context import Context, pass_context
from translator.cli.progress import download_bar
from translator.cli.terminal import echo
from translator.errors import TranslatorError

if TYPE_CHECKING:
    from translator.engines.package import Package

_AVAILABLE_WITHIN = 120.0
"""Seconds that `install --available` may take where nothing else is said: set-up waits for it."""


@click.group()
def models() -> None:
    """The Argos packages that machine drafts are made with."""


@models.command("list")
@pass_context
def list_(context: Context) -> None:
    """List what is installed, and what the project's languages lack. Asks no network."""
    from translator.engines import package
    from translator.models import PUBLIC_INDEX
    from translator.models.recipes import for_language

    project = context.project
    packages = package.installed()
    for found in packages:
        echo(f"{found.pair}  {found.version}  {found.folder}")
    pairs = {found.pair for found in packages}
    for language in project.languages:
        pair = f"{project.source_language}-{language}"
        if pair in pairs:
            continue
        recipes = for_language(language) if project.source_language == "en" else []
        if pair in PUBLIC_INDEX:
            echo(f"{pair}  not installed, in the public index:")
            echo(f"         translator models install {pair}")
        elif recipes:
            echo(f"{pair}  not installed, not in the public index; can be converted from")
            for recipe in recipes:
                size = f"{recipe.size / 1e9:.1f} GB"
                echo(f"         {recipe.name:15} {size:>7}  {recipe.terms}")
            echo(f"       translator models install {language} --recipe NAME")
        else:
            echo(f"{pair}  not installed, not in the public index:")
            echo("         translator models install FILE.argosmodel")
    echo(f"Packages are kept in {package.packages_folder()}")


@models.command()
@click.argument("packages", nargs=-1, metavar="FILE|PAIR|LANG...")
@click.option(
    "--available",
    is_flag=True,
    help="What the public index has for this project's languages and is not installed yet.",
)
@click.option(
    "--timeout", default=10.0, show_default=True, help="Seconds to wait for an answer from the net."
)
@click.option("--within", type=float, help="Seconds after which to give up a download.")
@click.option("--sha256", default="", help="What the one file must have, in hexadecimal.")
@click.option("--recipe", default="", help="The recipe to use for a language, see `models list`.")
@click.option("--accept-licence", is_flag=True, help="Accept a recipe's licence without asking.")
@pass_context
def install(
    context: Context,
    packages: tuple[str, ...],
    available: bool,
    timeout: float,
    within: float | None,
    sha256: str,
    recipe: str,
    accept_licence: bool,
) -> None:
    """Install packages: a FILE, a PAIR or a LANG.

    A pair such as en-ru comes from the public index, a language such as kk from there or by a
    recipe.
    """
    from translator import models as work
    from translator.engines import package

    wanted = list(packages)
    if available:
        project = context.project
        have = {found.pair for found in package.installed()}
        pairs = [f"{project.source_language}-{language}" for language in project.languages]
        wanted += [pair for pair in pairs if pair in work.PUBLIC_INDEX and pair not in have]
        within = _AVAILABLE_WITHIN if within is None else within
    elif not wanted:
        raise click.UsageError("Name a file or a pair such as en-ru, or a language.")
    if sha256 and len(wanted) != 1:
        raise click.UsageError("--sha256 is for one file or pair at a time.")
    limits = (timeout, math.inf if within is None else within)
    for name in wanted:
        if Path(name).suffix == ".argosmodel" or Path(name).is_file():
            found = work.install(Path(name), sha256=sha256)
        elif "-" not in name and "_" not in name:
            found = _by_language(context, name, limits, sha256, recipe, accept_licence)
        else:
            found = _from_index(context, name.replace("_", "-"), limits, sha256)
        echo(f"installed {found.pair} {found.version}")


def _by_language(
    context: Context,
    language: str,
    limits: tuple[float, float],
    sha256: str,
    name: str,
    accepted: bool,
) -> Package:
    from translator.models import PUBLIC_INDEX
    from translator.models.convert import require
    from translator.models.recipes import choose, cook

    project = context.project
    project.select_languages((language,))
    pair = f"{project.source_language}-{language}"
    if pair in PUBLIC_INDEX and not name:
        return _from_index(context, pair, limits, sha256)
    recipe = choose(language, name)
    require()
    context.say(
        f"{recipe.repository}: licence {recipe.terms}, {recipe.size / 1e9:.1f} GB to download."
    )
    if not recipe.tried:
        context.say("We could not run these weights ourselves: judge with `models evaluate`.")
    if not accepted and not click.confirm("Do you accept this licence?", err=True):
        raise TranslatorError(
            "the licence was not accepted", remedy="Nothing was downloaded or installed."
        )
    timeout, within = limits
    with download_bar(context) as progress:
        return cook(
            recipe,
            project.source_language,
            language,
            _downloads(),
            timeout=timeout,
            within=within,
            say=context.say,
            progress=progress,
        )


def _from_index(context: Context, pair: str, limits: tuple[float, float], sha256: str) -> Package:
    from translator import models as work

    timeout, within = limits
    with download_bar(context) as progress:
        file = work.fetch(
            pair,
            _downloads(),
            timeout=timeout,
            within=within,
            sha256=sha256,
            say=context.say,
            progress=progress,
        )
    try:
        return work.install(file, origin="index")
    finally:
        file.unlink(missing_ok=True)


def _downloads() -> Path:
    """Where downloads wait to be finished."""
    from translator.engines import package

    return package.packages_folder().parent / "newsroom-downloads"


@models.command()
@click.argument("pairs", nargs=-1, metavar="[PAIR]...")
@pass_context
def verify(context: Context, pairs: tuple[str, ...]) -> None:
    """Check that installed packages are whole and translate.

    Exits with 1 if one does not.
    """
    from translator import models as work
    from translator.engines import package
    from translator.models.store import of_pair

    found = [p for pair in pairs for p in of_pair(pair)] if pairs else package.installed()
    broken = False
    for each in found:
        verdict = work.verify(each)
        broken = broken or bool(verdict.fault)
        if verdict.fault:
            echo(f"{each.pair} {each.version}: broken: {verdict.fault}")
        else:
            files = "files as installed" if verdict.recorded else "installed by another tool"
            echo(f"{each.pair} {each.version}: sound, {files}; {verdict.probe}")
    if not found:
        context.say("No package is installed.")
    if broken:
        context.say("Install the broken ones again: translator models install PAIR or FILE")
        click.get_current_context().exit(1)


@models.command()
@click.argument("pair")
def remove(pair: str) -> None:
    """Remove the packages of a pair such as en-ru."""
    from translator.models import remove as run

    for found in run(pair):
        echo(f"removed {found.pair} {found.version}")


@models.command()
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--from", "from_code", required=True, metavar="LANG", help="It translates from this.")
@click.option("--to", "to_code", required=True, metavar="LANG", help="It translates into this.")
@click.option(
    "--quantization",
    type=click.Choice(["int8", "int8_float32", "int16", "float16", "float32"]),
    default="int8",
    show_default=True,
)
@click.option("--version", default="1.0", show_default=True, help="The package's version.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; FROM_TO.argosmodel if not given.",
)
@click.option("--install", "at_once", is_flag=True, help="Install it as well.")
def convert(
    source: Path,
    from_code: str,
    to_code: str,
    quantization: str,
    version: str,
    output: Path | None,
    at_once: bool,
) -> None:
    """Make a package of the checkpoint in the folder SOURCE.

    Marian, OPUS-MT, and Hugging Face's Marian, M2M100, NLLB, T5 and MADLAD.
    """
    from translator import models as work
    from translator.models.convert import convert as run

    target = output or Path(f"{from_code}_{to_code}.argosmodel")
    run(source, from_code, to_code, target, quantization=quantization, version=version)
    echo(f"wrote {target}")
    if at_once:
        found = work.install(target, origin=source.name)
        echo(f"installed {found.pair} {found.version}")


@models.command()
@click.argument("pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-l", "--language", required=True, metavar="LANG", help="The target language.")
@pass_context
def evaluate(context: Context, pairs: Path, language: str) -> None:
    """Measure the installed engine on PAIRS.

    A line of the file is a source, a tab and its translation.
    """
    from translator.models.evaluate import evaluate as run

    result = run(context.project, pairs, language)
    refused = result.refused.total()
    echo(f"engine     {result.engine}")
    echo(f"pairs      {result.pairs:,}")
    echo(f"refused    {refused:,} ({refused / result.pairs:.0%})")
    for reason, number in result.refused.most_common():
        echo(f"           {number:,} for {reason}")
    if result.chrf is not None and result.bleu is not None:
        echo(f"chrF++     {result.chrf:.1f}")
        echo(f"BLEU       {result.bleu:.1f}")
    echo(f"speed      {result.rate:.1f} texts/s")
    for signature in result.signatures:
        context.say(f"  {signature}")
