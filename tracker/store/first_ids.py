"""Find the first rows of a result fast, by ways that SQLite's planner does not weigh for itself.

What many rows meet is found soon by walking the rows in the order asked for; what few rows meet is found soon by its
index and sorted then. A short walk tells which of the two holds. Each way gives what the plain statement gives.
"""

from __future__ import annotations

import sqlite3
from itertools import islice
from typing import TYPE_CHECKING, Final

from tracker.store.common_words import COUNTED_UP_TO, Walk, many, met, share_of
from tracker.store.in_order import comes_in_order, ids_of, in_order, steps
from tracker.store.statement import joined
from tracker.store.words_beside import narrowed

if TYPE_CHECKING:
    from tracker.store.results import Query

_WALKED: Final = 2_000
"""Rows that a walk looks at: some milliseconds."""

_INDEXED: Final = frozenset(
    f"sighting.{name}"
    for name in (
        "imo_shown", "mmsi_shown", "call_sign_shown", "flag_flown", "flag_registered", "flag_broadcast",
        "flag_documented", "flag_claimed", "lat", "radius_km", "vessel_id", "incident_id", "retracted_at",
    )
)  # fmt: skip
"""Columns whose index has only the rows that fill them."""

_BY_DATE: Final = frozenset({"date", "date_earliest"})
_LOOKED_UP_WHOLE: Final = frozenset({"near"})
"""Fields whose condition SQLite works out for all rows before it looks at the first."""


def first_ids(connection: sqlite3.Connection, query: Query, limit: int) -> list[int]:
    """Return the ids of the first `limit` rows of a query, in order."""
    found = soon_found(connection, query, limit)
    if found is None:
        is_rare = bool(query.filter) and _is_by_date(query)
        selection, params = query.selection()
        # The limit lets SQLite keep no more rows than these while it sorts.
        found = list(ids_of(connection, f"{selection} {query.order(by_sorting=is_rare)} LIMIT ?", (*params, limit)))
    return found


def soon_found(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Return the ids of the first `limit` rows if one of the fast ways leads to them.

    None for a filter of sightings by date says that few rows meet it: all of them are found, and sorted, in no more
    time than the first.
    """
    if query.table != "sighting":
        return None
    if not query.filter:
        return _by_partial_index(connection, query, limit)
    if not _is_by_date(query):
        return None
    found = _by_words(connection, query, limit)
    if found is not None:
        return found
    if comes_in_order(connection, query):
        return list(islice(in_order(connection, query), limit))
    fields = {term.field for term in query.filter.terms}
    has_rare_words = any(not term.field and not term.negated for term in query.filter.terms)
    if has_rare_words or fields & _LOOKED_UP_WHOLE:
        return None
    found = _by_walk(connection, query, limit, _WALKED)
    if found is None and steps(connection, query, by_sorting=True)[0].startswith("SCAN"):
        # No index helps: the other way is to look into every row.
        found = _by_walk(connection, query, limit, max(_WALKED, _newest(connection) // 100))
    return found


def _is_by_date(query: Query) -> bool:
    return len(query.keys) == 1 and query.keys[0].column in _BY_DATE


def _newest(connection: sqlite3.Connection) -> int:
    """Return the number of the newest sighting: no store has more of them."""
    return int(connection.execute("SELECT max(id) FROM sighting").fetchone()[0] or 0)


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


def _by_walk(connection: sqlite3.Connection, query: Query, limit: int, walked: int) -> list[int] | None:
    """Return the first rows if a walk over the first `walked` in order meets enough of them."""
    condition, params = query.filter.where()
    walk = joined("SELECT sighting.id FROM sighting", query.order(), "LIMIT ?")
    # A cross join is worked out in the order written.
    statement = joined("SELECT sighting.id FROM (", walk, ") AS walked CROSS JOIN sighting USING (id) WHERE", condition)
    found = list(ids_of(connection, f"{statement} {query.order()} LIMIT ?", (walked, *params, limit)))
    return found if len(found) == limit else None


def _by_words(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Find the first rows of a filter that has words in it; None where few rows have them, or there are none."""
    words = tuple(term for term in query.filter.terms if not term.field)
    if not words:
        return None
    walk = Walk(connection, query, words)
    if walk.comes_in_order:
        found = walk.first(limit)
        if found is not None:
            return found
    numbers = {term: met(connection, term) for term in words}
    if max(numbers.values()) < COUNTED_UP_TO:
        beside = narrowed(connection, query)
        if beside.words_in_rows_only and comes_in_order(connection, beside):
            return list(islice(in_order(connection, beside), limit))
    newest = _newest(connection)
    common = {term: number / newest for term, number in numbers.items() if number >= many(newest) and number}
    if not common:
        return None
    if tuple(common) != words or not walk.comes_in_order:
        walk = Walk(connection, query, tuple(common))
    return walk.first(limit, share_of(common))
