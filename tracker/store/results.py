"""Read what a query selects: an instant first page, the count, all ids in order, and the rows of a window
by id."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from tracker.store.columns import (
    COLUMNS,
    DEFAULT_SORT,
    TABLES,
    TARGETS,
    Column,
    SortKey,
    parse_sort,
    sort_text,
)
from tracker.store.filters.lifts import HIDDEN
from tracker.store.filters.model import EVERYTHING, Filter
from tracker.store.first_ids import by_plain_statement, first_ids_if_soon, soon_found
from tracker.store.statement import joined

__all__ = [
    "EVERYTHING",
    "TARGETS",
    "Query",
    "Row",
    "SortKey",
    "change_counter",
    "count",
    "first_rows_if_soon",
    "first_rows_or_all",
    "one_moment",
    "ordered_ids",
    "parse_sort",
    "records_as_dicts",
    "rows_by_id",
    "sort_text",
]

_MOST_IN_FOUR_BYTES = 1 << 32

_BATCH = 500
"""Rows read at once when a whole result is written out."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows, and in which order; an empty sort means the target's usual one."""

    target: str
    filter: Filter = EVERYTHING
    sort: tuple[SortKey, ...] = ()
    words_in_rows_only: bool = False
    """Whether words are looked for in sightings alone, since nothing they refer to has them (see `words_beside`)."""

    def __post_init__(self) -> None:
        """Bind a filter without terms to the target."""
        object.__setattr__(self, "filter", self.filter.for_target(self.target))

    @property
    def table(self) -> str:
        """The table whose rows the query selects."""
        return TABLES[self.target]

    def selection(self, expressions: str = "") -> tuple[str, tuple[str | int | float, ...]]:
        """Return `SELECT expressions FROM table WHERE …` (the ids, by default), unordered, and its
        parameters."""
        condition, params = self.filter.where(words_in_rows_only=self.words_in_rows_only)
        columns = expressions or f"{self.table}.id"
        return joined("SELECT", columns, "FROM", self.table, "WHERE", condition), params

    @property
    def keys(self) -> tuple[SortKey, ...]:
        """The columns sorted by."""
        return self.sort or DEFAULT_SORT[self.target]

    @property
    def ordered_by(self) -> str:
        """The expression of the first column sorted by."""
        return COLUMNS[self.target][self.keys[0].column].order

    def order(self, *, by_sorting: bool = False) -> str:
        """Return the `ORDER BY` clause; ties break by id, so that windows are stable.

        `by_sorting` keeps SQLite from reading all rows in the order of an index to meet a few of them.
        """
        # The id runs the way of the last key, so that an index on that key can be read backwards.
        direction = " DESC" if self.keys[-1].descending else ""
        orders = (_order(COLUMNS[self.target][key.column], key) for key in self.keys)
        plus = "+" if by_sorting else ""
        return f"ORDER BY {plus}" + ", ".join((*orders, f"{self.table}.id{direction}"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a window; `cells` are display texts in the order of the columns asked for, not yet safe to
    draw."""

    id: int
    cells: tuple[str, ...]


def first_rows_if_soon(
    connection: sqlite3.Connection, query: Query, columns: Sequence[str], limit: int
) -> list[Row] | None:
    """Return the first `limit` rows, without reading more of the result than their order needs; None where every one of
    many rows would have to be looked into."""
    with one_moment(connection):
        ids = first_ids_if_soon(connection, query, limit)
        if ids is None:
            return None
        rows = rows_by_id(connection, query.target, ids, columns)
    return [rows[row_id] for row_id in ids]


def first_rows_or_all(
    connection: sqlite3.Connection, query: Query, columns: Sequence[str], limit: int, *, looks_for_soon: bool = True
) -> tuple[list[Row], array[int] | None]:
    """Return the first `limit` rows, with the ids of all of them where finding the first finds them all.

    `looks_for_soon` is False where it is known already that no fast way leads to the first.
    """
    with one_moment(connection):
        ids = soon_found(connection, query, limit) if looks_for_soon else None
        every = None
        if ids is None and query.filter:
            every = ordered_ids(connection, query)
            ids = list(every[:limit])
        elif ids is None:
            ids = by_plain_statement(connection, query, limit)
        rows = rows_by_id(connection, query.target, ids, columns)
    return [rows[row_id] for row_id in ids], every


def count(connection: sqlite3.Connection, query: Query) -> int:
    """Return how many rows the query selects."""
    if not query.filter:
        return _counted(connection, query)
    # Loaded when a filter is first asked for, not before the first rows.
    from tracker.store.word_counts import count_by_words
    from tracker.store.words_beside import narrowed

    with one_moment(connection):
        by_words = count_by_words(connection, query)
        if by_words is not None:
            return by_words
        return _counted(connection, narrowed(connection, query))


def _counted(connection: sqlite3.Connection, query: Query) -> int:
    selection, params = query.selection("count(*)")
    if not query.filter:
        # SQLite counts a whole table without looking into its rows.
        table = query.table
        hidden = joined("SELECT count(*) FROM", table, "WHERE", HIDDEN[table])
        selection = joined("SELECT (SELECT count(*) FROM", table, ") - (", hidden, ")")
    return int(_plain_cursor(connection).execute(selection, params).fetchone()[0])


def ordered_ids(connection: sqlite3.Connection, query: Query) -> array[int]:
    """Return the ids of all selected rows in order, four bytes each where that is enough."""
    from tracker.store.words_beside import narrowed

    with one_moment(connection):
        newest = connection.execute("SELECT last FROM record_number").fetchone()[0]
        selection, params = narrowed(connection, query).selection()
        order = query.order(by_sorting=bool(query.filter))
        cursor = _plain_cursor(connection).execute(f"{selection} {order}", params)
        return array("I" if newest < _MOST_IN_FOUR_BYTES else "Q", map(itemgetter(0), cursor))


def rows_by_id(
    connection: sqlite3.Connection, target: str, ids: Iterable[int], columns: Sequence[str]
) -> dict[int, Row]:
    """Return the rows with these ids, whatever a filter says; ids that are gone are left out."""
    chosen = [COLUMNS[target][name] for name in columns]
    return {
        row[0]: Row(row[0], tuple(column.cell(value) for column, value in zip(chosen, row[1:], strict=True)))
        for row in _stored_rows(connection, target, ids, chosen, for_cells=True)
    }


def records_as_dicts(
    connection: sqlite3.Connection,
    query: Query,
    columns: Sequence[str] | None = None,
    limit: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the selected rows in order as typed values by column name; without `columns`, all columns."""
    names = tuple(COLUMNS[query.target]) if columns is None else tuple(columns)
    chosen = [COLUMNS[query.target][name] for name in names]
    ids = ordered_ids(connection, query)[:limit]
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        found = {row[0]: row[1:] for row in _stored_rows(connection, query.target, batch, chosen)}
        for row_id in batch:
            if row_id in found:
                yield {column.name: column.value(value) for column, value in zip(chosen, found[row_id], strict=True)}


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Let several statements read the store as it is at one moment, whoever writes meanwhile."""
    begins_here = not connection.in_transaction
    if begins_here:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        if begins_here:
            connection.rollback()


def change_counter(connection: sqlite3.Connection) -> int:
    """Return a number that differs from an earlier one of the same connection when anybody wrote since."""
    others = int(_plain_cursor(connection).execute("PRAGMA data_version").fetchone()[0])
    return (others << 40) + connection.total_changes


def newest_change(connection: sqlite3.Connection) -> int:
    """Return the number of the newest change of records; findings and drafts are written without one."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])


def _stored_rows(
    connection: sqlite3.Connection,
    target: str,
    ids: Iterable[int],
    columns: Sequence[Column],
    *,
    for_cells: bool = False,
) -> Iterator[tuple[Any, ...]]:
    table = TABLES[target]
    expressions = ", ".join((f"{table}.id", *((for_cells and column.cell_sql) or column.sql for column in columns)))
    wanted = f"{table}.id IN (SELECT value FROM json_each(?))"  # noqa: S608
    statement = joined("SELECT", expressions, "FROM", table, "WHERE", wanted)
    yield from _plain_cursor(connection).execute(statement, (str(list(ids)),))


def _order(column: Column, key: SortKey) -> str:
    return f"{column.order} DESC" if key.descending else f"{column.order} ASC NULLS LAST"


def _plain_cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """Return a cursor of bare tuples: over a million ids, named rows cost more than SQLite does."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor
