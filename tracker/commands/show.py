"""`tracker show`: one record, whole."""

from __future__ import annotations

import json

import click

from tracker.commands.list_rows import terminal_width
from tracker.commands.opened import reading
from tracker.store.records import find


@click.command("show")
@click.argument("record", metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.pass_context
def command(ctx: click.Context, record: str, form: str) -> None:
    """Show one record by its id, slug or uid."""
    with reading(ctx) as connection:
        _table, record_id = find(connection, record)
        if form == "json":
            from tracker.exchange.record_json import record_json

            click.echo(json.dumps(record_json(connection, record_id), ensure_ascii=False, indent=2))
            return
        from tracker.exchange.documents.of_record import document_of

        document = document_of(connection, record_id)
        if form == "markdown":
            from tracker.exchange.documents.to_markdown import to_markdown

            click.echo(to_markdown(document), nl=False)
            return
        from tracker.exchange.documents.to_text import to_text

        click.echo(to_text(document, min(terminal_width(), 110)), nl=False)
