"""Read what a query selects: an instant first page, the count, all ids in order, and the rows of a window
by id."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from tracker.store.columns import (
    COLUMNS,
    TABLES,
    TARGETS,
    Column,
    SortKey,
    parse_sort,
    sort_text,
)
from tracker.store.filters.lifts import HIDDEN
from tracker.store.filters.model import EVERYTHING
from tracker.store.first_ids import by_plain_statement, first_ids_if_soon, is_rare, last_ids_if_soon, soon_found
from tracker.store.query import Query
from tracker.store.same_moment import one_moment, same_moment
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
    "last_rows_if_soon",
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
        return _rows_in_order(connection, query, columns, first_ids_if_soon(connection, query, limit))


def last_rows_if_soon(
    connection: sqlite3.Connection, query: Query, columns: Sequence[str], limit: int
) -> list[Row] | None:
    """Return the last `limit` rows in order; None where every one of many rows would have to be looked into."""
    with one_moment(connection):
        return _rows_in_order(connection, query, columns, last_ids_if_soon(connection, query, limit))


def _rows_in_order(
    connection: sqlite3.Connection, query: Query, columns: Sequence[str], ids: Sequence[int] | None
) -> list[Row] | None:
    if ids is None:
        return None
    rows = rows_by_id(connection, query.target, ids, columns)
    return [rows[row_id] for row_id in ids]


def first_rows_or_all(
    connection: sqlite3.Connection,
    query: Query,
    columns: Sequence[str],
    limit: int,
    *,
    looks_for_soon: bool = True,
    beside: Sequence[sqlite3.Connection] = (),
) -> tuple[list[Row], array[int] | None]:
    """Return the first `limit` rows, with the ids of all of them where finding the first finds them all.

    `looks_for_soon` is False where it is known already that no fast way leads to the first. Connections `beside` this
    one share the work where every row has to be looked into.
    """
    with same_moment(connection, beside) as together:
        ids = soon_found(connection, query, limit) if looks_for_soon else None
        every = _if_few(together, query) if ids is None and query.filter else None
        if every is not None:
            ids = list(every[:limit])
        elif ids is None:
            ids = _first_of_all(together, query, limit)
        rows = rows_by_id(connection, query.target, ids, columns)
    return [rows[row_id] for row_id in ids], every


def _first_of_all(together: Sequence[sqlite3.Connection], query: Query, limit: int) -> list[int]:
    from tracker.store.in_parts import first_in_parts

    in_parts = first_in_parts(together, query, limit)
    return by_plain_statement(together[0], query, limit) if in_parts is None else in_parts


def count(connection: sqlite3.Connection, query: Query, beside: Sequence[sqlite3.Connection] = ()) -> int:
    """Return how many rows the query selects; connections `beside` this one share the work where every row has to be
    looked into."""
    if not query.filter:
        return _counted(connection, query)
    # Loaded when a filter is first asked for, not before the first rows.
    from tracker.store.in_parts import counted_in_parts
    from tracker.store.word_counts import count_by_words

    with same_moment(connection, beside) as together:
        by_words = count_by_words(connection, query)
        if by_words is not None:
            return by_words
        narrow = _narrowed(connection, query)
        in_parts = counted_in_parts(together, narrow)
        return _counted(connection, narrow) if in_parts is None else in_parts


def _counted(connection: sqlite3.Connection, query: Query) -> int:
    selection, params = query.selection("count(*)")
    if not query.filter:
        # SQLite counts a whole table without looking into its rows.
        table = query.table
        hidden = joined("SELECT count(*) FROM", table, "WHERE", HIDDEN[table])
        selection = joined("SELECT (SELECT count(*) FROM", table, ") - (", hidden, ")")
    return int(_plain_cursor(connection).execute(selection, params).fetchone()[0])


def ordered_ids(connection: sqlite3.Connection, query: Query, beside: Sequence[sqlite3.Connection] = ()) -> array[int]:
    """Return the ids of all selected rows in order, four bytes each where that is enough; `beside` as for `count`."""
    with same_moment(connection, beside) as together:
        return _ordered(together, query)


def _ordered(together: Sequence[sqlite3.Connection], query: Query) -> array[int]:
    connection = together[0]
    narrow = _narrowed(connection, query)
    in_parts = _in_parts(together, narrow)
    if in_parts is not None:
        return in_parts
    selection, params = narrow.selection()
    order = query.order(by_sorting=bool(query.filter))
    ids = map(itemgetter(0), _plain_cursor(connection).execute(f"{selection} {order}", params))
    return array(_kind_of_ids(connection), ids)


def _if_few(together: Sequence[sqlite3.Connection], query: Query) -> array[int] | None:
    """Return the ids of all selected rows in order if they are few, once no fast way has led to the first."""
    if is_rare(query):
        return _ordered(together, query)
    return _in_parts(together, _narrowed(together[0], query))


def _in_parts(together: Sequence[sqlite3.Connection], query: Query) -> array[int] | None:
    from tracker.store.in_parts import ids_in_parts

    ids = ids_in_parts(together, query)
    return None if ids is None else array(_kind_of_ids(together[0]), ids)


def _narrowed(connection: sqlite3.Connection, query: Query) -> Query:
    from tracker.store.words_beside import narrowed

    return narrowed(connection, query)


def _kind_of_ids(connection: sqlite3.Connection) -> str:
    newest = connection.execute("SELECT last FROM record_number").fetchone()[0]
    return "I" if newest < _MOST_IN_FOUR_BYTES else "Q"


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


def _plain_cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """Return a cursor of bare tuples: over a million ids, named rows cost more than SQLite does."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor
