"""`tracker edit`: change fields of a record."""

from __future__ import annotations

import click

from tracker.commands.opened import made_by, writing
from tracker.commands.typed_values import read_or_refuse, typed_from_words
from tracker.domain.errors import TrackerError
from tracker.domain.fields import FIELDS
from tracker.store.records import find
from tracker.store.write import recorded


@click.command("edit")
@click.argument("record", metavar="ID")
@click.argument("words", metavar="FIELD=VALUE...", nargs=-1, required=True)
@click.option("--why", help="The reason, for the history.")
@click.pass_context
def command(ctx: click.Context, record: str, words: tuple[str, ...], why: str | None) -> None:
    """Change fields of a record, named by id, slug or uid; FIELD= empties a field."""
    with writing(ctx) as connection:
        table, record_id = find(connection, record)
        if table not in FIELDS:
            raise TrackerError(f"A {table} is not edited: enter a new one instead.")
        values = read_or_refuse(connection, table, typed_from_words(table, words), complete=False)
        with recorded(connection, by=made_by(), action="edit", summary=f"Edit {table} {record}", why=why) as change:
            changed = change.update(table, record_id, values)
    click.echo(
        f"Changed {table} {record_id}." if changed else "Nothing to change: the record says so already.",
        err=True,
    )
