"""`tracker add`: a new record."""

from __future__ import annotations

import click

from tracker.commands.opened import made_by, writing
from tracker.commands.typed_values import read_or_refuse, typed_from_json, typed_from_words
from tracker.domain.fields import FIELDS
from tracker.domain.plain_text import visible
from tracker.store.draft_checks import check_draft
from tracker.store.write import recorded


@click.command("add")
@click.argument("table", type=click.Choice(tuple(FIELDS)))
@click.argument("words", metavar="FIELD=VALUE...", nargs=-1)
@click.option(
    "--json",
    "json_file",
    type=click.File(encoding="utf-8"),
    help="Read the fields from a JSON object; - is stdin.",
)
@click.pass_context
def command(ctx: click.Context, table: str, words: tuple[str, ...], json_file: object) -> None:
    """Add a record and print its id. The fields are checked and read as in the form.

    tracker add sighting source=upi-light incident=light-2011 date="26 May 2011" flag_flown=Belizean
    """
    typed = typed_from_json(table, json_file.read()) if json_file is not None else {}  # type: ignore[attr-defined]
    typed |= typed_from_words(table, words)
    if not typed:
        fields = ", ".join(field.name for field in FIELDS[table])
        raise click.UsageError(f"Give at least one FIELD=VALUE. A {table} has {fields}.")
    with writing(ctx) as connection:
        values = read_or_refuse(connection, table, typed, complete=True)
        for check in check_draft(connection, table, values).checks:
            rule = f" [{check.rule}]" if check.rule else ""
            click.echo(visible(f"! {check.field or table}: {check.sentence}{rule}"), err=True)
        with recorded(connection, by=made_by(), action="add", summary=f"Add {table}{_of(values)}") as change:
            record_id = change.insert(table, values)
    click.echo(record_id)


def _of(values: dict[str, object]) -> str:
    name = values.get("title") or values.get("name") or values.get("name_shown")
    return f" {name}" if name else ""
