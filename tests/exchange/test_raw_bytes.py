"""Bytes of files to import: looking into a store, this one or another in use, takes no lock from it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.exchange.imports.formats import recognise, sample_of
from tracker.exchange.imports.model import ImportOptions, ImportRefused
from tracker.exchange.imports.raw_bytes import raw_bytes
from tracker.exchange.imports.run import import_file
from tracker.store.connection import open_store
from tracker.store.reference import load_reference
from tracker.store.verify import verify
from tracker.store.write import recorded

Elsewhere = Callable[..., None]


def is_held_while_another_writes(path: Path, elsewhere: Elsewhere) -> bool:
    """Write in another process; whether the log, which this process has open, is still there."""
    elsewhere(path, "add", "source", "title=Theirs")
    return path.with_name(f"{path.name}-wal").exists()


def add(store: sqlite3.Connection, title: str) -> None:
    with recorded(store, by="bob", action="add", summary="Add source") as change:
        change.insert("source", {"title": title})


def options() -> ImportOptions:
    return ImportOptions(load_reference())


def test_looking_into_the_store_that_is_open_and_importing_it_into_itself_leaves_it_held(
    store: sqlite3.Connection, store_path: Path, elsewhere: Elsewhere
) -> None:
    add(store, "Ours")
    assert recognise(store_path).name == "tracker"
    with pytest.raises(ImportRefused, match="this store itself"):
        import_file(store, store_path, by="bob", options=options())
    assert is_held_while_another_writes(store_path, elsewhere)
    add(store, "Ours again")
    assert [row[0] for row in store.execute("SELECT title FROM source")] == ["Ours", "Theirs", "Ours again"]
    assert verify(store) == []


def test_importing_another_store_leaves_those_held_who_have_it_open(
    store: sqlite3.Connection, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    path = tmp_path / "other.db"
    other = open_store(path, create=True)
    add(other, "Of the other store")
    # Twice: to see what would come of it, and to import it.
    for dry_run in (True, False):
        import_file(store, path, by="bob", options=options(), dry_run=dry_run)
    assert is_held_while_another_writes(path, elsewhere)
    add(other, "Once more")
    assert [row[0] for row in other.execute("SELECT title FROM source")] == [
        "Of the other store",
        "Theirs",
        "Once more",
    ]
    assert verify(other) == []
    import_file(store, path, by="bob", options=options())
    assert store.execute("SELECT count(*) FROM source").fetchone()[0] == 3
    other.close()


def test_readers_of_a_database_read_all_of_it_each_at_its_own_place(
    store: sqlite3.Connection, store_path: Path
) -> None:
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    content = store_path.read_bytes()
    with raw_bytes(store_path) as one, raw_bytes(store_path) as two:
        assert one.read(100) == content[:100]
        assert two.read(1000) == content[:1000]
        assert one.read() == content[100:]
        assert one.seek(-7, os.SEEK_END) == len(content) - 7
        assert one.read() == content[-7:]
        two.seek(50)
        assert two.read(10) == content[50:60]
        assert two.tell() == 60
    with raw_bytes(store_path) as again:
        assert hashlib.file_digest(again, "sha256").hexdigest() == hashlib.sha256(content).hexdigest()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="nothing tells here which files are open")
def test_only_databases_stay_open_and_each_once(store_path: Path, store: sqlite3.Connection, tmp_path: Path) -> None:
    store.close()
    table = tmp_path / "table.csv"
    table.write_text("Ship,Date\nLIGHT,2011-05-26\n", encoding="utf-8")
    for _ in range(5):
        sample_of(store_path)
        sample_of(table)
    # The handle of the folder itself is closed again by the time it is looked at.
    handles = [handle for handle in Path("/proc/self/fd").iterdir() if handle.is_symlink()]
    open_files = [str(handle.readlink()) for handle in handles]
    assert open_files.count(str(store_path)) == 1
    assert str(table) not in open_files


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ImportRefused, match="not an ordinary file"):
        recognise(tmp_path / "pipe")
