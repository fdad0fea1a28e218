"""The one way to write: an immediate transaction whose failures come out as sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.domain.errors import StoreError


@contextmanager
def write_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run the block as one `BEGIN IMMEDIATE` transaction: all of it is kept, or nothing.

    A deferred transaction that reads before it writes fails at once under a second writer, whatever the
    busy timeout; an immediate one waits its turn.

    Raises:
        StoreError: The file is locked too long, read-only, full or damaged.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        raise store_error(error) from error
    try:
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.IntegrityError):
            raise store_error(error) from error
        raise


def store_error(error: sqlite3.Error) -> StoreError:
    """Return the sentence a person can act on for an error of SQLite."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreError("The store is being written by another program for too long; try again. Nothing was saved.")
    if "readonly" in text or "read-only" in text:
        return StoreError("The store is read-only: its file or folder may not be written. Nothing was saved.")
    if "full" in text:
        return StoreError("The disk is full: nothing was saved, and the store is as it was. Free some space and try again.")
    if "not a database" in text:
        return StoreError("The file is not an SQLite database.")
    if "malformed" in text or "corrupt" in text:
        return StoreError("The store file is damaged: run `tracker verify`, and go back to a backup.")
    if "unable to open" in text:
        return StoreError("The store cannot be opened: check that the folder exists and may be written.")
    return StoreError(f"SQLite refused: {text}.")
