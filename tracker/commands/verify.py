"""`tracker verify`: what is wrong with a store."""

from __future__ import annotations

import click

from tracker.commands.opened import reading


@click.command("verify")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Check the store's file, references, search index, history and derived tables; exit 1 if anything is wrong."""
    from tracker.store.verify import verify

    with reading(ctx) as connection:
        problems = verify(connection)
    for problem in problems:
        click.echo(problem)
    if problems:
        ctx.exit(1)
    click.echo("Nothing is wrong with this store.", err=True)
