"""`tracker settle`: let one of two stores' values stand."""

from __future__ import annotations

import click

from tracker.commands.opened import made_by, writing


@click.command("settle")
@click.argument("conflict", type=int)
@click.option(
    "--take",
    type=click.Choice(("kept", "offered")),
    required=True,
    help="The value this store has, or the one of the imported store.",
)
@click.option("--why", default="", help="Why; kept with your name.")
@click.pass_context
def command(ctx: click.Context, conflict: int, take: str, why: str) -> None:
    """Settle CONFLICT, a number of `tracker conflicts`.

    Taking the offered value gives it to the record. The other value stays in the history; `tracker undo` opens the
    conflict again.
    """
    from tracker.store.conflicts import label_of, settle

    with writing(ctx) as connection:
        settled = settle(connection, conflict, take, by=made_by(), reasoning=why.strip())
    click.echo(f"{label_of(settled.record_table, settled.property)}: {take} stands.", err=True)
