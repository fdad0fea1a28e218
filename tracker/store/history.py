"""Read the history: the changes of a store, and those of one record."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from tracker.domain.records import Change, ChangedRow

RANGE_COLUMNS: Final = ("inserted", "retracted", "restored")
"""What a change may have done to whole ranges of rows, of which it keeps no images."""

Ranges = dict[str, dict[str, list[range]]]
"""Each of `RANGE_COLUMNS` to the id ranges by table."""


def recent_changes(connection: sqlite3.Connection, limit: int = 50) -> list[Change]:
    """Return the newest changes first, without their rows."""
    return [_change(row) for row in connection.execute("SELECT * FROM change ORDER BY id DESC LIMIT ?", (limit,))]


def history_of(connection: sqlite3.Connection, record_id: int, limit: int = 50) -> list[Change]:
    """Return the changes that touched one record, newest first, each with that record's images.

    A change that touched the record as one of a range has no image of it.
    """
    rows = connection.execute(
        "SELECT change.*, table_name, before, after"
        " FROM change_row JOIN change ON change.id = change_row.change_id"
        " WHERE row_id = ? ORDER BY change_row.id DESC LIMIT ?",
        (record_id, limit),
    )
    found = [_change(row, (_changed_row(row, record_id),)) for row in rows]
    found += range_changes_of(connection, record_id)
    return sorted(found, key=lambda change: change.id, reverse=True)[:limit]


def range_changes_of(connection: sqlite3.Connection, record_id: int) -> list[Change]:
    """Return the changes that touched a record as one of a range of rows, oldest first."""
    return [
        _change(row)
        for row in connection.execute(
            "SELECT * FROM change WHERE inserted IS NOT NULL OR retracted IS NOT NULL OR restored IS NOT NULL"
            " ORDER BY id"
        )
        if any(record_id in ids for tables in ranges_of(row).values() for spans in tables.values() for ids in spans)
    ]


def change_with_rows(connection: sqlite3.Connection, change_id: int) -> Change | None:
    """Return one change with the rows it kept images of, in the order they were touched."""
    row = connection.execute("SELECT * FROM change WHERE id = ?", (change_id,)).fetchone()
    if row is None:
        return None
    images = connection.execute(
        "SELECT table_name, row_id, before, after FROM change_row WHERE change_id = ? ORDER BY id",
        (change_id,),
    )
    return _change(row, tuple(_changed_row(image, image["row_id"]) for image in images))


def ranges_of_change(connection: sqlite3.Connection, change_id: int) -> Ranges:
    """Return the ranges of rows that a change added, retracted and restored."""
    return ranges_of(connection.execute("SELECT * FROM change WHERE id = ?", (change_id,)).fetchone())


def ranges_of(row: sqlite3.Row) -> Ranges:
    """Return the ranges named in a row of `change`."""
    return {
        column: {
            table: [range(first, last + 1) for first, last in spans]
            for table, spans in json.loads(row[column] or "{}").items()
        }
        for column in RANGE_COLUMNS
    }


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
