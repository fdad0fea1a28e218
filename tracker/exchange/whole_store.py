"""A copy of a whole store in one piece, without what is the user's own business: drafts, views and filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tracker.exchange.writing import Progress
from tracker.store.connection import open_store
from tracker.store.statement import joined
from tracker.store.tables import LOAD_ORDER
from tracker.store.transaction import store_error

_OWN_BUSINESS: Final = ("draft", "saved_view", "filter_history")
_STEPS_BETWEEN_CALLS: Final = 200_000
"""Steps of SQLite's machine between two calls of `progress`: some hundredths of a second."""


def copy_whole_store(
    store: Path, path: Path, progress: Progress, describe: Callable[[sqlite3.Connection], None]
) -> dict[str, int]:
    """Write a compact copy of `store` to `path` and return the number of records by table.

    Args:
        store: The store.
        path: The file to write; what an interrupted run left there goes.
        progress: Told now and then that the copy goes on.
        describe: Writes into the copy what it is to say of itself.

    Raises:
        StoreError: The store cannot be read, or the disk is full.
    """
    path.unlink(missing_ok=True)
    # SQLite copies ten times slower from a file that is open for reading only.
    source = open_store(store)
    try:
        # Where the file can only be read, this lets the copy be written.
        source.execute("PRAGMA query_only = OFF")
        with _reporting(source, progress):
            source.execute("VACUUM INTO ?", (str(path),))
    except sqlite3.Error as error:
        raise store_error(error) from error
    finally:
        source.close()
    copy = sqlite3.connect(path, isolation_level=None)
    try:
        copy.execute("PRAGMA secure_delete = ON")
        copy.execute("BEGIN")
        for table in _OWN_BUSINESS:
            copy.execute(joined("DELETE FROM", table))
        describe(copy)
        copy.execute("COMMIT")
        counts = {table: int(copy.execute(joined("SELECT count(*) FROM", table)).fetchone()[0]) for table in LOAD_ORDER}
    finally:
        copy.close()
    progress(sum(counts.values()), sum(counts.values()))
    return counts


@contextmanager
def _reporting(connection: sqlite3.Connection, progress: Progress) -> Iterator[None]:
    """Call `progress` now and then; what it raises ends the statement under way and is raised here."""
    raised: list[BaseException] = []

    def call() -> bool:
        try:
            progress(0, None)
        except BaseException as error:  # noqa: BLE001 - SQLite would swallow it; it is raised again below
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(call, _STEPS_BETWEEN_CALLS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
