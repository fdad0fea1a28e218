"""Rows as CSV: all columns in a fixed order; a cell that a spreadsheet would run as a formula is defused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

from tracker.exchange.csv_cells import cell_text, cell_writer
from tracker.exchange.csv_rows import CellByCell
from tracker.exchange.redaction.sentence import REDACTION, redaction_sentence
from tracker.exchange.sighting_lines import sighting_lines
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.columns import COLUMNS
from tracker.store.results import Query
from tracker.store.same_moment import one_moment

_AT_ONCE: Final = 500


def export_csv(
    connection: sqlite3.Connection,
    path: Path,
    query: Query,
    progress: Progress = no_progress,
    *,
    raw: bool = False,
) -> Exported:
    """Write the rows of `query` to `path` as UTF-8 CSV; `raw` leaves formula-like cells as they are.

    Raises:
        ExportError: The file cannot be written.
    """
    count = 0
    with (
        taking_the_place_of(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="", errors="surrogateescape") as handle,
        one_moment(connection),
    ):
        said = redaction_sentence(connection)
        cell_writer(handle)((*COLUMNS[query.target], *([REDACTION] if said else [])))
        if query.target == "sightings" and not said:
            blocks = sighting_lines(connection, query, raw=raw)
        else:
            blocks = _in_blocks(CellByCell(connection, query.target, said=said, raw=raw).of_query(query))
        for rows, text in blocks:
            handle.write(text)
            count += rows
            progress(count, None)
    return Exported(path, {query.target: count})


def _in_blocks(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    while block := list(islice(lines, _AT_ONCE)):
        yield len(block), "".join(block)


def write_csv(handle: TextIO, names: Sequence[str], rows: Iterable[dict[str, Any]], *, raw: bool = False) -> int:
    """Write a heading and rows to `handle`; return the number of rows."""
    write_cells = cell_writer(handle)
    write_cells(names)
    count = 0
    for row in rows:
        write_cells([cell_text(row[name], raw=raw) for name in names])
        count += 1
    return count
