"""`tracker merge`: make one vessel of two that are one hull."""

from __future__ import annotations

import sqlite3

import click

from tracker.commands.opened import made_by, writing
from tracker.domain.errors import NotFoundError
from tracker.store.naming import resolve


@click.command("merge")
@click.argument("vessel")
@click.argument("into")
@click.option("--why", help="The reason, for the history.")
@click.pass_context
def command(ctx: click.Context, vessel: str, into: str, why: str | None) -> None:
    """Move everything of VESSEL to INTO and retract the emptied VESSEL; prints the id of INTO.

    Both are named by id, slug, uid, exact name or IMO number. `tracker undo` takes the merge back as one.
    """
    from tracker.store.merging import merge

    with writing(ctx) as connection:
        moved = merge(
            connection, vessel_named(connection, vessel), vessel_named(connection, into), by=made_by(), why=why
        )
    click.echo(f"Moved {moved.in_words()}.", err=True)
    click.echo(moved.vessel_id)


def vessel_named(connection: sqlite3.Connection, text: str) -> int:
    """Return the id of the vessel that an id, slug, uid, exact name or IMO number means.

    Raises:
        NotFoundError: No vessel answers to it.
        FieldError: Several vessels bear the name.
    """
    found = resolve(connection, "vessel", text)
    if found is None:
        raise NotFoundError(f"No vessel answers to {text!r}. Give an id, slug, name or IMO number.")
    return found
