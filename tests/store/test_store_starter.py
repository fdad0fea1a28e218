"""The documented cases in a new store: all there, one change, the same uids everywhere, and quick."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest

from tracker.domain.errors import StoreError
from tracker.domain.records import Incident, Sighting
from tracker.store.connection import open_store
from tracker.store.history import history_of, recent_changes
from tracker.store.records import case, find, get, source_file, vessel_file
from tracker.store.starter import load_starter
from tracker.store.starter_files import read_starter
from tracker.store.undo import redo, undo
from tracker.store.verify import verify


def write_cases(folder: Path, case_text: str, sources: str = "") -> Path:
    (folder / "incidents").mkdir(parents=True)
    (folder / "incidents" / "a-case.toml").write_text(case_text)
    (folder / "sources.toml").write_text(sources)
    (folder / "vessels.toml").write_text('[[vessels]]\nslug = "light"\nname = "Light"\n')
    (folder / "parties.toml").write_text("")
    return folder


SMALL_CASE = """
title = "A case"
kinds = ["stateless", "false-flag"]
[[sources]]
slug = "copy"
title = "A copy"
derived_from = "first"
[[sources]]
slug = "first"
title = "The first report"
published = "2011-06"
[[sightings]]
slug = "a-case-s1"
source = "copy"
vessel = "light"
date = "2011-05"
lat = 31
lon = 122.5
details = { "boarding requests" = "four" }
"""


def test_every_record_of_the_text_files_is_in_the_store(store: sqlite3.Connection) -> None:
    wanted = Counter(table for table, _ in read_starter())
    assert load_starter(store, by="tracker") == wanted.total()
    for table, count in wanted.items():
        assert store.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] == count
    assert wanted["incident"] >= 112
    assert verify(store) == []


def test_loading_is_one_change_that_keeps_ranges_and_is_undone_as_one(store: sqlite3.Connection) -> None:
    load_starter(store, by="tracker")
    (change,) = recent_changes(store)
    assert change.made_by == "tracker"
    assert store.execute("SELECT count(*) FROM change_row").fetchone()[0] == 0
    table, row = find(store, "light-2011-s1")
    assert table == "sighting"
    assert [made.summary for made in history_of(store, row)] == [change.summary]
    undo(store, by="ann")
    assert store.execute("SELECT count(*) FROM sighting WHERE retracted_at IS NULL").fetchone()[0] == 0
    assert verify(store) == []
    redo(store, by="ann")
    assert get(store, "sighting", row).retracted_at is None
    assert verify(store) == []


def test_loading_takes_less_than_two_seconds(store: sqlite3.Connection) -> None:
    start = time.perf_counter()
    load_starter(store, by="tracker")
    assert time.perf_counter() - start < 2


def test_progress_ends_at_the_whole(store: sqlite3.Connection) -> None:
    told: list[tuple[int, int]] = []
    total = load_starter(store, by="tracker", progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1] == (total, total)


def test_starter_records_have_the_same_uid_in_every_store(store: sqlite3.Connection, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other.db", create=True)
    load_starter(store, by="ann")
    load_starter(other, by="ben")
    for table in ("incident", "sighting", "identity", "listing", "role"):
        query = f'SELECT uid FROM "{table}" ORDER BY uid'
        assert store.execute(query).fetchall() == other.execute(query).fetchall()


def test_small_case_arrives_whole(store: sqlite3.Connection, tmp_path: Path) -> None:
    load_starter(store, by="ann", folder=write_cases(tmp_path / "starter", SMALL_CASE))
    found = case(store, find(store, "a-case")[1])
    assert found.incident.kinds == ("false-flag", "stateless")
    (sighting,) = found.sightings
    assert (sighting.lat, sighting.date_latest) == (31.0, "2011-05-31T23:59:59Z")
    assert (sighting.stance, sighting.credibility) == ("asserts", 6)
    assert sighting.details == '{"boarding requests": "four"}'
    assert [vessel.name for vessel in found.vessels.values()] == ["Light"]
    assert {source.title for source in found.sources.values()} == {"A copy", "The first report"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('source = "copy"', 'source = "missing"', "a-case-s1: there is no source 'missing'"),
        ('date = "2011-05"', 'date = "May 2011"', "'May 2011'"),
        ("lon = 122.5", "longitude = 122.5", "no field 'longitude'"),
        ('title = "A case"', 'title = ""', "title"),
        ('derived_from = "first"', 'derived_from = "copy"', "in a circle: copy"),
        ("[[sources]]", "[[sources", "not valid TOML"),
    ],
)
def test_mistake_in_a_case_is_named_and_nothing_is_loaded(
    store: sqlite3.Connection, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    folder = write_cases(tmp_path / "starter", SMALL_CASE.replace(old, new, 1))
    with pytest.raises(StoreError) as caught:
        load_starter(store, by="ann", folder=folder)
    assert sentence in str(caught.value)
    assert recent_changes(store) == []


def test_cases_are_not_loaded_twice(store: sqlite3.Connection) -> None:
    load_starter(store, by="ann")
    with pytest.raises(StoreError, match="already"):
        load_starter(store, by="ann")
    assert len(recent_changes(store)) == 1


def test_light_case_reads_as_a_case(store: sqlite3.Connection) -> None:
    load_starter(store, by="ann")
    found = case(store, find(store, "light-2011")[1])
    assert isinstance(found.incident, Incident)
    assert "Light" in {vessel.name for vessel in found.vessels.values()}
    dated = [sighting.date_earliest for sighting in found.sightings if sighting.date_earliest]
    assert dated == sorted(dated)
    assert {sighting.source_id for sighting in found.sightings} <= found.sources.keys()
    assert {source.derived_from for source in found.sources.values()} - {None} <= found.sources.keys()
    assert {role.party_id for role in found.roles} == found.parties.keys()

    vessel_id = next(iter(found.vessels))
    ship = vessel_file(store, vessel_id)
    assert ship.vessel.id == vessel_id
    assert find(store, "light-2011")[1] in ship.incidents
    assert all(isinstance(sighting, Sighting) for sighting in ship.sightings)

    told = source_file(store, found.sightings[0].source_id)
    assert found.sightings[0] in told.sightings
