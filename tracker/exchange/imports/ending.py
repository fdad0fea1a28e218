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
_OF_THESE_LISTS: Final = (
    " AND json_array_length(counts, '$.lists') > 0 AND NOT EXISTS (SELECT 1 FROM json_each(counts, '$.lists') AS list"
    " WHERE list.value NOT IN (SELECT value FROM json_each(:lists)))"
)


def what_is_gone(
    connection: sqlite3.Connection,
    formats: Sequence[str],
    source_id: int | None,
    seen: Mapping[str, set[int]],
    still_listed: Container[str],
    lists: frozenset[str] | None = None,
) -> list[tuple[str, int]]:
    """Return table and id of what earlier imports of the list brought, has no end, and is not among `seen`.

    `formats` are those in which the list is printed. A listing of one of the entries that are `still_listed` has not
    ended either: the list only says other words of it. Where a file of a format may hold one list or another, `lists`
    are those of the file at hand, and only imports of files that held none but these count; entries of several lists
    may have the same reference, so there each listing stands for itself.
    """
    of_these = "" if lists is None else _OF_THESE_LISTS
    given = {"formats": json.dumps(list(formats)), "source": source_id, "lists": json.dumps(sorted(lists or ()))}
    return [
        (table, int(row["id"]))
        for table, column in _END_COLUMNS.items()
        for row in connection.execute(
            f"SELECT id, {_ENTRY[table]} AS entry FROM {table} WHERE {column} IS NULL"  # noqa: S608 - our own text
            " AND retracted_at IS NULL AND source_id IN"
            " (SELECT source_id FROM import_run WHERE format IN (SELECT value FROM json_each(:formats))"
            f" AND source_id IS NOT :source{of_these})"
            " AND id NOT IN (SELECT value FROM json_each(:seen)) ORDER BY id",
            {**given, "seen": json.dumps(sorted(seen.get(table, ())))},
        )
        if lists is not None or row["entry"] is None or row["entry"] not in still_listed
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
