"""Commands that deal with the termbase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.cli.context import Context, counted, pass_context
from translator.cli.options import languages_option
from translator.cli.terminal import echo

if TYPE_CHECKING:
    from translator.glossary import Term
    from translator.glossary.transfer import Imported


@click.group()
def glossary() -> None:
    """The termbase: list it, bring terms in and out (CSV, TBX)."""


@glossary.command("list")
@click.argument("text", default="")
@languages_option
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@pass_context
def list_(context: Context, text: str, languages: tuple[str, ...], style: str) -> None:
    """List the terms of each language, or those with TEXT in them."""
    from translator.glossary import all_terms

    project = context.project
    found = {
        language: [term for term in all_terms(project, language) if _has(term, text)]
        for language in project.select_languages(languages)
    }
    if style == "json":
        import msgspec

        whole = {
            "version": 1,
            "languages": {code: [as_json(term) for term in them] for code, them in found.items()},
        }
        click.echo(msgspec.json.format(msgspec.json.encode(whole), indent=1).decode())
        return
    for language, terms in found.items():
        for term in terms:
            echo(f"{language}  {line_of(term)}")
    context.say(counted(sum(map(len, found.values())), "term") + ".")


@glossary.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@languages_option
@click.option("--by", default="", metavar="NAME", help="Who takes them in, for the record.")
@click.option("--replace", "replace_", is_flag=True, help="FILE's renderings go before ours.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would happen.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@pass_context
def import_(
    context: Context,
    file: Path,
    languages: tuple[str, ...],
    by: str,
    replace_: bool,
    dry_run: bool,
    style: str,
) -> None:
    """Take the terms of FILE in, CSV or TBX.

    A term that the project renders otherwise is a conflict: it is listed and stays as it is, unless
    --replace is given.
    """
    import datetime as dt

    from translator.glossary.transfer import import_terms, read_terms

    project = context.project
    found = read_terms(project, project.select_languages(languages), file)
    today = dt.datetime.now(dt.UTC).date()
    results = [
        import_terms(
            project,
            language,
            terms,
            file.name,
            today,
            by=by,
            replace_ours=replace_,
            dry_run=dry_run,
        )
        for language, terms in found.items()
    ]
    if style == "json":
        import msgspec

        whole = {
            "version": 1,
            "file": file.name,
            "dry_run": dry_run,
            "languages": {one.language: _result_as_json(one) for one in results},
        }
        click.echo(msgspec.json.format(msgspec.json.encode(whole), indent=1).decode())
        return
    echo(f"{file.name}: {'; '.join(map(_summary, results))}" + " (dry run)" * dry_run)
    for result in results:
        for conflict in result.conflicts:
            context.say(f"  conflict: {result.language}  {conflict.ours.rule.source}")
            context.say(f"    ours:   {line_of(conflict.ours)}")
            context.say(f"    theirs: {line_of(conflict.theirs)}")


@glossary.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@languages_option
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "tbx"]),
    help="The file's format; told by its extension if not given.",
)
@click.option("--overwrite", is_flag=True, help="Replace FILE whatever is in it.")
@pass_context
def export(
    context: Context, file: Path, languages: tuple[str, ...], kind: str | None, overwrite: bool
) -> None:
    """Write the terms of all languages to FILE.

    CSV is for a spreadsheet, TBX for other tools.
    """
    from translator.errors import TranslatorError
    from translator.glossary.transfer import export_terms, format_of

    project = context.project
    kind = kind or format_of(file)
    if kind is None:
        remedy = "Give --format csv or tbx."
        raise TranslatorError("says no format by its name", path=file, remedy=remedy)
    chosen = project.select_languages(languages)
    number = export_terms(project, chosen, file, kind, overwrite=overwrite)
    context.say(f"{file}: {counted(number, 'term')} in {', '.join(chosen)}.")


def line_of(term: Term) -> str:
    """A term and what it asks for, in one line."""
    rule = term.rule
    source = f"{rule.source} ({term.context})" if term.context else rule.source
    target = "stays as it is" if rule.do_not_translate else " | ".join(rule.targets) or "—"
    forbidden = f"; not: {' | '.join(rule.forbidden)}" if rule.forbidden else ""
    proposal = "" if term.settled else " (proposal)"
    return f"{source} → {target}{forbidden}{proposal}"


def as_json(term: Term) -> dict[str, Any]:
    """A term for programs."""
    rule = term.rule
    return {
        "key": term.key,
        "source": rule.source,
        "targets": rule.targets,
        "forbidden": rule.forbidden,
        "do_not_translate": rule.do_not_translate,
        "notes": term.notes,
        "part_of_speech": term.part_of_speech,
        "context": term.context,
        "origin": str(term.origin) if term.origin else None,
        "added": str(term.added) if term.added else None,
        "changed": str(term.changed) if term.changed else None,
        "settled": term.settled,
    }


def _has(term: Term, text: str) -> bool:
    wanted = text.casefold()
    texts = (term.rule.source, *term.rule.targets, *term.rule.forbidden, *term.notes)
    return any(wanted in one.casefold() for one in texts)


def _summary(result: Imported) -> str:
    parts = [
        f"{number} {what}"
        for what, number in (
            ("added", result.added),
            ("completed", result.completed),
            ("replaced", result.replaced),
            ("unchanged", result.unchanged),
            ("in conflict", len(result.conflicts)),
        )
        if number
    ]
    return f"{result.language} {', '.join(parts)}"


def _result_as_json(result: Imported) -> dict[str, Any]:
    numbers = ("added", "completed", "replaced", "unchanged")
    return {
        **{name: getattr(result, name) for name in numbers},
        "conflicts": [
            {"ours": as_json(one.ours), "theirs": as_json(one.theirs)} for one in result.conflicts
        ],
    }
