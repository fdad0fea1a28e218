"""`tracker dismiss`: set a finding aside, with a reason and a name."""

from __future__ import annotations

import click

from tracker.commands.opened import made_by, writing


@click.command("dismiss")
@click.argument("finding", type=int)
@click.option("--why", required=True, help="Why it does not count; kept with your name.")
@click.pass_context
def command(ctx: click.Context, finding: int, why: str) -> None:
    """Set FINDING aside: it no longer counts in filters and tables, and is shown last with your reason.

    `tracker check` prints the number of each finding in brackets. Prints the id of the dismissal; `tracker retract`
    takes it back. A finding that comes to say something else, on new evidence, stands again.
    """
    from tracker.store.dismissing import dismiss

    with writing(ctx) as connection:
        click.echo(dismiss(connection, finding, why, by=made_by()))
