"""The statement by which SQLite itself puts the cells of a sighting together into pieces of a line of CSV.

Fifty values of a million rows cost more to hand over one by one than to find. A piece neither quotes nor defuses:
`sighting_lines` looks whether any cell asks for that. What SQLite would not write as `csv_rows` does, it marks with a
carriage return, which no cell of such a piece may hold. Pieces are put together with ||, since format() ends a text at
a null character.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from tracker.store.columns import COLUMNS, Column
from tracker.store.results import Query
from tracker.store.statement import joined

DOUBTFUL: Final = "\r"
"""Stands in a piece for a cell that has to be read by itself."""

POSITION: Final = ("position", "lat", "lon", "radius_km")
"""The columns made of the three numbers between the first and the second piece."""

DOCUMENTS: Final = ("details", "as_printed")
"""The columns that hold JSON, which is always quoted."""

_JOINS: Final = """
LEFT JOIN (SELECT id AS of_source, title AS source_title, publisher AS source_publisher,
                  reliability AS source_reliability FROM source) ON of_source = sighting.source_id
LEFT JOIN (SELECT id AS of_vessel, name AS vessel_name FROM vessel) ON of_vessel = sighting.vessel_id
LEFT JOIN (SELECT id AS of_incident, title AS incident_title FROM incident) ON of_incident = sighting.incident_id
"""
"""Looks names up by joins, which SQLite does in half the time of one statement for each name."""

_JOINED: Final = {
    "vessel": "coalesce(vessel_name, sighting.name_shown)",
    "publisher": "source_publisher",
    "grade": "source_reliability || sighting.credibility",
    "incident": "incident_title",
    "source": "source_title",
    "reliability": "source_reliability",
}
"""What the columns that are looked up read as with those joins."""

_LOOKED_AT_TOGETHER: Final = 5
"""Neighbouring cells that are skipped together where all are empty, as most cells of most rows are."""


def line_statement(connection: sqlite3.Connection, query: Query) -> tuple[str, tuple[str | int | float, ...]]:
    """Return a statement that gives an id, a piece, three numbers, a piece, the documents, and the last piece.

    It selects what `query` does and in its order; its parameters come with it.
    """
    types = {row["name"]: row for row in connection.execute("PRAGMA table_info(sighting)")}
    first, *others = columns_of_pieces()
    before = " || ".join(_cells(first, types, "{} || ','"))
    between, after = (" || ".join(_cells(columns, types, "',' || {}")) for columns in others)
    numbers = "sighting.lat, sighting.lon, sighting.radius_km"
    documents = ", ".join(f"sighting.{name}" for name in DOCUMENTS)
    both = " || ".join(f"',' || {_quoted(f'sighting.{name}')}" for name in DOCUMENTS)
    quoted = f"CASE WHEN coalesce({documents}) IS NULL THEN ',,' ELSE {both} END"
    condition, params = query.filter.where()
    expressions = f"sighting.id, {before}, {numbers}, {between}, {quoted}, {after} || char(10)"
    return joined("SELECT", expressions, "FROM sighting", _JOINS, "WHERE", condition, query.order()), params


def columns_of_pieces() -> tuple[tuple[Column, ...], ...]:
    """Return the columns in the first piece, in the second and in the last."""
    columns = COLUMNS["sightings"]
    names = list(columns)
    first, second = names.index(POSITION[0]), names.index(DOCUMENTS[0])
    parts = names[:first], names[first + len(POSITION) : second], names[second + len(DOCUMENTS) :]
    return tuple(tuple(columns[name] for name in part) for part in parts)


def _cells(columns: tuple[Column, ...], types: dict[str, sqlite3.Row], parted: str) -> Iterator[str]:
    """Yield expressions for the cells, each with a comma as `parted` has it; runs that may be empty share one."""

    def may_be_empty(column: Column) -> bool:
        return column.name not in _JOINED and column.name != "id" and not types[column.name]["notnull"]

    for is_run, run in groupby(columns, may_be_empty):
        waiting = list(run)
        while is_run and len(waiting) > 2:
            together, waiting = waiting[:_LOOKED_AT_TOGETHER], waiting[_LOOKED_AT_TOGETHER:]
            stored = ", ".join(column.sql for column in together)
            cells = " || ".join(_cell(column, types, parted) for column in together)
            yield f"CASE WHEN coalesce({stored}) IS NULL THEN '{',' * len(together)}' ELSE {cells} END"
        yield from (_cell(column, types, parted) for column in waiting)


def _cell(column: Column, types: dict[str, sqlite3.Row], parted: str) -> str:
    sql = _JOINED.get(column.name, column.sql)
    if column.name not in _JOINED and types[column.name]["type"] == "REAL":
        return _number(sql, parted)
    return f"coalesce({parted.format(sql)}, ',')"


def _number(sql: str, parted: str) -> str:
    """Return an expression for a number's text, where that is short; SQLite writes fifteen digits of any."""
    whole = f"CAST({sql} AS INTEGER)"
    # A number that is so many millionths has one text, the shortest, in which SQLite and Python agree.
    is_short = f"{sql} BETWEEN 0.001 AND 1e6 AND CAST({sql} * 1e6 + 0.5 AS INTEGER) / 1e6 = {sql}"
    return (
        f"CASE WHEN {sql} IS NULL THEN ',' WHEN {sql} = {whole} THEN {parted.format(whole)}"
        f" WHEN {is_short} THEN {parted.format(sql)} ELSE {parted.format('char(13)')} END"
    )


def _quoted(sql: str) -> str:
    """Return an expression for a JSON document in quotes."""
    needs_quotes = f"instr({sql}, '\"') AND {sql} GLOB '[[{{]*'"
    in_quotes = f"""'"' || replace({sql}, '"', '""') || '"'"""
    return f"CASE WHEN {sql} IS NULL THEN '' WHEN {needs_quotes} THEN {in_quotes} ELSE char(13) END"
