"""Let several connections read a store as it is at one moment, whoever writes meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Let several statements of one connection read the store as it is at one moment."""
    begins_here = not connection.in_transaction
    if begins_here:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        if begins_here:
            connection.rollback()


@contextmanager
def same_moment(
    connection: sqlite3.Connection, beside: Sequence[sqlite3.Connection]
) -> Iterator[Sequence[sqlite3.Connection]]:
    """Let further connections read the store as `connection` does, at one moment.

    Yields those that do: `connection` first, and alone where it had begun to read before, or where somebody wrote just
    while the others began.
    """
    if not beside or connection.in_transaction:
        with one_moment(connection):
            yield (connection,)
        return
    together = (connection, *beside)
    before = [_version(one) for one in beside]
    with ExitStack() as ending:
        for one in together:
            one.execute("BEGIN")
            ending.callback(one.rollback)
            _version(one)
        # Each of the others saw the same before `connection` began to read and after, so it saw the same as well.
        is_same = [_version(one) for one in beside] == before
        yield together if is_same else (connection,)


def _version(connection: sqlite3.Connection) -> int:
    """Return a number that differs from the last one of the same connection if anybody else wrote in between.

    In a transaction it begins the reading: whatever is read after it is of the same moment.
    """
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
