"""Ids of a query in the order asked for, and how SQLite would go about finding them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.store.query import Query


def comes_in_order(connection: sqlite3.Connection, query: Query) -> bool:
    """Whether an index leads to the rows of the filter, and to no others, in the order asked for."""
    found = steps(connection, query, by_sorting=False)
    return found[0].startswith("SEARCH sighting USING") and not any("FOR ORDER BY" in step for step in found)


def steps(connection: sqlite3.Connection, query: Query, *, by_sorting: bool) -> list[str]:
    """Return how SQLite would go about the plain statement."""
    selection, params = query.selection()
    return steps_of(connection, f"{selection} {query.order(by_sorting=by_sorting)} LIMIT 1", params)


def steps_of(connection: sqlite3.Connection, statement: str, params: tuple[str | int | float, ...]) -> list[str]:
    """Return how SQLite would go about a statement."""
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", params)]


def in_order(connection: sqlite3.Connection, query: Query, *, by_sorting: bool = False) -> Iterator[int]:
    """Yield ids in order; a result that SQLite need not sort comes as it is read."""
    selection, params = query.selection()
    yield from ids_of(connection, f"{selection} {query.order(by_sorting=by_sorting)}", params)


def ids_of(connection: sqlite3.Connection, statement: str, params: tuple[str | int | float, ...]) -> Iterator[int]:
    """Yield the ids that a statement gives as its only column."""
    cursor = connection.cursor()
    cursor.row_factory = None
    for (row_id,) in cursor.execute(statement, params):
        yield row_id


def newest_number(connection: sqlite3.Connection) -> int:
    """Return the number of the newest sighting: no store has more of them."""
    return int(connection.execute("SELECT max(id) FROM sighting").fetchone()[0] or 0)
