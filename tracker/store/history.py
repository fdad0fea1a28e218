"""Read the history: the changes of a store, and those of one record."""

from __future__ import annotations

import json
import sqlite3

from tracker.domain.records import Change, ChangedRow

_ROW_LIMIT = 1000


def recent_changes(connection: sqlite3.Connection, limit: int = 50) -> list[Change]:
    """Return the newest changes first, without their rows."""
    rows = connection.execute("SELECT * FROM change ORDER BY id DESC LIMIT ?", (limit,))
    return [_change(row) for row in rows]


def history_of(connection: sqlite3.Connection, record_id: int, limit: int = 50) -> list[Change]:
    """Return the changes that touched one record, newest first, each with that record's images."""
    rows = connection.execute(
        "SELECT change.*, table_name, before, after FROM change_row JOIN change ON change.id = change_row.change_id"
        " WHERE row_id = ? ORDER BY change.id DESC LIMIT ?",
        (record_id, limit),
    ).fetchall()
    found = [_change(row, (_changed_row(row, record_id),)) for row in rows]
    bulk = bulk_change_of(connection, record_id)
    return found if bulk is None else [*found, bulk]


def bulk_change_of(connection: sqlite3.Connection, record_id: int) -> Change | None:
    """Return the bulk change that added a record as part of a range, if one did."""
    for row in connection.execute("SELECT * FROM change WHERE inserted IS NOT NULL ORDER BY id"):
        ranges = json.loads(row["inserted"])
        if any(first <= record_id <= last for spans in ranges.values() for first, last in spans):
            return _change(row)
    return None


def change_with_rows(connection: sqlite3.Connection, change_id: int) -> Change | None:
    """Return one change with the rows it kept images of, in the order they were touched."""
    row = connection.execute("SELECT * FROM change WHERE id = ?", (change_id,)).fetchone()
    if row is None:
        return None
    images = connection.execute(
        "SELECT table_name, row_id, before, after FROM change_row WHERE change_id = ? ORDER BY id", (change_id,)
    )
    return _change(row, tuple(_changed_row(image, image["row_id"]) for image in images))


def inserted_ranges(connection: sqlite3.Connection, change_id: int) -> dict[str, list[tuple[int, int]]]:
    """Return the id ranges that a bulk change added, by table."""
    row = connection.execute("SELECT inserted FROM change WHERE id = ?", (change_id,)).fetchone()
    if row is None or row["inserted"] is None:
        return {}
    return {table: [(span[0], span[1]) for span in spans] for table, spans in json.loads(row["inserted"]).items()}


def differences(changed: ChangedRow) -> dict[str, tuple[object, object]]:
    """Return the columns a change altered, each with its value before and after."""
    before = changed.before or {}
    hidden = {"id", "uid", "revision", "created_at"} | {
        name for name in changed.after if name.endswith(("_earliest", "_latest"))
    }
    return {
        name: (before.get(name), value)
        for name, value in changed.after.items()
        if name not in hidden and before.get(name) != value
    }


def _change(row: sqlite3.Row, rows: tuple[ChangedRow, ...] = ()) -> Change:
    return Change(
        id=row["id"],
        uid=row["uid"],
        made_at=row["made_at"],
        made_by=row["made_by"],
        action=row["action"],
        summary=row["summary"],
        why=row["why"],
        undoes=row["undoes"],
        rows=rows,
    )


def _changed_row(row: sqlite3.Row, record_id: int) -> ChangedRow:
    return ChangedRow(
        table=row["table_name"],
        row_id=record_id,
        before=json.loads(row["before"]) if row["before"] else None,
        after=json.loads(row["after"]),
    )
