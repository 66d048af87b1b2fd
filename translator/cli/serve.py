"""The command that serves the review interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translator.cli.context import Context, pass_context
from translator.cli.terminal import echo

if TYPE_CHECKING:
    from webui.server import Ready


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 takes a free one.",
)
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--proxy",
    is_flag=True,
    help="Behind a proxy on this machine: believe its X-Forwarded headers; accounts are required.",
)
@pass_context
def serve(context: Context, host: str, port: int, open_: bool, proxy: bool) -> None:
    """Serve the review interface until Ctrl+C.

    On a loopback address a link with a one-time token signs in the owner of this machine; on any
    other address, accounts are required (`translator users add`).
    """
    from webui.server import serve as run

    own = False

    def ready(found: Ready) -> None:
        nonlocal own
        own = found.link is not None
        # Never quiet: scripts read the address from the first line.
        echo(f"Reviewing {context.project.config.project.name} at {found.address}", err=True)
        if found.link:
            echo(f"Sign in once, within 15 minutes: {found.link}", err=True)
        if open_:
            click.launch(found.link or found.address)

    run(context.project, host=host, port=port, proxy=proxy, ready=ready)
    if own:  # a server for the office has nobody at its terminal
        context.next("compile")
