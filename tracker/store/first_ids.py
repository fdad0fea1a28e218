"""Find the first rows of a result, fast where a way leads to them that SQLite's planner does not weigh for itself.

Each way gives what the plain statement gives.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tracker.store.by_name import first_by_name
from tracker.store.in_order import ids_of, newest_number, steps
from tracker.store.statement import joined

if TYPE_CHECKING:
    from tracker.store.query import Query

_FEW: Final = 20_000
"""Rows that are looked into whole within ten milliseconds."""

_INDEXED: Final = frozenset(
    f"sighting.{name}"
    for name in (
        "imo_shown", "mmsi_shown", "call_sign_shown", "flag_flown", "flag_registered", "flag_broadcast",
        "flag_documented", "flag_claimed", "lat", "radius_km", "vessel_id", "incident_id", "retracted_at",
    )
)  # fmt: skip
"""Columns whose index has only the rows that fill them."""

_BY_DATE: Final = frozenset({"date", "date_earliest"})


def first_ids_if_soon(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Return the ids of the first `limit` rows of a query, in order; None where every one of many rows would have to be
    looked into."""
    found = soon_found(connection, query, limit)
    if found is None and not _looks_into_many(connection, query):
        found = by_plain_statement(connection, query, limit)
    return found


def last_ids_if_soon(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Return the ids of the last `limit` rows of a query, in order; None as for `first_ids_if_soon`."""
    backwards = replace(query, backwards=True)
    if _looks_into_many(connection, backwards):
        return None
    return by_plain_statement(connection, backwards, limit)[::-1]


def by_plain_statement(connection: sqlite3.Connection, query: Query, limit: int) -> list[int]:
    """Return the ids of the first `limit` rows as SQLite finds them by itself."""
    selection, params = query.selection()
    # The limit lets SQLite keep no more rows than these while it sorts.
    statement = joined(selection, query.order(by_sorting=is_rare(query)), "LIMIT ?")
    return list(ids_of(connection, statement, (*params, limit)))


def _looks_into_many(connection: sqlite3.Connection, query: Query) -> bool:
    if query.table != "sighting" or newest_number(connection) <= _FEW:
        return False
    found = steps(connection, query, by_sorting=is_rare(query))
    return found[0].startswith("SCAN sighting") and any("FOR ORDER BY" in step for step in found)


def is_rare(query: Query) -> bool:
    """Whether few rows meet the filter, once no fast way has led to the first of them."""
    return bool(query.filter) and _is_by_date(query)


def soon_found(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Return the ids of the first `limit` rows if one of the fast ways leads to them.

    None for a filter of sightings by date says that few rows meet it: all of them are found, and sorted, in no more
    time than the first.
    """
    if query.table != "sighting":
        return None
    if not query.filter:
        found = _by_partial_index(connection, query, limit)
        return first_by_name(connection, query, limit) if found is None else found
    if not _is_by_date(query):
        return None
    # Loaded when a filter is first asked for, not before the first rows.
    from tracker.store.filtered_by_date import found_by_date

    return found_by_date(connection, query, limit)


def _is_by_date(query: Query) -> bool:
    return len(query.keys) == 1 and query.keys[0].column in _BY_DATE


def _by_partial_index(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Read the rows that fill the column from its index, and only where they are too few those that do not."""
    column = query.ordered_by
    if len(query.keys) != 1 or column not in _INDEXED:
        return None
    selection, params = query.selection()
    filled = joined(selection, "AND", column, "IS NOT NULL", query.order(), "LIMIT ?")
    found = list(ids_of(connection, filled, (*params, limit)))
    if len(found) < limit:
        empty = joined(selection, "AND", column, "IS NULL", query.order(), "LIMIT ?")
        found += ids_of(connection, empty, (*params, limit - len(found)))
    return found
