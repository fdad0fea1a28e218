"""One act written in several short transactions: others can save in between, and undo takes it back whole."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from tracker.domain.errors import ConflictError
from tracker.store.change_in_progress import ChangeInProgress
from tracker.store.clock import now
from tracker.store.transaction import write_transaction
from tracker.store.turns import Turns
from tracker.store.uids import new_uid

_LONGEST_ALONE, _LONGEST_IN_COMPANY = 6.0, 0.3
"""Seconds that a transaction may last while nobody else wants to write; then readers see what it wrote. The longer it
is, the less often are pages written that many rows touch, and the longer takes its end."""
_PART_ALONE, _PART_IN_COMPANY = 0.08, 0.02
_COMPANY_SECONDS: Final = 120.0
"""For so long after somebody had to wait, they are expected again: only the first save finds an act that is alone."""
_GENTLE_SECONDS: Final = 2.0
"""For so long after somebody had to wait, every part is a transaction of its own: one save follows another."""
_GAP_SECONDS: Final = 0.003


class _Dropped(Exception):
    """Ends the transaction of parts that are not to be kept."""


class _NothingChanged(Exception):
    """Ends the transaction of a first part that changed nothing, without a trace."""


class ChangeInParts:
    """An act of which each part is kept whole or not at all, with the history of all parts so far.

    Parts share a transaction as long as nobody else waits to write: a transaction a part would write the same pages
    of the indexes again and again.
    """

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
        """The change row; None until something is kept."""
        self._connection = connection
        self._by, self._action, self._summary = by, action, summary
        self._turns = Turns(connection)
        self._open: ExitStack | None = None
        self._change: ChangeInProgress | None = None
        self._opened_at = self._gentle_until = self._company_until = 0.0

    @property
    def part_seconds(self) -> float:
        """How long the writing of one part should take: in the middle of it nobody else is let in."""
        return _PART_IN_COMPANY if time.monotonic() < self._company_until else _PART_ALONE

    @contextmanager
    def part(self) -> Iterator[ChangeInProgress]:
        """Write one part; keep it at once where somebody waits to write, else with the parts after it.

        Raises:
            ConflictError: Somebody took the earlier parts back meanwhile.
            StoreError: The file is locked too long, read-only or damaged, or the disk is full.
        """
        change = self._change or self._start()
        try:
            yield change
        except BaseException:
            # Whatever ended the part, Ctrl+C too: an open transaction would keep everybody else from saving.
            self.drop_open_parts()
            raise
        moment = time.monotonic()
        if self._turns.somebody_waits():
            self._gentle_until = moment + _GENTLE_SECONDS
            self._company_until = moment + _COMPANY_SECONDS
        longest = _LONGEST_IN_COMPANY if moment < self._company_until else _LONGEST_ALONE
        if moment < self._gentle_until or moment - self._opened_at > longest:
            self.keep_open_parts()
            self._turns.answered()
            if moment < self._gentle_until:
                time.sleep(_GAP_SECONDS)

    def keep_open_parts(self) -> None:
        """End the transaction that is open, if one is; what was written so far is kept.

        Raises:
            StoreError: It could not be written.
        """
        stack, self._open, self._change = self._open, None, None
        if stack is not None:
            stack.close()

    def drop_open_parts(self) -> None:
        """End the transaction that is open, if one is; what was written in it is gone."""
        stack, self._open, self._change = self._open, None, None
        if stack is None:
            return
        try:
            with stack:
                raise _Dropped
        except _Dropped:
            return

    def _start(self) -> ChangeInProgress:
        with ExitStack() as stack:
            self._change = stack.enter_context(self._transaction())
            self._open = stack.pop_all()
        self._opened_at = time.monotonic()
        return self._change

    @contextmanager
    def _transaction(self) -> Iterator[ChangeInProgress]:
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
            # The change's row went with the transaction: a later part must not add to a number that is not there.
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
