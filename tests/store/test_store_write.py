"""Writing: what the store fills in, what it refuses and how, and what history keeps of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.errors import ConflictError, FieldError, NotFoundError, TrackerError
from tracker.domain.records import Incident, Sighting
from tracker.store.connection import open_store
from tracker.store.history import differences, history_of, recent_changes
from tracker.store.records import find, get
from tracker.store.verify import verify
from tracker.store.write import ChangeInProgress, recorded


def add(store: sqlite3.Connection, table: str, **values: Any) -> int:
    with recorded(store, by="ann", action="add", summary=f"Add {table}") as change:
        return change.insert(table, values)


def edit(store: sqlite3.Connection, table: str, row_id: int, by: str = "ann", **values: Any) -> bool:
    with recorded(store, by=by, action="edit", summary=f"Edit {table}") as change:
        return change.update(table, row_id, values)


def test_one_number_names_one_record_in_the_whole_file(store: sqlite3.Connection) -> None:
    ids = [add(store, "source", title="A"), add(store, "vessel", name="B"), add(store, "incident", title="C")]
    assert ids == [1, 2, 3]
    assert [find(store, str(row_id))[0] for row_id in ids] == ["source", "vessel", "incident"]


def test_bounds_of_a_date_are_filled_in_and_follow_it(store: sqlite3.Connection) -> None:
    source = add(store, "source", title="A")
    row = add(store, "sighting", source_id=source, date="2011-05")
    found = get(store, "sighting", row)
    assert isinstance(found, Sighting)
    assert (found.date_earliest, found.date_latest) == ("2011-05-01T00:00:00Z", "2011-05-31T23:59:59Z")
    edit(store, "sighting", row, date="2011-05-26T13:05Z")
    found = get(store, "sighting", row)
    assert isinstance(found, Sighting)
    assert (found.date_earliest, found.date_latest) == ("2011-05-26T13:05:00Z", "2011-05-26T13:05:59Z")
    edit(store, "sighting", row, date=None)
    found = get(store, "sighting", row)
    assert isinstance(found, Sighting)
    assert (found.date_earliest, found.date_latest) == (None, None)


def test_kinds_of_an_incident_are_written_changed_and_kept_in_history(store: sqlite3.Connection) -> None:
    row = add(store, "incident", title="A", kinds=["stateless", "false-flag", "stateless"])
    assert isinstance(incident := get(store, "incident", row), Incident)
    assert incident.kinds == ("false-flag", "stateless")
    assert edit(store, "incident", row, kinds=("port-call",))
    assert not edit(store, "incident", row, kinds=["port-call"])
    newest = history_of(store, row)[0].rows[0]
    assert differences(newest) == {"kinds": (["false-flag", "stateless"], ["port-call"])}


def test_history_tells_who_when_and_what_it_was_before(store: sqlite3.Connection) -> None:
    row = add(store, "vessel", name="Light")
    edit(store, "vessel", row, by="ben", name="Victory 3", imo="9187629")
    newest, oldest = history_of(store, row)
    assert (newest.made_by, newest.action) == ("ben", "edit")
    assert newest.made_at.endswith("Z")
    assert differences(newest.rows[0]) == {"name": ("Light", "Victory 3"), "imo": (None, "9187629")}
    assert oldest.rows[0].before is None
    assert [change.id for change in recent_changes(store)] == [2, 1]


def test_act_that_changes_nothing_leaves_no_history(store: sqlite3.Connection) -> None:
    row = add(store, "vessel", name="Light")
    assert not edit(store, "vessel", row, name="Light")
    assert len(recent_changes(store)) == 1


def test_failing_act_leaves_neither_rows_nor_history(store: sqlite3.Connection) -> None:
    def act(change: ChangeInProgress) -> None:
        change.insert("vessel", {"name": "Light"})
        change.insert("vessel", {"name": ""})

    with pytest.raises(FieldError, match="name"), recorded(store, by="a", action="add", summary="s") as change:
        act(change)
    assert recent_changes(store) == []
    assert store.execute("SELECT count(*) FROM vessel").fetchone()[0] == 0
    assert add(store, "vessel", name="Next") == 1


def test_edit_of_a_row_that_changed_meanwhile_names_who_changed_it(store: sqlite3.Connection) -> None:
    row = add(store, "vessel", name="Light")
    seen = get(store, "vessel", row).revision
    edit(store, "vessel", row, by="ben", note="Seen again")
    with (
        pytest.raises(ConflictError, match=r"changed by ben at \d{4}-"),
        recorded(store, by="ann", action="edit", summary="Edit") as change,
    ):
        change.update("vessel", row, {"note": "Mine"}, expected_revision=seen)
    with recorded(store, by="ann", action="edit", summary="Edit") as change:
        change.update("vessel", row, {"note": "Mine"}, expected_revision=get(store, "vessel", row).revision)
    assert history_of(store, row)[0].made_by == "ann"


@pytest.mark.parametrize(
    ("table", "values", "error", "sentence"),
    [
        ("sighting", {"source_id": 77}, NotFoundError, "there is no source 77"),
        ("sighting", {"source_id": 1, "vessel_id": 1}, NotFoundError, "there is no vessel 1"),
        ("sighting", {}, FieldError, "source_id: is needed"),
        ("sighting", {"source_id": 1, "lat": 91.0, "lon": 0.0}, FieldError, "lat: '91.0'"),
        ("sighting", {"source_id": 1, "lat": "north", "lon": 0.0}, FieldError, "lat: 'north' is not a number"),
        ("sighting", {"source_id": 1, "date": "26/05/2011"}, FieldError, "date"),
        ("sighting", {"source_id": 1, "details": "{"}, FieldError, "details"),
        ("sighting", {"source_id": 1, "credibility": 7}, FieldError, "credibility: '7'"),
        ("source", {"title": "B", "slug": "taken"}, FieldError, "slug: 'taken' is taken"),
        ("source", {"title": "B", "reliability": "G"}, FieldError, "reliability: 'G'"),
        ("source", {"title": "B", "colour": "red"}, NotFoundError, "no field 'colour'"),
        ("source", {"title": "B", 'x" = 1 --': "red"}, NotFoundError, "no field"),
    ],
)
def test_refused_value_is_named_with_its_field(
    store: sqlite3.Connection,
    table: str,
    values: dict[str, Any],
    error: type[TrackerError],
    sentence: str,
) -> None:
    add(store, "source", title="A", slug="taken")
    with pytest.raises(error) as caught:
        add(store, table, **values)
    assert sentence in str(caught.value)
    assert len(recent_changes(store)) == 1


def test_uid_and_revision_cannot_be_set_by_an_edit(store: sqlite3.Connection) -> None:
    row = add(store, "vessel", name="Light")
    before = get(store, "vessel", row)
    assert not edit(store, "vessel", row, uid="mine", revision=9, retracted_at="2020-01-01T00:00:00Z")
    assert get(store, "vessel", row) == before


def test_retraction_is_a_mark_that_can_be_taken_back(store: sqlite3.Connection, store_path: Path) -> None:
    row = add(store, "vessel", name="Light")
    with recorded(store, by="ann", action="retract", summary="Retract", why="entered twice") as change:
        assert change.retract("vessel", row)
        assert not change.retract("vessel", row)
    store.close()
    reopened = open_store(store_path)
    assert get(reopened, "vessel", row).retracted_at is not None
    assert history_of(reopened, row)[0].why == "entered twice"
    with recorded(reopened, by="ann", action="restore", summary="Restore") as change:
        assert change.restore("vessel", row)
    assert get(reopened, "vessel", row).retracted_at is None


def test_extent_and_verdicts_follow_the_sightings(store: sqlite3.Connection) -> None:
    one, two = add(store, "source", title="A"), add(store, "source", title="B")
    here, there = add(store, "incident", title="Here"), add(store, "incident", title="There")
    add(store, "sighting", source_id=one, incident_id=here, date="2011-05-26", flag_flown="BZ")
    moved = add(store, "sighting", source_id=two, incident_id=here, date="2011-05", flag_flown="KP")

    def contested() -> set[tuple[int, str]]:
        rows = store.execute("SELECT incident_id, property FROM incident_verdict WHERE verdict = 'contested'")
        return {tuple(row) for row in rows}

    def counts(incident: int) -> tuple[Any, ...]:
        return tuple(
            store.execute(
                "SELECT date_earliest, date_latest, sighting_count, source_count FROM incident_extent"
                " WHERE incident_id = ?",
                (incident,),
            ).fetchone()
        )

    assert (here, "flag_flown") in contested()
    assert counts(here) == ("2011-05-01T00:00:00Z", "2011-05-31T23:59:59Z", 2, 2)
    edit(store, "sighting", moved, incident_id=there)
    assert contested() == set()
    assert counts(here) == ("2011-05-26T00:00:00Z", "2011-05-26T23:59:59Z", 1, 1)
    assert counts(there) == ("2011-05-01T00:00:00Z", "2011-05-31T23:59:59Z", 1, 1)
    edit(store, "sighting", moved, incident_id=here)
    assert (here, "flag_flown") in contested()
    edit(store, "source", two, derived_from=one)
    assert (
        store.execute(
            "SELECT origins FROM incident_verdict WHERE incident_id = ? AND property = 'flag_flown'", (here,)
        ).fetchone()[0]
        == 1
    )
    assert verify(store) == []


def test_many_rows_are_one_change_with_a_range(store: sqlite3.Connection) -> None:
    source = add(store, "source", title="AIS feed")
    with recorded(store, by="ann", action="import", summary="Import AIS") as change:
        ids = change.insert_many(
            "sighting",
            ("source_id", "date", "mmsi_shown"),
            ((source, f"2020-01-01T{n // 60 % 24:02}:{n % 60:02}:00Z", "312345000") for n in range(1203)),
        )
    assert list(ids) == list(range(source + 1, source + 1204))
    assert store.execute("SELECT count(*) FROM change_row").fetchone()[0] == 1
    assert history_of(store, ids[700])[0].summary == "Import AIS"
    last = get(store, "sighting", ids[-1])
    assert isinstance(last, Sighting)
    assert last.date_latest == "2020-01-01T20:02:00Z"
    assert add(store, "vessel", name="After") == ids[-1] + 1
    assert verify(store) == []


def test_no_rows_are_no_change(store: sqlite3.Connection) -> None:
    with recorded(store, by="ann", action="import", summary="Import nothing") as change:
        assert list(change.insert_many("vessel", ("name",), [])) == []
    assert recent_changes(store) == []


def test_refused_row_among_many_is_named_and_none_is_kept(store: sqlite3.Connection) -> None:
    source = add(store, "source", title="AIS feed")
    rows = [(source, 10.0, 20.0)] * 700
    rows[600] = (source, 95.5, 20.0)
    with (
        pytest.raises(FieldError, match=r"lat: '95\.5'"),
        recorded(store, by="ann", action="import", summary="Import AIS") as change,
    ):
        change.insert_many("sighting", ("source_id", "lat", "lon"), rows)
    assert store.execute("SELECT count(*) FROM sighting").fetchone()[0] == 0
    assert verify(store) == []
