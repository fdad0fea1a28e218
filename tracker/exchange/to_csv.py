"""Rows as CSV: all columns in a fixed order; a cell that a spreadsheet would run as a formula is defused."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from tracker.exchange.redaction.sentence import REDACTION, redaction_sentence, with_redaction
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.columns import COLUMNS
from tracker.store.results import Query, records_as_dicts

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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
    said = redaction_sentence(connection)
    names = (*COLUMNS[query.target], *([REDACTION] if said else []))
    rows = with_redaction(records_as_dicts(connection, query), said)
    with (
        taking_the_place_of(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="", errors="surrogateescape") as handle,
    ):
        count = write_csv(handle, names, _counted(rows, progress), raw=raw)
    return Exported(path, {query.target: count})


def write_csv(handle: TextIO, names: Sequence[str], rows: Iterable[dict[str, Any]], *, raw: bool = False) -> int:
    """Write a heading and rows to `handle`; return the number of rows."""
    writer = csv.writer(handle, lineterminator="\n")
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow([cell_text(row[name], raw=raw) for name in names])
        count += 1
    return count


def cell_text(value: Any, *, raw: bool) -> str:
    """Return the text of one cell: lists joined by `; `, and an apostrophe before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, float | int):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if not raw and text.startswith(_FORMULA_STARTS) else text


def _counted(rows: Iterable[dict[str, Any]], progress: Progress) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows, 1):
        if number % 500 == 0:
            progress(number, None)
        yield row
