"""Several processes on one file: all writes kept, and one migration."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from tracker.domain.records import Source
from tracker.store.connection import open_reader, open_store
from tracker.store.migrate import APPLICATION_ID, migrations, schema_version, steps
from tracker.store.records import get
from tracker.store.verify import verify
from tracker.store.write import recorded

PROCESSES = 4
ROWS_EACH = 250

WRITE_ROWS = f"""
import sys
from tracker.store.connection import open_store
from tracker.store.write import recorded
store = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range({ROWS_EACH}):
    with recorded(store, by=sys.argv[2], action="add", summary="Add sighting") as change:
        change.insert("sighting", {{"source_id": 1, "date": "2011-05", "name_shown": f"{{sys.argv[2]}} {{number}}"}})
"""

OPEN = """
import sys
from tracker.store.connection import open_store
import sqlite_utils
print("ready", flush=True)
sys.stdin.readline()
store = open_store(sys.argv[1], create=sys.argv[2] == "new")
print(store.execute("PRAGMA user_version").fetchone()[0], store.execute("PRAGMA journal_mode").fetchone()[0])
"""


def run_together(code: str, arguments: list[list[str]]) -> list[str]:
    """Start one process for each list of arguments, let them go at once, and return what each printed."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, *given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for given in arguments
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    printed = []
    for process in running:
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        printed.append(output.strip())
    return printed


OLD = 4
"""The schema of the old store: the records, before there were indexes and views."""


def make_old_store(path: Path) -> None:
    """A store of the schema `OLD`, with one record in it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    migrations().apply(Database(connection), stop_before=steps()[OLD].stem)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {OLD}")
    connection.execute(
        "INSERT INTO source (id, uid, title, created_at) VALUES (1, 'u', 'Kept', '2026-01-01T00:00:00Z')"
    )
    connection.execute("UPDATE record_number SET last = 1")
    connection.close()


def applied(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        count = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
    connection.close()
    return int(count)


def backups(path: Path) -> list[Path]:
    return sorted(found for found in path.parent.glob(f"{path.name}.backup-*") if found.suffix != ".db-wal")


def test_four_processes_write_and_nothing_is_refused_or_lost(store: sqlite3.Connection, store_path: Path) -> None:
    with recorded(store, by="ann", action="add", summary="Add source") as change:
        assert change.insert("source", {"title": "One report"}) == 1
    run_together(WRITE_ROWS, [[str(store_path), f"writer-{number}"] for number in range(PROCESSES)])
    for number in range(PROCESSES):
        wanted = {f"writer-{number} {row}" for row in range(ROWS_EACH)}
        rows = store.execute("SELECT name_shown FROM sighting WHERE name_shown LIKE ?", (f"writer-{number} %",))
        assert {row["name_shown"] for row in rows} == wanted
        made = store.execute("SELECT count(*) FROM change WHERE made_by = ?", (f"writer-{number}",)).fetchone()
        assert made[0] == ROWS_EACH
    assert verify(store) == []


USES: dict[str, Callable[[Path], object]] = {
    "opened to write": lambda path: open_store(path).close(),
    "opened to read": lambda path: open_reader(path).close(),
    "made, but there already": lambda path: open_store(path, create=True).close(),
    "verified": lambda path: verify(open_reader(path)),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_store_used_twice_in_one_process_is_not_taken_from_it_by_another(
    store: sqlite3.Connection, store_path: Path, use: Callable[[Path], object], elsewhere: Callable[..., None]
) -> None:
    assert store.execute("SELECT count(*) FROM source").fetchone()[0] == 0
    use(store_path)
    titles = []
    for number in range(3):
        elsewhere(store_path, "add", "source", f"title=theirs {number}")
        # A process that takes itself for the last user deletes the log.
        assert store_path.with_name(f"{store_path.name}-wal").exists()
        with recorded(store, by="bob", action="add", summary="Add source") as change:
            change.insert("source", {"title": f"ours {number}"})
        use(store_path)
        titles += [f"theirs {number}", f"ours {number}"]
        assert [row["title"] for row in store.execute("SELECT title FROM source ORDER BY id")] == titles
    store.close()
    again = open_store(store_path)
    assert [row["title"] for row in again.execute("SELECT title FROM source ORDER BY id")] == titles
    assert again.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert verify(again) == []


def test_four_processes_opening_an_old_store_migrate_it_once(store_path: Path) -> None:
    make_old_store(store_path)
    printed = run_together(OPEN, [[str(store_path), "old"]] * PROCESSES)
    assert printed == [f"{schema_version()} wal"] * PROCESSES
    assert applied(store_path) == len(steps())
    assert len(backups(store_path)) == 1


def test_four_processes_making_a_new_store_make_it_once(store_path: Path) -> None:
    printed = run_together(OPEN, [[str(store_path), "new"]] * PROCESSES)
    assert printed == [f"{schema_version()} wal"] * PROCESSES
    assert applied(store_path) == len(steps())
    assert backups(store_path) == []
    assert verify(open_store(store_path)) == []


def test_older_store_is_backed_up_as_it_was_before_it_is_migrated(store_path: Path) -> None:
    make_old_store(store_path)
    store = open_store(store_path)
    record = get(store, "source", 1)
    assert isinstance(record, Source)
    assert record.title == "Kept"
    (backup,) = backups(store_path)
    assert f".backup-{OLD}-" in backup.name
    with sqlite3.connect(backup) as old:
        assert old.execute("PRAGMA user_version").fetchone()[0] == OLD
        assert old.execute("SELECT title FROM source").fetchone()[0] == "Kept"
        assert not old.execute("SELECT 1 FROM sqlite_schema WHERE type = 'view'").fetchone()
    old.close()


def test_failing_step_leaves_the_old_store_as_it_was(store_path: Path) -> None:
    make_old_store(store_path)
    with sqlite3.connect(store_path) as connection:
        # A later step makes a view of this name, so it fails after the step before it has run.
        connection.execute("CREATE TABLE change_log (mine TEXT)")
    connection.close()
    with pytest.raises(Exception, match="change_log already exists"):
        open_store(store_path)
    with sqlite3.connect(store_path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == OLD
        assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sighting_date'").fetchone()
    connection.close()
    assert applied(store_path) == OLD
