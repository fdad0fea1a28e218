"""`tracker retract`: mark a record as retracted."""

from __future__ import annotations

import click

from tracker.commands.opened import made_by, writing
from tracker.domain.errors import ConflictError
from tracker.store.records import find
from tracker.store.write import recorded


@click.command("retract")
@click.argument("record", metavar="ID")
@click.option("--why", required=True, help="The reason, for the history.")
@click.pass_context
def command(ctx: click.Context, record: str, why: str) -> None:
    """Mark a record as retracted. It stays in the store, and `tracker undo` takes the retraction back."""
    with writing(ctx) as connection:
        table, record_id = find(connection, record)
        with recorded(
            connection, by=made_by(), action="retract", summary=f"Retract {table} {record}", why=why
        ) as change:
            done = change.retract(table, record_id)
    if not done:
        raise ConflictError(f"{table} {record_id} was retracted already.")
    click.echo(f"Retracted {table} {record_id}.", err=True)
