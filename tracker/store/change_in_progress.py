"""One act while its transaction is open: each method changes rows and keeps their history together."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.domain.errors import ConflictError, NotFoundError
from tracker.store.bulk import insert_rows, set_retracted
from tracker.store.clock import now
from tracker.store.derived import refresh
from tracker.store.history import ranges_of_change
from tracker.store.images import row_image, to_json
from tracker.store.refusals import known_column, refused_row
from tracker.store.tables import KEPT_BY_STORE, with_bounds
from tracker.store.touched import Touched, joined
from tracker.store.uids import new_uid


class ChangeInProgress:
    """The open transaction of one act, made by `recorded()`."""

    def __init__(self, connection: sqlite3.Connection, change_id: int, *, is_part: bool = False) -> None:
        """Belong to the change row `change_id`, already written; as a part, add to what earlier parts did."""
        self.id = change_id
        self._connection = connection
        self._is_part = is_part
        self._touched = Touched()
        self._ranges: dict[str, dict[str, list[range]]] = {"inserted": {}, "retracted": {}, "restored": {}}

    @property
    def has_changed(self) -> bool:
        """Whether any record was touched."""
        return bool(self._touched)

    def insert(
        self, table: str, values: Mapping[str, Any], *, uid: str | None = None, kept: Mapping[str, Any] | None = None
    ) -> int:
        """Add a record and return its id; uid, revision, creation time and the bounds of dates are filled in.

        Args:
            table: The record table.
            values: Column name to value; an incident may carry `kinds`.
            uid: The uid it has in another store, for a record that comes from one.
            kept: What that store kept of it: revision, creation time, and when it was retracted.

        Raises:
            FieldError: A value that its column cannot take.
            NotFoundError: A column or a record referred to does not exist.
        """
        row_id = self._reserve_id()
        row = with_bounds(table, {k: v for k, v in values.items() if k not in KEPT_BY_STORE and k != "kinds"})
        row |= {"id": row_id, "uid": uid or new_uid(), "revision": 1, "created_at": now(), **(kept or {})}
        names = ", ".join(f'"{known_column(table, name)}"' for name in row)
        marks = ", ".join("?" * len(row))
        self._execute(table, row, f'INSERT INTO "{table}" ({names}) VALUES ({marks})', (*row.values(),))  # noqa: S608
        if table == "incident":
            self._write_kinds(row_id, values.get("kinds", ()))
        self._keep(table, row_id, None)
        return row_id

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Add many records quickly and return their ids; history keeps the range instead of row images.

        Args:
            table: The record table.
            columns: What each row gives. `uid`, `revision` and `created_at` may be among them; `kinds` may not (see
                `add_kinds`), and neither may `retracted_at`.
                The bounds of a partial date are computed unless the columns name them.
            rows: The rows, read once; nothing else may be written to the store while they are read.

        Raises:
            FieldError: A value that its column cannot take.
            NotFoundError: A column does not exist.
        """
        ids = insert_rows(self._connection, table, columns, rows)
        self._keep_range("inserted", table, ids)
        return ids

    def add_kinds(self, kinds: Iterable[tuple[int, str]]) -> None:
        """Give incidents that this change added with `insert_many` their kinds, as (incident id, kind)."""
        self._connection.executemany("INSERT INTO incident_kind VALUES (?, ?)", kinds)

    def update(
        self, table: str, row_id: int, values: Mapping[str, Any], *, expected_revision: int | None = None
    ) -> bool:
        """Change columns of a record; return False if nothing would change.

        Raises:
            NotFoundError: There is no such row, or no such column.
            ConflictError: The row is no longer at `expected_revision`; says who changed it, and when.
            FieldError: A value that its column cannot take.
        """
        before = self._image(table, row_id)
        if expected_revision is not None and before["revision"] != expected_revision:
            raise ConflictError(self._conflict_sentence(table, row_id))
        wanted = with_bounds(table, {k: v for k, v in values.items() if k not in KEPT_BY_STORE})
        if "kinds" in wanted:
            wanted["kinds"] = sorted(set(wanted["kinds"]))
        return self._write(table, before, wanted)

    def retract(self, table: str, row_id: int) -> bool:
        """Mark a record as retracted; it stays in the file. False if it was already."""
        before = self._image(table, row_id)
        return before["retracted_at"] is None and self._write(table, before, {"retracted_at": now()})

    def restore(self, table: str, row_id: int) -> bool:
        """Take back the retraction of a record. False if it was not retracted."""
        before = self._image(table, row_id)
        return before["retracted_at"] is not None and self._write(table, before, {"retracted_at": None})

    def put_back(self, table: str, row_id: int, image: Mapping[str, Any]) -> bool:
        """Give a record the values of an earlier image of itself (undo and redo)."""
        return self._write(table, self._image(table, row_id), {k: v for k, v in image.items() if k != "revision"})

    def retract_range(self, table: str, ids: range) -> None:
        """Retract all rows of a range at once; history keeps the range. None of them may be retracted yet."""
        set_retracted(self._connection, table, ids, now())
        self._keep_range("retracted", table, ids)

    def restore_range(self, table: str, ids: range) -> None:
        """Take back the retraction of all rows of a range at once; history keeps the range."""
        set_retracted(self._connection, table, ids, None)
        self._keep_range("restored", table, ids)

    def finish(self) -> None:
        """Bring history and derived tables up to date; an act that changed nothing leaves no history row."""
        if not self._touched:
            if not self._is_part:
                self._connection.execute("DELETE FROM change WHERE id = ?", (self.id,))
            return
        earlier = ranges_of_change(self._connection, self.id) if self._is_part else {}
        for column, tables in self._ranges.items():
            if tables:
                known = earlier.get(column, {})
                spans = {name: joined([*known.get(name, ()), *tables.get(name, ())]) for name in {**known, **tables}}
                self._connection.execute(
                    f"UPDATE change SET {column} = ? WHERE id = ?",  # noqa: S608
                    (json.dumps(spans), self.id),
                )
        refresh(self._connection, self._touched)

    def _write(self, table: str, before: dict[str, Any], wanted: Mapping[str, Any]) -> bool:
        names = [name if name == "kinds" else known_column(table, name) for name in wanted]
        changed = {name: wanted[name] for name in names if before.get(name) != wanted[name]}
        if not changed:
            return False
        row_id = int(before["id"])
        columns = {k: v for k, v in changed.items() if k != "kinds"}
        assignments = "".join(f'"{name}" = ?, ' for name in columns)
        self._execute(
            table,
            columns,
            f'UPDATE "{table}" SET {assignments} revision = revision + 1 WHERE id = ?',  # noqa: S608
            (*columns.values(), row_id),
        )
        if "kinds" in changed:
            self._write_kinds(row_id, changed["kinds"])
        self._keep(table, row_id, before)
        return True

    def _keep(self, table: str, row_id: int, before: Mapping[str, Any] | None) -> None:
        after = self._image(table, row_id)
        self._connection.execute(
            "INSERT INTO change_row (change_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
            (self.id, table, row_id, None if before is None else to_json(before), to_json(after)),
        )
        self._touched.note(table, before, after)

    def _keep_range(self, column: str, table: str, ids: range) -> None:
        if ids:
            self._ranges[column].setdefault(table, []).append(ids)
            self._touched.add_range(table, ids)

    def _image(self, table: str, row_id: int) -> dict[str, Any]:
        image = row_image(self._connection, table, row_id)
        if image is None:
            raise NotFoundError(f"There is no {table} {row_id} in this store.")
        return image

    def _execute(self, table: str, row: Mapping[str, Any], sql: str, parameters: tuple[Any, ...]) -> None:
        try:
            self._connection.execute(sql, parameters)
        except sqlite3.IntegrityError as error:
            raise refused_row(self._connection, table, row, error) from error

    def _write_kinds(self, incident_id: int, kinds: Iterable[str]) -> None:
        self._connection.execute("DELETE FROM incident_kind WHERE incident_id = ?", (incident_id,))
        self._connection.executemany(
            "INSERT INTO incident_kind VALUES (?, ?)", [(incident_id, kind) for kind in dict.fromkeys(kinds)]
        )

    def _reserve_id(self) -> int:
        reserved = self._connection.execute("UPDATE record_number SET last = last + 1 RETURNING last").fetchone()
        return int(reserved[0])

    def _conflict_sentence(self, table: str, row_id: int) -> str:
        last = self._connection.execute(
            "SELECT made_by, made_at FROM change JOIN change_row ON change_row.change_id = change.id"
            " WHERE row_id = ? ORDER BY change.id DESC LIMIT 1",
            (row_id,),
        ).fetchone()
        who = f" by {last['made_by']} at {last['made_at']}," if last else ""
        return f"This {table} was changed{who} after you opened it. Look at that change, then enter yours again."
