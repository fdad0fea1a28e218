"""Load the documented cases into a store as one change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from tracker.domain.errors import FieldError, NotFoundError, StoreError
from tracker.store.bulk import next_id
from tracker.store.starter_files import read_starter
from tracker.store.tables import JSON_COLUMNS, LOAD_ORDER, RECORD_CLASSES, REFERENCES
from tracker.store.uids import starter_uid
from tracker.store.write import ChangeInProgress, recorded

Progress = Callable[[int, int], None]
"""Called with the records loaded so far and in all."""


def load_starter(
    connection: sqlite3.Connection, *, by: str, folder: Path | None = None, progress: Progress | None = None
) -> int:
    """Load the starter cases into a store that does not hold them yet; return the number of records.

    Args:
        connection: A connection of `open_store`.
        by: Who loads them.
        folder: Where the cases lie, if not in the program's own data.
        progress: Told how far it is.

    Raises:
        StoreError: The text files hold something that the store refuses, or the store holds the cases already.
    """
    records: dict[str, list[dict[str, Any]]] = {table: [] for table in LOAD_ORDER}
    for table, record in read_starter(folder):
        records[table].append(record)
    total = sum(map(len, records.values()))
    _refuse_repeated(connection, records["incident"])
    with recorded(connection, by=by, action="import", summary="Load the starter cases") as change:
        ids: dict[tuple[str, str], int] = {}
        done = 0
        for table in LOAD_ORDER:
            try:
                _insert(change, table, records[table], ids, next_id(connection))
            except (FieldError, NotFoundError) as error:
                raise StoreError(f"Starter cases, table {table}: {error}") from error
            done += len(records[table])
            if progress:
                progress(done, total)
    return total


def _refuse_repeated(connection: sqlite3.Connection, incidents: list[dict[str, Any]]) -> None:
    uids = [starter_uid("incident", incident["slug"]) for incident in incidents]
    marks = ", ".join("?" * len(uids))
    if connection.execute(f"SELECT 1 FROM incident WHERE uid IN ({marks})", uids).fetchone():  # noqa: S608
        raise StoreError("The store holds the starter cases already. Nothing was loaded.")


def _insert(
    change: ChangeInProgress,
    table: str,
    records: list[dict[str, Any]],
    ids: dict[tuple[str, str], int],
    first: int,
) -> None:
    """Insert the records of one table under ids from `first` on, and note these by slug."""
    kinds: list[tuple[int, str]] = []
    rows: list[dict[str, Any]] = []
    for row_id, record in enumerate(records, first):
        row = {"uid": starter_uid(table, _key_of(record)), **_values(table, record, ids)}
        kinds += [(row_id, kind) for kind in row.pop("kinds", ())]
        rows.append(row)
        if "slug" in record:
            ids[table, record["slug"]] = row_id
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    defaults = {field.name: field.default for field in fields(RECORD_CLASSES[table]) if field.default is not MISSING}
    change.insert_many(table, columns, ([row.get(name, defaults.get(name)) for name in columns] for row in rows))
    change.add_kinds(kinds)


def _key_of(record: dict[str, Any]) -> str:
    """Name a record by its slug or else by what it says, so that its uid does not depend on its place."""
    return record.get("slug") or json.dumps(record, sort_keys=True, ensure_ascii=False)


def _values(table: str, record: dict[str, Any], ids: dict[tuple[str, str], int]) -> dict[str, Any]:
    """Return the column values of a record: slugs become ids, tables become JSON."""
    values = dict(record)
    for column, target in REFERENCES.get(table, {}).items():
        slug = values.pop(column.removesuffix("_id"), None)
        if slug is None:
            continue
        if (target, slug) not in ids:
            raise NotFoundError(f"{record.get('slug', 'one of them')}: there is no {target} {slug!r}.")
        values[column] = ids[target, slug]
    for column in JSON_COLUMNS:
        if column in values:
            values[column] = json.dumps(values[column], ensure_ascii=False)
    if "is_false" in values:
        values["is_false"] = int(values["is_false"])
    return values
