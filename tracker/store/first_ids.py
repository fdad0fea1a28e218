"""Find the first rows of a result fast, by ways that SQLite's planner does not weigh for itself.

What many rows meet is found soon by walking the rows in the order asked for; what few rows meet is found soon by its
index and sorted then. A short walk tells which of the two holds. Each way gives what the plain statement gives.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from tracker.store.statement import joined

if TYPE_CHECKING:
    from tracker.store.filters.terms import Operand, Sql, Term
    from tracker.store.results import Query

_WALKED: Final = 2_000
"""Rows that a walk looks at: some milliseconds."""
_WALKED_FOR_WORDS: Final = 12_000
"""Rows whose words are looked at one by one."""
_FIRST_STEP: Final = 200
_MOST_AT_ONCE: Final = 4_000
_COUNTED_UP_TO: Final = 5
"""How far the matches of a common word are counted, in multiples of what makes it common."""

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
        found = list(islice(_in_order(connection, query, by_sorting=is_rare), limit))
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
    found = _by_common_words(connection, query, limit)
    if found is not None:
        return found
    if _comes_in_order(connection, query):
        return list(islice(_in_order(connection, query), limit))
    fields = {term.field for term in query.filter.terms}
    has_rare_words = any(not term.field and not term.negated for term in query.filter.terms)
    if has_rare_words or fields & _LOOKED_UP_WHOLE:
        return None
    found = _by_walk(connection, query, limit, _WALKED)
    if found is None and _steps(connection, query, by_sorting=True)[0].startswith("SCAN"):
        # No index helps: the other way is to look into every row.
        found = _by_walk(connection, query, limit, max(_WALKED, _newest(connection) // 100))
    return found


def _is_by_date(query: Query) -> bool:
    return len(query.keys) == 1 and query.keys[0].column in _BY_DATE


def _comes_in_order(connection: sqlite3.Connection, query: Query) -> bool:
    """Whether an index leads to the rows of the filter, and to no others, in the order asked for."""
    steps = _steps(connection, query, by_sorting=False)
    return steps[0].startswith("SEARCH sighting USING") and not any("FOR ORDER BY" in step for step in steps)


def _steps(connection: sqlite3.Connection, query: Query, *, by_sorting: bool) -> list[str]:
    """Return how SQLite would go about the plain statement."""
    selection, params = query.selection()
    statement = f"EXPLAIN QUERY PLAN {selection} {query.order(by_sorting=by_sorting)} LIMIT 1"
    return [row[3] for row in connection.execute(statement, params)]


def _newest(connection: sqlite3.Connection) -> int:
    """Return the number of the newest sighting: no store has more of them."""
    return int(connection.execute("SELECT max(id) FROM sighting").fetchone()[0] or 0)


def _in_order(connection: sqlite3.Connection, query: Query, *, by_sorting: bool = False) -> Iterator[int]:
    """Yield ids in order; a result that SQLite need not sort comes as it is read."""
    selection, params = query.selection()
    yield from _ids(connection, f"{selection} {query.order(by_sorting=by_sorting)}", params)


def _ids(connection: sqlite3.Connection, statement: str, params: tuple[str | int | float, ...]) -> Iterator[int]:
    cursor = connection.cursor()
    cursor.row_factory = None
    for (row_id,) in cursor.execute(statement, params):
        yield row_id


def _by_partial_index(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Read the rows that fill the column from its index, and only where they are too few those that do not."""
    column = query.ordered_by
    if len(query.keys) != 1 or column not in _INDEXED:
        return None
    selection, params = query.selection()
    filled = joined(selection, "AND", column, "IS NOT NULL", query.order(), "LIMIT ?")
    found = list(_ids(connection, filled, (*params, limit)))
    if len(found) < limit:
        empty = joined(selection, "AND", column, "IS NULL", query.order(), "LIMIT ?")
        found += _ids(connection, empty, (*params, limit - len(found)))
    return found


def _by_walk(connection: sqlite3.Connection, query: Query, limit: int, walked: int) -> list[int] | None:
    """Return the first rows if a walk over the first `walked` in order meets enough of them."""
    condition, params = query.filter.where()
    walk = joined("SELECT sighting.id FROM sighting", query.order(), "LIMIT ?")
    # A cross join is worked out in the order written.
    statement = joined("SELECT sighting.id FROM (", walk, ") AS walked CROSS JOIN sighting USING (id) WHERE", condition)
    found = list(_ids(connection, f"{statement} {query.order()} LIMIT ?", (walked, *params, limit)))
    return found if len(found) == limit else None


def _by_common_words(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Look for words that many rows have in the rows themselves, those first in order first."""
    terms = query.filter.terms
    shares = {term: _commonness(connection, term) for term in terms if not term.field}
    common = [term for term, share in shares.items() if share]
    if not common:
        return None
    from tracker.store.filters.conditions import match_query
    from tracker.store.filters.sql import where_words_are
    from tracker.store.word_matching import WordMatcher

    rest = replace(query, filter=replace(query.filter, terms=tuple(term for term in terms if term not in common)))
    candidates = islice(_in_order(connection, rest), _WALKED_FOR_WORDS)
    found: list[int] = []
    expected = limit / math.prod(shares[term] for term in common if not term.negated)
    looked_at, step = 0, _step(expected)
    with WordMatcher(connection) as matcher:

        def among(operand: Operand) -> Sql:
            having = matcher.having(match_query(operand))
            return "sighting.id IN (SELECT value FROM json_each(?))", (str(having),)

        while ids := list(islice(candidates, step)):
            matcher.look_at(ids)
            condition, params = where_words_are(query.filter, among)
            statement = "SELECT sighting.id FROM sighting WHERE sighting.id IN (SELECT value FROM json_each(?)) AND"
            found += _ids(connection, joined(statement, condition, query.order()), (str(ids), *params))
            if len(found) >= limit:
                return found[:limit]
            looked_at += len(ids)
            step = _step(looked_at * (limit - len(found)) / max(1, len(found)))
    return found if looked_at < _WALKED_FOR_WORDS else None


def _step(expected: float) -> int:
    """Return how many rows to look at together, where a screen of them is expected among so many."""
    return min(_MOST_AT_ONCE, max(_FIRST_STEP, int(1.2 * expected)))


def _commonness(connection: sqlite3.Connection, term: Term) -> float:
    """Return what share of the sightings has one of the words, as far as it is counted; 0 where they are few.

    With n of N rows having it, a screen of rows is met after about 40 N / n rows, each of which costs about four times
    what one of the n costs to be looked up and sorted.
    """
    from tracker.store.filters.conditions import match_query

    newest = _newest(connection)
    many = math.isqrt(150 * newest)
    counted = "SELECT count(*) FROM (SELECT 1 FROM sighting_search WHERE sighting_search MATCH ? LIMIT ?)"
    met = max(
        connection.execute(counted, (match_query(operand), _COUNTED_UP_TO * many)).fetchone()[0]
        for operand in term.operands
    )
    return met / newest if met >= many and met else 0.0
