"""Count all facets of a filtered result in one pass over its rows, so that the filter is met once."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from tracker.store.facet_tables import Facet
from tracker.store.facet_years import spans_by_year
from tracker.store.filters.terms import Sql
from tracker.store.in_parts import is_worth_parts, parts, within
from tracker.store.query import Query
from tracker.store.side_by_side import Together, side_by_side
from tracker.store.statement import joined
from tracker.store.words_beside import listed_by_word, narrowed

Counts = dict[str, list[tuple[str, int]]]
"""Facet name to its values and their counts, the greatest first; of years the latest."""

_LETTERS_AT_ONCE: Final = 24_000
"""Of a list of ids: some three thousand rows."""
_PARTS: Final = 64
"""Of all rows, so that what is listed of one at a time stays small."""
_YEARS: Final = "date"
_ABOVE_YEARS: Final = 10_000
"""More than any year."""


def counts_in_one_pass(
    together: Together, query: Query, facets: tuple[Facet, ...], limit: int, ids: Sequence[int] | None = None
) -> Counts:
    """Return the `limit` first values of each facet; each must be a column of the rows or led to by one.

    `ids` are those of the result, where they are known.
    """
    # Each column as one text: rows handed over one by one would cost more than it does to read them.
    columns = {_column(facet): _listed(facet) for facet in facets}
    statements = _statements(together, query, ", ".join(columns.values()), ids)

    def count(connection: sqlite3.Connection, statement: Sql) -> list[Counter[Any]]:
        return [Counter(json.loads(values)) for values in connection.execute(*statement).fetchone()]

    counters: list[Counter[Any]] = [Counter() for _ in columns]
    for counted in side_by_side(together, count, statements):
        for counter, more in zip(counters, counted, strict=True):
            counter.update(more)
    by_column = dict(zip(columns, counters, strict=True))
    return {facet.name: _first(together[0], facet, by_column[_column(facet)], limit) for facet in facets}


def _statements(together: Together, query: Query, listed: str, ids: Sequence[int] | None) -> Iterator[Sql]:
    """Yield statements that each list what some of the rows hold, and together what all do."""
    narrow = narrowed(together[0], query) if ids is None else query
    if ids is None and is_worth_parts(together, narrow, narrow.selection()):
        for part in parts(together[0], _PARTS):
            yield within(narrow.selection(listed), part)
        return
    in_place = _listed_in_place(together[0], narrow) if ids is None else str(sorted(ids))
    wanted = joined("SELECT", listed, "FROM json_each(?) AS wanted CROSS JOIN", _rows_wanted(query.table))
    for some in _cut(in_place):
        yield wanted, (some,)


def _rows_wanted(table: str) -> str:
    if table == "sighting":
        # The index holds all that is counted: of the rows themselves, eight times as much would have to be read.
        return "sighting INDEXED BY sighting_facets ON sighting.id = wanted.value WHERE sighting.id > 0"
    return f"{table} ON {table}.id = wanted.value"


def _listed_in_place(connection: sqlite3.Connection, query: Query) -> str:
    """Return the ids as a JSON array in the order in which the rows lie, so that no page is read twice."""
    selection, params = query.selection()
    statement, params = listed_by_word(query) or (joined(selection, "ORDER BY +", f"{query.table}.id"), params)
    ids = connection.execute(joined("SELECT json_group_array(id) FROM (", statement, ")"), params).fetchone()[0]
    return str(ids)


def _cut(listed: str) -> Iterator[str]:
    """Yield pieces of a JSON array of numbers, each an array."""
    start = 1
    while start < len(listed):
        end = listed.find(",", start + _LETTERS_AT_ONCE)
        end = len(listed) - 1 if end == -1 else end
        yield f"[{listed[start:end]}]"
        start = end + 1


def _column(facet: Facet) -> str:
    return facet.own or facet.key


def _listed(facet: Facet) -> str:
    value = filled = _column(facet)
    if facet.name == _YEARS:
        # Both years in one number: put together as text they would take three times as long.
        value = f"CAST({filled}_earliest AS INTEGER) * {_ABOVE_YEARS} + CAST({filled}_latest AS INTEGER)"
        filled += "_earliest"
    return f"json_group_array({value}) FILTER (WHERE {filled} IS NOT NULL)"


def _first(connection: sqlite3.Connection, facet: Facet, counter: Counter[Any], limit: int) -> list[tuple[str, int]]:
    if facet.name == _YEARS:
        return sorted(((year, n) for year, n in _years(counter).items() if n), reverse=True)[:limit]
    if facet.key:
        counter = led_to(connection, facet, counter)
    return greatest(counter, limit)


def _years(spans: Counter[int]) -> dict[str, int]:
    begun: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for span, number in spans.items():
        first, last = divmod(span, _ABOVE_YEARS)
        begun[f"{first:04d}"] += number
        ended[f"{last:04d}"] += number
    return spans_by_year(begun, ended)


def greatest(counter: Counter[Any], limit: int) -> list[tuple[str, int]]:
    """Return the `limit` values met most often; of those met as often the first in the alphabet."""
    found = ((str(value), n) for value, n in counter.items() if value is not None)
    return sorted(found, key=lambda counted: (-counted[1], counted[0]))[:limit]


def led_to(connection: sqlite3.Connection, facet: Facet, keys: Counter[int]) -> Counter[str]:
    """Return how often each value is led to by these keys."""
    values: Counter[str] = Counter()
    for key, value in connection.execute(facet.pairs):
        if key in keys:
            values[value] += keys[key]
    return values
