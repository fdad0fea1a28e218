"""Find the first sightings of a filter in the order of their dates, by ways that SQLite's planner does not weigh.

What many rows meet is found soon by walking the rows in the order asked for; what few rows meet is found soon by its
index and sorted then. A short walk tells which of the two holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from tracker.store.common_words import COUNTED_UP_TO, Walk, many, met, share_of
from tracker.store.date_walk import DateWalk
from tracker.store.in_order import comes_in_order, ids_of, in_order, newest_number, steps, steps_of
from tracker.store.statement import joined
from tracker.store.words_beside import has_words_elsewhere, narrowed

if TYPE_CHECKING:
    from tracker.store.filters.terms import Term
    from tracker.store.query import Query

_WALKED: Final = 2_000
"""Rows that a walk looks at: some milliseconds."""

_WALKED_BESIDE_LIST: Final = 100_000
"""Places of the index of dates that are passed beside a list of those looked for: ten milliseconds."""

_LISTED_AT_MOST: Final = 10_000
"""Rows that are listed before it is known whether the first are met sooner by looking into rows: two milliseconds."""

_LOOKED_UP_WHOLE: Final = frozenset({"near"})
"""Fields whose condition SQLite works out for all rows before it looks at the first."""


def found_by_date(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Return the ids of the first `limit` rows; None where few rows meet the filter, or none leads to the first."""
    found = _by_words(connection, query, limit)
    if found is not None:
        return found
    if comes_in_order(connection, query):
        return list(islice(in_order(connection, query), limit))
    fields = {term.field for term in query.filter.terms}
    has_rare_words = any(not term.field and not term.negated for term in query.filter.terms)
    if has_rare_words or fields & _LOOKED_UP_WHOLE:
        return None
    # A walk begins at the date that is asked for.
    found = None if "date" in fields else _by_list(connection, query, limit)
    if found is not None:
        return found
    walk = DateWalk(connection, query)
    found = walk.first(limit, _WALKED)
    if found is not None:
        return found
    if not steps(connection, query, by_sorting=True)[0].startswith("SCAN"):
        return None
    # No index helps: the other way is to look into every row. A walk is shorter if it meets enough soon.
    farther = max(_WALKED, newest_number(connection) // 100)
    is_likely = 2 * len(walk.found) * farther >= limit * _WALKED
    return walk.first(limit, farther) if is_likely else None


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
    newest = newest_number(connection)
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
    newest = max(1, newest_number(connection))
    number = newest * share_of({term: number / newest for term, number in numbers.items()})
    if not _is_worth_a_list(number, newest) or any(has_words_elsewhere(connection, query, term) for term in numbers):
        return None
    # The search index lists them.
    walk = DateWalk(connection, replace(query, words_in_rows_only=True))
    return walk.first(limit, _walked_beside_list(limit, number / newest))


def _by_list(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Find the first rows of what an index leads to, but not in order, without looking into a row."""
    selection, params = query.selection()
    way = steps_of(connection, selection, params)[0]
    is_by_indexes = way == "MULTI-INDEX OR" and len(query.filter.terms) == 1
    if not is_by_indexes and not way.startswith("SEARCH sighting USING COVERING INDEX"):
        return None
    newest = max(1, newest_number(connection))
    counted = joined("SELECT count(*) FROM (", selection, "LIMIT ?)")
    number = next(ids_of(connection, counted, (*params, _LISTED_AT_MOST)))
    if number == _LISTED_AT_MOST or not _is_worth_a_list(number, newest):
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
