"""The schema as numbered steps: apply those a store does not have yet, once, whoever comes first."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.errors import StoreError
from tracker.store.clock import now
from tracker.store.resources import data_path
from tracker.store.transaction import store_error, write_transaction

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x54524B52
"""`TRKR`, in the SQLite header of every tracker store."""


@cache
def steps() -> tuple[Path, ...]:
    """Return the SQL files of the schema in order."""
    return tuple(sorted(data_path("migrations").glob("[0-9][0-9][0-9][0-9]_*.sql")))


def schema_version() -> int:
    """Return the number of the newest step: the `user_version` of a current store."""
    return int(steps()[-1].name[:4])


def migrate(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Bring the store to the current schema under one lock; return the backup made first, if any.

    Processes that start together wait for the first one and then find nothing left to do.

    Raises:
        StoreError: The store is locked too long, or the disk cannot take the backup or the new schema.
    """
    backup: Path | None = None
    with write_transaction(connection):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version >= schema_version():
            return None
        if version and _holds_records(connection):
            backup = _back_up(path, version)
        _apply(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {schema_version()}")
        _fill_states(connection)
        connection.execute("INSERT OR IGNORE INTO store_info VALUES ('created_at', ?)", (now(),))
    return backup


def migrations() -> Migrations:
    """Return the steps as the migration set that sqlite-utils applies and remembers."""
    from sqlite_utils.migrations import Migrations

    found = Migrations("tracker")
    for step in steps():
        _register(found, step)
    return found


def statements(script: str) -> list[str]:
    """Split a script into its statements (`executescript` would commit the transaction around it)."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return [*found, pending] if pending.strip() else found


def _register(found: Migrations, step: Path) -> None:
    @found(name=step.stem)
    def run(database: Database) -> None:
        for statement in statements(step.read_text(encoding="utf-8")):
            database.conn.execute(statement)


def _apply(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    migrations().apply(Database(connection))


def _holds_records(connection: sqlite3.Connection) -> bool:
    return int(connection.execute("SELECT last FROM record_number").fetchone()[0]) > 0


def _back_up(path: Path, version: int) -> Path:
    stamp = now().replace("-", "").replace(":", "")
    backup = path.with_name(f"{path.name}.backup-{version}-{stamp}")
    try:
        # A second connection reads the last committed state while the first one holds the write lock.
        reader = sqlite3.connect(path)
        target = sqlite3.connect(backup)
        try:
            reader.backup(target)
        finally:
            target.close()
            reader.close()
    except sqlite3.Error as error:
        backup.unlink(missing_ok=True)
        raise StoreError(
            f"No backup could be written to {backup}, so nothing was migrated. {store_error(error)}"
        ) from error
    return backup


def _fill_states(connection: sqlite3.Connection) -> None:
    from tracker.store.reference import load_reference

    connection.executemany(
        "INSERT INTO state (code, name, demonym) VALUES (?, ?, ?)"
        " ON CONFLICT (code) DO UPDATE SET name = excluded.name, demonym = excluded.demonym",
        [
            (state.code, state.name, state.demonyms[0] if state.demonyms else None)
            for state in load_reference().states.values()
        ],
    )
