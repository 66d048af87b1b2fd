"""Options that several commands have."""

from __future__ import annotations

import click

languages_option = click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="LANG",
    help="A target language; repeat. All of the project's if not given.",
)
items_option = click.option(
    "--item",
    "items",
    multiple=True,
    metavar="GLOB",
    help="Items by id, such as '2026/11/*'; repeat. All if not given.",
)
