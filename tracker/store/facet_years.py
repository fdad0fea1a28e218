"""Count years: a row counts for every year that its date can lie in, as the filter term `date:2011` finds
it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from itertools import accumulate

from tracker.store.facet_tables import Facet
from tracker.store.filters.lifts import HIDDEN
from tracker.store.filters.terms import Sql
from tracker.store.query import Query
from tracker.store.statement import joined

_OPEN_ENDS = ("0001", "9999")

_YEARS_BY_INDEX = """
WITH RECURSIVE known (year) AS (
    SELECT substr(min({column}), 1, 4) FROM {table}
    UNION ALL
    SELECT (SELECT substr(min({column}), 1, 4) FROM {table} WHERE {column} >= known.year || '~')
    FROM known WHERE year IS NOT NULL
)
SELECT year,
    (SELECT count(*) FROM {table} WHERE {column} >= year AND {column} < year || '~')
    - (SELECT count(*) FROM {table} WHERE {hidden} AND +{column} >= year AND +{column} < year || '~')
FROM known WHERE year IS NOT NULL
"""
"""Steps from year to year along the index of a bound, so that no row is read; `~` sorts after all that
follows a year."""

_YEARS_OF_ROWS = (
    """
WITH span AS MATERIALIZED (
    SELECT DISTINCT id, substr(earliest, 1, 4) AS first, substr(latest, 1, 4) AS last FROM (""",
    """) WHERE earliest IS NOT NULL AND id IN (""",
    """)
), known (year) AS (SELECT first FROM span UNION SELECT last FROM span),
lies_in AS (
    SELECT id, first AS year FROM span WHERE first = last
    UNION ALL SELECT id, year FROM span JOIN known ON year BETWEEN first AND last WHERE first <> last
)
SELECT year, count(*) FROM (SELECT DISTINCT id, year FROM lies_in) GROUP BY year
""",
)
"""Between its parts stand the query of `id, earliest, latest` and the one that gives the ids of the result."""


def year_counts(
    connection: sqlite3.Connection, query: Query, facet: Facet, limit: int, selected: Sql
) -> list[tuple[str, int]]:
    """Return the latest `limit` years in which a date of the result begins or ends, and how many rows can
    lie in each; `selected` is the statement that gives the ids of the result."""
    if not facet.own:
        counts = _counts_by_row(connection, facet.bounds, selected)
    elif query.filter:
        counts = _counts_by_span(connection, query, facet.own)
    else:
        begun = _by_index(connection, query, f"{facet.own}_earliest")
        ended = _by_index(connection, query, f"{facet.own}_latest")
        counts = spans_by_year(begun, ended)
    return sorted(((year, count) for year, count in counts.items() if count), reverse=True)[:limit]


def _by_index(connection: sqlite3.Connection, query: Query, column: str) -> Counter[str]:
    statement = _YEARS_BY_INDEX.format(column=column, table=query.table, hidden=HIDDEN[query.table])
    return Counter({row[0]: row[1] for row in connection.execute(statement)})


def _counts_by_span(connection: sqlite3.Connection, query: Query, column: str) -> dict[str, int]:
    first, last = f"substr({column}_earliest, 1, 4)", f"substr({column}_latest, 1, 4)"
    selection, params = query.selection(f"{first}, {last}, count(*)")
    begun: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    rows = connection.execute(f"{selection} AND {column}_earliest IS NOT NULL GROUP BY 1, 2", params)
    for first_year, last_year, count in rows:
        begun[first_year] += count
        ended[last_year] += count
    return spans_by_year(begun, ended)


def spans_by_year(begun: Counter[str], ended: Counter[str]) -> dict[str, int]:
    """Return, for each year, how many spans reach into it: those begun by its end less those ended before
    it."""
    years = sorted(begun.keys() | ended.keys())
    begun_by = accumulate(begun[year] for year in years)
    ended_before = accumulate((ended[year] for year in years), initial=0)
    counts = zip(years, begun_by, ended_before, strict=False)
    return {year: first - last for year, first, last in counts if year not in _OPEN_ENDS}


def _counts_by_row(connection: sqlite3.Connection, bounds: str, selected: Sql) -> dict[str, int]:
    """Count each row once a year, however many of its sightings fall in it."""
    selection, params = selected
    statement = joined(_YEARS_OF_ROWS[0], bounds, _YEARS_OF_ROWS[1], selection, _YEARS_OF_ROWS[2])
    return {year: count for year, count in connection.execute(statement, params) if year not in _OPEN_ENDS}
