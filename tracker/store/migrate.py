"""The schema as numbered steps: apply those a store does not have yet, once, whoever comes first."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.store.resources import data_path
from tracker.store.transaction import write_transaction

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
    """
    connection.execute("PRAGMA journal_mode = WAL")
    backup: Path | None = None
    with write_transaction(connection):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version >= schema_version():
            return None
        if version:
            backup = _back_up(path, version)
        _apply(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {schema_version()}")
        _fill_states(connection)
    return backup


def _back_up(path: Path, version: int) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    backup = path.with_name(f"{path.name}.backup-schema{version}-{stamp}")
    # Another connection reads the last committed state while this one holds the write lock.
    reader = sqlite3.connect(path)
    target = sqlite3.connect(backup)
    try:
        reader.backup(target)
    finally:
        target.close()
        reader.close()
    return backup


def _apply(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    _migrations().apply(Database(connection))


def _migrations() -> Migrations:
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("tracker")
    for step in steps():
        _register(migrations, step)
    return migrations


def _register(migrations: Migrations, step: Path) -> None:
    @migrations(name=step.stem)
    def run(database: Database) -> None:
        for statement in statements(step.read_text(encoding="utf-8")):
            database.conn.execute(statement)


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
