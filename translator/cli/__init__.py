"""The command line: thin commands that parse, call, print and set the exit code.

Exit codes: 0 fine; 1 the gate, `--check` or `--strict` found something; 2 wrong usage, config or
input. Modules that do the work are imported inside the commands, so that `--help` stays quick.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from translator import __version__
from translator.cli.arrange import arrange
from translator.cli.catalogues import check, draft, extract, status
from translator.cli.context import Context
from translator.cli.doctor import doctor
from translator.cli.exchange import export, import_
from translator.cli.git import git_setup, merge_driver
from translator.cli.glossary import glossary
from translator.cli.init import init
from translator.cli.memory import memory
from translator.cli.models import models
from translator.cli.publishing import compile_
from translator.cli.serve import serve
from translator.cli.terminal import complain, echo
from translator.cli.users import users
from translator.errors import TranslatorError


class _Group(click.Group):
    """Shows errors that a user can mend as a message and exit code 2, without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are used."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TranslatorError as error:
            complain(error)
            ctx.exit(2)
        except KeyboardInterrupt:
            echo("Stopped. What was saved stays; run the command again to go on.", err=True)
            ctx.exit(130)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "directory",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="The project's folder; the nearest parent with a translator.toml if not given.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name every file that is written.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors and asked-for output only.")
@click.version_option(__version__, prog_name="translator")
@click.pass_context
def cli(ctx: click.Context, directory: str | None, verbose: bool, quiet: bool) -> None:
    """An offline translation desk for newsrooms.

    Items in content/ become PO catalogues in locales/, get draft suggestions, are reviewed, checked
    and compiled into localised items in build/.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False
    ctx.obj = Context(directory, verbose=verbose, quiet=quiet)


_COMMANDS = (
    *(init, extract, draft, serve, status, check, compile_),
    *(export, import_, memory, glossary, models),
    *(arrange, users, git_setup, merge_driver, doctor),
)
for command in _COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line; the console script `translator`."""
    try:
        cli()
    except BrokenPipeError:
        # The reader (`head`, a pager) is gone: keep Python from complaining at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
