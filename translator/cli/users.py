"""Commands for the accounts of the web interface."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Iterator

import click

from translator.cli.context import Context, pass_context
from translator.cli.terminal import echo
from translator.errors import TranslatorError

_ROLES = ("translator", "reviewer", "admin")
_role = click.option(
    "--role", type=click.Choice(_ROLES), default="translator", show_default=True, help="The role."
)
_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)


@click.group()
def users() -> None:
    """Accounts of the web interface.

    A translator writes and accepts; a reviewer also approves, sends back and sets errors aside; an
    admin also manages the accounts.
    """


@users.command()
@click.argument("name")
@_role
@_stdin
@click.option("--no-password", is_flag=True, help="For scripts: tokens only, no way to sign in.")
@pass_context
def add(context: Context, name: str, role: str, password_stdin: bool, no_password: bool) -> None:
    """Create an account."""
    from webui.people import accounts

    password = None if no_password else _password(password_stdin)
    with _database(context) as db:
        account = accounts.add(db, name, role, password)
    context.say(f"{account.name}: a new account, {account.role}.")


@users.command("list")
@pass_context
def list_(context: Context) -> None:
    """List the accounts and their roles."""
    from webui.people import accounts

    with _database(context) as db:
        everyone = accounts.everyone(db)
    for account in everyone:
        echo(f"{account.role:10}  {account.name}")
    if not everyone:
        context.say("There is no account yet: translator users add NAME --role admin")


@users.command()
@click.argument("name")
@_stdin
@pass_context
def passwd(context: Context, name: str, password_stdin: bool) -> None:
    """Change a password; its owner is signed out everywhere."""
    from webui.people import accounts

    password = _password(password_stdin)
    with _database(context) as db:
        accounts.set_password(db, accounts.get(db, name), password)
    context.say(f"The password of {name} is changed.")


@users.command()
@click.argument("name")
@click.argument("role", type=click.Choice(_ROLES))
@pass_context
def role(context: Context, name: str, role: str) -> None:
    """Change what an account may do."""
    from webui.people import accounts

    with _database(context) as db:
        accounts.set_role(db, accounts.get(db, name), role)
    context.say(f"{name}: {role} now.")


@users.command()
@click.argument("name")
@pass_context
def remove(context: Context, name: str) -> None:
    """Remove an account; history keeps its name."""
    from webui.people import accounts

    with _database(context) as db:
        accounts.remove(db, accounts.get(db, name))
    context.say(f"{name} can't sign in any more.")


@users.command()
@click.argument("name")
@click.option("--revoke", is_flag=True, help="Revoke all tokens of the account instead.")
@pass_context
def token(context: Context, name: str, revoke: bool) -> None:
    """Print a new bearer token for scripts; it is shown this once."""
    from webui.people import accounts, signins

    with _database(context) as db:
        account = accounts.get(db, name)
        if revoke:
            context.say(f"{signins.drop_api_tokens(db, account)} revoked.")
        else:
            click.echo(signins.new_api_token(db, account))


@contextlib.contextmanager
def _database(context: Context) -> Iterator[sqlite3.Connection]:
    from webui.desk import Desk
    from webui.people import database

    try:
        with database.opened(Desk(context.project).people) as db:
            yield db
    except sqlite3.OperationalError as error:
        raise TranslatorError(
            f"the people database can't be used: {error}", path=".translator/people.db"
        ) from None


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
