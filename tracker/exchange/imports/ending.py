"""End what a newer version of a list no longer holds: its listings and identities get an end, nothing goes."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from tracker.store.write import ChangeInProgress

_END_COLUMNS: Final = {"listing": "delisted", "identity": "valid_to"}


def end_what_is_gone(
    connection: sqlite3.Connection,
    change: ChangeInProgress,
    format_name: str,
    source_id: int,
    seen: Mapping[str, set[int]],
    dated: str | None,
) -> Counter[str]:
    """Give an end to what earlier imports of the list brought and this file does not hold; return how many by table.

    The end is the day that the file states as its own, or today: by then at the latest it was gone.
    """
    ended: Counter[str] = Counter()
    end = dated or datetime.now(UTC).date().isoformat()
    for table, column in _END_COLUMNS.items():
        gone = connection.execute(
            f"SELECT id FROM {table} WHERE {column} IS NULL AND retracted_at IS NULL AND source_id IN"  # noqa: S608
            " (SELECT source_id FROM import_run WHERE format = ? AND source_id <> ?)"
            " AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY id",
            (format_name, source_id, json.dumps(sorted(seen.get(table, ())))),
        ).fetchall()
        for row in gone:
            change.update(table, row["id"], {column: end})
            ended[table] += 1
    return ended
