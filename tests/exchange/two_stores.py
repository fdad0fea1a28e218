"""Two analysts' stores that began as copies of one, for tests of what comes of importing one into the other."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from tracker.exchange.formats import export
from tracker.exchange.imports.model import ImportOptions
from tracker.exchange.imports.run import import_file
from tracker.exchange.imports.summary import ImportSummary
from tracker.store.connection import open_reader, open_store
from tracker.store.reference import load_reference
from tracker.store.results import Query
from tracker.store.starter import load_starter
from tracker.store.tables import RECORD_CLASSES
from tracker.store.verify import verify
from tracker.store.write import recorded

OPTIONS = ImportOptions(load_reference())


def two_copies(folder: Path) -> tuple[Path, Path]:
    """Make Ada's store with the starter cases, and Bob's as a copy of it."""
    ada, bob = folder / "ada.db", folder / "bob.db"
    with closing(open_store(ada, create=True)) as connection:
        load_starter(connection, by="starter cases")
    with closing(open_reader(ada)) as connection:
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("VACUUM INTO ?", (str(bob),))
    return ada, bob


def empty(path: Path) -> Path:
    open_store(path, create=True).close()
    return path


def edit(store: Path, by: str, slug: str, **values: Any) -> None:
    """Change a record as one act."""
    with closing(open_store(store)) as connection:
        table, record_id = found(store, slug)
        with recorded(connection, by=by, action="edit", summary=f"Edit {slug}") as change:
            assert change.update(table, record_id, values)


def retract(store: Path, by: str, slug: str) -> None:
    with closing(open_store(store)) as connection:
        table, record_id = found(store, slug)
        with recorded(connection, by=by, action="retract", summary=f"Retract {slug}", why="doubled") as change:
            assert change.retract(table, record_id)


def add(store: Path, by: str, table: str, **values: Any) -> str:
    """Add a record and return its uid."""
    with closing(open_store(store)) as connection:
        with recorded(connection, by=by, action="add", summary=f"Add {table}") as change:
            record_id = change.insert(table, values)
        return str(connection.execute(f"SELECT uid FROM {table} WHERE id = ?", (record_id,)).fetchone()[0])


def found(store: Path, slug: str) -> tuple[str, int]:
    from tracker.store.records import find

    with closing(open_reader(store)) as connection:
        return find(connection, slug)


def value(store: Path, slug: str, column: str) -> Any:
    table, record_id = found(store, slug)
    with closing(open_reader(store)) as connection:
        return connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (record_id,)).fetchone()[0]


def bring_in(store: Path, file: Path, **options: Any) -> ImportSummary:
    with closing(open_store(store)) as connection:
        return import_file(connection, file, by="Ada", options=OPTIONS, **options)


def as_records(store: Path) -> Path:
    """Export all records of a store as JSON lines beside it."""
    path = store.with_suffix(".records.jsonl")
    export(store, path, Query("incidents"), "records")
    return path


def records_of(store: Path) -> dict[str, Mapping[str, Any]]:
    """Return every record by uid as it goes out, without how often and how it came to be so."""
    lines = as_records(store).read_text(encoding="utf-8").splitlines()[1:]
    found = {}
    for line in lines:
        record = json.loads(line)
        record.pop("earlier", None)
        found[record.pop("uid")] = record
    return found


def copied(store: Path, name: str) -> Path:
    """Return a copy of a closed store."""
    copy = store.with_name(name)
    shutil.copy(store, copy)
    return copy


def everything(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of records and history."""
    with closing(open_reader(store)) as connection:
        connection.row_factory = None
        tables = (*RECORD_CLASSES, "incident_kind", "change", "change_row", "import_run", "record_number")
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}


def is_sound(store: Path) -> bool:
    with closing(open_store(store)) as connection:
        assert verify(connection) == []
    return True
