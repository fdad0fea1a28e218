"""Rows as they mean the same in any store: a record referred to is named by its uid, JSON columns are written out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from tracker.store.tables import COLUMNS, JSON_COLUMNS, REFERENCES

Portable = dict[str, Any]
"""Column to value, with `kinds` of an incident and without `id` and `uid`."""

_RETELLINGS: Final = """
WITH RECURSIVE retelling (id, depth) AS (
    SELECT id, 0 FROM source WHERE derived_from IS NULL
    UNION ALL SELECT source.id, depth + 1 FROM source JOIN retelling ON derived_from = retelling.id)
"""


def selected_rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, str, Portable]]:
    """Yield id, uid and row of each record of `table` that the temporary table `selected` names.

    A retelling comes after what it retells.
    """
    chosen = _statement(table, f"JOIN selected WHERE selected.table_name = '{table}' AND selected.id = {table}.id")
    if table == "source":
        chosen = chosen.replace("JOIN selected", "JOIN selected LEFT JOIN retelling ON retelling.id = source.id", 1)
        statement = f"{_RETELLINGS} {chosen} ORDER BY depth, source.id"
    else:
        statement = f"{chosen} ORDER BY {table}.id"
    return _read(connection, table, statement)


def rows_of_ids(connection: sqlite3.Connection, table: str, ids: list[int]) -> Iterator[tuple[int, str, Portable]]:
    """Yield id, uid and row of these records."""
    statement = _statement(table, "WHERE id IN (SELECT value FROM json_each(?))")
    return _read(connection, table, statement, (json.dumps(ids),))


def portable_image(connection: sqlite3.Connection, table: str, image: Mapping[str, Any]) -> Portable:
    """Return an image of the history as a portable row."""
    references = REFERENCES.get(table, {})
    values = {}
    for name, value in image.items():
        if name in references and value is not None:
            found = connection.execute(
                f"SELECT uid FROM {references[name]} WHERE id = ?",  # noqa: S608 - our own names
                (value,),
            ).fetchone()
            values[name] = found["uid"] if found else None
        elif name not in ("id", "uid"):
            values[name] = _decoded(connection, table, name, value) if name != "kinds" else value
    return values


def _statement(table: str, which: str) -> str:
    references = REFERENCES.get(table, {})
    columns = ", ".join(
        f"(SELECT uid FROM {references[name]} AS referred WHERE referred.id = {table}.{name}) AS {name}"  # noqa: S608
        if name in references
        else f"{table}.{name}"
        for name in COLUMNS[table]
    )
    kinds = ""
    if table == "incident":
        kinds = (
            ", (SELECT json_group_array(kind) FROM (SELECT kind FROM incident_kind"
            " WHERE incident_id = incident.id ORDER BY kind)) AS kinds"
        )
    return f"SELECT {columns}{kinds} FROM {table} {which}"  # noqa: S608 - our own names


def _read(
    connection: sqlite3.Connection, table: str, statement: str, parameters: tuple[str, ...] = ()
) -> Iterator[tuple[int, str, Portable]]:
    decode = _decoder(connection, table)
    for row in connection.execute(statement, parameters):
        yield row["id"], row["uid"], decode(row)


def _decoder(connection: sqlite3.Connection, table: str) -> Callable[[sqlite3.Row], Portable]:
    names = [name for name in COLUMNS[table] if name not in ("id", "uid")]
    written_out = [name for name in names if name in JSON_COLUMNS or name == "considered"]

    def decoded(row: sqlite3.Row) -> Portable:
        values = {name: row[name] for name in names}
        for name in written_out:
            values[name] = _decoded(connection, table, name, values[name])
        if table == "incident":
            values["kinds"] = json.loads(row["kinds"])
        return values

    return decoded


def _decoded(connection: sqlite3.Connection, table: str, name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in JSON_COLUMNS:
        return json.loads(value)
    if table == "judgement" and name == "considered":
        rows = connection.execute(
            "SELECT uid FROM json_each(?) JOIN sighting ON sighting.id = value ORDER BY key", (value,)
        )
        return [row["uid"] for row in rows]
    return value
