"""Writing off the screen's thread: one connection, one write at a time, opened at the first write."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from tracker.domain.errors import StoreError
from tracker.store.connection import open_store

T = TypeVar("T")


class StoreWriter:
    """Runs writes one after another on the calling worker threads."""

    def __init__(self, path: Path) -> None:
        """Write to the store at `path`."""
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` on the writing connection and return what it returns.

        Raises:
            TrackerError: The store cannot be opened, or `work` refuses.
        """
        with self._lock:
            if self._connection is None:
                self._connection = open_store(self._path)
            return work(self._connection)

    def _has_log(self) -> bool:
        # SQLite has its log beside the file itself, whatever link leads to it.
        file = self._path.resolve()
        return file.with_name(f"{file.name}-wal").exists()

    def close(self) -> None:
        """Close the connection, after the write under way, once all others of this process are closed.

        The last to leave a store puts what is in SQLite's log into the file and takes the log away, which one that only
        reads cannot: without it, who copies the file would miss what was written last. Where the store cannot be opened
        for that, the log stays beside the file, and whoever opens it next reads both.
        """
        with self._lock, suppress(StoreError):
            if self._connection is None and self._has_log():
                self._connection = open_store(self._path)
            if self._connection is not None:
                self._connection.close()
                self._connection = None
