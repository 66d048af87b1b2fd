"""Commands that make git merge catalogues by entry instead of by line."""

from __future__ import annotations

from pathlib import Path

import click

from translator.cli.context import Context, counted, pass_context


@click.command("git-setup")
@pass_context
def git_setup(context: Context) -> None:
    """Let this clone's git merge catalogues entry by entry.

    Writes the rule to .gitattributes, which belongs in the repository, and the command to this
    clone's own git configuration.
    """
    from translator.gitmerge import set_up

    project = context.project
    for line in set_up(project.root, project.config.project.locales):
        context.say(line)


@click.command("merge-driver")
@click.argument("base", type=click.Path(dir_okay=False, path_type=Path), metavar="%O")
@click.argument("ours", type=click.Path(dir_okay=False, path_type=Path), metavar="%A")
@click.argument("theirs", type=click.Path(dir_okay=False, path_type=Path), metavar="%B")
@click.argument("name", metavar="%P")
@pass_context
def merge_driver(context: Context, base: Path, ours: Path, theirs: Path, name: str) -> None:
    """Merge a catalogue for git; see `git-setup`.

    What both sides changed keeps both texts and needs work. A file that is no sound catalogue is
    left to git's own merge, and exit code 1 says so.
    """
    from translator.errors import TranslatorError
    from translator.gitmerge import merge_files, merge_lines

    try:
        outcome = merge_files(base, ours, theirs, name)
    except TranslatorError as error:
        context.say(f"{name}: merged line by line, as one side {error.message}")
        if not merge_lines(base, ours, theirs):
            click.get_current_context().exit(1)
        return
    if outcome.set_aside:
        context.say(
            f"{name}: git took a catalogue of another language for its earlier name. The two were "
            f"not mixed; the other one's translations are in {outcome.set_aside}: add that file, "
            "and `translator draft` takes them from the memory."
        )
    if conflicts := outcome.conflicts:
        number = counted(len(conflicts), "entry").replace("entrys", "entries")
        context.say(f"{name}: {number} changed on both sides; now needs-work, with both texts:")
        for source in conflicts:
            context.say(f"  {source[:90]}")
