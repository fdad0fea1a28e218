"""The SQL fragments that filter fields are made of: each turns an operand into a condition and its
parameters."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from tracker.store.filters.terms import EXACTLY, Operand, Sql

Condition = Callable[[Operand], Sql]

_EARTH_RADIUS_KM: Final = 6371.0088
_KM_A_DEGREE: Final = math.pi * _EARTH_RADIUS_KM / 180
_KNOWN_WELL_KM: Final = 50
"""Positions not known to within this are few; they are measured wherever they lie."""


def any_of(conditions: list[Sql]) -> Sql:
    """Return the condition that holds where one of `conditions` does."""
    if len(conditions) == 1:
        return conditions[0]
    return f"({' OR '.join(sql for sql, _ in conditions)})", tuple(
        value for _, values in conditions for value in values
    )


def fact(sql: str) -> Condition:
    """Return a condition that takes no value."""
    return lambda operand: (sql, ())


def same(*columns: str) -> Condition:
    """Return the condition that one of `columns` holds exactly the operand."""
    sql = _either([f"{column} = ?" for column in columns])
    return lambda operand: (sql, (operand.text,) * len(columns))


def same_number(column: str) -> Condition:
    """Return the condition that an integer column holds the operand."""
    return lambda operand: (f"{column} = ?", (int(operand.text),))


def within(template: str) -> Condition:
    """Return the condition `template`, whose every `?` takes the operand's text."""
    return lambda operand: (template, (operand.text,) * template.count("?"))


def compared(template: str) -> Condition:
    """Return the condition `template`, whose `{}` takes the operand's comparison and whose `?` its number."""
    return lambda operand: (template.format(operand.operator or "="), (int(operand.text),))


def contains(*columns: str, template: str = "{}") -> Condition:
    """Return the condition that one of `columns` contains the operand, or is it where it is asked for
    exactly.

    `template` wraps the condition, for a column of a table that has to be looked up. Letters A to Z
    are compared without regard to case, except where the value is asked for exactly.
    """

    def condition(operand: Operand) -> Sql:
        if operand.operator == EXACTLY:
            sql, value = _either([f"{column} = ?" for column in columns]), operand.text
        else:
            sql, value = (
                _either([f"{column} LIKE ? ESCAPE '\\'" for column in columns]),
                like_pattern(operand.text),
            )
        return template.replace("{}", sql), (value,) * len(columns)

    return condition


def starts(column: str, full_length: int) -> Condition:
    """Return the condition that an identifier is the operand, or begins with it where it is shorter than a
    whole one."""

    def condition(operand: Operand) -> Sql:
        if len(operand.text) >= full_length:
            return f"{column} = ?", (operand.text,)
        # A range and not LIKE: the index on the column serves it.
        return f"({column} >= ? AND {column} < ?)", (operand.text, operand.text + "\U0010ffff")

    return condition


def graded(column: str) -> Condition:
    """Return the condition on one half of a grade: A is better than B, 1 better than 2."""

    def condition(operand: Operand) -> Sql:
        value = int(operand.text) if operand.text.isdigit() else operand.text
        return f"{column} {_GRADE_OPERATORS[operand.operator]} ?", (value,)

    return condition


def graded_both(operand: Operand) -> Sql:
    """Return the condition on the grade of a sighting: both halves at least (or at most) as good."""
    sign = _GRADE_OPERATORS[operand.operator]
    # The plus keeps SQLite from going through the sightings of source after source: many sources have the grade.
    sources = f"SELECT id FROM source WHERE reliability {sign} ?"  # noqa: S608
    sql = f"sighting.credibility {sign} ? AND +sighting.source_id IN ({sources})"
    return f"({sql})", (int(operand.text[1]), operand.text[0])


_GRADE_OPERATORS: Final = {"": "=", ">=": "<=", "<=": ">="}


def near(operand: Operand) -> Sql:
    """Return the condition that a position can lie within a distance of a point.

    The position's own `radius_km` counts in its favour. A box that an index serves goes before the
    haversine; only positions known very badly have none, for they may lie far off and still reach.
    """
    lat, lon, radius_km = near_parts(operand.text)
    box, box_params = _box(lat, lon, radius_km + _KNOWN_WELL_KM)
    haversine = (
        f"{2 * _EARTH_RADIUS_KM!r} * asin(min(1.0, sqrt(pow(sin(radians(lat - ?) / 2), 2)"
        " + cos(radians(?)) * cos(radians(lat)) * pow(sin(radians(lon - ?) / 2), 2))))"
    )
    vague = f"radius_km > {_KNOWN_WELL_KM} AND lat IS NOT NULL AND {haversine} - radius_km <= ?"
    exact = f"coalesce(radius_km, 0) <= {_KNOWN_WELL_KM} AND {box} AND {haversine} - coalesce(radius_km, 0) <= ?"
    # Looked up apart: beside other terms SQLite would rather measure every row in the order of the result.
    sql = f"sighting.id IN (SELECT id FROM sighting WHERE {vague} UNION ALL SELECT id FROM sighting WHERE {exact})"  # noqa: S608
    return sql, (lat, lat, lon, radius_km, *box_params, lat, lat, lon, radius_km)


def near_parts(text: str) -> tuple[float, float, float]:
    """Return latitude, longitude and radius in km of a canonical `31.2,122.5,200nm`."""
    from tracker.domain.positions import NM_IN_KM

    lat, lon, radius = text.split(",")
    in_nm = radius.endswith("nm")
    return float(lat), float(lon), float(radius[:-2]) * (NM_IN_KM if in_nm else 1.0)


def _box(lat: float, lon: float, radius_km: float) -> Sql:
    reach = radius_km / _KM_A_DEGREE * 1.000001
    south, north = lat - reach, lat + reach
    sql, params = "lat BETWEEN ? AND ?", (south, north)
    if south <= -90 or north >= 90:
        return sql, params
    # The widest meridian span of a circle is not on the parallel of its centre.
    spread = math.degrees(math.asin(min(1.0, math.sin(math.radians(reach)) / math.cos(math.radians(lat))))) * 1.000001
    west, east = lon - spread, lon + spread
    if west < -180 or east > 180:
        wrapped = (west + 360 if west < -180 else west, east - 360 if east > 180 else east)
        return f"{sql} AND (lon >= ? OR lon <= ?)", (*params, *wrapped)
    return f"{sql} AND lon BETWEEN ? AND ?", (*params, west, east)


def search(table: str, column: str = "") -> Condition:
    """Return the condition that the words of a row of `table` (or of one column) match."""
    index = f"{table}_search"
    pattern = f"'{column} : ' || ?" if column else "?"
    sql = f"{table}.id IN (SELECT rowid FROM {index} WHERE {index} MATCH {pattern})"  # noqa: S608
    return lambda operand: (sql, (match_query(operand),))


def match_query(operand: Operand) -> str:
    """Return the FTS5 query for a phrase, or for a word that may go on."""
    # FTS5 ends its query at a NUL.
    phrase = '"' + operand.text.replace("\0", " ").replace('"', '""') + '"'
    return phrase if operand.operator == EXACTLY else f"{phrase} *"


def like_pattern(text: str) -> str:
    """Return the LIKE pattern for text that contains `text`, under the escape character backslash."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _either(conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"({' OR '.join(conditions)})"
