"""Open a store: check that the file is ours, migrate an older one, refuse a newer one, change nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tracker.domain.errors import StoreError
from tracker.store.migrate import APPLICATION_ID, migrate, schema_version
from tracker.store.transaction import store_error

BUSY_TIMEOUT_SECONDS = 10.0

_SQLITE_HEADER = b"SQLite format 3\x00"


def open_store(path: Path | str, *, create: bool = False) -> sqlite3.Connection:
    """Open the store at `path` for reading and writing.

    Args:
        path: The file.
        create: Make an empty store if there is no file yet.

    Raises:
        StoreError: No such file, not a tracker store, newer than this program, or not to be opened.
    """
    file = Path(path)
    is_new = _check_file(file, create=create)
    connection = _connect(f"file:{_quoted(file)}?mode={'rwc' if is_new else 'rw'}")
    try:
        if _needs_migration(connection, file, is_new=is_new):
            migrate(connection, file)
    except sqlite3.Error as error:
        connection.close()
        raise _named(file, store_error(error)) from error
    except StoreError as error:
        connection.close()
        raise _named(file, error) from error
    return connection


def open_reader(path: Path | str) -> sqlite3.Connection:
    """Open a current store for reading only; `interrupt()` may be called on it from another thread.

    Raises:
        StoreError: As `open_store`, and for a store that has to be migrated first.
    """
    file = Path(path)
    _check_file(file, create=False)
    connection = _connect(f"file:{_quoted(file)}?mode=ro")
    try:
        if _needs_migration(connection, file, is_new=False):
            raise StoreError(f"{file}: the store is of an older version; open it once for writing to bring it up to date.")
        connection.execute("PRAGMA query_only = ON")
    except sqlite3.Error as error:
        connection.close()
        raise _named(file, store_error(error)) from error
    except StoreError:
        connection.close()
        raise
    return connection


def _connect(uri: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.Error as error:
        raise store_error(error) from error
    return connection


def _quoted(file: Path) -> str:
    from urllib.parse import quote

    return quote(str(file.absolute()))


def _named(file: Path, error: StoreError) -> StoreError:
    return error if str(file) in str(error) else StoreError(f"{file}: {error}")


def _check_file(file: Path, *, create: bool) -> bool:
    """Refuse what cannot be a store, before SQLite touches it; return whether the file is to be made."""
    if file.is_dir():
        raise StoreError(f"{file}: is a folder. Name the store file itself, such as {file / 'tracker.db'}.")
    if not file.exists():
        if not create:
            raise StoreError(f"{file}: there is no such file. `tracker init {file}` makes a new store there.")
        if not file.parent.exists():
            raise StoreError(f"{file}: the folder {file.parent} does not exist. Make it first, or name another place.")
        return True
    try:
        with file.open("rb") as handle:
            header = handle.read(len(_SQLITE_HEADER))
    except OSError as error:
        raise StoreError(f"{file}: cannot be read ({error.strerror}).") from error
    if not header:
        if create:
            return True
        raise StoreError(f"{file}: is empty, not a store. `tracker init` makes a store in a new file.")
    if header != _SQLITE_HEADER:
        raise StoreError(f"{file}: is not an SQLite database, so it is no tracker store. Nothing was changed.")
    return False


def _needs_migration(connection: sqlite3.Connection, file: Path, *, is_new: bool) -> bool:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if owner != APPLICATION_ID:
        holds_tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if is_new and not holds_tables:
            return True
        raise StoreError(
            f"{file}: is an SQLite database of another program, not a tracker store. Nothing was changed."
        )
    if version > schema_version():
        raise StoreError(
            f"{file}: was written by a newer tracker (schema {version}; this one knows {schema_version()})."
            " Update the tracker to open it. Nothing was changed."
        )
    return version < schema_version()
