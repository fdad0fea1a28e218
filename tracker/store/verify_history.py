"""Whether history accounts for every record: each was added by a change and is as its last change left it."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.store.history import ranges_of
from tracker.store.images import row_image
from tracker.store.tables import RECORD_CLASSES


@dataclass(frozen=True, slots=True)
class RangeMark:
    """A change that added, retracted or restored a whole range of rows."""

    change_id: int
    column: str
    table: str
    ids: range


def history_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield a sentence for each record that history does not account for."""
    marks = _marks(connection)
    yield from _never_added(connection, marks)
    yield from _not_as_left(connection, marks)
    yield from _gaps(connection, marks)
    for mark in marks:
        yield from _range_not_as_left(connection, mark, marks)


def _marks(connection: sqlite3.Connection) -> list[RangeMark]:
    return [
        RangeMark(row["id"], column, table, ids)
        for row in connection.execute(
            "SELECT * FROM change WHERE inserted IS NOT NULL OR retracted IS NOT NULL OR restored IS NOT NULL"
            " ORDER BY id"
        )
        for column, tables in ranges_of(row).items()
        for table, spans in tables.items()
        for ids in spans
    ]


def _never_added(connection: sqlite3.Connection, marks: list[RangeMark]) -> Iterator[str]:
    for table in RECORD_CLASSES:
        spans = sorted((m.ids[0], m.ids[-1]) for m in marks if m.table == table and m.column == "inserted")
        starts = [first for first, _ in spans]
        for row in connection.execute(
            f'SELECT id FROM "{table}" WHERE id NOT IN'  # noqa: S608
            " (SELECT row_id FROM change_row WHERE table_name = ? AND before IS NULL)",
            (table,),
        ):
            at = bisect_right(starts, row["id"]) - 1
            if at < 0 or spans[at][1] < row["id"]:
                yield f"{table} {row['id']}: no change says who added it."


def _not_as_left(connection: sqlite3.Connection, marks: list[RangeMark]) -> Iterator[str]:
    newest = connection.execute(
        "SELECT table_name, row_id, change_id, after, max(id) FROM change_row GROUP BY table_name, row_id"
    )
    for kept in newest:
        table, row_id = kept["table_name"], kept["row_id"]
        row = row_image(connection, table, row_id)
        if row is None:
            yield f"{table} {row_id}: history tells of it, but it is gone."
            continue
        later = _covering(marks, table, row_id, kept["change_id"])
        expected = _after_marks(json.loads(kept["after"]), row, later)
        wrong = sorted(name for name in row if row[name] != expected.get(name))
        if wrong:
            yield f"{table} {row_id}: is not as its last change left it ({', '.join(wrong)})."


def _gaps(connection: sqlite3.Connection, marks: list[RangeMark]) -> Iterator[str]:
    """Yield records of which one change starts from something else than the one before it left."""
    previous: sqlite3.Row | None = None
    for kept in connection.execute(
        "SELECT table_name, row_id, change_id, before, after FROM change_row ORDER BY table_name, row_id, id"
    ):
        same_row = previous is not None and tuple(previous)[:2] == tuple(kept)[:2]
        if previous is not None and same_row and kept["before"] is not None:
            between = [
                mark
                for mark in _covering(marks, kept["table_name"], kept["row_id"], previous["change_id"])
                if mark.change_id < kept["change_id"]
            ]
            before = json.loads(kept["before"])
            if before != _after_marks(json.loads(previous["after"]), before, between):
                yield (
                    f"{kept['table_name']} {kept['row_id']}: was altered between change"
                    f" {previous['change_id']} and change {kept['change_id']} without a history."
                )
        elif same_row:
            yield f"{kept['table_name']} {kept['row_id']}: was added again by change {kept['change_id']}."
        previous = kept


def _range_not_as_left(connection: sqlite3.Connection, mark: RangeMark, marks: list[RangeMark]) -> Iterator[str]:
    """Check the rows of a range that no later change touched."""
    if any(m.change_id > mark.change_id and m.table == mark.table and m.ids == mark.ids for m in marks):
        return
    side = "IS NULL" if mark.column == "retracted" else "IS NOT NULL"
    for row in connection.execute(
        f'SELECT id FROM "{mark.table}" AS row WHERE id BETWEEN ? AND ? AND retracted_at {side}'  # noqa: S608
        " AND NOT EXISTS (SELECT 1 FROM change_row WHERE row_id = row.id AND change_id > ?) LIMIT 20",
        (mark.ids[0], mark.ids[-1], mark.change_id),
    ):
        yield f"{mark.table} {row['id']}: is not as change {mark.change_id} left it (retracted_at)."
    here = connection.execute(
        f'SELECT count(*) FROM "{mark.table}" WHERE id BETWEEN ? AND ?',  # noqa: S608
        (mark.ids[0], mark.ids[-1]),
    ).fetchone()[0]
    if here != len(mark.ids):
        yield f"{mark.table} {mark.ids[0]} to {mark.ids[-1]}: {len(mark.ids) - here} of them are gone."


def _covering(marks: list[RangeMark], table: str, row_id: int, after_change: int) -> list[RangeMark]:
    return [m for m in marks if m.change_id > after_change and m.table == table and row_id in m.ids]


def _after_marks(image: dict[str, Any], found: Mapping[str, Any], marks: list[RangeMark]) -> dict[str, Any]:
    """Return what `image` became by range changes; the moment of a retraction is taken from `found`."""
    for mark in marks:
        is_retracted = mark.column == "retracted"
        moment = found["retracted_at"] or "missing" if is_retracted else None
        image = {**image, "revision": image["revision"] + 1, "retracted_at": moment}
    return image
