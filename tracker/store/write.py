"""Writing: every act is one immediate transaction that changes rows and keeps what they were before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.store.change_in_progress import ChangeInProgress
from tracker.store.clock import now
from tracker.store.transaction import write_transaction
from tracker.store.uids import new_uid

__all__ = ["ChangeInProgress", "now", "recorded", "write_transaction"]


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

    Raises:
        StoreError: The file is locked too long, read-only or damaged, or the disk is full.
    """
    with write_transaction(connection):
        cursor = connection.execute(
            "INSERT INTO change (uid, made_at, made_by, action, summary, why, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (new_uid(), now(), by, action, summary, why, undoes),
        )
        change = ChangeInProgress(connection, int(cursor.lastrowid or 0))
        yield change
        change.finish()
