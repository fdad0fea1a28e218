"""`tracker import`: a file of others into the store."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from tracker.commands.opened import made_by, writing
from tracker.domain.plain_text import visible
from tracker.exchange.imports.formats import AIS_FORMATS, IMPORT_FORMATS, recognise
from tracker.exchange.imports.model import ImportOptions
from tracker.exchange.imports.summary import ImportSummary

_TOLD_EVERY_SECONDS = 0.2


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "named", type=click.Choice(tuple(IMPORT_FORMATS)), help="The format. [default: by its content]")
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A mapping file for a CSV of no known format. [default: the one used last for such a file, or a guess]",
)
@click.option(
    "--thin",
    "thin_seconds",
    type=click.IntRange(min=1),
    metavar="SECONDS",
    help="Of an AIS file, keep one position of a ship in so many seconds. [default: all]",
)
@click.option("--dry-run", is_flag=True, help="Show what would become of it; write nothing.")
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where rows that cannot be taken go. [default: NAME.rejects.csv in the current folder]",
)
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    named: str | None,
    mapping: Path | None,
    thin_seconds: int | None,
    dry_run: bool,
    rejects: Path | None,
) -> None:
    """Bring FILE into the store as one change, which `tracker undo` takes back whole.

    A row that cannot be taken never stops the rest: it goes to a file with its line, field, value and reason. The
    same file again changes nothing. Ctrl+C leaves the store as it was.
    """
    from tracker.exchange.imports.run import import_file
    from tracker.store.reference import load_reference

    if thin_seconds is not None:
        _refuse_thinning_of_others(file, named)
    rejects = rejects or Path(f"{file.name}.rejects.csv")
    progress = _Progress(file)
    options = ImportOptions(load_reference(), mapping=mapping, thin_seconds=thin_seconds or 0, progress=progress.tell)
    with writing(ctx) as connection:
        summary = import_file(
            connection,
            file,
            by=made_by(),
            options=options,
            named=named,
            dry_run=dry_run,
            rejects=rejects,
        )
    progress.clear()
    if summary.format_name == "csv":
        _say_mapping(file, options, keep=not dry_run)
    if dry_run:
        _show_preview(summary)
    for line in summary.lines():
        click.echo(visible(line), err=True)
    if summary.rejected and not dry_run:
        click.echo(f"Rejected rows are in {rejects}.", err=True)
    if dry_run:
        click.echo("A preview: nothing was written.", err=True)
    elif summary.change_id is not None:
        click.echo(f"`tracker undo {summary.change_id}` takes it back.", err=True)


def _refuse_thinning_of_others(file: Path, named: str | None) -> None:
    name = named or recognise(file).name
    if name not in AIS_FORMATS:
        raise click.UsageError(f"--thin is for AIS files ({', '.join(sorted(AIS_FORMATS))}); {file.name} is {name}.")


def _show_preview(summary: ImportSummary) -> None:
    for table, records in summary.preview.items():
        click.echo(f"{table}: {summary.added[table]}")
        for record in records:
            click.echo(visible("  " + "  ".join(f"{name}={value}" for name, value in record.items()))[:400])
    for mark in summary.marks:
        click.echo(visible(f"! {mark}"))


def _say_mapping(file: Path, options: ImportOptions, *, keep: bool) -> None:
    """Say what each column fills; after an import, keep that for the next file with such headers."""
    from tracker.exchange.imports.mapped_csv.format import headers_of, mapping_of
    from tracker.exchange.imports.mapped_csv.mapping import remembered_path, write_mapping

    mapping = mapping_of(file, options)
    for header in headers_of(file):
        fills = mapping.columns.get(header)
        words = "the details" if fills is None else fills or "nothing"
        click.echo(visible(f"{header} -> {words}"), err=True)
    if keep:
        place = remembered_path(headers_of(file))
        write_mapping(mapping, place)
        click.echo(
            f"Each row is a {mapping.table}. This mapping is kept in {place}; edit it there, or name another"
            " with --map.",
            err=True,
        )


class _Progress:
    """Bytes read, rate and time left, on a terminal only."""

    def __init__(self, file: Path) -> None:
        self._size = file.stat().st_size if file.exists() else 0
        self._began = self._told = time.monotonic()

    def tell(self, done: int) -> None:
        """Say how far it is, a few times a second."""
        moment = time.monotonic()
        if not sys.stderr.isatty() or moment - self._told < _TOLD_EVERY_SECONDS or not self._size:
            return
        self._told = moment
        rate = done / max(moment - self._began, 0.001)
        left = (self._size - done) / max(rate, 1)
        text = f"{done / self._size:4.0%}  {rate / 1e6:.1f} MB a second  about {left:.0f} s left"
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    def clear(self) -> None:
        """Leave the line empty."""
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)
