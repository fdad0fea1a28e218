"""Undo and redo: the newest first, a named one, ranges of rows, after a restart, and what is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.errors import ConflictError, NotFoundError
from tracker.domain.records import Vessel
from tracker.store.connection import open_store
from tracker.store.history import recent_changes
from tracker.store.records import get
from tracker.store.undo import next_redo, next_undo, redo, undo
from tracker.store.verify import verify
from tracker.store.write import recorded


def add(store: sqlite3.Connection, table: str, **values: Any) -> int:
    with recorded(store, by="ann", action="add", summary=f"Add {table}") as change:
        return change.insert(table, values)


def rename(store: sqlite3.Connection, row_id: int, name: str, by: str = "ann") -> int:
    with recorded(store, by=by, action="edit", summary=f"Rename to {name}") as change:
        change.update("vessel", row_id, {"name": name})
    return change.id


def vessel(store: sqlite3.Connection, row_id: int) -> tuple[str, bool]:
    found = get(store, "vessel", row_id)
    assert isinstance(found, Vessel)
    return found.name, found.retracted_at is None


def test_changes_are_undone_newest_first_and_redone_in_turn(store: sqlite3.Connection) -> None:
    row = add(store, "vessel", name="One")
    rename(store, row, "Two")
    rename(store, row, "Three")
    seen = []
    for _ in range(3):
        undo(store, by="ann")
        seen.append(vessel(store, row))
    assert seen == [("Two", True), ("One", True), ("One", False)]
    assert next_undo(store) is None
    seen = []
    for _ in range(3):
        redo(store, by="ann")
        seen.append(vessel(store, row))
    assert seen == [("One", True), ("Two", True), ("Three", True)]
    assert next_redo(store) is None
    assert verify(store) == []


def test_undo_works_after_a_restart_and_is_a_change_of_its_own(store: sqlite3.Connection, store_path: Path) -> None:
    row = add(store, "vessel", name="One")
    rename(store, row, "Two")
    store.close()
    reopened = open_store(store_path)
    made = undo(reopened, by="ben")
    assert (made.summary, made.made_by, made.action, made.undoes) == ("Undo: Rename to Two", "ben", "undo", 2)
    reopened.close()
    again = open_store(store_path)
    assert vessel(again, row) == ("One", True)
    assert redo(again, by="ann").summary == "Redo: Rename to Two"
    assert vessel(again, row) == ("Two", True)
    assert [change.action for change in recent_changes(again)] == ["redo", "undo", "edit", "add"]


def test_what_was_redone_can_be_undone_again(store: sqlite3.Connection) -> None:
    row = add(store, "vessel", name="One")
    rename(store, row, "Two")
    for _ in range(3):
        undo(store, by="ann")
        assert vessel(store, row) == ("One", True)
        redo(store, by="ann")
        assert vessel(store, row) == ("Two", True)
    undo(store, by="ann")
    undo(store, by="ann")
    assert vessel(store, row) == ("One", False)


def test_new_change_ends_what_could_be_redone(store: sqlite3.Connection) -> None:
    row = add(store, "vessel", name="One")
    rename(store, row, "Two")
    undo(store, by="ann")
    rename(store, row, "Three")
    with pytest.raises(NotFoundError, match="nothing to redo"):
        redo(store, by="ann")


def test_nothing_to_undo_is_a_sentence(store: sqlite3.Connection) -> None:
    with pytest.raises(NotFoundError, match="nothing to undo"):
        undo(store, by="ann")
    with pytest.raises(NotFoundError, match="no change 12"):
        undo(store, by="ann", change_id=12)


def test_older_change_of_other_rows_is_undone_by_its_number(store: sqlite3.Connection) -> None:
    first, second = add(store, "vessel", name="First"), add(store, "vessel", name="Second")
    undo(store, by="ann", change_id=1)
    assert (vessel(store, first), vessel(store, second)) == (("First", False), ("Second", True))
    with pytest.raises(ConflictError, match="undone already, by change 3"):
        undo(store, by="ann", change_id=1)
    redo(store, by="ann", change_id=1)
    assert vessel(store, first) == ("First", True)
    undo(store, by="ann", change_id=1)
    assert vessel(store, first) == ("First", False)
    assert verify(store) == []


def test_undo_of_a_row_changed_later_names_the_later_change(store: sqlite3.Connection) -> None:
    row = add(store, "vessel", name="One")
    renamed = rename(store, row, "Two")
    rename(store, row, "Three", by="ben")
    with pytest.raises(ConflictError, match=r"change 3 by ben .* \(Rename to Three\)"):
        undo(store, by="ann", change_id=renamed)
    assert vessel(store, row) == ("Three", True)
    undo(store, by="ann")
    undo(store, by="ann", change_id=renamed)
    assert vessel(store, row) == ("One", True)


def test_redone_later_change_still_stands_in_the_way(store: sqlite3.Connection) -> None:
    row = add(store, "vessel", name="One")
    renamed = rename(store, row, "Two")
    undo(store, by="ann", change_id=renamed)
    redo(store, by="ben")
    with pytest.raises(ConflictError, match="change 4 by ben"):
        undo(store, by="ann", change_id=1)
    assert vessel(store, row) == ("Two", True)


def test_adding_a_source_is_not_undone_while_a_sighting_cites_it(store: sqlite3.Connection) -> None:
    source = add(store, "source", title="A report")
    sighting = add(store, "sighting", source_id=source)
    with pytest.raises(ConflictError, match=f"sighting {sighting}.* refers to its source"):
        undo(store, by="ann", change_id=1)
    assert get(store, "source", source).retracted_at is None
    undo(store, by="ann")
    undo(store, by="ann")
    assert get(store, "source", source).retracted_at is not None


def test_undo_of_an_undo_is_called_redo(store: sqlite3.Connection) -> None:
    add(store, "vessel", name="One")
    made = undo(store, by="ann")
    with pytest.raises(ConflictError, match="redo"):
        undo(store, by="ann", change_id=made.id)
    with pytest.raises(ConflictError, match="not undone"):
        redo(store, by="ann", change_id=redo(store, by="ann").id)


def bulk(store: sqlite3.Connection) -> range:
    with recorded(store, by="ann", action="import", summary="Import vessels") as change:
        return change.insert_many("vessel", ("name",), ((f"Ship {n}",) for n in range(500)))


def standing(store: sqlite3.Connection) -> int:
    return int(store.execute("SELECT count(*) FROM vessel WHERE retracted_at IS NULL").fetchone()[0])


def test_bulk_import_is_undone_and_redone_as_one(store: sqlite3.Connection) -> None:
    bulk(store)
    undo(store, by="ann")
    assert standing(store) == 0
    assert verify(store) == []
    redo(store, by="ann")
    assert standing(store) == 500
    undo(store, by="ann")
    assert standing(store) == 0
    assert store.execute("SELECT count(*) FROM change_row").fetchone()[0] == 0
    assert verify(store) == []


def test_bulk_import_with_a_row_edited_later_is_not_undone(store: sqlite3.Connection) -> None:
    ids = bulk(store)
    rename(store, ids[7], "Renamed", by="ben")
    with pytest.raises(ConflictError, match=r"change 2 by ben .*Rename"):
        undo(store, by="ann", change_id=1)
    assert standing(store) == 500
    undo(store, by="ann")
    undo(store, by="ann")
    assert standing(store) == 0
    redo(store, by="ann")
    redo(store, by="ann")
    assert vessel(store, ids[7]) == ("Renamed", True)
    assert verify(store) == []


def test_bulk_import_with_a_row_retracted_later_is_not_undone(store: sqlite3.Connection) -> None:
    ids = bulk(store)
    with recorded(store, by="ben", action="retract", summary="Retract Ship 3") as change:
        change.retract("vessel", ids[3])
    with pytest.raises(ConflictError, match="Retract Ship 3"):
        undo(store, by="ann", change_id=1)


def test_undo_takes_back_an_import_that_added_and_changed(store: sqlite3.Connection) -> None:
    known = add(store, "vessel", name="Known")
    with recorded(store, by="ann", action="import", summary="Import a list") as change:
        change.update("vessel", known, {"imo": "9187629"})
        change.insert("vessel", {"name": "New"})
        change.insert_many("vessel", ("name",), [("Newer",), ("Newest",)])
    assert standing(store) == 4
    undo(store, by="ann")
    assert standing(store) == 1
    found = get(store, "vessel", known)
    assert isinstance(found, Vessel)
    assert found.imo is None
    redo(store, by="ann")
    assert standing(store) == 4
    assert verify(store) == []
