"""Sightings as lines of CSV, a block at a time: most rows of a million hold nothing to be quoted or defused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from tracker.exchange.csv_rows import LIKE_A_FORMULA, CellByCell
from tracker.exchange.position_cells import position_cells
from tracker.exchange.sighting_line_sql import DOUBTFUL, columns_of_pieces, line_statement
from tracker.store.results import Query

_AT_ONCE: Final = 500
_CELLS_IN_PIECES: Final = sum(map(len, columns_of_pieces()))


def sighting_lines(connection: sqlite3.Connection, query: Query, *, raw: bool) -> Iterator[tuple[int, str]]:
    """Yield the lines of what a query of sightings selects, by blocks: how many, and their text.

    The connection has to be in a transaction: rows that ask for care are read a second time.
    """
    statement, params = line_statement(connection, query)
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(statement, params)
    careful = CellByCell(connection, query.target, raw=raw)
    while rows := cursor.fetchmany(_AT_ONCE):
        _, before, lats, lons, radii, between, documents, after = zip(*rows, strict=True)
        positions = position_cells(lats, lons, radii)
        text = "".join(chain.from_iterable(zip(before, positions, between, documents, after, strict=True)))
        if DOUBTFUL in text or not _is_plain(before, between, after, raw=raw):
            text = _with_care(rows, positions, careful, raw=raw)
        yield len(rows), text


def _with_care(rows: list[tuple[Any, ...]], positions: list[str], careful: CellByCell, *, raw: bool) -> str:
    """Return the lines of a block in which some row asks for care."""
    lines: dict[int, str] = {}
    asking = []
    for (row_id, before, *_, between, documents, after), position in zip(rows, positions, strict=True):
        lines[row_id] = f"{before}{position}{between}{documents}{after}"
        if DOUBTFUL in lines[row_id] or not _is_plain((before,), (between,), (after,), raw=raw):
            asking.append(row_id)
    lines.update(careful.by_id(asking))
    return "".join(lines.values())


def _is_plain(before: Sequence[str], between: Sequence[str], after: Sequence[str], *, raw: bool) -> bool:
    """Whether no cell in these pieces of lines has to be quoted or defused."""
    rows = len(before)
    # A comma before each piece that has none lets the first cell be looked at like the others.
    text = ",".join(("", *before, *between, *after))
    return (
        text.count(",") == rows * (_CELLS_IN_PIECES + 3)
        and '"' not in text
        and "\0" not in text
        and text.count("\n") == rows
        and (raw or not _may_hold_a_formula(text))
    )


def _may_hold_a_formula(text: str) -> bool:
    # Looking for one character takes a tenth of the time of looking for two.
    starts = any(start in text and f",{start}" in text for start in "=+@\t") or ",-" in text
    return starts and LIKE_A_FORMULA(text) is not None
