"""Whatever way the first rows, the count and all ids are found: they are what one plain statement gives, also while
another process writes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic_store import generator

from tracker.store.columns import COLUMNS
from tracker.store.connection import open_reader, open_store
from tracker.store.facets import facets_of
from tracker.store.filters.parse import parse_filter
from tracker.store.in_parts import counted_in_parts, first_in_parts, ids_in_parts
from tracker.store.results import (
    Query,
    SortKey,
    count,
    first_rows_if_soon,
    first_rows_or_all,
    last_rows_if_soon,
    ordered_ids,
)
from tracker.store.same_moment import same_moment
from tracker.terminal.widgets.record_table.window import RowWindow

DRAWN = generator()

TERMS = {
    "sightings": (
        "flag:BZ", "flag.flown:BZ,KH", "-flag:KP", "flag.broadcast:PA", "date:2011", "date:>=2020-05", "date:2012-03",
        "date:<2012", "date:2010-06..2016", "date:2013-05-20,2019-07",
        DRAWN.COMMON, DRAWN.MIDDLING, DRAWN.RARE, f"-{DRAWN.COMMON}", f"{DRAWN.MIDDLING},{DRAWN.COMMON}", "hull", "se",
        '"red sea"', "mmsi:352", "grade:>=B2", "place:baltic", "type:tanker", "near:10,20,900nm", "kind:ais-spoofing",
        "has:position", "is:retracted", "vessel:diesel", 'note:"ea "', "zebra",
    ),
    "vessels": ("flag:BZ", DRAWN.COMMON, "hull", "type:tanker", "date:2011", "kind:false-flag", "-flag.flown:KP"),
    "incidents": ("flag:BZ", "hull", DRAWN.COMMON, "kind:false-flag", "date:>=2015", "-flag:PA"),
    "sources": ("reliability:A", "hull", "flag:BZ", "publisher:7"),
}  # fmt: skip
LIMIT = 40

WRITER = """
import random, sys
from pathlib import Path
from tracker.store.connection import open_store
from tracker.store.write import recorded
chance = random.Random(7)
store = open_store(Path(sys.argv[1]))
ids = [row[0] for row in store.execute("SELECT id FROM sighting")]
source = store.execute("SELECT min(id) FROM source").fetchone()[0]
print("ready", flush=True)
import select
while not select.select([sys.stdin], [], [], 0)[0]:
    with recorded(store, by="Ben", action="edit", summary="Change") as change:
        row = chance.choice(ids)
        what = chance.randrange(3)
        if what == 0:
            values = {"source_id": source, "date": f"20{chance.randrange(10, 26)}-05-1{chance.randrange(10)}",
                      "flag_flown": chance.choice(["BZ", "KP"]), "note": chance.choice(["course kept", "hull seen"])}
            ids.append(change.insert("sighting", values))
        elif what == 1:
            change.update("sighting", row, {"flag_flown": chance.choice(["BZ", "PA", None]), "note": "course changed"})
        else:
            change.update("sighting", row, {"retracted_at": chance.choice([None, "2026-01-01T00:00:00Z"])})
"""


@contextmanager
def another_process_writing(path: Path) -> Iterator[None]:
    """Let another process insert, edit, retract and restore, one change after another."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
        yield
    finally:
        writer.communicate()
        assert writer.returncode == 0


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("window") / "store.db"
    DRAWN.draw(path, sightings=6_000, vessels=300, incidents=60, sources=40)
    store = open_store(path)
    store.execute("UPDATE sighting SET retracted_at = '2026-01-01T00:00:00Z' WHERE id % 53 = 0")
    store.execute("UPDATE sighting SET flag_flown = NULL, mmsi_shown = NULL WHERE id % 7 = 0")
    store.close()
    return path


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_reader(path)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def helpers(path: Path) -> Iterator[list[sqlite3.Connection]]:
    """Connections that share the work of `store`."""
    connections = [open_reader(path) for _ in range(2)]
    yield connections
    for connection in connections:
        connection.close()


@st.composite
def queries(draw: st.DrawFn) -> Query:
    target = draw(st.sampled_from(sorted(TERMS)))
    terms = draw(st.lists(st.sampled_from(TERMS[target]), max_size=3, unique=True))
    sortable = [name for name, column in COLUMNS[target].items() if column.sortable]
    names = draw(st.lists(st.sampled_from(sortable), max_size=2, unique=True))
    if draw(st.booleans()):
        names = []
    keys = tuple(SortKey(name, draw(st.booleans())) for name in names)
    return Query(target, parse_filter(" ".join(terms), target), keys)


