"""`tracker list`: rows of a table under a filter."""

from __future__ import annotations

import io
import sys

import click

from tracker.commands.opened import reading
from tracker.store.columns import TARGETS, chosen_columns
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query, count, parse_sort

_FORMATS = ("table", "csv", "json", "jsonl")


@click.command("list")
@click.argument("target", type=click.Choice(TARGETS))
@click.argument("filter_words", metavar="[FILTER]", nargs=-1)
@click.option(
    "--sort",
    default="",
    metavar="KEYS",
    help="Columns to sort by, such as -date,title; a minus sorts downwards.",
)
@click.option("--columns", default="", metavar="NAMES", help="Columns to show, such as date,title,flags.")
@click.option("--limit", type=click.IntRange(min=0), help="At most this many rows.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True, help="How to print.")
@click.option("--count", "only_count", is_flag=True, help="Print only how many rows there are.")
@click.option("--raw", is_flag=True, help="In CSV, leave cells that look like formulas as they are.")
@click.pass_context
def command(
    ctx: click.Context,
    target: str,
    filter_words: tuple[str, ...],
    sort: str,
    columns: str,
    limit: int | None,
    form: str,
    only_count: bool,
    raw: bool,
) -> None:
    """List the rows of TARGET that FILTER selects.

    FILTER is the language of the application's filter bar: flag:BZ date:2011 kind:false-flag "a phrase".
    """
    text = joined_filter(filter_words)
    query = Query(target, parse_filter(text, target), parse_sort(sort, target))
    chosen = chosen_columns(columns, target)
    with reading(ctx) as connection:
        if only_count:
            click.echo(count(connection, query))
            return
        if form == "table":
            from tracker.commands.table_text import print_table

            print_table(connection, query, chosen, limit)
            return
        from tracker.store.results import records_as_dicts

        rows = records_as_dicts(connection, query, chosen if columns else None, limit)
        out = sys.stdout
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(encoding="utf-8", errors="surrogateescape")
        if form == "csv":
            from tracker.exchange.to_csv import write_csv
            from tracker.store.columns import COLUMNS

            write_csv(out, chosen if columns else tuple(COLUMNS[target]), rows, raw=raw)
        else:
            from tracker.exchange.to_json import write_json

            write_json(out, rows, lines=form == "jsonl")
        out.flush()


def joined_filter(words: tuple[str, ...]) -> str:
    """Join the shell's words to one filter; a word that held spaces was quoted, so it is a phrase or value."""
    return " ".join(_requoted(word) if len(words) > 1 else word for word in words)


def _requoted(word: str) -> str:
    if " " not in word or '"' in word:
        return word
    field, colon, value = word.partition(":")
    return f'{field}:"{value}"' if colon and " " not in field else f'"{word}"'


def terminal_width() -> int:
    """Return the width to print to: the terminal's, or plenty for a file or pipe."""
    import shutil

    return shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 200
