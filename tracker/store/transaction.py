"""The one way to write: an immediate transaction whose failures come out as sentences."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tracker.domain.errors import StoreError
from tracker.store.turns import Turns

_PRIMARY_CODE = 0xFF
"""An extended result code of SQLite keeps its primary code in the lowest byte."""

_BETWEEN_TRIES_SECONDS: Final = 0.001

_SENTENCES: Final = {
    sqlite3.SQLITE_BUSY: "Another program has been writing to the store for too long. Nothing was saved; try again.",
    sqlite3.SQLITE_LOCKED: "The store is in use by another part of the program. Nothing was saved; try again.",
    sqlite3.SQLITE_READONLY: "The store can only be read: its file or folder may not be written. Nothing was saved.",
    sqlite3.SQLITE_FULL: "The disk is full. Nothing was saved and the store is as it was;"
    " free some space and try again.",
    sqlite3.SQLITE_NOTADB: "The file is not an SQLite database, so it is no tracker store.",
    sqlite3.SQLITE_CORRUPT: "The store file is damaged. Run `tracker verify` to see where, and go back to a backup.",
    sqlite3.SQLITE_CANTOPEN: "The store cannot be opened: its file or folder may not be read.",
    sqlite3.SQLITE_IOERR: "The disk reported an error. Nothing was saved; check the disk and try again.",
    sqlite3.SQLITE_IOERR_SHMSIZE: "The disk is full. Nothing was saved and the store is as it was;"
    " free some space and try again.",
}


@contextmanager
def write_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run the block as one `BEGIN IMMEDIATE` transaction: all of it is kept, or nothing.

    A deferred transaction that reads before it writes fails at once under a second writer, whatever the
    busy timeout; an immediate one waits its turn.

    Raises:
        StoreError: The file is locked too long, read-only, full or damaged.
    """
    _begin(connection)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        # A full disk or an interrupt may have rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise store_error(error) from error
        raise


def _begin(connection: sqlite3.Connection) -> None:
    """Wait for the turn to write, as long as the connection's busy timeout says.

    SQLite's own waiting sleeps up to 100 ms between two tries and would miss most gaps that a long act leaves.
    """
    try:
        patience = int(connection.execute("PRAGMA busy_timeout").fetchone()[0])
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            _take_turn(connection, time.monotonic() + patience / 1000)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {patience}")
    except sqlite3.Error as error:
        raise store_error(error) from error


def _take_turn(connection: sqlite3.Connection, deadline: float) -> None:
    turns: Turns | None = None
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
            turns = turns or Turns(connection)
            turns.ask()
            time.sleep(_BETWEEN_TRIES_SECONDS)
        else:
            break
    if turns is not None:
        turns.answered()


def store_error(error: sqlite3.Error) -> StoreError:
    """Return the sentence a person can act on for an error of SQLite."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    known = _SENTENCES.get(code) or _SENTENCES.get(code & _PRIMARY_CODE)
    return StoreError(known or f"The store refuses this: {error}. Nothing was saved.")
