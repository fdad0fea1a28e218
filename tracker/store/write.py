"""Writing: every act is one immediate transaction that changes rows and keeps what they were before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from tracker.domain.errors import ConflictError, NotFoundError
from tracker.store.derived import refresh
from tracker.store.tables import COLUMNS, KEPT_BY_STORE, with_bounds
from tracker.store.transaction import write_transaction
from tracker.store.uids import new_uid


def now() -> str:
    """Return the current UTC second as the store writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def row_image(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, Any] | None:
    """Return all columns of a record, with an incident's kinds; None if there is no such row."""
    found = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,)).fetchone()  # noqa: S608
    if found is None:
        return None
    image = dict(found)
    if table == "incident":
        image["kinds"] = [
            row["kind"]
            for row in connection.execute("SELECT kind FROM incident_kind WHERE incident_id = ? ORDER BY kind", (row_id,))
        ]
    return image


class ChangeInProgress:
    """The open transaction of one act; every method writes the row and its history together."""

    def __init__(self, connection: sqlite3.Connection, change_id: int) -> None:
        """Belong to the change row `change_id`, already written."""
        self.id = change_id
        self._connection = connection
        self._inserted_ranges: dict[str, list[list[int]]] = {}
        self.touched: dict[str, set[int]] = {}

    def insert(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Add a record and return its id; bounds, uid, revision and creation time are filled in.

        Raises:
            FieldError: A partial date is not EDTF.
        """
        row_id = self._reserve_ids(1)
        row = with_bounds(table, {k: v for k, v in values.items() if k not in KEPT_BY_STORE and k != "kinds"})
        row |= {"id": row_id, "uid": uid or new_uid(), "revision": 1, "created_at": now()}
        self._insert_row(table, row)
        if table == "incident":
            self._write_kinds(row_id, values.get("kinds", ()))
        self._keep(table, row_id, None)
        return row_id

    def insert_many(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], count: int
    ) -> range:
        """Add `count` records quickly; history names their ids as one range instead of keeping images.

        Args:
            table: The record table.
            columns: Column names that each row gives, bounds of partial dates included.
            rows: Exactly `count` rows in the order of `columns`.
            count: How many ids to reserve.
        """
        first = self._reserve_ids(count)
        names = ("id", "uid", "revision", "created_at", *columns)
        marks = ", ".join("?" * len(names))
        stamp = now()
        self._connection.executemany(
            f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({marks})',  # noqa: S608
            ((first + offset, new_uid(), 1, stamp, *row) for offset, row in enumerate(rows)),
        )
        self.name_inserted(table, first, first + count - 1)
        return range(first, first + count)

    def name_inserted(self, table: str, first: int, last: int) -> None:
        """Record in the change that it added the rows `first` to `last`, without keeping images."""
        ranges = self._inserted_ranges.setdefault(table, [])
        if ranges and ranges[-1][1] + 1 == first:
            ranges[-1][1] = last
        else:
            ranges.append([first, last])
        self.touched.setdefault(table, set()).update(range(first, last + 1))

    def insert_unlisted(self, table: str, values: Mapping[str, Any], *, uid: str) -> int:
        """Add a record whose history is the range it falls in (for bulk loads of few rows with given uids)."""
        row_id = self._reserve_ids(1)
        row = with_bounds(table, {k: v for k, v in values.items() if k != "kinds"})
        self._insert_row(table, row | {"id": row_id, "uid": uid, "revision": 1, "created_at": now()})
        if table == "incident":
            self._write_kinds(row_id, values.get("kinds", ()))
        self.name_inserted(table, row_id, row_id)
        return row_id

    def update(
        self, table: str, row_id: int, values: Mapping[str, Any], *, expected_revision: int | None = None
    ) -> bool:
        """Change columns of a record; return False if nothing would change.

        Raises:
            NotFoundError: There is no such row.
            ConflictError: The row is no longer at `expected_revision`.
            FieldError: A partial date is not EDTF.
        """
        before = self._image(table, row_id)
        if expected_revision is not None and before["revision"] != expected_revision:
            raise ConflictError(self._conflict_sentence(table, row_id))
        wanted = with_bounds(table, {k: v for k, v in values.items() if k not in KEPT_BY_STORE})
        if "kinds" in wanted:
            wanted["kinds"] = sorted(wanted["kinds"])
        return self._write(table, row_id, before, {k: v for k, v in wanted.items() if before[k] != v})

    def retract(self, table: str, row_id: int) -> bool:
        """Mark a record as retracted; it stays in the file. False if it was already."""
        before = self._image(table, row_id)
        if before["retracted_at"] is not None:
            return False
        return self._write(table, row_id, before, {"retracted_at": now()})

    def restore(self, table: str, row_id: int) -> bool:
        """Take back the retraction of a record. False if it was not retracted."""
        before = self._image(table, row_id)
        if before["retracted_at"] is None:
            return False
        return self._write(table, row_id, before, {"retracted_at": None})

    def put_back(self, table: str, row_id: int, image: Mapping[str, Any]) -> bool:
        """Give a record the values of an earlier image of itself (undo and redo)."""
        before = self._image(table, row_id)
        return self._write(
            table, row_id, before, {k: v for k, v in image.items() if k != "revision" and before.get(k) != v}
        )

    def finish(self) -> None:
        """Bring history and derived tables up to date; an act that changed nothing leaves no history row."""
        if not self.touched:
            self._connection.execute("DELETE FROM change WHERE id = ?", (self.id,))
            return
        if self._inserted_ranges:
            self._connection.execute(
                "UPDATE change SET inserted = ? WHERE id = ?", (json.dumps(self._inserted_ranges), self.id)
            )
        refresh(self._connection, self.touched)

    def _write(self, table: str, row_id: int, before: dict[str, Any], changed: dict[str, Any]) -> bool:
        if not changed:
            return False
        columns = {k: v for k, v in changed.items() if k != "kinds"}
        assignments = "".join(f'"{self._known(table, name)}" = ?, ' for name in columns)
        self._connection.execute(
            f'UPDATE "{table}" SET {assignments} revision = revision + 1 WHERE id = ?',  # noqa: S608
            (*columns.values(), row_id),
        )
        if "kinds" in changed:
            self._write_kinds(row_id, changed["kinds"])
        self._note_former_owners(table, before)
        self._keep(table, row_id, before)
        return True

    def _note_former_owners(self, table: str, before: Mapping[str, Any]) -> None:
        # A sighting moved from one incident to another changes the derived rows of both.
        for column, owner in (("incident_id", "incident"), ("vessel_id", "vessel")):
            if before.get(column) is not None and table != "judgement":
                self.touched.setdefault(owner, set()).add(before[column])

    def _keep(self, table: str, row_id: int, before: Mapping[str, Any] | None) -> None:
        after = self._image(table, row_id)
        self._connection.execute(
            "INSERT INTO change_row (change_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
            (self.id, table, row_id, None if before is None else _json(before), _json(after)),
        )
        self.touched.setdefault(table, set()).add(row_id)

    def _image(self, table: str, row_id: int) -> dict[str, Any]:
        image = row_image(self._connection, table, row_id)
        if image is None:
            raise NotFoundError(f"There is no {table} {row_id} in this store.")
        return image

    def _insert_row(self, table: str, row: Mapping[str, Any]) -> None:
        names = [self._known(table, name) for name in row]
        quoted = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        self._connection.execute(
            f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})',  # noqa: S608
            tuple(row.values()),
        )

    def _write_kinds(self, incident_id: int, kinds: Iterable[str]) -> None:
        self._connection.execute("DELETE FROM incident_kind WHERE incident_id = ?", (incident_id,))
        self._connection.executemany(
            "INSERT INTO incident_kind VALUES (?, ?)", [(incident_id, kind) for kind in dict.fromkeys(kinds)]
        )

    def _reserve_ids(self, count: int) -> int:
        last = self._connection.execute(
            "UPDATE record_number SET last = last + ? RETURNING last", (count,)
        ).fetchone()[0]
        return int(last) - count + 1

    def _conflict_sentence(self, table: str, row_id: int) -> str:
        last = self._connection.execute(
            "SELECT made_by, made_at FROM change JOIN change_row ON change_row.change_id = change.id"
            " WHERE row_id = ? ORDER BY change.id DESC LIMIT 1",
            (row_id,),
        ).fetchone()
        who = f"by {last['made_by']} at {last['made_at']} " if last else ""
        return f"This {table} was changed {who}after you opened it. Look at the change, then enter yours again."

    @staticmethod
    def _known(table: str, column: str) -> str:
        # Column names reach SQL as text, so only those of the schema may pass.
        if column not in COLUMNS[table]:
            raise NotFoundError(f"{table} has no column {column!r}.")
        return column


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def recorded(
    connection: sqlite3.Connection,
    *,
    by: str,
    action: str,
    summary: str,
    why: str | None = None,
    undoes: int | None = None,
) -> Iterator[ChangeInProgress]:
    """Open one act: an immediate transaction with its history row, kept whole or not at all.

    Args:
        connection: A connection of `open_store`.
        by: Who acts.
        action: One word: add, edit, retract, restore, undo, redo, import, judge, merge, split.
        summary: What was done, for the history list ("Add sighting of Light").
        why: The reason given, if any.
        undoes: The change that this one takes back or does again.
    """
    with write_transaction(connection):
        cursor = connection.execute(
            "INSERT INTO change (uid, made_at, made_by, action, summary, why, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (new_uid(), now(), by, action, summary, why, undoes),
        )
        change = ChangeInProgress(connection, int(cursor.lastrowid or 0))
        yield change
        change.finish()
