"""Another tracker store, read while others may go on writing to it; an older one is brought up to date in a copy."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from tracker.domain.errors import StoreError
from tracker.exchange.imports.model import FileSource, ImportOptions, ImportRefused, Item, Sample, StoreRecord
from tracker.exchange.imports.raw_bytes import SQLITE_HEADER
from tracker.exchange.to_records import portable_records
from tracker.exchange.whole_records import selected_records
from tracker.store.connection import open_reader, open_store
from tracker.store.migrate import APPLICATION_ID, schema_version
from tracker.store.results import Query

_TOLD_EVERY: Final = 500
_NO_RECORD: Final = (ValueError, TypeError, RecursionError)
"""What becomes of bytes that are no text, texts that are no JSON, and numbers in place of texts, in a damaged file."""


class StoreFile:
    """The format `tracker`."""

    name = "tracker"
    title = "another tracker store, SQLite"
    is_list = False

    def recognises(self, sample: Sample) -> bool:
        """Whether the file is an SQLite database; `source` refuses those of other programs with a word why."""
        return sample.head.startswith(SQLITE_HEADER)

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return no source: the records bring theirs.

        Raises:
            ImportRefused: The file is no store, is damaged, or is of a newer program.
        """
        del options
        with _readable(path):
            return FileSource(None)

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read the records of one moment; `line` counts them.

        Raises:
            ImportRefused: The file is no store, or is damaged.
        """
        with _readable(path) as store:
            size = path.stat().st_size
            try:
                with selected_records(store, Query("incidents")) as connection:
                    total = int(connection.execute("SELECT count(*) FROM selected").fetchone()[0])
                    for number, record in enumerate(portable_records(connection), 1):
                        if options.progress and number % _TOLD_EVERY == 0:
                            options.progress(size * number // total)
                        row = {k: v for k, v in record.items() if k not in ("table", "uid", "earlier")}
                        yield StoreRecord(number, record["table"], record["uid"], row, record.get("earlier", []))
            except (sqlite3.DatabaseError, StoreError, *_NO_RECORD) as error:
                raise ImportRefused(f"{path}: cannot be read ({error}).") from error


@contextmanager
def _readable(path: Path) -> Iterator[Path]:
    """Yield a store of the current schema with the same records: the file itself, or a copy brought up to date."""
    version = _version(path)
    if version > schema_version():
        raise ImportRefused(
            f"{path}: was written by a newer tracker (schema {version}; this one knows {schema_version()})."
            " Update the tracker to import it."
        )
    if version == schema_version():
        with _as_refusal(path):
            open_reader(path).close()
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        copy = Path(folder) / path.name
        with _as_refusal(path):
            with closing(_connected(path)) as old, closing(sqlite3.connect(copy)) as new:
                old.backup(new)
            open_store(copy).close()
        yield copy


def _version(path: Path) -> int:
    with _as_refusal(path), closing(_connected(path)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise ImportRefused(f"{path}: is an SQLite database of another program, not a tracker store.")
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


@contextmanager
def _as_refusal(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, StoreError, *_NO_RECORD) as error:
        raise ImportRefused(f"{path}: cannot be read as a tracker store ({error}).") from error


FORMAT = StoreFile()