def plainly(connection: sqlite3.Connection, query: Query) -> list[int]:
    """The ids that one statement gives, sorted by SQLite from all rows, with no index in the way of the order."""
    condition, params = query.filter.where()
    keys = query.keys
    orders = [
        f"{COLUMNS[query.target][key.column].order} {'DESC' if key.descending else 'ASC'} NULLS LAST" for key in keys
    ]
    statement = f"SELECT {query.table}.id FROM {query.table} NOT INDEXED WHERE {condition} ORDER BY "
    statement += ", ".join([*orders, f"{query.table}.id {'DESC' if keys[-1].descending else 'ASC'}"])
    return [row[0] for row in connection.execute(statement, params)]


def compare(connection: sqlite3.Connection, query: Query, beside: Sequence[sqlite3.Connection] = ()) -> None:
    expected = plainly(connection, query)
    columns = ("id",)
    rows, every = first_rows_or_all(connection, query, columns, LIMIT, beside=beside)
    assert [row.id for row in rows] == expected[:LIMIT], query.filter.text
    assert every is None or list(every) == expected, query.filter.text
    assert list(ordered_ids(connection, query, beside)) == expected, query.filter.text
    assert count(connection, query, beside) == len(expected), query.filter.text
    rows, every = first_rows_or_all(connection, query, columns, LIMIT)
    assert [row.id for row in rows] == expected[:LIMIT], query.filter.text
    assert every is None or list(every) == expected, query.filter.text
    assert first_rows_if_soon(connection, query, columns, LIMIT) == rows, query.filter.text
    assert first_rows_or_all(connection, query, columns, LIMIT, looks_for_soon=False)[0] == rows, query.filter.text
    assert list(ordered_ids(connection, query)) == expected, query.filter.text
    assert count(connection, query) == len(expected), query.filter.text
    last = last_rows_if_soon(connection, query, columns, LIMIT)
    assert last is None or [row.id for row in last] == expected[-LIMIT:], query.filter.text
    window = RowWindow(connection, query, columns, rows, is_all=len(rows) < LIMIT)
    window.take_ids(ordered_ids(connection, query))
    shown = [window.row(place) for place in range(0, len(window), 97)]
    assert [row.id if row else None for row in shown] == expected[::97]


@given(query=queries())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_window_is_what_one_plain_statement_gives(
    store: sqlite3.Connection, helpers: list[sqlite3.Connection], query: Query
) -> None:
    compare(store, query, helpers)


@given(query=queries())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_facets_are_the_same_by_however_many_connections_they_are_counted(
    store: sqlite3.Connection, helpers: list[sqlite3.Connection], query: Query
) -> None:
    assert list(facets_of(store, query, 8, beside=helpers)) == list(facets_of(store, query, 8))


@pytest.mark.parametrize("text", ["", *TERMS["sightings"]])
@pytest.mark.parametrize("sort", [(), (SortKey("flag_flown", True),), (SortKey("mmsi_shown"),), (SortKey("note"),)])
def test_every_term_by_itself_in_several_orders(
    store: sqlite3.Connection, helpers: list[sqlite3.Connection], text: str, sort: tuple[SortKey, ...]
) -> None:
    compare(store, Query("sightings", parse_filter(text, "sightings"), sort), helpers)


def test_the_window_is_what_one_plain_statement_gives_while_another_process_writes(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "written.db"
    copy.write_bytes(path.read_bytes())
    reader = open_reader(copy)
    with another_process_writing(copy):
        states = set()
        texts = ("", "flag.flown:BZ", DRAWN.COMMON, f"{DRAWN.COMMON} flag:BZ", "hull", "date:>=2015", "-flag:KP")
        for text in texts * 4:
            reader.execute("BEGIN")
            states.add(reader.execute("SELECT max(id) FROM change").fetchone()[0])
            compare(reader, Query("sightings", parse_filter(text, "sightings")))
            reader.execute("COMMIT")
        assert len(states) > 5, "the other process wrote between the comparisons"
    compare(reader, Query("sightings", parse_filter(DRAWN.COMMON, "sightings")))
    reader.close()


def test_what_several_connections_find_is_of_one_moment_while_another_process_writes(
    path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "written.db"
    copy.write_bytes(path.read_bytes())
    reader, helper = open_reader(copy), open_reader(copy)
    query = Query("sightings", parse_filter('note:"course"', "sightings"))
    shared = []
    with another_process_writing(copy):
        while len(shared) < 20:
            with same_moment(reader, [helper]) as together:
                expected = plainly(reader, query)
                shared.append(len(together))
                assert ids_in_parts(together, query) in (expected, None)
                assert counted_in_parts(together, query) in (len(expected), None)
                first = first_in_parts(together, replace(query, sort=(SortKey("note"),)), LIMIT)
                assert first is None or first == plainly(reader, replace(query, sort=(SortKey("note"),)))[:LIMIT]
    assert 2 in shared, "at least once nobody wrote just as both began"
    reader.close()
    helper.close()
