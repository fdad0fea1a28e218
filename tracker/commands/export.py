"""`tracker export`: what a filter selects, as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tracker.commands.list_rows import joined_filter
from tracker.commands.places import ensure_store
from tracker.exchange.datasette_metadata import write_datasette_metadata
from tracker.exchange.formats import FORMATS, export, format_of
from tracker.store.columns import TARGETS
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query, parse_sort


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("filter_words", metavar="[FILTER]", nargs=-1)
@click.option("--as", "named", type=click.Choice(tuple(FORMATS)), help="The format. [default: by the file's ending]")
@click.option(
    "--of",
    "target",
    type=click.Choice(TARGETS),
    help="What FILTER selects. [default: incidents; on a map without FILTER, sightings]",
)
@click.option(
    "--sort",
    default="id",
    show_default=True,
    metavar="KEYS",
    help="In CSV and JSON, columns to sort by, such as -date,place; a minus sorts downwards.",
)
@click.option("--raw", is_flag=True, help="In CSV, leave cells that look like formulas as they are.")
@click.option(
    "--redact",
    "redact",
    metavar="source:ID|field:NAME",
    multiple=True,
    help="Leave out a source, or empty a field in every record, with what would give it away. May be repeated.",
)
@click.option("--datasette", is_flag=True, help="Beside a SQLite file, write what Datasette needs to show it well.")
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    filter_words: tuple[str, ...],
    named: str | None,
    target: str | None,
    sort: str,
    raw: bool,
    redact: tuple[str, ...],
    datasette: bool,
) -> None:
    """Write what FILTER selects to FILE.

    Rows come in the order in which they were entered, so that what was exported before stands where it stood.
    SQLite files (.db, .sqlite) are complete stores: the records selected with all they refer to, their history,
    search index and views. Without FILTER, a SQLite file holds the whole store; so does a .jsonl file where neither
    --as nor --of says that it is to hold rows. HTML and Markdown files are dossiers.
    """
    kind = format_of(file, named)
    if datasette and kind != "sqlite":
        raise click.UsageError(f"--datasette goes with a SQLite file, not with {kind}.")
    if kind == "jsonl" and not (named or target or filter_words):
        named = "records"
    is_whole_map = kind in ("geojson", "kml") and not filter_words
    target = target or ("sightings" if is_whole_map else "incidents")
    query = Query(target, parse_filter(joined_filter(filter_words), target), parse_sort(sort, target))
    done = export(ensure_store(ctx.obj), file, query, named, _progress, raw=raw, redact=redact)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    click.echo(done.sentence(), err=True)
    if datasette:
        click.echo(f"To look at it: datasette {file} -m {write_datasette_metadata(file)}", err=True)


def _progress(done: int, total: int | None) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {total} records" if total else f"\r{done} rows", nl=False, err=True)
