"""Count all facets of a filtered result in one pass over its rows, so that the filter is met once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any, Final

from tracker.store.facet_tables import Facet
from tracker.store.facet_years import within
from tracker.store.results import Query, one_moment
from tracker.store.words_beside import narrowed

Counts = dict[str, list[tuple[str, int]]]
"""Facet name to its values and their counts, the greatest first; of years the latest."""

_ROWS_AT_ONCE: Final = 500
_YEARS: Final = "date"


def counts_in_one_pass(connection: sqlite3.Connection, query: Query, facets: tuple[Facet, ...], limit: int) -> Counts:
    """Return the `limit` first values of each facet; each must be a column of the rows or led to by one."""
    columns = list(dict.fromkeys(column for facet in facets for column in _columns(facet)))
    counters: list[Counter[Any]] = [Counter() for _ in columns]
    with one_moment(connection):
        selection, params = narrowed(connection, query).selection(", ".join(columns))
        cursor = connection.cursor()
        cursor.row_factory = None
        cursor.execute(selection, params)
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            for counter, values in zip(counters, zip(*rows, strict=True), strict=True):
                counter.update(values)
    by_column = dict(zip(columns, counters, strict=True))
    return {facet.name: _first(connection, facet, by_column, limit) for facet in facets}


def _columns(facet: Facet) -> tuple[str, ...]:
    if facet.name == _YEARS:
        return f"substr({facet.own}_earliest, 1, 4)", f"substr({facet.own}_latest, 1, 4)"
    return (facet.own or facet.key,)


def _first(
    connection: sqlite3.Connection, facet: Facet, by_column: dict[str, Counter[Any]], limit: int
) -> list[tuple[str, int]]:
    counters = [by_column[column] for column in _columns(facet)]
    if facet.name == _YEARS:
        years = within(*(Counter({year: n for year, n in counter.items() if year}) for counter in counters))
        return sorted(((year, n) for year, n in years.items() if n), reverse=True)[:limit]
    (counter,) = counters
    if facet.key:
        counter = led_to(connection, facet, counter)
    return greatest(counter, limit)


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
