"""Open a store: check that the file is ours, migrate an older one, refuse a newer one."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from tracker.domain.errors import StoreError
from tracker.store.migrate import APPLICATION_ID, migrate, schema_version
from tracker.store.store_file import check_file, is_writable
from tracker.store.transaction import store_error, write_transaction

__all__ = ["is_read_only", "open_reader", "open_store", "write_transaction"]

BUSY_TIMEOUT_SECONDS = 10.0

_NO_PLACE_FOR_WAL = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def open_store(path: Path | str, *, create: bool = False) -> sqlite3.Connection:
    """Open the store at `path`: for writing if its file and folder may be written, else for reading.

    Args:
        path: The file.
        create: Make an empty store if there is no file yet.

    Raises:
        StoreError: No such file, not a tracker store, newer than this program, or not to be opened.
    """
    file = Path(path)
    check_file(file, create=create)
    if not is_writable(file):
        return open_reader(file)
    made_here = not file.exists()
    connection = _connect(file, "rwc" if create else "rw")
    try:
        if _is_outdated(connection, file, accept_blank=create):
            migrate(connection, file)
        _use_wal(connection)
    except (sqlite3.Error, StoreError) as error:
        connection.close()
        if made_here and file.stat().st_size == 0:
            file.unlink()
        raise _named(file, error) from error
    return connection


def open_reader(path: Path | str) -> sqlite3.Connection:
    """Open a current store for reading only; `interrupt()` may be called on it from another thread.

    Raises:
        StoreError: As `open_store`, and for a store that has to be migrated first.
    """
    file = Path(path)
    check_file(file, create=False)
    connection = _connect_for_reading(file)
    try:
        if _is_outdated(connection, file, accept_blank=False):
            raise StoreError(
                f"{file}: was written by an older tracker and has to be brought up to date first, which"
                " needs a file and folder that may be written. Copy it to such a folder and open the copy."
            )
        connection.execute("PRAGMA query_only = ON")
    except (sqlite3.Error, StoreError) as error:
        connection.close()
        raise _named(file, error) from error
    return connection


def is_read_only(connection: sqlite3.Connection) -> bool:
    """Whether the connection was opened for reading only."""
    return bool(connection.execute("PRAGMA query_only").fetchone()[0])


def _connect_for_reading(file: Path) -> sqlite3.Connection:
    connection = _connect(file, "ro")
    try:
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        # A WAL file needs a file beside it even to be read, unless nobody can be writing to it.
        if is_writable(file) or error.sqlite_errorcode & 0xFF not in _NO_PLACE_FOR_WAL:
            raise _named(file, error) from error
        return _connect(file, "ro&immutable=1")
    except sqlite3.Error as error:
        connection.close()
        raise _named(file, error) from error
    return connection


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_TIMEOUT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise _named(file, error) from error
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side; the mode stays with the file."""
    deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # Two connections that both switch would wait for each other, so SQLite refuses one at once.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    connection.execute("PRAGMA synchronous = NORMAL")


def _is_outdated(connection: sqlite3.Connection, file: Path, *, accept_blank: bool) -> bool:
    """Whether the schema has to be made or brought up to date; refuse a file that is not ours or newer."""
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if owner != APPLICATION_ID:
        is_blank = owner == 0 and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
        if is_blank and accept_blank:
            return True
        raise StoreError(f"{file}: is an SQLite database of another program, not a tracker store. Nothing was changed.")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > schema_version():
        raise StoreError(
            f"{file}: was written by a newer tracker (schema {version}; this one knows {schema_version()})."
            " Update the tracker to open it. Nothing was changed."
        )
    return version < schema_version()


def _named(file: Path, error: sqlite3.Error | StoreError) -> StoreError:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
        return StoreError(f"{file}: is not an SQLite database, so it is no tracker store. Nothing was changed.")
    sentence = store_error(error) if isinstance(error, sqlite3.Error) else error
    return sentence if str(file) in str(sentence) else StoreError(f"{file}: {sentence}")
