"""One act written in several short transactions: others can save in between, and undo takes it back whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.domain.errors import ConflictError
from tracker.store.change_in_progress import ChangeInProgress
from tracker.store.clock import now
from tracker.store.transaction import write_transaction
from tracker.store.uids import new_uid


class _NothingChanged(Exception):
    """Ends the transaction of a first part that changed nothing, without a trace."""


class ChangeInParts:
    """An act of which each part is kept whole or not at all, with the history of all parts so far."""

    def __init__(
        self, connection: sqlite3.Connection, *, by: str, action: str, summary: str, change_id: int | None = None
    ) -> None:
        """Write nothing yet.

        Args:
            connection: A connection of `open_store`.
            by: Who acts.
            action: As for `recorded`.
            summary: As for `recorded`.
            change_id: A change of earlier parts to go on with.
        """
        self.id = change_id
        """The change row; None until the first part is open."""
        self._connection = connection
        self._by, self._action, self._summary = by, action, summary

    @contextmanager
    def part(self) -> Iterator[ChangeInProgress]:
        """Open one part as an immediate transaction; the first one that changes something writes the history row.

        Raises:
            ConflictError: Somebody took the earlier parts back meanwhile.
            StoreError: The file is locked too long, read-only or damaged, or the disk is full.
        """
        is_first = self.id is None
        try:
            with write_transaction(self._connection):
                if self.id is None:
                    self.id = self._begin()
                else:
                    self._refuse_taken_back(self.id)
                change = ChangeInProgress(self._connection, self.id, is_part=True)
                yield change
                if is_first and not change.has_changed:
                    raise _NothingChanged
                change.finish()
        except _NothingChanged:
            self.id = None
        except BaseException:
            if is_first:
                self.id = None
            raise

    def _begin(self) -> int:
        cursor = self._connection.execute(
            "INSERT INTO change (uid, made_at, made_by, action, summary) VALUES (?, ?, ?, ?, ?)",
            (new_uid(), now(), self._by, self._action, self._summary),
        )
        return int(cursor.lastrowid or 0)

    def _refuse_taken_back(self, change_id: int) -> None:
        standing = self._connection.execute(
            "SELECT NOT EXISTS (SELECT 1 FROM change AS undone WHERE undone.undoes = change.id)"
            " FROM change WHERE id = ?",
            (change_id,),
        ).fetchone()
        if standing is None or not standing[0]:
            raise ConflictError(f"{self._summary}: somebody took back meanwhile what it had done so far. It was ended.")
