"""Opening a store: what is refused, with which sentence, and that nothing is changed by it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tracker.domain.errors import StoreError
from tracker.store.connection import is_read_only, open_reader, open_store
from tracker.store.migrate import APPLICATION_ID, schema_version
from tracker.store.records import find, get
from tracker.store.write import recorded


def refusal(path: Path, *, create: bool = False) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(path, create=create)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    return sentence


def add_source(connection: sqlite3.Connection, title: str = "A report") -> int:
    with recorded(connection, by="ann", action="add", summary="Add source") as change:
        return change.insert("source", {"title": title, "slug": title.lower().replace(" ", "-")})


def test_new_store_is_ours_and_current(store: sqlite3.Connection) -> None:
    assert store.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert store.execute("PRAGMA user_version").fetchone()[0] == schema_version()
    assert store.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert store.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert store.execute("SELECT name FROM state WHERE code = 'BZ'").fetchone()[0] == "Belize"


def test_database_of_another_program_is_refused_and_left_alone(store_path: Path) -> None:
    with sqlite3.connect(store_path) as other:
        other.execute("CREATE TABLE bookmark (url TEXT)")
    other.close()
    before = store_path.read_bytes()
    assert "another program" in refusal(store_path)
    assert "another program" in refusal(store_path, create=True)
    assert store_path.read_bytes() == before
    assert [path.name for path in store_path.parent.iterdir()] == [store_path.name]


def test_blank_database_is_no_store_unless_one_is_to_be_made(store_path: Path) -> None:
    with sqlite3.connect(store_path) as other:
        other.execute("CREATE TABLE passing (x)")
        other.execute("DROP TABLE passing")
    other.close()
    assert "another program" in refusal(store_path)
    open_store(store_path, create=True).close()
    open_store(store_path).close()


def test_newer_store_is_refused_and_left_alone(store: sqlite3.Connection, store_path: Path) -> None:
    store.execute(f"PRAGMA user_version = {schema_version() + 1}")
    store.close()
    before = store_path.read_bytes()
    sentence = refusal(store_path)
    assert "newer tracker" in sentence
    assert f"schema {schema_version() + 1}" in sentence
    assert store_path.read_bytes() == before


def test_file_that_is_no_database_is_refused_and_left_alone(store_path: Path) -> None:
    store_path.write_text("date,place\n2011-05-26,Shanghai\n" * 100)
    before = store_path.read_bytes()
    assert "not an SQLite database" in refusal(store_path)
    assert "not an SQLite database" in refusal(store_path, create=True)
    assert store_path.read_bytes() == before


def test_file_with_a_database_header_and_rubbish_is_refused(store_path: Path) -> None:
    store_path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert "database" in refusal(store_path) or "damaged" in refusal(store_path)


def test_empty_file_becomes_a_store_only_when_asked(store_path: Path) -> None:
    store_path.touch()
    assert "is empty" in refusal(store_path)
    assert store_path.stat().st_size == 0
    open_store(store_path, create=True).close()
    assert store_path.stat().st_size > 0


def test_missing_file_says_how_to_make_one(store_path: Path) -> None:
    assert "tracker init" in refusal(store_path)
    assert not store_path.exists()


def test_missing_folder_is_named(tmp_path: Path) -> None:
    assert str(tmp_path / "nowhere") in refusal(tmp_path / "nowhere" / "store.db", create=True)
    assert not (tmp_path / "nowhere").exists()


def test_folder_is_no_store(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refusal(tmp_path / "pipe")


def test_null_character_in_the_name_is_a_sentence() -> None:
    with pytest.raises(StoreError, match="null character"):
        open_store("a\0b")


def test_name_with_spaces_and_signs_of_addresses_opens(tmp_path: Path) -> None:
    path = tmp_path / "my cases?mode=ro#1 %20.db"
    connection = open_store(path, create=True)
    add_source(connection)
    connection.close()
    assert find(open_reader(path), "a-report")[0] == "source"


def test_reader_sees_what_is_written_and_cannot_write(store: sqlite3.Connection, store_path: Path) -> None:
    reader = open_reader(store_path)
    source_id = add_source(store)
    assert get(reader, "source", source_id).id == source_id
    with pytest.raises(StoreError, match="can only be read"):
        add_source(reader)
    reader.close()


def test_locked_store_is_refused_after_the_timeout(store: sqlite3.Connection, store_path: Path) -> None:
    other = open_store(store_path)
    other.execute("BEGIN IMMEDIATE")
    store.execute("PRAGMA busy_timeout = 20")
    with pytest.raises(StoreError, match="too long"):
        add_source(store)
    other.execute("ROLLBACK")
    assert add_source(store)
    other.close()


def test_full_disk_leaves_the_store_as_it_was(store: sqlite3.Connection) -> None:
    add_source(store)
    pages = store.execute("PRAGMA page_count").fetchone()[0]
    store.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full"):
        for number in range(200):
            add_source(store, f"Report {number} " + "x" * 5000)
    kept = store.execute("SELECT count(*) FROM source").fetchone()[0]
    store.execute("PRAGMA max_page_count = 1000000")
    assert store.execute("SELECT count(*) FROM change").fetchone()[0] == kept
    add_source(store, "After the disk was cleared")
    assert store.execute("SELECT count(*) FROM source").fetchone()[0] == kept + 1


AS_NOBODY = """
import os, sys, tempfile
from tracker.domain.errors import StoreError
from tracker.store.connection import is_read_only, open_store
from tracker.store.verify import verify
from tracker.store.write import recorded
with tempfile.TemporaryDirectory() as folder:
    # Everything is loaded while the interpreter's own files may still be read.
    assert verify(open_store(folder + "/warm.db", create=True)) == []
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    store = open_store(sys.argv[1])
    print(is_read_only(store), store.execute("SELECT title FROM source").fetchone()[0], verify(store))
    with recorded(store, by="nobody", action="add", summary="Add") as change:
        change.insert("source", {"title": "Not to be kept"})
