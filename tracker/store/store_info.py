"""What a store says of itself: when it was made, and what a user or part of the program keeps under a key."""

from __future__ import annotations

import sqlite3

from tracker.store.transaction import write_transaction


def store_info(connection: sqlite3.Connection) -> dict[str, str]:
    """Return everything kept, by key."""
    return {row["key"]: row["value"] for row in connection.execute("SELECT key, value FROM store_info ORDER BY key")}


def set_store_info(connection: sqlite3.Connection, key: str, value: str | None) -> None:
    """Keep `value` under `key`, or nothing any more for None.

    Raises:
        StoreError: The store cannot be written.
    """
    with write_transaction(connection):
        if value is None:
            connection.execute("DELETE FROM store_info WHERE key = ?", (key,))
        else:
            connection.execute(
                "INSERT INTO store_info VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )
