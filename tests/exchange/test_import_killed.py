"""An import killed on the way: the next one of the same file ends in the store that an undisturbed one makes."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from two_stores import as_records, bring_in, edit, retract, two_copies

from tracker.exchange.imports.model import ImportOptions
from tracker.exchange.imports.run import import_file
from tracker.exchange.imports.summary import ImportSummary
from tracker.store.connection import open_reader, open_store
from tracker.store.reference import load_reference
from tracker.store.tables import LOAD_ORDER, REFERENCES
from tracker.store.turns import Turns
from tracker.store.undo import undo
from tracker.store.verify import verify

ROWS = 6_000
SHIPS = 60

IMPORT = """
import sys
from collections.abc import Iterator
from pathlib import Path
from tracker.exchange.imports.model import ImportOptions
from tracker.exchange.imports.run import import_file
from tracker.store.connection import open_store
from tracker.store.reference import load_reference
import_file(open_store(sys.argv[1]), Path(sys.argv[2]), by="Ada", options=ImportOptions(load_reference()))
"""

DIFFERS_BY_RUN = frozenset({"id", "created_at"})


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    rows = [f"LIGHT {n % SHIPS},2011-05-{1 + n % 28:02},Belizean,{n % 80}.5,{n % 170},seen {n}" for n in range(ROWS)]
    rows[100] = "LIGHT,no day,BZ,1,1,rejected"
    path.write_text("\n".join(["ship name,date,flag,lat,lon,note", *rows, rows[0]]) + "\n", encoding="utf-8")
    return path


def at(second: int) -> str:
    return f"2022-06-20T0{second // 3600}:{second // 60 % 60:02}:{second % 60:02}"


@pytest.fixture
def ais(tmp_path: Path) -> Path:
    path = tmp_path / "ais.csv"
    rows = [f"3120{n % SHIPS:05},{at(n)},{n % 80}.5,{n % 170},LIGHT {n % SHIPS}" for n in range(ROWS)]
    rows[100] = "3120x,2022-06-20T00:00:00,1,1,LIGHT"
    head = "MMSI,BaseDateTime,LAT,LON,VesselName"
    path.write_text("\n".join([head, *rows, rows[0]]) + "\n", encoding="utf-8")
    return path


def brought_in(store: Path, file: Path) -> ImportSummary:
    connection = open_store(store, create=True)
    try:
        return import_file(connection, file, by="Ada", options=ImportOptions(load_reference()))
    finally:
        connection.close()


def killed_on_the_way(store: Path, file: Path, table: str, rows: int) -> None:
    """Start the import as a process of its own and kill it as soon as a reader sees so many rows."""
    open_store(store, create=True).close()
    reader = open_reader(store)
    turns = Turns(reader)
    with subprocess.Popen([sys.executable, "-c", IMPORT, str(store), str(file)]) as process:
        while process.poll() is None:
            turns.ask()  # As somebody does who wants to save: then every part is kept at once.
            if reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0] >= rows:
                process.kill()
                process.wait()
    turns.answered()
    reader.close()
    assert process.returncode == -signal.SIGKILL


def records(connection: sqlite3.Connection, table: str, uids: dict[int, str]) -> Iterator[dict[str, Any]]:
    for row in connection.execute(f"SELECT * FROM {table}"):
        references = {column: uids.get(row[column]) for column in REFERENCES.get(table, {})}
        yield {name: value for name, value in dict(row).items() if name not in DIFFERS_BY_RUN} | references


def content(store: Path) -> dict[str, Any]:
    """Return what a store holds, records named by their uids."""
    connection = sqlite3.connect(store)
    connection.row_factory = sqlite3.Row
    uids = {row["id"]: row["uid"] for table in LOAD_ORDER for row in connection.execute(f"SELECT id, uid FROM {table}")}
    found: dict[str, Any] = {table: sorted(records(connection, table, uids), key=repr) for table in LOAD_ORDER}
    found["extents"] = sorted(tuple(row)[1:] for row in connection.execute("SELECT * FROM incident_extent"))
    found["wait for findings"] = sorted(
        (uids[row["subject_id"]], row["subject"], row["direct"])
        for row in connection.execute("SELECT * FROM finding_due")
    )
    found["changes"] = [tuple(row) for row in connection.execute("SELECT made_by, action, summary FROM change")]
    found["runs"] = [
        tuple(row)
        for row in connection.execute(
            "SELECT format, file_name, sha256, finished_at IS NOT NULL, counts ->> 'read' FROM import_run"
        )
    ]
    connection.close()
    return found


@pytest.mark.parametrize(
    ("name", "table", "rows"),
    [
        ("log", "sighting", 1),
        ("log", "sighting", 1_500),
        ("log", "sighting", 3_000),
        ("ais", "vessel", 1),
        ("ais", "sighting", 1_500),
    ],
)
def test_killed_and_run_again_the_store_is_that_of_an_undisturbed_import(
    tmp_path: Path, request: pytest.FixtureRequest, name: str, table: str, rows: int
) -> None:
    file: Path = request.getfixturevalue(name)
    whole = brought_in(tmp_path / "undisturbed.db", file)
    store = tmp_path / "killed.db"
    killed_on_the_way(store, file, table, rows)
    partly = content(store)
    assert rows <= len(partly[table]) < ROWS
    assert partly["runs"][0][3] == 0
    connection = open_store(store)
    assert verify(connection) == []
    connection.close()
    again = brought_in(store, file)
    assert again.continues
    assert (again.read, again.rejected) == (whole.read, whole.rejected) == (ROWS + 1, 1)
    assert again.written + again.same == whole.written + whole.same
    assert content(store) == content(tmp_path / "undisturbed.db")
    connection = open_store(store)
    assert verify(connection) == []
    undo(connection, by="Ada")
    assert connection.execute("SELECT count(*) FROM sighting WHERE retracted_at IS NULL").fetchone()[0] == 0
    connection.close()
    assert brought_in(store, file).restored["sighting"] == whole.added["sighting"]


@pytest.mark.parametrize(("table", "rows"), [("source", 1), ("incident", 5), ("sighting", 150), ("conflict", 1)])
def test_another_store_s_records_killed_on_the_way_come_in_as_if_undisturbed(
    tmp_path: Path, table: str, rows: int
) -> None:
    ada, bob = two_copies(tmp_path)
    for store, by in ((ada, "Ada"), (bob, "Bob")):
        edit(store, by, "light-2011-s1", note=f"of {by}")
    retract(bob, "Bob", "light-2011-s4")
    bring_in(bob, ada)
    file = as_records(bob)
    brought_in(tmp_path / "undisturbed.db", file)
    killed = tmp_path / "killed.db"
    killed_on_the_way(killed, file, table, rows)
    again = brought_in(killed, file)
    # The last part may have been kept whole before the kill reached it.
    assert again.continues
    assert content(killed) == content(tmp_path / "undisturbed.db")
    connection = open_store(killed)
    assert verify(connection) == []
    undo(connection, by="Ada")
    assert connection.execute("SELECT count(*) FROM sighting WHERE retracted_at IS NULL").fetchone()[0] == 0
    connection.close()


def test_killed_more_than_once_it_still_goes_on_from_where_it_was(tmp_path: Path, log: Path) -> None:
    brought_in(tmp_path / "undisturbed.db", log)
    store = tmp_path / "killed.db"
    for rows in (500, 1_500, 2_500):
        killed_on_the_way(store, log, "sighting", rows)
    assert brought_in(store, log).continues
    assert content(store) == content(tmp_path / "undisturbed.db")
