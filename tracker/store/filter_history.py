"""The filters used before, for the filter bar's history."""

from __future__ import annotations

import sqlite3
from typing import Final

from tracker.store.clock import now
from tracker.store.transaction import write_transaction

MOST_KEPT: Final = 200


def remember_filter(connection: sqlite3.Connection, text: str) -> None:
    """Keep a filter as the one used last; the oldest beyond `MOST_KEPT` are forgotten.

    Raises:
        StoreError: The store cannot be written.
    """
    text = text.strip()
    if not text:
        return
    with write_transaction(connection):
        connection.execute("DELETE FROM filter_history WHERE filter = ?", (text,))
        connection.execute("INSERT INTO filter_history (filter, used_at) VALUES (?, ?)", (text, now()))
        connection.execute(
            "DELETE FROM filter_history WHERE id NOT IN (SELECT id FROM filter_history ORDER BY id DESC LIMIT ?)",
            (MOST_KEPT,),
        )


def remembered_filters(connection: sqlite3.Connection) -> list[str]:
    """Return the filters used before, the last one first."""
    return [row["filter"] for row in connection.execute("SELECT filter FROM filter_history ORDER BY id DESC")]
