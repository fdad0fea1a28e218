"""`tracker init`: make a new store."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.commands.places import make_store


@click.command("init")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Without the starter cases.")
def command(file: Path, empty: bool) -> None:
    """Make a new store at FILE, with the documented starter cases or --empty."""
    count = make_store(file, empty=empty)
    click.echo(f"Made {file}" + (f" with {count} records of documented cases." if count else ", empty."), err=True)
