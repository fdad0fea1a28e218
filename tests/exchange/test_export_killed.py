"""An export killed on the way: the old file stands, and the next export clears away what the dead one left."""

from __future__ import annotations

import selectors
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tracker.exchange.formats import export
from tracker.store.connection import open_store
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query
from tracker.store.write import recorded

PATIENCE = 60

# Says when it is in the middle, and goes on when it is told to.
EXPORT = """
import sys
from pathlib import Path
from tracker.exchange.formats import export
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query

said = []

def wait(done, total):
    if not said:
        said.append(done)
        print("in the middle", flush=True)
        sys.stdin.readline()

store, out, text = sys.argv[1:]
export(Path(store), Path(out), Query("sightings", parse_filter(text, "sightings")), progress=wait)
"""

OLD = b"what stood here"
Begin = Callable[[Path, str], "subprocess.Popen[bytes]"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    connection = open_store(path, create=True)
    with recorded(connection, by="A", action="import", summary="Many") as change:
        source = change.insert("source", {"title": "Report"})
        rows = ((source, f"note {number} " + "x" * 100, "BZ") for number in range(3_000))
        change.insert_many("sighting", ("source_id", "note", "flag_flown"), rows)
    connection.close()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def begin(store: Path) -> Iterator[Begin]:
    """Start an export as a process of its own and return it when it is in the middle."""
    processes: list[subprocess.Popen[bytes]] = []

    def begun(out: Path, text: str = "") -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", EXPORT, str(store), str(out), text]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        processes.append(process)
        with selectors.DefaultSelector() as selector:
            assert process.stdout
            selector.register(process.stdout, selectors.EVENT_READ)
            assert selector.select(PATIENCE), "the export did not get to its middle"
            assert process.stdout.readline() == b"in the middle\n"
        return process

    yield begun
    for process in processes:
        process.kill()
        process.communicate(timeout=PATIENCE)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    assert process.wait(PATIENCE) == -signal.SIGKILL


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def query(text: str = "") -> Query:
    return Query("sightings", parse_filter(text, "sightings"))


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", ""), ("a.json", ""), ("a.records.jsonl", ""), ("a.db", ""), ("a.db", "flag:BZ"), ("odd [*] +.csv", "")],
)
def test_killed_in_the_middle_the_old_file_stands_and_the_next_export_clears_up(
    store: Path, folder: Path, begin: Begin, name: str, text: str
) -> None:
    out = folder / name
    out.write_bytes(OLD)
    kill(begin(out, text))
    assert out.read_bytes() == OLD
    parts = [left for left in names(folder) if left.startswith(f".{name}.") and ".part" in left]
    assert any(left.endswith(".part") for left in parts), "the killed run was writing"
    export(store, out, query(text))
    assert names(folder) == [name]
    assert out.read_bytes() != OLD


def test_the_part_of_an_export_that_still_runs_is_left_to_it(store: Path, folder: Path, begin: Begin) -> None:
    out = folder / "a.csv"
    running, dead = begin(out, ""), begin(out, "flag:BZ")
    kill(dead)
    assert len([name for name in names(folder) if name.endswith(".part")]) == 2
    export(store, out, query())
    whole = out.read_bytes()
    (part,) = [name for name in names(folder) if name.endswith(".part")]
    assert f".{running.pid}-" in part
    out.write_bytes(OLD)
    running.communicate(b"go on\n", timeout=PATIENCE)
    assert running.returncode == 0
    assert out.read_bytes() == whole
    assert names(folder) == ["a.csv"]


def test_what_is_no_part_of_the_same_place_is_left(store: Path, folder: Path, begin: Begin) -> None:
    kill(begin(folder / "other.csv", ""))
    kill(begin(folder / "a.csv.csv", ""))
    (folder / ".a.csv.notes.part").write_bytes(OLD)
    others = names(folder)
    export(store, folder / "a.csv", query())
    assert names(folder) == sorted([*others, "a.csv"])


def test_two_exports_of_one_process_to_one_place_do_not_write_to_one_part(store: Path, folder: Path) -> None:
    out = folder / "a.csv"
    inner: list[bytes] = []

    def export_again(_done: int, _total: int | None) -> None:
        if not inner:
            inner.append(b"")
            export(store, out, query("flag:KP"))
            inner[0] = out.read_bytes()

    export(store, out, query(), progress=export_again)
    assert inner[0].count(b"\n") == 1
    assert out.read_bytes().count(b"\n") == 3_001
    assert names(folder) == ["a.csv"]
