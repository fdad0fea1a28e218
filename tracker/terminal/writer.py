"""Writing off the screen's thread: one connection, one write at a time, opened at the first write."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

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

    def close(self) -> None:
        """Close the connection, after the write under way."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
