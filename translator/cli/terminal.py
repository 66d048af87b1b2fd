"""Writing to a terminal what texts, names and files say, so that none of it can act there."""

from __future__ import annotations

from pathlib import Path

import click

from translator.errors import TranslatorError

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_ACTING: dict[int, int | str] = {
    **_PICTURES,
    0x7F: 0x2421,
    **{code: f"\\x{code:02x}" for code in range(0x80, 0xA0)},
    # What reorders a line: U+202A to U+202E and U+2066 to U+2069 (“Trojan Source”, CVE-2021-42574).
    **{code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}


def plain(text: str) -> str:
    """A text with control characters shown as pictures (`␛`) or escapes; lines and tabs stay."""
    return text.translate(_ACTING)


def complain(error: TranslatorError) -> None:
    """Write an error to standard error; its file as it is called from the folder one is in."""
    text, here = str(error), Path.cwd()
    if error.path is not None and here in Path(error.path).parents:
        text = text.replace(str(error.path), str(Path(error.path).relative_to(here)), 1)
    echo(f"Error: {text}", err=True)


def echo(text: str, *, err: bool = False) -> None:
    """Write a line to standard output or standard error, in plain characters."""
    click.echo(plain(text), err=err)
