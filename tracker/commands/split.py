"""`tracker split`: a vessel that turns out to be two hulls."""

from __future__ import annotations

import click

from tracker.commands.merge import vessel_named
from tracker.commands.opened import made_by, writing
from tracker.store.records import find


@click.command("split")
@click.argument("vessel")
@click.argument("records", metavar="RECORD...", nargs=-1, required=True)
@click.option("--name", help="What to call the new vessel. [default: as the records name her]")
@click.option("--why", help="The reason, for the history.")
@click.pass_context
def command(ctx: click.Context, vessel: str, records: tuple[str, ...], name: str | None, why: str | None) -> None:
    """Move sightings, identities, listings or roles of VESSEL to a new vessel; prints the new vessel's id.

    `tracker undo` takes the split back as one.
    """
    from tracker.store.merging import split

    with writing(ctx) as connection:
        ids = [find(connection, record)[1] for record in records]
        moved = split(connection, vessel_named(connection, vessel), ids, by=made_by(), name=name, why=why)
    click.echo(f"Moved {moved.in_words()} to a new vessel.", err=True)
    click.echo(moved.vessel_id)
