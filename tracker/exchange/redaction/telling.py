"""The words that would give away what is left out: of the sources their names and addresses, of fields their values."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tracker.domain.flags import FLAG_WORDS
from tracker.exchange.redaction.asked import Redaction
from tracker.exchange.redaction.columns import JSON_COLUMNS, LEFT_OUT, emptied
from tracker.exchange.redaction.terms import Terms
from tracker.store.tables import LOAD_ORDER

_OWN: Final = ("title", "slug", "url", "archive_url")
_SHARED: Final = ("publisher", "author")
"""Columns of a source that tell of it only where no source that stays has the same."""

_PEOPLE: Final = ("said_by", "observer", "author", "analyst")
"""Fields that name people: `Col. A. Name, Ministry` tells as much without its second half."""

_BETWEEN_PARTS: Final = re.compile(r"[,;()/]| of the | for the ")


def telling_terms(connection: sqlite3.Connection, redaction: Redaction) -> Terms:
    """Return the words to be taken out of every text of the store."""
    return Terms([*_of_sources(connection, redaction.source_ids), *_of_fields(connection, redaction.fields)])


def _of_sources(connection: sqlite3.Connection, source_ids: frozenset[int]) -> Iterator[str]:
    ids = str(sorted(source_ids))
    kept = {
        row[0]
        for column in _SHARED
        for row in connection.execute(
            f"SELECT {column} FROM source WHERE id NOT IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own names
            (ids,),
        )
    }
    current = connection.execute("SELECT * FROM source WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    for row in (*map(dict, current), *_images(connection, "source", source_ids)):
        yield from (row[column] for column in _OWN if row.get(column))
        yield from (row[column] for column in _SHARED if row.get(column) and row[column] not in kept)


def _of_fields(connection: sqlite3.Connection, fields: frozenset[str]) -> Iterator[str]:
    if not fields:
        return
    for table in LOAD_ORDER:
        columns = tuple(emptied(table, fields))
        rows = map(dict, connection.execute(f'SELECT * FROM "{table}"'))  # noqa: S608 - our own names
        for row in (*rows, *_images(connection, table, None)):
            yield from _values(row, columns, fields)
    if "analyst" in fields:
        yield from (row[0] for row in connection.execute("SELECT DISTINCT made_by FROM change"))


def _values(row: Mapping[str, Any], columns: Iterable[str], fields: frozenset[str]) -> Iterator[str]:
    for column in columns:
        value = row.get(column)
        if isinstance(value, str) and value not in FLAG_WORDS and value != LEFT_OUT:
            yield value
            if column in _PEOPLE:
                yield from (part for part in _BETWEEN_PARTS.split(value) if len(part.split()) > 1)
    for column in JSON_COLUMNS:
        further = json.loads(row[column]) if row.get(column) else {}
        if isinstance(further, dict):
            yield from (str(value) for name, value in further.items() if name in fields and isinstance(value, str))


def _images(connection: sqlite3.Connection, table: str, row_ids: frozenset[int] | None) -> Iterator[dict[str, Any]]:
    """Yield what rows of a table were before and after each change."""
    for row in connection.execute("SELECT row_id, before, after FROM change_row WHERE table_name = ?", (table,)):
        if row_ids is None or row["row_id"] in row_ids:
            yield from (json.loads(row[side]) for side in ("before", "after") if row[side])
