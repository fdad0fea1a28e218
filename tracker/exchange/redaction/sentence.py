"""What a redacted store says of itself, which every file made of it repeats."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final

KEY: Final = "redacted"
"""The key in `store_info` under which a redacted store says so."""

REDACTION: Final = "redaction"
"""The column or key that says so in each row of a file that has no other place for it."""


def redaction_sentence(connection: sqlite3.Connection) -> str | None:
    """Return what was left out of this store, or None where nothing was."""
    row = connection.execute("SELECT value FROM store_info WHERE key = ?", (KEY,)).fetchone()
    return str(row[0]) if row else None


def with_redaction(rows: Iterable[dict[str, Any]], said: str | None) -> Iterator[dict[str, Any]]:
    """Yield the rows, with what was left out in the last place of each if anything was."""
    for row in rows:
        yield {**row, REDACTION: said} if said else row
