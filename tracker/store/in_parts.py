"""Look into all sightings by several connections at once, each at a part of them, where no index leads to those that
a filter selects or to the order asked for.

Each function returns None where the plain statement is no slower.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tracker.store.in_order import ids_of, newest_number, steps_of
from tracker.store.side_by_side import Together, side_by_side
from tracker.store.statement import joined

if TYPE_CHECKING:
    from tracker.store.filters.terms import Sql
    from tracker.store.query import Query

_FEWEST: Final = 5_000
"""Rows that one connection looks into before others have begun."""

_PARTS_EACH: Final = 4
"""Parts a connection: who is done with a part of rows that were soon looked into takes another."""

_SORTED_APART: Final = 30_000
"""Rows that are looked up and sorted once their ids are known, within a tenth of a second."""


def counted_in_parts(together: Together, query: Query) -> int | None:
    """Return how many rows the query selects."""
    counted = query.selection("count(*)")
    if not is_worth_parts(together, query, counted):
        return None

    def count(connection: sqlite3.Connection, part: range) -> int:
        return next(_ids_in(connection, counted, part))

    return sum(side_by_side(together, count, _parts(together)))


def ids_in_parts(together: Together, query: Query) -> list[int] | None:
    """Return the ids of all rows that the query selects, in order, if they are few enough to be sorted apart."""
    selection = query.selection()
    if not is_worth_parts(together, query, selection):
        return None
    # Where rows lie unevenly, some parts have more of them than others.
    at_most = 2 * _SORTED_APART // (_PARTS_EACH * len(together))

    def find(connection: sqlite3.Connection, part: range) -> list[int]:
        return list(_ids_in(connection, selection, part, f"LIMIT {at_most:d}"))

    found: list[int] = []
    for ids in side_by_side(together, find, _parts(together)):
        found += ids
        if len(ids) == at_most or len(found) > _SORTED_APART:
            return None
    return list(_sorted_by_sqlite(together[0], query, found))


def first_in_parts(together: Together, query: Query, limit: int) -> list[int] | None:
    """Return the ids of the first `limit` rows of the query, in order."""
    statement, params = selection = query.selection()
    order = query.order()
    if not is_worth_parts(together, query, (joined(statement, order, "LIMIT 1"), params)):
        return None

    def find_first(connection: sqlite3.Connection, part: range) -> list[int]:
        return list(_ids_in(connection, selection, part, f"{order} LIMIT {limit:d}"))

    found = [row_id for ids in side_by_side(together, find_first, _parts(together)) for row_id in ids]
    return list(_sorted_by_sqlite(together[0], query, found))[:limit]


def is_worth_parts(together: Together, query: Query, statement: Sql) -> bool:
    """Whether SQLite would look into every one of many rows, and work out nothing for it that takes as long."""
    connection = together[0]
    if len(together) == 1 or query.table != "sighting" or newest_number(connection) <= _FEWEST:
        return False
    first, *others = steps_of(connection, *statement)
    return first == "SCAN sighting" and not any("SCAN sighting" in step or "VIRTUAL TABLE" in step for step in others)


def _parts(together: Together) -> Iterator[range]:
    return parts(together[0], _PARTS_EACH * len(together))


def parts(connection: sqlite3.Connection, number: int) -> Iterator[range]:
    """Yield ranges of ids, no more than `number`, that together hold all sightings."""
    # Asked for both at once, SQLite would go through all rows.
    bounds = "SELECT (SELECT min(id) FROM sighting), (SELECT max(id) FROM sighting)"
    lowest, highest = connection.execute(bounds).fetchone()
    length = (highest - lowest) // number + 1
    for start in range(lowest, highest + 1, length):
        yield range(start, start + length)


def within(selection: Sql, part: range, ending: str = "") -> Sql:
    """Return a selection of sightings narrowed to a part of them."""
    statement, params = selection
    return joined(statement, "AND sighting.id BETWEEN ? AND ?", ending), (*params, part[0], part[-1])


def _ids_in(connection: sqlite3.Connection, selection: Sql, part: range, ending: str = "") -> Iterator[int]:
    return ids_of(connection, *within(selection, part, ending))


def _sorted_by_sqlite(connection: sqlite3.Connection, query: Query, ids: list[int]) -> Iterator[int]:
    statement = "SELECT sighting.id FROM sighting WHERE sighting.id IN (SELECT value FROM json_each(?))"
    return ids_of(connection, joined(statement, query.order(by_sorting=True)), (str(ids),))
