"""Verify: silent on a sound store, and a sentence naming the record for each thing that is wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tracker.store.connection import open_reader, open_store
from tracker.store.undo import undo
from tracker.store.verify import verify
from tracker.store.write import recorded


@pytest.fixture
def case(store: sqlite3.Connection) -> sqlite3.Connection:
    """A source (1), an incident (2), a sighting (3) edited once, two imported vessels (4, 5), undone."""
    with recorded(store, by="ann", action="add", summary="Add") as change:
        change.insert("source", {"title": "A report", "published": "2011"})
        change.insert("incident", {"title": "A case", "kinds": ["false-flag"]})
        change.insert("sighting", {"source_id": 1, "incident_id": 2, "date": "2011-05", "flag_flown": "BZ"})
    with recorded(store, by="ann", action="edit", summary="Edit") as change:
        change.update("sighting", 3, {"place": "South of Shanghai"})
    with recorded(store, by="ann", action="import", summary="Import") as change:
        change.insert_many("vessel", ("name",), [("Light",), ("Bay",)])
    undo(store, by="ann")
    return store


def test_sound_store_has_no_problems(case: sqlite3.Connection, store_path: Path) -> None:
    assert verify(case) == []
    assert verify(open_reader(store_path)) == []


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE sighting SET place = 'Elsewhere'", "sighting 3: is not as its last change left it (place)"),
        ("DELETE FROM sighting", "sighting 3: history tells of it, but it is gone"),
        ("UPDATE vessel SET retracted_at = NULL WHERE id = 4", "vessel 4: is not as change 4 left it"),
        ("DELETE FROM vessel WHERE id = 5", "vessel 4 to 5: 1 of them are gone"),
        ("DELETE FROM change_row WHERE row_id = 2", "incident 2: no change says who added it"),
        (
            "UPDATE change_row SET before = json_set(before, '$.note', 'x') WHERE before IS NOT NULL",
            "sighting 3: was altered between change 1 and change 2 without a history",
        ),
        ("UPDATE sighting SET date_latest = '2012'", "sighting 3: the bounds of date are not those of 2011-05"),
        ("UPDATE sighting SET date = 'May'", "sighting 3: date: 'May'"),
        ("UPDATE incident_extent SET sighting_count = 9", "incident 2: its dates and counts"),
        ("DELETE FROM incident_extent", "incident 2: its dates and counts"),
        ("UPDATE incident_verdict SET verdict = 'agreed'", "incident 2: the verdicts kept"),
        ("DELETE FROM incident_kind", "incident 2: is not as its last change left it (kinds)"),
        ("UPDATE sighting SET source_id = 99", "sighting 3: refers to a source that is not there"),
        ("UPDATE source SET derived_from = 1", "source 1: is derived from itself"),
        ("UPDATE record_number SET last = 4", "vessel 5: has a number that was never given out"),
        (
            "INSERT INTO party (id, uid, name, kind, created_at) VALUES (3, 'u', 'X', 'company', 'x')",
            "sighting and party 3: share one number",
        ),
        ("INSERT INTO sighting_search (sighting_search) VALUES ('delete-all')", "Search index of sighting"),
        ("DROP TRIGGER sighting_search_update", "the trigger sighting_search_update is missing"),
        ("DROP INDEX sighting_date", "the index sighting_date is missing"),
        ("DROP VIEW change_log", "the view change_log is missing"),
    ],
)
def test_each_damage_is_named(case: sqlite3.Connection, damage: str, sentence: str) -> None:
    case.execute("PRAGMA foreign_keys = OFF")
    case.execute(damage)
    assert [problem for problem in verify(case) if sentence in problem], verify(case)


def test_own_views_and_tables_of_the_user_are_no_problem(case: sqlite3.Connection) -> None:
    case.execute("CREATE VIEW my_ships AS SELECT name FROM vessel")
    case.execute("CREATE TABLE my_notes (note TEXT)")
    assert verify(case) == []


def test_damaged_page_is_reported(case: sqlite3.Connection, store_path: Path) -> None:
    root = case.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sighting_date'").fetchone()[0]
    size = case.execute("PRAGMA page_size").fetchone()[0]
    case.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    case.close()
    with store_path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 64)
    problems = verify(open_store(store_path))
    assert problems
    assert all(problem.startswith("Damaged file") for problem in problems)


def test_writers_at_work_do_not_look_like_damage(case: sqlite3.Connection, store_path: Path) -> None:
    writer = open_store(store_path)
    with recorded(writer, by="ben", action="edit", summary="Edit") as change:
        change.update("sighting", 3, {"place": "Half way"})
        reader = open_reader(store_path)
        assert verify(reader) == []
    assert verify(case) == []
