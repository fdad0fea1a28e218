"""The writing of one import: a source, a change in parts and a row of `import_run`, begun at the first new record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tracker.exchange.imports.summary import ImportSummary
from tracker.store.change_in_parts import ChangeInParts
from tracker.store.change_in_progress import ChangeInProgress
from tracker.store.clock import now
from tracker.store.uids import import_uid, new_uid
from tracker.store.withdrawing import withdraw


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What the store keeps of the file itself."""

    format_name: str
    file_name: str
    sha256: str
    source: Mapping[str, Any] | None
    """Column to value of its source record; None where its records bring their own sources."""


class ImportAct:
    """An import that writes in short transactions; one that was interrupted is gone on with."""

    def __init__(self, connection: sqlite3.Connection, file: ImportedFile, *, by: str, summary: str) -> None:
        """Write nothing yet; an unfinished import of the very same file is continued."""
        self._connection = connection
        self._file = file
        earlier = connection.execute(
            "SELECT id, change_id, source_id FROM import_run WHERE format = ? AND sha256 = ? AND finished_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM change WHERE undoes = change_id) ORDER BY id DESC LIMIT 1",
            (file.format_name, file.sha256),
        ).fetchone()
        self.continues = earlier is not None
        """Whether it goes on with an import that was interrupted."""
        self._open: ChangeInProgress | None = None
        self._run_id: int | None = earlier["id"] if earlier else None
        self._source_id: int | None = earlier["source_id"] if earlier else None
        self._change = ChangeInParts(
            connection, by=by, action="import", summary=summary, change_id=earlier["change_id"] if earlier else None
        )

    @property
    def change_id(self) -> int | None:
        """The change that `undo` takes back; None where nothing was written."""
        return self._change.id

    @property
    def part_seconds(self) -> float:
        """How long the writing of one part should take."""
        return self._change.part_seconds

    @property
    def source_id(self) -> int | None:
        """The source record of the file; None where nothing was written."""
        return self._source_id

    @contextmanager
    def part(self) -> Iterator[ChangeInProgress]:
        """Open the next part; one that changes nothing leaves no trace.

        Raises:
            ConflictError: Somebody took the import back while it ran.
            StoreError: The store cannot be written.
        """
        try:
            with self._change.part() as self._open:
                yield self._open
        finally:
            self._open = None

    def begin(self) -> int:
        """Write the source and the row of `import_run`, within a part, if they are not there; return the source's id.

        Raises:
            RuntimeError: No part is open, or the file has no source of its own.
        """
        self.begin_run()
        if self._source_id is None:
            raise RuntimeError("The records of this file have sources of their own.")
        return self._source_id

    def begin_run(self) -> None:
        """Write the row of `import_run`, and the file's source if it has one, within a part, if they are not there.

        Raises:
            RuntimeError: No part is open.
        """
        if self._open is None:
            raise RuntimeError("An import begins within a part.")
        if self._run_id is None:
            self._run_id = self._begin(self._open)

    def held(self, uids: Collection[str]) -> set[str]:
        """Return which of these uids this import gave to sightings that the store does not show: none."""
        del uids
        return set()

    def finish(self, summary: ImportSummary) -> None:
        """Keep everything and mark the import as complete; one that gave nothing new leaves no trace."""
        if self._run_id is not None:
            with self._change.part():
                self._connection.execute(
                    "UPDATE import_run SET finished_at = ?, counts = ? WHERE id = ?",
                    (now(), json.dumps(summary.as_counts(), ensure_ascii=False), self._run_id),
                )
        self._change.keep_open_parts()

    def call_off(self) -> None:
        """Leave the store as it was before the import.

        Raises:
            ConflictError: Others already work with what it brought.
            StoreError: The store cannot be written.
        """
        self._change.drop_open_parts()
        if self._change.id is not None:
            withdraw(self._connection, self._change.id)

    def interrupt(self) -> None:
        """Leave the store as far as it came, for the next import of the file to go on with."""
        self._change.drop_open_parts()

    def _begin(self, change: ChangeInProgress) -> int:
        file = self._file
        if file.source is not None:
            self._source_id = self._begin_source(change, file.source)
        cursor = self._connection.execute(
            "INSERT INTO import_run (uid, source_id, change_id, format, file_name, sha256, started_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (new_uid(), self._source_id, change.id, file.format_name, file.file_name, file.sha256, now()),
        )
        return int(cursor.lastrowid or 0)

    def _begin_source(self, change: ChangeInProgress, values: Mapping[str, Any]) -> int:
        file = self._file
        uid = import_uid(file.format_name, "source", file.sha256)
        known = self._connection.execute("SELECT id FROM source WHERE uid = ?", (uid,)).fetchone()
        if known is None:
            return change.insert("source", {**values, "sha256": file.sha256}, uid=uid)
        source_id = int(known["id"])
        change.restore("source", source_id)
        return source_id
