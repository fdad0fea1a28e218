"""Rows of one table as records: by a condition, by id, or those that belong to an owner."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar, cast

from tracker.domain.records import Incident, Record
from tracker.store.making import maker
from tracker.store.tables import COLUMNS, TABLE_OF

R = TypeVar("R", bound=Record)


def read(connection: sqlite3.Connection, record: type[R], where: str, parameters: tuple[Any, ...]) -> tuple[R, ...]:
    """Return the rows for which `where` (SQL, with its ORDER BY and LIMIT) holds."""
    table = TABLE_OF[record]
    names = ", ".join(f'"{name}"' for name in COLUMNS[table])
    rows = connection.cursor()
    # Plain tuples: only the order of the columns is needed, and a row with names costs as much as the reading.
    rows.row_factory = None
    rows.execute(f'SELECT {names} FROM "{table}" WHERE {where}', parameters)  # noqa: S608 - our own names
    found = tuple(map(maker(record, COLUMNS[table]), rows))
    if record is Incident:
        return cast("tuple[R, ...]", _with_kinds(connection, cast("tuple[Incident, ...]", found)))
    return found


def by_id(connection: sqlite3.Connection, record: type[R], ids: Iterable[int | None]) -> dict[int, R]:
    """Return the records with these ids, retracted ones too."""
    wanted = str(sorted({row_id for row_id in ids if row_id is not None}))
    return {found.id: found for found in read(connection, record, "id IN (SELECT value FROM json_each(?))", (wanted,))}


def belonging_to(
    connection: sqlite3.Connection, record: type[R], column: str, owner_ids: Iterable[int]
) -> tuple[R, ...]:
    """Return the standing records whose `column` names one of the owners, in the order they were added."""
    return read(
        connection,
        record,
        f"{column} IN (SELECT value FROM json_each(?)) AND retracted_at IS NULL ORDER BY id",  # noqa: S608
        (str(sorted(owner_ids)),),
    )


def _with_kinds(connection: sqlite3.Connection, incidents: tuple[Incident, ...]) -> tuple[Incident, ...]:
    kinds: dict[int, list[str]] = {incident.id: [] for incident in incidents}
    for row in connection.execute(
        "SELECT incident_id, kind FROM incident_kind WHERE incident_id IN (SELECT value FROM json_each(?))"
        " ORDER BY kind",
        (str(list(kinds)),),
    ):
        kinds[row["incident_id"]].append(row["kind"])
    return tuple(replace(incident, kinds=tuple(kinds[incident.id])) for incident in incidents)
