"""When a change cannot be taken back by itself: something later stands on what it did."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from tracker.domain.errors import ConflictError
from tracker.domain.records import Change
from tracker.store.history import history_of, ranges_of_change
from tracker.store.images import row_image, same_values
from tracker.store.tables import REFERENCES


def refuse_altered_later(connection: sqlite3.Connection, target: Change, word: str) -> None:
    """Refuse unless every row of `target` is as that change left it.

    Raises:
        ConflictError: Names the last change of the first row that is not.
    """
    left = {(row.table, row.row_id): row.after for row in target.rows}
    for (table, row_id), image in left.items():
        if not same_values(image, row_image(connection, table, row_id)):
            raise _altered(connection, target, table, row_id, word)
    for column, tables in ranges_of_change(connection, target.id).items():
        for table, spans in tables.items():
            for ids in spans:
                for row_id in _altered_in(connection, target.id, table, ids, is_retracted=column == "retracted"):
                    raise _altered(connection, target, table, row_id, word)


def refuse_still_cited(connection: sqlite3.Connection, target: Change, change_id: int, word: str) -> None:
    """Refuse if a row that change `change_id` retracted is still referred to by a row that stands.

    Raises:
        ConflictError: Names the row that refers to it and the change that made it do so.
    """
    for table, first, last in _retracted_by(connection, change_id):
        for referring, columns in REFERENCES.items():
            for column in (name for name, to in columns.items() if to == table):
                found = connection.execute(
                    f'SELECT id FROM "{referring}" WHERE "{column}" BETWEEN ? AND ?'  # noqa: S608
                    " AND retracted_at IS NULL LIMIT 1",
                    (first, last),
                ).fetchone()
                if found:
                    later = history_of(connection, found["id"], 1)[0]
                    raise ConflictError(
                        f"Change {target.id} ({target.summary}) cannot be taken back by itself: {referring}"
                        f" {found['id']}, of {_named(later)}, refers to its {table}."
                        " Take that back first."
                    )


def _altered_in(
    connection: sqlite3.Connection, change_id: int, table: str, ids: range, *, is_retracted: bool
) -> Iterator[int]:
    """Yield rows of a range that are not as the change `change_id` left them."""
    wrong_side = "IS NULL" if is_retracted else "IS NOT NULL"
    for row in connection.execute(
        f'SELECT id FROM "{table}" WHERE id BETWEEN ? AND ? AND retracted_at {wrong_side} LIMIT 1',  # noqa: S608
        (ids[0], ids[-1]),
    ):
        yield row["id"]
    first_images = connection.execute(
        "SELECT row_id, before, min(id) FROM change_row"
        " WHERE row_id BETWEEN ? AND ? AND change_id > ? AND table_name = ? GROUP BY row_id",
        (ids[0], ids[-1], change_id, table),
    )
    for row in first_images.fetchall():
        if not same_values(json.loads(row["before"]), row_image(connection, table, row["row_id"])):
            yield row["row_id"]


def _retracted_by(connection: sqlite3.Connection, change_id: int) -> Iterator[tuple[str, int, int]]:
    for row in connection.execute(
        "SELECT DISTINCT table_name, row_id FROM change_row WHERE change_id = ?"
        " AND json_extract(after, '$.retracted_at') IS NOT NULL AND json_extract(before, '$.retracted_at') IS NULL",
        (change_id,),
    ).fetchall():
        yield row["table_name"], row["row_id"], row["row_id"]
    # The ranges of a change still open are not written yet; those of its target are the same rows.
    undone = connection.execute("SELECT undoes FROM change WHERE id = ?", (change_id,)).fetchone()["undoes"]
    ranges = ranges_of_change(connection, undone)
    for column in ("inserted", "restored"):
        for table, spans in ranges[column].items():
            for ids in spans:
                yield table, ids[0], ids[-1]


def _altered(connection: sqlite3.Connection, target: Change, table: str, row_id: int, word: str) -> ConflictError:
    later = history_of(connection, row_id, 1)[0]
    return ConflictError(
        f"Change {target.id} ({target.summary}) cannot be taken back by itself: {_named(later)} altered"
        f" {table} {row_id} after it. Take that back first."
    )


def _named(change: Change) -> str:
    return f"change {change.id} by {change.made_by} at {change.made_at} ({change.summary})"
