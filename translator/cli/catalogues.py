"""Commands that take items into catalogues, and say where those stand."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from translator.cli.context import Context, counted, pass_context, write
from translator.cli.options import items_option, languages_option

if TYPE_CHECKING:
    from translator.check import Verdict
    from translator.draft.report import Drafting
    from translator.engines import Find
    from translator.errors import TranslatorError
    from translator.extract import Extraction
    from translator.project import Project
    from translator.status import Status

_MOST_NOTES = 5
"""Of one item; a broken page can have thousands."""


@click.command()
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@click.option(
    "--check", "dry_run", is_flag=True, help="Change nothing; exit with 1 if something would."
)
@pass_context
def extract(context: Context, items: tuple[str, ...], dry_run: bool) -> None:
    """Bring the catalogues up to date with their items."""
    from translator.extract import extract as run

    project = context.project
    result = run(project, items, dry_run=dry_run)
    if not dry_run:
        follow(project, result)
    languages = counted(len(project.languages), "language")
    context.say(
        f"{counted(result.items, 'item')}: {counted(result.segments, 'segment')} × {languages}; "
        f"{counted(len(result.changed), 'catalogue')} {'out of date' if dry_run else 'written'}."
    )
    context.tell(result.changed)
    context.enumerate(list(_remarks(result.notes)))
    would = "would " * dry_run
    context.enumerate(
        [f"{m.old} is {m.new} now: its catalogues {would}go along." for m in result.moved]
    )
    context.enumerate(
        [
            f"{path}: its item is gone. Nothing was removed: bring the item back, "
            "or delete the catalogue."
            for path in result.vanished
        ]
    )
    context.report(result.errors)
    if dry_run and (result.changed or result.moved):
        click.get_current_context().exit(1)
    if result.changed and not dry_run:
        for folder, number in result.crowded:
            place, command = project.content / folder, f"translator arrange {folder}".rstrip()
            context.say(
                f"{project.relative(place)} has {counted(number, 'item')} in it; "
                f"`{command}` would put them into folders by month."
            )
        context.next("draft")


def _remarks(notes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What of items could not be located, of each the first."""
    for source, each in notes.items():
        for note in each[:_MOST_NOTES]:
            yield f"{source}: {note}"
        if len(each) > _MOST_NOTES:
            yield f"{source}: … and {len(each) - _MOST_NOTES} more of the kind"


def follow(project: Project, done: Extraction) -> None:
    """Comments and history of the review page follow, where there are any."""
    if (project.root / ".translator" / "people.db").exists():
        from webui.following import follow_extraction

        follow_extraction(project, done)


@click.command()
@languages_option
@items_option
@click.option(
    "--engine",
    type=click.Choice(["auto", "argos", "none"]),
    default="auto",
    show_default=True,
    help="What translates what memory, glossary and CLDR can't; none: nothing does.",
)
@click.option("--redo", is_flag=True, help="Make untouched drafts anew.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Let the workers of a Dask cluster translate; its scheduler, such as tls://HOST:8786.",
)
@click.option(
    "--patience",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="How long a lost scheduler, or workers, are waited for. [default: 120]",
)
@pass_context
def draft(
    context: Context,
    languages: tuple[str, ...],
    items: tuple[str, ...],
    engine: str,
    redo: bool,
    dry_run: bool,
    scheduler: str | None,
    patience: float | None,
) -> None:
    """Fill untranslated entries with suggestions. A person's text is never touched."""
    from translator.cli.progress import shown
    from translator.draft import draft as run

    if scheduler and engine == "none":
        raise click.UsageError("--scheduler makes no sense with --engine none.")
    if patience is not None and not scheduler:
        raise click.UsageError("--patience needs a --scheduler.")
    with shown(context) as progress, _engines(context, scheduler, patience) as find:
        result = run(
            context.project,
            languages=languages,
            patterns=items,
            machine=engine != "none",
            redo=redo,
            dry_run=dry_run,
            find=find,
            progress=progress,
        )
    total = sum(made.total() for made in result.made.values())
    context.say(
        f"{counted(total, 'draft')} {'possible' if dry_run else 'made'} "
        f"in {counted(len(result.changed), 'catalogue')}."
    )
    _tell_drafting(context, result)
    context.tell(result.changed)
    context.report(result.errors)
    if not dry_run:
        context.next("serve")


@click.command()
@languages_option
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@pass_context
def status(context: Context, languages: tuple[str, ...], style: str) -> None:
    """Show where every language and item stands."""
    from translator.status import status as run

    project = context.project

    def report(result: Status) -> list[TranslatorError]:
        if style == "json":
            write(result.json(project.config.gate.fail_on))
        else:
            from translator.cli.tables import print_status

            print_status(result)
        return result.errors

    context.report(run(project, report, languages=languages))


@click.command()
@languages_option
@items_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "junit", "sarif", "github"]),
    default="text",
    show_default=True,
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    help="The severity that closes the gate; the config's if not given.",
)
@pass_context
def check(
    context: Context,
    languages: tuple[str, ...],
    items: tuple[str, ...],
    style: str,
    fail_on: str | None,
) -> None:
    """Judge completeness and quality. Exits with 1 if the gate is closed."""
    from translator.check import check as run

    def report(verdict: Verdict) -> bool:
        if style == "json":
            write(verdict.json())
        elif style != "text":
            from translator.cli import reports

            made = {"junit": reports.junit, "sarif": reports.sarif, "github": reports.github}
            write(made[style](verdict))
        else:
            from translator.cli.tables import print_verdict

            print_verdict(verdict)
        return verdict.passed

    passed = run(context.project, report, languages=languages, patterns=items, fail_on=fail_on)
    if not passed:
        click.get_current_context().exit(1)


@contextlib.contextmanager
def _engines(context: Context, scheduler: str | None, patience: float | None) -> Iterator[Find]:
    """Where engines come from: this machine, or the workers of a cluster while it is needed."""
    if scheduler is None:
        from translator import engines

        yield engines.find
        return
    from translator.cluster.connection import PATIENCE
    from translator.cluster.engine import Cluster

    waits = PATIENCE if patience is None else patience
    with Cluster(scheduler, say=context.say, patience=waits) as cluster:
        yield cluster.find


def _tell_drafting(context: Context, done: Drafting) -> None:
    """Say what was made of what, why machine drafts were refused, and what has no engine."""
    if context.quiet:
        return
    from translator import engines
    from translator.cli.tables import print_drafting
    from translator.guards import REASONS

    print_drafting(done)
    for language, segments in done.translated.items():
        seconds = max(done.seconds.get(language, 0.0), 0.001)
        context.say(f"{language}: {segments / seconds:.1f} segments/s in {seconds:.1f} s")
    if refused := sum(done.refused.values(), Counter[str]()):
        context.say("Refused, and not stored:")
        for reason, number in refused.most_common():
            context.say(f"  {number:,} {reason}: {REASONS.get(reason, '')}")
    if done.missing:
        left = "; ".join(engines.listed(done.lacking()))
        context.say(f"No engine: {left}. See `translator models list`.")
