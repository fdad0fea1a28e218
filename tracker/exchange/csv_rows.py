"""Rows of any table of results as lines of CSV, read cell by cell."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tracker.exchange.csv_cells import FORMULA_STARTS, NUMBERS, cell_text, list_text
from tracker.store.columns import COLUMNS, TABLES
from tracker.store.results import Query
from tracker.store.statement import joined

LIKE_A_FORMULA: Final = re.compile(rf",(?!{NUMBERS}(?:,|$))[=+@\t-]").search
"""Finds a cell in a line of joined cells that looks like a formula; negative numbers, and lists of them, do not."""


class CellByCell:
    """Reads rows of one target and writes each as a line."""

    def __init__(
        self, connection: sqlite3.Connection, target: str, *, said: str | None = None, raw: bool = False
    ) -> None:
        """Read from `connection`; `said` is one more cell of each row, `raw` leaves formula-like cells as they are."""
        columns = tuple(COLUMNS[target].values())
        self._cursor = connection.cursor()
        self._cursor.row_factory = None
        self._table = TABLES[target]
        self._expressions = ", ".join(_expressions(connection, target))
        self._lists = [place for place, column in enumerate(columns) if column.is_json]
        self._said = (said,) if said else ()
        self._raw = raw
        self._width = len(columns) + len(self._said)
        self._template = ",".join(["%s"] * self._width)
        self._text = io.StringIO()
        self._plain = csv.writer(self._text, lineterminator="\n")
        self._quoted = csv.writer(self._text, lineterminator="\n", quoting=csv.QUOTE_ALL)

    def of_query(self, query: Query) -> Iterator[str]:
        """Yield the lines of what a query selects, read as one statement."""
        selection, params = query.selection(self._expressions)
        for row in self._cursor.execute(joined(selection, query.order()), params):
            yield self._line(row)

    def by_id(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the lines of rows by their ids."""
        table = self._table
        chosen = joined("WHERE", f"{table}.id", "IN (SELECT value FROM json_each(?))")
        statement = joined("SELECT", f"{table}.id,", self._expressions, "FROM", table, chosen)
        return {row[0]: self._line(row[1:]) for row in self._cursor.execute(statement, (str(list(ids)),))}

    def _line(self, row: tuple[Any, ...]) -> str:
        if self._lists or self._said:
            values = list(row)
            for place in self._lists:
                values[place] = list_text(values[place])
            row = (*values, *self._said)
        line = self._template % row
        # A cell that begins with a carriage return is one too.
        is_like_a_formula = line.startswith(FORMULA_STARTS) or "\r" in line or LIKE_A_FORMULA(line) is not None
        # Most rows of a large store hold nothing that has to be quoted or defused.
        if line.count(",") < self._width and not is_like_a_formula and not _asks_for_quotes(line):
            return line + "\n"
        cells = [cell_text(value, raw=self._raw) for value in row] if is_like_a_formula else row
        self._text.seek(0)
        self._text.truncate()
        # As in `cell_writer`: a lone carriage return would not be quoted.
        (self._quoted if "\r" in line else self._plain).writerow(cells)
        return self._text.getvalue()


def _expressions(connection: sqlite3.Connection, target: str) -> Iterator[str]:
    """Yield the expression for each column: a text or a number, an empty text for nothing."""
    table = TABLES[target]
    types = {row["name"]: row["type"] for row in connection.execute(f"PRAGMA table_info({table})")}
    for column in COLUMNS[target].values():
        is_real = column.sql == f"{table}.{column.name}" and types[column.name] == "REAL"
        yield f"coalesce({_whole_number_or_real(column.sql) if is_real else column.sql}, '')"


def _whole_number_or_real(sql: str) -> str:
    """Return an expression that gives 2 for 2.0 and any other number to the last digit."""
    return f"CASE WHEN {sql} = CAST({sql} AS INTEGER) THEN CAST({sql} AS INTEGER) ELSE {sql} END"


def _asks_for_quotes(line: str) -> bool:
    return '"' in line or "\n" in line or "\0" in line
