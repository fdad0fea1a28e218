"""Rows as CSV: all columns in a fixed order; a cell that a spreadsheet would run as a formula is defused."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from tracker.exchange.redaction.sentence import REDACTION, redaction_sentence
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.columns import COLUMNS
from tracker.store.results import Query
from tracker.store.statement import joined

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS = r"-[0-9]+(?:\.[0-9]+)?(?:; -?[0-9]+(?:\.[0-9]+)?)*"
_ONLY_NUMBERS = re.compile(_NUMBERS).fullmatch
_LIKE_A_FORMULA = re.compile(rf",(?!{_NUMBERS}(?:,|$))[=+@\t-]").search
"""Finds a cell in a line of joined cells that looks like a formula; negative numbers, and lists of them, do not."""

_PROGRESS_STEP = 500


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
    template = ",".join(["%s"] * len(names))
    count = 0
    with (
        taking_the_place_of(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="", errors="surrogateescape") as handle,
    ):
        write_cells = cell_writer(handle)
        write_cells(names)
        for row in _rows(connection, query, said):
            line = template % row
            # Most rows of a large store hold nothing that has to be quoted or defused.
            if line.count(",") < len(names) and not _asks_for_care(line):
                handle.write(line + "\n")
            else:
                write_cells([cell_text(value, raw=raw) for value in row])
            count += 1
            if count % _PROGRESS_STEP == 0:
                progress(count, None)
    return Exported(path, {query.target: count})


def _rows(connection: sqlite3.Connection, query: Query, said: str | None) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query, read as one statement: texts and numbers, an empty text for nothing."""
    columns = tuple(COLUMNS[query.target].values())
    types = {row["name"]: row["type"] for row in connection.execute(f"PRAGMA table_info({query.table})")}
    expressions = []
    for column in columns:
        is_real = column.sql == f"{query.table}.{column.name}" and types[column.name] == "REAL"
        expressions.append(f"coalesce({_whole_number_or_real(column.sql) if is_real else column.sql}, '')")
    selection, params = query.selection(", ".join(expressions))
    cursor = connection.cursor()
    cursor.row_factory = None
    rows: Iterable[tuple[Any, ...]] = cursor.execute(joined(selection, query.order()), params)
    lists = [place for place, column in enumerate(columns) if column.is_json]
    for row in rows:
        if lists or said:
            values = list(row)
            for place in lists:
                values[place] = _list_text(values[place])
            yield (*values, said) if said else tuple(values)
        else:
            yield row


def _whole_number_or_real(sql: str) -> str:
    """Return an expression that gives 2 for 2.0 and any other number to the last digit."""
    return f"CASE WHEN {sql} = CAST({sql} AS INTEGER) THEN CAST({sql} AS INTEGER) ELSE {sql} END"


def _list_text(json_text: str) -> str:
    """Return a JSON list joined by `; `; an empty text is none."""
    if '"' in json_text:
        return "; ".join(str(item) for item in json.loads(json_text) if item is not None)
    return json_text[1:-1].replace(",null", "").replace(",", "; ")


def _asks_for_care(line: str) -> bool:
    """Whether a line of joined cells has one that may need quotes or defusing."""
    return (
        '"' in line
        or "\n" in line
        or "\r" in line
        or line.startswith(_FORMULA_STARTS)
        or _LIKE_A_FORMULA(line) is not None
    )


def write_csv(handle: TextIO, names: Sequence[str], rows: Iterable[dict[str, Any]], *, raw: bool = False) -> int:
    """Write a heading and rows to `handle`; return the number of rows."""
    write_cells = cell_writer(handle)
    write_cells(names)
    count = 0
    for row in rows:
        write_cells([cell_text(row[name], raw=raw) for name in names])
        count += 1
    return count


def cell_writer(handle: TextIO) -> Callable[[Iterable[str]], None]:
    """Return what writes one row of cells to `handle`.

    Python's writer leaves a lone carriage return unquoted where lines end in a line feed; its reader, and every
    spreadsheet, takes one for the end of the row.
    """
    plain = csv.writer(handle, lineterminator="\n")
    quoted = csv.writer(handle, lineterminator="\n", quoting=csv.QUOTE_ALL)

    def write(cells: Iterable[str]) -> None:
        row = list(cells)
        (quoted if any("\r" in cell for cell in row) else plain).writerow(row)

    return write


def cell_text(value: Any, *, raw: bool) -> str:
    """Return the text of one cell: lists joined by `; `, and an apostrophe before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, int):
        return str(value)
    text = "; ".join(str(item) for item in value if item is not None) if isinstance(value, list) else str(value)
    return f"'{text}" if not raw and text.startswith(_FORMULA_STARTS) and not _ONLY_NUMBERS(text) else text
