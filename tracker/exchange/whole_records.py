"""The records that a query selects with all they refer to, read from a store that is not written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.exchange.selection import ids_of, select_everything, select_with_references
from tracker.store.connection import open_reader
from tracker.store.results import Query


@contextmanager
def selected_records(store: Path, query: Query) -> Iterator[sqlite3.Connection]:
    """Yield a reader of `store` whose temporary table `selected` names what `query` selects and all it refers to.

    A query without a filter selects the whole store.

    Raises:
        StoreError: The store cannot be read.
    """
    connection = open_reader(store)
    try:
        ids = ids_of(connection, query) if query.filter else None
        # The file stays open for reading only; the temporary table lies elsewhere.
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("BEGIN")
        if ids is None:
            select_everything(connection, "main")
        else:
            select_with_references(connection, "main", ids, query.table)
        yield connection
    finally:
        connection.close()
