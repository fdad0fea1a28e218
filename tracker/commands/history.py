"""`tracker history`: who changed what and when."""

from __future__ import annotations

import json

import click

from tracker.commands.opened import reading
from tracker.domain.plain_text import visible
from tracker.exchange.documents.history_lines import change_lines
from tracker.store.history import history_of, recent_changes
from tracker.store.records import find


@click.command("history")
@click.argument("record", metavar="[ID]", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most this many changes.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.pass_context
def command(ctx: click.Context, record: str | None, limit: int, form: str) -> None:
    """Show the changes of a record, or of the whole store, the newest first."""
    with reading(ctx) as connection:
        changes = (
            history_of(connection, find(connection, record)[1], limit) if record else recent_changes(connection, limit)
        )
    if form == "json":
        rows = [
            {
                "change": change.id,
                "made_at": change.made_at,
                "made_by": change.made_by,
                "action": change.action,
                "summary": change.summary,
                "why": change.why,
                "undoes": change.undoes,
                "rows": [
                    {
                        "table": row.table,
                        "id": row.row_id,
                        "before": row.before and dict(row.before),
                        "after": dict(row.after),
                    }
                    for row in change.rows
                ],
            }
            for change in changes
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for change in changes:
        for line in change_lines(change):
            indent = "    " * line.depth
            click.echo(visible(f"{indent}{line.label:<8} {line.text}"))
