"""End what a newer version of a list no longer holds: its listings and identities get an end, nothing goes."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from tracker.exchange.imports.rehearsal import RehearsedChange
from tracker.store.change_in_progress import ChangeInProgress

_END_COLUMNS: Final = {"listing": "delisted", "identity": "valid_to"}
_ENTRY: Final = {"listing": "reference || '/' || coalesce(measure, '')", "identity": "NULL"}
"""What names the entry of the list that a row comes from, whatever its words: as `listing_key` does."""


def what_is_gone(
    connection: sqlite3.Connection,
    formats: Sequence[str],
    source_id: int | None,
    seen: Mapping[str, set[int]],
    still_listed: Container[str],
) -> list[tuple[str, int]]:
    """Return table and id of what earlier imports of the list brought, has no end, and is not among `seen`.

    `formats` are those in which the list is printed. A listing of one of the entries that are `still_listed` has not
    ended either: the list only says other words of it.
    """
    return [
        (table, int(row["id"]))
        for table, column in _END_COLUMNS.items()
        for row in connection.execute(
            f"SELECT id, {_ENTRY[table]} AS entry FROM {table} WHERE {column} IS NULL"  # noqa: S608
            " AND retracted_at IS NULL AND source_id IN"
            " (SELECT source_id FROM import_run WHERE format IN (SELECT value FROM json_each(?))"
            " AND source_id IS NOT ?)"
            " AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(list(formats)), source_id, json.dumps(sorted(seen.get(table, ())))),
        )
        if row["entry"] is None or row["entry"] not in still_listed
    ]


def end(change: ChangeInProgress | RehearsedChange, gone: Iterable[tuple[str, int]], dated: str | None) -> Counter[str]:
    """Give these records an end and return how many by table.

    The end is the day that the file states as its own, or today: by then at the latest it was gone.
    """
    ended: Counter[str] = Counter()
    day = dated or datetime.now(UTC).date().isoformat()
    for table, record_id in gone:
        change.update(table, record_id, {_END_COLUMNS[table]: day})
        ended[table] += 1
    return ended
