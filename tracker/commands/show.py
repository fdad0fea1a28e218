"""`tracker show`: one record, whole."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from tracker.commands.list_rows import terminal_width
from tracker.commands.opened import reading
from tracker.domain.errors import FieldError
from tracker.store.records import find

if TYPE_CHECKING:
    from tracker.exchange.documents.model import Document


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
@click.option("--on", "day", metavar="DATE", help="Of a vessel: what she was called on that day, and who says so.")
@click.pass_context
def command(ctx: click.Context, record: str, form: str, day: str | None) -> None:
    """Show one record by its id, slug or uid."""
    with reading(ctx) as connection:
        table, record_id = find(connection, record)
        if day is not None:
            _show_on_day(connection, table, record_id, form, day)
            return
        if form == "json":
            from tracker.exchange.record_json import record_json

            click.echo(json.dumps(record_json(connection, record_id), ensure_ascii=False, indent=2))
            return
        from tracker.exchange.documents.of_record import document_of

        _print(document_of(connection, record_id, _text_width() - 2), form)


def _show_on_day(connection: sqlite3.Connection, table: str, record_id: int, form: str, day: str) -> None:
    from tracker.domain.partial_dates.typed import read_date
    from tracker.exchange.documents.on_day import on_day_document, on_day_json

    if table != "vessel":
        raise FieldError("--on", day, f"asks who a vessel was that day, and record {record_id} is no vessel ({table}).")
    date = read_date(day, today=datetime.now(UTC).date())
    if form == "json":
        click.echo(json.dumps(on_day_json(connection, record_id, date), ensure_ascii=False, indent=2))
    else:
        _print(on_day_document(connection, record_id, date), form)


def _print(document: Document, form: str) -> None:
    if form == "markdown":
        from tracker.exchange.documents.to_markdown import to_markdown

        click.echo(to_markdown(document), nl=False)
    else:
        from tracker.exchange.documents.to_text import to_text

        click.echo(to_text(document, _text_width()), nl=False)


def _text_width() -> int:
    return min(terminal_width(), 110)
