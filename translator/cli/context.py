"""What every command gets from the options before its name."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli.terminal import complain, echo
from translator.errors import TranslatorError

if TYPE_CHECKING:
    from translator.project import Project

MOST = 20
"""Lines of one kind that a person is shown; more of them say nothing more."""


class Context:
    """The project's folder and how much to say.

    Attributes:
        quiet: Whether to say nothing but errors and what was asked for.
    """

    def __init__(self, directory: str | None, *, verbose: bool, quiet: bool) -> None:
        self._directory = directory
        self._verbose = verbose
        self.quiet = quiet

    @property
    def project(self) -> Project:
        """The project; reads and validates its config."""
        from translator.project import find

        if self._directory is None:
            return find(None)
        return find(Path(self._directory), explicit=True)

    def say(self, text: str) -> None:
        """Tell a person something, on standard error."""
        if not self.quiet:
            echo(text, err=True)

    def next(self, command: str) -> None:
        """Tell a person which command comes next; under make, its recipes say so themselves."""
        if "MAKELEVEL" not in os.environ:
            inside = f" -C {shlex.quote(self._directory)}" if self._directory else ""
            self.say(f"Next: translator{inside} {command}")

    def tell(self, lines: Sequence[str]) -> None:
        """Tell a person details, with `--verbose` only."""
        if self._verbose:
            for line in lines:
                self.say(f"  {line}")

    def enumerate(self, lines: Sequence[str]) -> None:
        """Tell a person of things that may be very many: the first of them, or all if verbose."""
        shown = lines if self._verbose else lines[:MOST]
        for line in shown:
            self.say(line)
        if more := len(lines) - len(shown):
            self.say(f"… and {more:,} more: -v names them.")

    def report(self, errors: Sequence[TranslatorError]) -> None:
        """Print errors and exit with code 2 where there are any."""
        for error in errors:
            complain(error)
        if errors:
            click.get_current_context().exit(2)


pass_context = click.make_pass_decorator(Context)


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 segment`, `2 segments`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def write(pieces: Iterable[str]) -> None:
    """Write a report to standard output piece by piece; it may be longer than memory."""
    sys.stdout.writelines(pieces)
    sys.stdout.flush()
