"""`tracker conflicts`: what was changed here and in a store that was imported, and which nobody has settled."""

from __future__ import annotations

import json

import click

from tracker.commands.opened import reading
from tracker.domain.plain_text import visible


@click.command("conflicts")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, form: str) -> None:
    """List properties to which this store and an imported one gave different values.

    The record keeps the value it has here until `tracker settle` says which one stands.
    """
    from tracker.store.conflicts import open_conflicts

    with reading(ctx) as connection:
        found = open_conflicts(connection)
    if form == "json":
        rows = [
            {
                "id": one.conflict.id,
                "record_table": one.conflict.record_table,
                "record_id": one.record_id,
                "property": one.conflict.property,
                "kept": json.loads(one.conflict.kept),
                "offered": json.loads(one.conflict.offered),
                "before": None if one.conflict.before is None else json.loads(one.conflict.before),
                "offered_by": one.conflict.offered_by,
                "created_at": one.conflict.created_at,
            }
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(visible(f"{one.conflict.id}  {one.record_name}: {one.label.lower()}"))
        click.echo(visible(f"    here     {one.now}"))
        click.echo(visible(f"    offered  {one.offered}  by {one.conflict.offered_by}"))
        if one.before is not None:
            click.echo(visible(f"    before   {one.before}"))
    words = "Nothing is contested between stores." if not found else f"{len(found)} to settle: `tracker settle ID`."
    click.echo(words, err=True)
