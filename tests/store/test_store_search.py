"""Full-text search is kept current by triggers, and finds words whatever their accents and case."""

from __future__ import annotations

import sqlite3

import pytest

from tracker.store.undo import undo
from tracker.store.verify import SEARCHED_TABLES
from tracker.store.write import recorded

NEEDED: dict[str, dict[str, object]] = {
    "sighting": {"source_id": 1},
    "incident": {"title": "t"},
    "vessel": {"name": "n"},
    "identity": {"vessel_id": 2, "aspect": "flown"},
    "source": {"title": "t"},
    "party": {"name": "n", "kind": "company"},
}

SEARCHED_COLUMNS = [
    (table, column)
    for table, columns in {
        "sighting": "name_shown place activity origin destination cargo outcome observer said_by statement hedge"
        " locator note",
        "incident": "title summary legal_basis keywords note",
        "vessel": "name type note",
        "identity": "name owner manager mmsi call_sign imo note",
        "source": "title publisher author note text",
        "party": "name note",
    }.items()
    for column in columns.split()
]


def found(store: sqlite3.Connection, table: str, words: str) -> list[int]:
    rows = store.execute(f"SELECT rowid FROM {table}_search WHERE {table}_search MATCH ?", (words,))
    return [row[0] for row in rows]


@pytest.fixture
def owners(store: sqlite3.Connection) -> sqlite3.Connection:
    with recorded(store, by="ann", action="add", summary="Add") as change:
        change.insert("source", {"title": "owner"})
        change.insert("vessel", {"name": "owner"})
    return store


@pytest.mark.parametrize(("table", "column"), SEARCHED_COLUMNS)
def test_every_column_of_words_is_searched(owners: sqlite3.Connection, table: str, column: str) -> None:
    with recorded(owners, by="ann", action="add", summary="Add") as change:
        row = change.insert(table, {**NEEDED[table], column: "Señor Zebrafisch"})
    assert found(owners, table, "senor") == [row]
    assert found(owners, table, "ze*") == [row]
    assert found(owners, table, f"{column}:zebrafisch") == [row]
    with recorded(owners, by="ann", action="edit", summary="Edit") as change:
        change.update(table, row, {column: "quagga"})
    assert found(owners, table, "zebrafisch") == []
    assert found(owners, table, "quagga") == [row]
    undo(owners, by="ann")
    assert found(owners, table, "zebrafisch") == [row]


def test_properties_without_a_column_are_searched(owners: sqlite3.Connection) -> None:
    with recorded(owners, by="ann", action="add", summary="Add") as change:
        row = change.insert("sighting", {"source_id": 1, "details": '{"boarding requests": "four"}'})
    assert found(owners, "sighting", "boarding") == [row]


def test_columns_checked_are_all_there_are(owners: sqlite3.Connection) -> None:
    for table in SEARCHED_TABLES:
        columns = {row["name"] for row in owners.execute(f"PRAGMA table_info({table}_search)")}
        assert columns - {"details"} == {column for name, column in SEARCHED_COLUMNS if name == table}
