"""Take an act in parts out of the store again before it is complete, as if it had not begun."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from tracker.domain.errors import ConflictError
from tracker.store.bulk import set_retracted
from tracker.store.clock import now
from tracker.store.derived import refresh_incidents
from tracker.store.finding_marks import mark_touched
from tracker.store.history import ranges_of_change
from tracker.store.tables import LOAD_ORDER
from tracker.store.touched import Touched
from tracker.store.transaction import write_transaction

_AT_ONCE: Final = 500
_DERIVED: Final = {
    "vessel": ("finding WHERE vessel_id", "finding_due WHERE subject_id"),
    "sighting": ("finding WHERE sighting_id", "finding_due WHERE subject_id"),
    "incident": (
        "finding WHERE incident_id",
        "incident_kind WHERE incident_id",
        "incident_extent WHERE incident_id",
        "incident_verdict WHERE incident_id",
    ),
}
"""For each table, the derived rows that go with a row of it."""


def withdraw(connection: sqlite3.Connection, change_id: int) -> None:
    """Delete what a change that is not complete has added so far, and put back what it altered.

    This too is done in short transactions, the newest rows first: stopped at any point, what is left is a sound
    history of a smaller change.

    Raises:
        ConflictError: Others refer to what was added, so it has to stay; `undo` tells who.
        StoreError: The store cannot be written.
    """
    try:
        with write_transaction(connection):
            _take_back_updates(connection, change_id)
        for table in reversed(LOAD_ORDER):
            with write_transaction(connection):
                _delete_single_rows(connection, change_id, table)
            while ids := _last_range(connection, change_id, "inserted", table):
                with write_transaction(connection):
                    _refuse_altered(connection, change_id, ids)
                    _delete(connection, table, ids)
                    _shorten(connection, change_id, "inserted", table, ids)
        with write_transaction(connection):
            _retract_restored(connection, change_id)
            connection.execute("DELETE FROM import_run WHERE change_id = ?", (change_id,))
            connection.execute("DELETE FROM change WHERE id = ?", (change_id,))
            _give_back_numbers(connection)
    except sqlite3.IntegrityError as error:
        raise _in_use(change_id) from error


def _in_use(change_id: int) -> ConflictError:
    return ConflictError(
        f"Others already work with what change {change_id} brought, so the rest of it stays."
        f" `tracker undo {change_id}` takes it back once they no longer do."
    )


def _refuse_altered(connection: sqlite3.Connection, change_id: int, ids: range) -> None:
    if connection.execute(
        "SELECT 1 FROM change_row WHERE row_id BETWEEN ? AND ? AND change_id <> ?", (ids[0], ids[-1], change_id)
    ).fetchone():
        raise _in_use(change_id)


def _last_range(connection: sqlite3.Connection, change_id: int, column: str, table: str) -> range | None:
    spans = ranges_of_change(connection, change_id)[column].get(table)
    if not spans:
        return None
    return range(max(spans[-1][0], spans[-1][-1] + 1 - _AT_ONCE), spans[-1][-1] + 1)


def _shorten(connection: sqlite3.Connection, change_id: int, column: str, table: str, ids: range) -> None:
    spans = ranges_of_change(connection, change_id)[column]
    kept = [(span[0], min(span[-1], ids[0] - 1)) for span in spans[table] if span[0] < ids[0]]
    left = {name: kept if name == table else [(s[0], s[-1]) for s in given] for name, given in spans.items()}
    left = {name: given for name, given in left.items() if given}
    connection.execute(
        f"UPDATE change SET {column} = ? WHERE id = ?",  # noqa: S608
        (json.dumps(left) if left else None, change_id),
    )


def _delete(connection: sqlite3.Connection, table: str, ids: range) -> None:
    first, last = ids[0], ids[-1]
    touched = Touched()
    touched.add_range(table, ids)
    mark_touched(connection, touched)
    incidents = []
    if table == "sighting":
        incidents = [
            row[0]
            for row in connection.execute(
                "SELECT DISTINCT incident_id FROM sighting WHERE id BETWEEN ? AND ? AND incident_id IS NOT NULL",
                (first, last),
            )
        ]
    for rows in _DERIVED.get(table, ()):
        connection.execute(f"DELETE FROM {rows} BETWEEN ? AND ?", (first, last))  # noqa: S608
    connection.execute(f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', (first, last))  # noqa: S608
    refresh_incidents(connection, incidents)


def _give_back_numbers(connection: sqlite3.Connection) -> None:
    """Let the next record have the number after the highest in use."""
    highest = " UNION ALL ".join(f"SELECT max(id) AS id FROM {table}" for table in LOAD_ORDER)  # noqa: S608
    connection.execute(f"UPDATE record_number SET last = (SELECT coalesce(max(id), 0) FROM ({highest}))")  # noqa: S608


def _retract_restored(connection: sqlite3.Connection, change_id: int) -> None:
    for table, spans in ranges_of_change(connection, change_id)["restored"].items():
        for ids in spans:
            set_retracted(connection, table, ids, now())


def _take_back_updates(connection: sqlite3.Connection, change_id: int) -> None:
    """Put back what was altered before anything added goes: it may have come to refer to that."""
    altered = "change_id = ? AND before IS NOT NULL"
    rows = connection.execute(
        f"SELECT table_name, row_id, before FROM change_row WHERE {altered} ORDER BY id DESC",  # noqa: S608
        (change_id,),
    ).fetchall()
    connection.execute(f"DELETE FROM change_row WHERE {altered}", (change_id,))  # noqa: S608
    for row in rows:
        later = "SELECT 1 FROM change_row WHERE row_id = ? AND change_id > ?"
        if connection.execute(later, (row["row_id"], change_id)).fetchone():
            raise _in_use(change_id)
        _put_back(connection, row["table_name"], int(row["row_id"]), json.loads(row["before"]))


def _delete_single_rows(connection: sqlite3.Connection, change_id: int, table: str) -> None:
    """Delete the rows of a table that were added one by one, the newest first."""
    added = "change_id = ? AND table_name = ?"
    rows = connection.execute(
        f"SELECT row_id FROM change_row WHERE {added} ORDER BY id DESC",  # noqa: S608 - our own text
        (change_id, table),
    ).fetchall()
    for row in rows:
        row_id = int(row["row_id"])
        _refuse_altered(connection, change_id, range(row_id, row_id + 1))
        connection.execute("DELETE FROM import_run WHERE source_id = ? AND change_id = ?", (row_id, change_id))
        _delete(connection, table, range(row_id, row_id + 1))
    connection.execute(f"DELETE FROM change_row WHERE {added}", (change_id, table))  # noqa: S608 - our own text


def _put_back(connection: sqlite3.Connection, table: str, row_id: int, image: dict[str, object]) -> None:
    columns = {name: value for name, value in image.items() if name not in ("id", "kinds")}
    connection.execute(
        f'UPDATE "{table}" SET {", ".join(f"{name} = ?" for name in columns)} WHERE id = ?',  # noqa: S608
        (*columns.values(), row_id),
    )
    touched = Touched()
    touched.add(table, row_id)
    mark_touched(connection, touched)
