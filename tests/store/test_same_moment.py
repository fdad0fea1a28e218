"""Several connections read a store as it is at one moment, and share what one of them would do alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from synthetic_store import generator

from tracker.store.connection import open_reader, open_store
from tracker.store.facets import facets_of
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query, count, first_rows_or_all, ordered_ids, parse_sort
from tracker.store.same_moment import same_moment


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("moment") / "store.db"
    generator().draw(path, sightings=6_000, vessels=100, incidents=20, sources=10)
    return path


@pytest.fixture
def connections(path: Path, tmp_path: Path) -> Iterator[list[sqlite3.Connection]]:
    """A writer and two readers of one store."""
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    opened = [open_store(copy), open_reader(copy), open_reader(copy)]
    yield opened
    for connection in opened:
        connection.close()


def sightings(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sighting WHERE retracted_at IS NULL").fetchone()[0])


def retract_one(writer: sqlite3.Connection) -> None:
    standing = "SELECT min(id) FROM sighting WHERE retracted_at IS NULL"
    writer.execute(f"UPDATE sighting SET retracted_at = '2026-01-01T00:00:00Z' WHERE id = ({standing})")


def test_what_another_writes_is_seen_by_all_of_them_or_by_none(connections: list[sqlite3.Connection]) -> None:
    writer, reader, helper = connections
    before = sightings(writer)
    with same_moment(reader, [helper]) as together:
        retract_one(writer)
        assert [sightings(one) for one in together] == [before, before]
        assert sightings(writer) == before - 1
    assert [sightings(one) for one in (reader, helper)] == [before - 1, before - 1]


@pytest.mark.parametrize("writes_before", ["reader", "helper"])
def test_who_began_to_read_at_another_moment_does_not_take_part(
    connections: list[sqlite3.Connection], writes_before: str
) -> None:
    writer, reader, helper = connections
    late = {"reader": reader, "helper": helper}[writes_before]

    def write_as_it_begins(statement: str) -> None:
        if statement == "BEGIN":
            retract_one(writer)

    late.set_trace_callback(write_as_it_begins)
    with same_moment(reader, [helper]) as together:
        assert together == (reader,)
    late.set_trace_callback(None)
    with same_moment(reader, [helper]) as together:
        assert together == (reader, helper)


def test_who_reads_already_goes_on_alone(connections: list[sqlite3.Connection]) -> None:
    writer, reader, helper = connections
    reader.execute("BEGIN")
    before = sightings(reader)
    retract_one(writer)
    with same_moment(reader, [helper]) as together:
        assert [sightings(one) for one in together] == [before]
    assert reader.in_transaction


def query(text: str, sort: str = "") -> Query:
    return Query("sightings", parse_filter(text, "sightings"), parse_sort(sort, "sightings"))


@pytest.mark.parametrize(
    "act",
    [
        lambda reader, helper: count(reader, query("note:ea"), [helper]),
        lambda reader, helper: ordered_ids(reader, query("note:zqx"), [helper]),
        lambda reader, helper: first_rows_or_all(reader, query("note:zqx"), ("id",), 40, beside=[helper]),
        lambda reader, helper: first_rows_or_all(reader, query("", "place"), ("id",), 40, beside=[helper]),
        lambda reader, helper: first_rows_or_all(reader, query("note:ea", "place"), ("id",), 40, beside=[helper]),
        lambda reader, helper: list(facets_of(reader, query("note:ea"), 8, beside=[helper])),
        lambda reader, helper: list(facets_of(reader, query("flag:BZ"), 8, beside=[helper])),
        lambda reader, helper: list(facets_of(reader, query(""), 8, beside=[helper])),
        lambda reader, helper: list(facets_of(reader, Query("vessels"), 8, beside=[helper])),
    ],
)
def test_what_looks_into_all_rows_is_shared(
    connections: list[sqlite3.Connection], act: Callable[[sqlite3.Connection, sqlite3.Connection], object]
) -> None:
    _, reader, helper = connections
    read: list[str] = []
    helper.set_trace_callback(read.append)
    act(reader, helper)
    helper.set_trace_callback(None)
    assert [statement for statement in read if "SELECT" in statement]


@pytest.mark.parametrize("text", ["flag.flown:BZ", "mmsi:312000001", "date:2011-05"])
def test_what_an_index_leads_to_is_left_to_one(connections: list[sqlite3.Connection], text: str) -> None:
    _, reader, helper = connections
    read: list[str] = []
    helper.set_trace_callback(read.append)
    ordered_ids(reader, query(text), [helper])
    count(reader, query(text), [helper])
    helper.set_trace_callback(None)
    assert not [statement for statement in read if "SELECT" in statement]
