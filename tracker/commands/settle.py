"""`tracker settle`: let one of two stores' values stand."""

from __future__ import annotations

import click

from tracker.commands.opened import made_by, writing


@click.command("settle")
@click.argument("conflicts", metavar="CONFLICT...", type=int, nargs=-1, required=True)
@click.option(
    "--take",
    type=click.Choice(("kept", "offered")),
    required=True,
    help="The value this store has, or the one of the imported store.",
)
@click.option("--why", default="", help="Why; kept with your name.")
@click.pass_context
def command(ctx: click.Context, conflicts: tuple[int, ...], take: str, why: str) -> None:
    """Settle each CONFLICT, a number of `tracker conflicts`, as one change.

    Taking the offered value gives it to the record. The other value stays in the history; `tracker undo` opens the
    conflict again.
    """
    from tracker.store.conflicts import settle

    with writing(ctx) as connection:
        done = settle(connection, conflicts, take, by=made_by(), reasoning=why.strip())
    click.echo(f"{done}.", err=True)
