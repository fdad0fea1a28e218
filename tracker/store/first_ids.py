"""Find the first rows of a result fast, by ways that SQLite's planner does not weigh for itself.

What many rows meet is found soon by walking the rows in the order asked for; what few rows meet is found soon by its
index and sorted then. A short walk tells which of the two holds. Each way gives what the plain statement gives.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from tracker.store.by_name import first_by_name
from tracker.store.common_words import COUNTED_UP_TO, Walk, many, met, share_of
from tracker.store.date_walk import DateWalk
from tracker.store.in_order import comes_in_order, ids_of, in_order, steps, steps_of
from tracker.store.statement import joined
from tracker.store.words_beside import has_words_elsewhere, narrowed

if TYPE_CHECKING:
    from tracker.store.filters.terms import Term
    from tracker.store.results import Query

_WALKED: Final = 2_000
"""Rows that a walk looks at: some milliseconds."""

_FEW: Final = 20_000
"""Rows that are looked into whole within ten milliseconds."""

_WALKED_BESIDE_LIST: Final = 100_000
"""Places of the index of dates that are passed beside a list of those looked for: ten milliseconds."""

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
    return by_plain_statement(connection, query, limit) if found is None else found


def first_ids_if_soon(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Return what `first_ids` does; None where every one of many rows would have to be looked into."""
    found = soon_found(connection, query, limit)
    if found is None and not _looks_into_many(connection, query):
        found = by_plain_statement(connection, query, limit)
    return found


def by_plain_statement(connection: sqlite3.Connection, query: Query, limit: int) -> list[int]:
    """Return the ids of the first `limit` rows as SQLite finds them by itself."""
    selection, params = query.selection()
    # The limit lets SQLite keep no more rows than these while it sorts.
    statement = joined(selection, query.order(by_sorting=_is_rare(query)), "LIMIT ?")
    return list(ids_of(connection, statement, (*params, limit)))


def _looks_into_many(connection: sqlite3.Connection, query: Query) -> bool:
    if query.table != "sighting" or _newest(connection) <= _FEW:
        return False
    found = steps(connection, query, by_sorting=_is_rare(query))
    return found[0].startswith("SCAN sighting") and any("FOR ORDER BY" in step for step in found)


def _is_rare(query: Query) -> bool:
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
    found = _by_words(connection, query, limit)
    if found is not None:
        return found
    if comes_in_order(connection, query):
        return list(islice(in_order(connection, query), limit))
    fields = {term.field for term in query.filter.terms}
    has_rare_words = any(not term.field and not term.negated for term in query.filter.terms)
    if has_rare_words or fields & _LOOKED_UP_WHOLE:
        return None
    walk = DateWalk(connection, query)
    found = walk.first(limit, _WALKED)
    if found is not None:
        return found
    if steps(connection, query, by_sorting=True)[0].startswith("SCAN"):
        # No index helps: the other way is to look into every row.
        return walk.first(limit, max(_WALKED, _newest(connection) // 100))
    return _by_list(connection, query, limit)


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
        if words == query.filter.terms:
            found = _by_words_alone(connection, query, limit, numbers)
            if found is not None:
                return found
    newest = _newest(connection)
    common = {term: number / newest for term, number in numbers.items() if number >= many(newest) and number}
    if not common:
        return None
    if tuple(common) != words or not walk.comes_in_order:
        walk = Walk(connection, query, tuple(common))
    return walk.first(limit, share_of(common))


def _by_words_alone(
    connection: sqlite3.Connection, query: Query, limit: int, numbers: Mapping[Term, int]
) -> list[int] | None:
    """Find the first rows that have these words, where only sightings have them and nothing else is asked."""
    newest = max(1, _newest(connection))
    met = newest * share_of({term: number / newest for term, number in numbers.items()})
    if not _is_worth_a_list(met, newest) or any(has_words_elsewhere(connection, query, term) for term in numbers):
        return None
    # The search index lists them.
    walk = DateWalk(connection, replace(query, words_in_rows_only=True))
    return walk.first(limit, _walked_beside_list(limit, met / newest))


def _by_list(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Find the first rows of what an index leads to, but not in order, without looking into a row."""
    selection, params = query.selection()
    way = steps_of(connection, selection, params)[0]
    is_by_indexes = way == "MULTI-INDEX OR" and len(query.filter.terms) == 1
    if not is_by_indexes and not way.startswith("SEARCH sighting USING COVERING INDEX"):
        return None
    newest = max(1, _newest(connection))
    counted = joined("SELECT count(*) FROM (", selection, "LIMIT ?)")
    number = next(ids_of(connection, counted, (*params, COUNTED_UP_TO)))
    if number == COUNTED_UP_TO or not _is_worth_a_list(number, newest):
        return None
    walk = DateWalk(connection, query, beside_list=True)
    return walk.first(limit, _walked_beside_list(limit, number / newest))


def _is_worth_a_list(number: float, newest: int) -> bool:
    """Whether a list of so many rows leads to the first of them in order sooner than looking them up and sorting them.

    Of N rows n are listed: the first are met after about 40 N / n places of the index of dates, each of which costs a
    tenth of what it costs to look up one of the n.
    """
    return number * number >= 4 * newest


def _walked_beside_list(limit: int, share: float) -> int:
    return min(_WALKED_BESIDE_LIST, int(3 * limit / share))
