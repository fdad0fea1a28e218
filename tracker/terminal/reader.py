"""Reading off the screen's thread: each kind of request has its own connection, and the newest request wins."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tracker.store.connection import open_reader

T = TypeVar("T")

_STEPS_BETWEEN_LOOKS = 50_000
"""Steps of SQLite's machine after which a request looks whether it is still wanted: some milliseconds."""
_CACHE_KIB = 256
"""Pages that each connection keeps; the operating system keeps the others, for all of them together."""


class Superseded(Exception):
    """A newer request of the same kind came before this one was answered."""


class BackgroundReader:
    """Answers requests from worker threads; a newer request of a kind interrupts the older one's SQL."""

    def __init__(self, path: Path) -> None:
        """Read from the store at `path`; connections are opened at first use."""
        self._path = path
        self._lock = threading.Lock()
        self._connections: dict[str, sqlite3.Connection] = {}
        self._in_use: dict[str, threading.Lock] = {}
        self._newest: dict[str, int] = {}

    def announce(self, kind: str) -> int:
        """Take a number for a request about to start, and stop whatever of this kind still runs."""
        with self._lock:
            self._newest[kind] = self._newest.get(kind, 0) + 1
            connection = self._connections.get(kind)
            if connection is not None:
                connection.interrupt()
            return self._newest[kind]

    def is_newest(self, kind: str, number: int) -> bool:
        """Whether no newer request of this kind was announced."""
        return self._newest.get(kind) == number

    def read(self, kind: str, number: int, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` on this kind's connection, on the calling thread.

        Raises:
            Superseded: A newer request was announced.
        """
        with self._lock:
            in_use = self._in_use.setdefault(kind, threading.Lock())
        with in_use:
            if not self.is_newest(kind, number):
                raise Superseded(kind)
            connection = self._connection(kind)
            # An interrupt stops only what already runs; a statement begun just after it stops by this.
            connection.set_progress_handler(lambda: not self.is_newest(kind, number), _STEPS_BETWEEN_LOOKS)
            try:
                answer = work(connection)
            except sqlite3.OperationalError as error:
                if not self.is_newest(kind, number):
                    raise Superseded(kind) from error
                raise
            finally:
                connection.set_progress_handler(None, 0)
            if not self.is_newest(kind, number):
                raise Superseded(kind)
            return answer

    def close(self) -> None:
        """Stop all requests and close the connections."""
        with self._lock:
            kinds = list(self._connections)
        for kind in kinds:
            self.announce(kind)
            with self._in_use[kind], self._lock:
                self._connections.pop(kind).close()

    def _connection(self, kind: str) -> sqlite3.Connection:
        connection = self._connections.get(kind)
        if connection is None:
            connection = open_reader(self._path)
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            with self._lock:
                self._connections[kind] = connection
        return connection
