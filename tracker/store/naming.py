"""Names of records: which record a typed text means, and how a record is called where another refers to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tracker.domain.errors import FieldError

NAME_COLUMN: Final = {"incident": "title", "vessel": "name", "source": "title", "party": "name"}
"""Tables that other records refer to, and the column that names their rows."""

HINTS: Final = {
    "incident": "substr((SELECT date_earliest FROM incident_extent WHERE incident_id = incident.id), 1, 4)",
    "vessel": "'IMO ' || vessel.imo",
    "source": "trim(coalesce(publisher, '') || ' ' || coalesce(published, ''))",
    "party": "kind",
}
"""SQL for a few words that tell records of the same name apart."""

PLURALS: Final = {"incident": "incidents", "vessel": "vessels", "source": "sources", "party": "parties"}


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its name."""

    id: int
    name: str
    """As stored; not yet safe to draw."""
    hint: str
    """A few words that tell it from others of the same name."""


def named(connection: sqlite3.Connection, table: str, record_id: int) -> Named | None:
    """Return how a record of `table` is called; None if there is no such row."""
    row = connection.execute(
        f"SELECT id, {NAME_COLUMN[table]}, coalesce({HINTS[table]}, '') FROM {table} WHERE id = ?",  # noqa: S608
        (record_id,),
    ).fetchone()
    return Named(*row) if row else None


def resolve(connection: sqlite3.Connection, table: str, text: str) -> int | None:
    """Return the id of the record that an id, slug, uid or exact name means; a vessel also by its IMO number.

    Raises:
        FieldError: The name is borne by several records.
    """
    wanted = text.strip()
    if not wanted or table not in NAME_COLUMN:
        return None
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19:
        found = _ids(connection, table, "id = ?", int(wanted))
        if not found and table == "vessel":
            found = _ids(connection, table, "imo = ? AND retracted_at IS NULL", wanted)
        if found:
            return _only(found, table, wanted)
    found = _ids(connection, table, "uid = ?1 OR slug = ?1", wanted) or _ids_by_name(connection, table, wanted)
    return _only(found, table, wanted) if found else None


def resolver(connection: sqlite3.Connection) -> Callable[[str, str], int | None]:
    """Return `resolve` on one connection, as reading fields takes it."""
    return lambda table, text: resolve(connection, table, text)


def _ids_by_name(connection: sqlite3.Connection, table: str, name: str) -> list[int]:
    column = NAME_COLUMN[table]
    condition = f"{column} = ?1 COLLATE NOCASE AND retracted_at IS NULL"
    if table != "vessel" and any(character.isalnum() for character in name):
        # Titles have no index of their own; the search index finds the few rows worth comparing.
        phrase = name.replace('"', '""').replace("\0", " ")
        condition += f" AND id IN (SELECT rowid FROM {table}_search WHERE {table}_search MATCH ?2)"  # noqa: S608
        return _ids(connection, table, condition, name, f'{column} : "{phrase}"')
    return _ids(connection, table, condition, name)


def _ids(connection: sqlite3.Connection, table: str, condition: str, *parameters: str | int) -> list[int]:
    rows = connection.execute(f"SELECT id FROM {table} WHERE {condition} ORDER BY id LIMIT 3", parameters)  # noqa: S608
    return [int(row[0]) for row in rows]


def _only(ids: list[int], table: str, text: str) -> int:
    if len(ids) > 1:
        raise FieldError(table, text, f"names several {PLURALS[table]}; choose one from the list, or give its id.")
    return ids[0]
