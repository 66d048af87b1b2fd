"""The command that looks whether everything is in its place."""

from __future__ import annotations

from textwrap import wrap

import click

from translator.cli.context import Context, pass_context
from translator.cli.terminal import echo, plain
from translator.errors import TranslatorError

_MARKS = {"fine": "ok", "note": "note", "problem": "PROBLEM"}
_COLOURS = {"fine": "green", "note": "yellow", "problem": "red"}


@click.command()
@click.option("--licences", is_flag=True, help="List what is installed with us, and its licences.")
@click.option("--strict", is_flag=True, help="Exit with 1 where something stands in the way.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@pass_context
def doctor(context: Context, licences: bool, strict: bool, form: str) -> None:
    """Look whether everything is in its place, and say what to do.

    Also names the engine of each language.
    """
    import json
    from dataclasses import asdict

    from translator.doctor import examine
    from translator.licences import installed

    if licences:
        found = installed()
        if form == "json":
            click.echo(json.dumps([asdict(each) for each in found], indent=2))
        else:
            echo("\n".join(f"{one.name} {one.version}: {one.licence}" for one in found))
        return
    try:
        findings = examine(context.project)
    except TranslatorError as error:
        findings = examine(error)
    if form == "json":
        report = {"version": 1, "findings": [asdict(each) for each in findings]}
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        for each in findings:
            mark = click.style(f"{_MARKS[each.level]:>7}", fg=_COLOURS[each.level])
            text = plain(f"{each.about}: {each.message}")
            indent = " " * 9
            lines = wrap(text, 79, initial_indent=indent, subsequent_indent=indent)
            click.echo(f"{mark}  " + "\n".join(lines).lstrip())
            if each.remedy:
                echo(f"{'':>7}  {each.remedy}")
    if strict and any(each.level == "problem" for each in findings):
        click.get_current_context().exit(1)
