"""Write docs/reference/commands.md from the commands and options themselves.

python -m tools.commands
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from translator.cli import cli

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"
_HEAD = """\
# Commands

Exit codes everywhere: 0 fine; 1 the gate, `--check` or `--strict` found something; 2 wrong usage,
config or input, with a message on standard error and nothing half-written. With `--format json`
standard output is JSON and nothing else. This page is written by `python -m tools.commands`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_sections(cli, "translator", 2)])


def _sections(command: click.Command, path: str, level: int) -> Iterator[str]:
    """A command's section, then those of its subcommands, by name."""
    yield f"{'#' * level} {path}\n\n{_described(command, path)}"
    if isinstance(command, click.Group):
        inside = 3 if level == 2 and path != "translator" else 2
        for name, each in sorted(command.commands.items()):
            yield from _sections(each, f"{path} {name}", inside)


def _described(command: click.Command, path: str) -> str:
    words = [path, *(_argument(p) for p in command.params if isinstance(p, click.Argument))]
    if isinstance(command, click.Group):
        words.append("COMMAND")
    parts = [f"```text\n{' '.join(words)} [OPTIONS]\n```", inspect.cleandoc(command.help or "")]
    options = [_option(param) for param in command.params if isinstance(param, click.Option)]
    if options:
        parts.append("\n".join(options))
    return "\n\n".join(parts) + "\n"


def _argument(argument: click.Argument) -> str:
    if argument.metavar:
        return argument.metavar
    name = (argument.name or "").upper() + "…" * (argument.nargs == -1)
    return name if argument.required else f"[{name}]"


def _option(option: click.Option) -> str:
    value = option.metavar or ""
    if isinstance(option.type, click.Choice):
        value = "|".join(map(str, option.type.choices))
    elif not option.is_flag and not value:
        value = (option.name or "").upper()
    names = ", ".join(f"`{name} {value}`" if value else f"`{name}`" for name in option.opts)
    text = f"- {names}: {option.help}" if option.help else f"- {names}"
    if option.show_default and option.default is not None:
        text += f" (default: {option.default})"
    return text


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
