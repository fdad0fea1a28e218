"""`tracker undo`: take back a change, or do it again."""

from __future__ import annotations

import click

from tracker.commands.opened import made_by, writing


@click.command("undo")
@click.argument("change", type=int, required=False)
@click.option("--redo", "again", is_flag=True, help="Do again what was undone.")
@click.pass_context
def command(ctx: click.Context, change: int | None, again: bool) -> None:
    """Take back CHANGE (a number that `tracker history` prints), or the newest change that stands."""
    from tracker.store.undo import redo, undo

    with writing(ctx) as connection:
        verb = redo if again else undo
        done = verb(connection, by=made_by(), change_id=change)
    click.echo(
        f"{'Done again' if again else 'Undone'}: {done.summary.removeprefix('Undo: ').removeprefix('Redo: ')}", err=True
    )