except StoreError as error:
    print(error)
"""


def as_another_user(path: Path) -> list[str]:
    for folder in (path.parent, *path.parent.parents):
        if folder == Path("/tmp"):
            break
        if folder != path.parent:
            folder.chmod(folder.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, path], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("file_mode", [0o444, 0o666])
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_store_that_may_not_be_written_opens_for_reading(
    store: sqlite3.Connection, store_path: Path, file_mode: int, folder_mode: int
) -> None:
    add_source(store)
    store.close()
    store_path.chmod(file_mode)
    store_path.parent.chmod(folder_mode)
    lines = as_another_user(store_path)
    store_path.parent.chmod(0o755)
    if (file_mode, folder_mode) == (0o666, 0o777):
        assert lines == ["False A report []"]
    else:
        assert lines[0] == "True A report []"
        assert "can only be read" in lines[1]
    assert not is_read_only(open_store(store_path))


def test_older_store_that_may_not_be_written_says_what_to_do(store: sqlite3.Connection, store_path: Path) -> None:
    store.execute("PRAGMA user_version = 1")
    store.close()
    store_path.chmod(0o444)
    store_path.parent.chmod(0o555)
    lines = as_another_user(store_path)
    store_path.parent.chmod(0o755)
    assert len(lines) == 1
    assert "older tracker" in lines[0]
    assert "Copy it" in lines[0]


def test_opening_and_reading_loads_nothing_slow(store: sqlite3.Connection, store_path: Path) -> None:
    source_id = add_source(store)
    code = (
        "import sys\n"
        "from tracker.store.connection import open_store\n"
        "from tracker.store.records import get\n"
        f"get(open_store(sys.argv[1]), 'source', {source_id})\n"
        "print(*sorted(m for m in sys.modules if m.partition('.')[0] in"
        " {'sqlite_utils', 'dateutil', 'textual', 'rich', 'click', 'tomllib', 'csv', 'platformdirs'}"
        " or m.startswith('tracker.domain.partial_dates') or m.startswith('tracker.domain.agreement')))"
    )
    done = subprocess.run([sys.executable, "-c", code, store_path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_opening_a_current_store_takes_milliseconds(store: sqlite3.Connection, store_path: Path) -> None:
    add_source(store)
    store.close()
    taken = []
    for _ in range(20):
        start = time.perf_counter()
        open_store(store_path).close()
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.005
