"""Reading off the screen's thread: each kind of request has its own connection, and the newest request wins."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from tracker.store.connection import open_reader
from tracker.terminal.memory import give_back_unused_memory

T = TypeVar("T")

_STEPS_BETWEEN_LOOKS = 50_000
"""Steps of SQLite's machine after which a request looks whether it is still wanted: some milliseconds."""
_CACHE_KIB = 256
"""Pages that each connection keeps; the operating system keeps the others, for all of them together."""
_LONG_SECONDS = 0.03
"""A request that took longer may have needed much memory."""
_MOST_HELPERS = 7
"""Each needs memory of its own, and a screen is not read sooner by more."""
_HELPERS_WAITED_FOR_SECONDS = 0.02
"""How long a request waits for the connections that another one, just stopped, is still giving back."""


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
        self._under_way = 0
        self._helpers: tuple[sqlite3.Connection, ...] | None = None
        self._helpers_in_use = threading.Lock()
        self._helping: str | None = None
        """The kind whose request the helpers work for."""

    def announce(self, kind: str) -> int:
        """Take a number for a request about to start, and stop whatever of this kind still runs."""
        with self._lock:
            self._newest[kind] = self._newest.get(kind, 0) + 1
            connection = self._connections.get(kind)
            if connection is not None:
                connection.interrupt()
            if self._helping == kind:
                for helper in self._helpers or ():
                    helper.interrupt()
            return self._newest[kind]

    @property
    def is_reading(self) -> bool:
        """Whether a request is being answered."""
        return self._under_way > 0

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
            begun = time.monotonic()
            self._count_under_way(1)
            try:
                with self._stopping_if_superseded(kind, number, self._connection(kind)) as connection:
                    answer = work(connection)
            except sqlite3.OperationalError as error:
                if not self.is_newest(kind, number):
                    raise Superseded(kind) from error
                raise
            finally:
                self._count_under_way(-1)
                if time.monotonic() - begun > _LONG_SECONDS:
                    give_back_unused_memory()
            if not self.is_newest(kind, number):
                raise Superseded(kind)
            return answer

    def read_with_helpers(
        self, kind: str, number: int, work: Callable[[sqlite3.Connection, Sequence[sqlite3.Connection]], T]
    ) -> T:
        """As `read`, lending `work` a connection more for each further processor, unless another request has them.

        Raises:
            Superseded: A newer request was announced.
        """

        def work_with_helpers(connection: sqlite3.Connection) -> T:
            with self._lent_helpers(kind, number) as helpers:
                return work(connection, helpers)

        return self.read(kind, number, work_with_helpers)

    def close(self) -> None:
        """Stop all requests and close the connections."""
        with self._lock:
            kinds = list(self._connections)
        for kind in kinds:
            self.announce(kind)
            with self._in_use[kind], self._lock:
                self._connections.pop(kind).close()
        with self._helpers_in_use:
            for helper in self._helpers or ():
                helper.close()
            self._helpers = ()

    def _count_under_way(self, more: int) -> None:
        with self._lock:
            self._under_way += more

    def _connection(self, kind: str) -> sqlite3.Connection:
        connection = self._connections.get(kind)
        if connection is None:
            connection = self._opened()
            with self._lock:
                self._connections[kind] = connection
        return connection

    def _opened(self) -> sqlite3.Connection:
        connection = open_reader(self._path)
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        return connection

    @contextmanager
    def _stopping_if_superseded(
        self, kind: str, number: int, connection: sqlite3.Connection
    ) -> Iterator[sqlite3.Connection]:
        # An interrupt stops only what already runs; a statement begun just after it stops by this.
        connection.set_progress_handler(lambda: not self.is_newest(kind, number), _STEPS_BETWEEN_LOOKS)
        try:
            yield connection
        finally:
            connection.set_progress_handler(None, 0)

    @contextmanager
    def _lent_helpers(self, kind: str, number: int) -> Iterator[Sequence[sqlite3.Connection]]:
        if not self._helpers_in_use.acquire(timeout=_HELPERS_WAITED_FOR_SECONDS):
            yield ()
            return
        try:
            if self._helpers is None:
                self._helpers = tuple(self._opened() for _ in range(min(processors() - 1, _MOST_HELPERS)))
            self._helping = kind
            with ExitStack() as stopping:
                for helper in self._helpers:
                    stopping.enter_context(self._stopping_if_superseded(kind, number, helper))
                yield self._helpers
        finally:
            self._helping = None
            self._helpers_in_use.release()


def processors() -> int:
    """Return how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
