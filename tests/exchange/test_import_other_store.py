"""Another store comes in by uid: what is new, what was changed there only, and both values of what was changed on
both sides."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from two_stores import (
    add,
    as_records,
    bring_in,
    copied,
    edit,
    empty,
    everything,
    found,
    is_sound,
    records_of,
    retract,
    two_copies,
    value,
)

from tracker.commands.root import cli
from tracker.domain.errors import FieldError
from tracker.exchange.imports.run import ImportCancelled
from tracker.store.conflicts import count_open, open_conflicts, settle
from tracker.store.connection import open_reader, open_store
from tracker.store.undo import redo, undo

SIGHTING, OTHER, THIRD = "light-2011-s1", "light-2011-s2", "light-2011-s4"

FORMS: list[Callable[[Path], Path]] = [lambda store: store, as_records]
NAMES = ["as a store", "as records"]


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Path, Path]:
    return two_copies(tmp_path)


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--store", str(store), *words])


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_what_a_colleague_added_changed_and_retracted_comes_in_and_the_sum_is_right(
    stores: tuple[Path, Path], form: Callable[[Path], Path]
) -> None:
    ada, bob = stores
    edit(bob, "Bob", SIGHTING, flag_flown="KH", note="seen at night")
    edit(bob, "Bob", "light-2011", title="The Light", kinds=["interdiction", "other"])
    retract(bob, "Bob", THIRD)
    source = add(bob, "Bob", "source", title="A new article", kind="news")
    edit(ada, "Ada", SIGHTING, cargo="cement")
    summary = bring_in(ada, form(bob))
    total = len(records_of(bob))
    assert summary.read == total == summary.written + summary.same
    assert summary.written == 4
    assert dict(summary.changed) == {"incident": 1, "sighting": 2}
    assert dict(summary.added) == {"source": 1}
    assert not summary.contested_count
    assert value(ada, SIGHTING, "flag_flown") == "KH"
    assert value(ada, SIGHTING, "cargo") == "cement"
    assert value(ada, "light-2011", "title") == "The Light"
    assert records_of(ada)[source]["title"] == "A new article"
    assert value(ada, THIRD, "retracted_at") is not None
    assert is_sound(ada)
    again = bring_in(ada, form(bob))
    assert again.changes_nothing
    assert again.same == total


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_into_an_empty_store_comes_every_record_as_it_was(
    stores: tuple[Path, Path], form: Callable[[Path], Path], tmp_path: Path
) -> None:
    _, bob = stores
    edit(
        bob, "Bob", SIGHTING, details='{"crew": "22"}', as_printed='{"flag_flown": "Belizean"}', note="line\nbreak \0 ✗"
    )
    retract(bob, "Bob", THIRD)
    with closing(open_store(bob)) as connection:
        connection.execute("UPDATE record_number SET last = last + 100")
    fresh = empty(tmp_path / "fresh.db")
    summary = bring_in(fresh, form(bob))
    assert summary.written == summary.read
    assert records_of(fresh) == records_of(bob)
    assert is_sound(fresh)


def test_what_both_changed_is_told_field_by_field_and_both_values_stay(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, flag_flown="PA", place="Yellow Sea", lat=31.0, lon=122.0)
    edit(bob, "Bob", SIGHTING, flag_flown="KH", place="Yellow Sea", lat=32.0, lon=122.0)
    _, record_id = found(ada, SIGHTING)
    before = value(bob, SIGHTING, "radius_km")
    result = run(ada, "import", str(bob))
    assert result.exit_code == 0
    assert f"sighting {record_id}, flag flown: Panama here, Cambodia there" in result.stderr
    assert "position: 31, 122" in result.stderr
    assert value(ada, SIGHTING, "flag_flown") == "PA"
    assert value(ada, SIGHTING, "lat") == 31.0
    listed = json.loads(run(ada, "conflicts", "--format", "json").stdout)
    assert {(one["property"], json.dumps(one["kept"]), json.dumps(one["offered"])) for one in listed} == {
        ("flag_flown", '"PA"', '"KH"'),
        ("position", f"[31.0, 122.0, {json.dumps(before)}]", f"[32.0, 122.0, {json.dumps(before)}]"),
    }
    assert "TO SETTLE" in run(ada, "show", SIGHTING).stdout
    assert is_sound(ada)


def test_settling_gives_the_offered_value_or_leaves_the_record_and_undo_opens_it_again(
    stores: tuple[Path, Path],
) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, flag_flown="PA", note="hers")
    edit(bob, "Bob", SIGHTING, flag_flown="KH", note="his")
    bring_in(ada, bob)
    with closing(open_store(ada)) as connection:
        ids = {one.conflict.property: one.conflict.id for one in open_conflicts(connection)}
        settle(connection, [ids["flag_flown"]], "offered", by="Ada", reasoning="The photograph shows it.")
        settle(connection, [ids["note"]], "kept", by="Ada")
        assert count_open(connection) == 0
        with pytest.raises(FieldError, match="settled already, by Ada"):
            settle(connection, [ids["note"]], "offered", by="Ada")
        with pytest.raises(FieldError, match="kept, offered"):
            settle(connection, [ids["note"]], "both", by="Ada")
    assert value(ada, SIGHTING, "flag_flown") == "KH"
    assert value(ada, SIGHTING, "note") == "hers"
    assert bring_in(ada, bob).changes_nothing
    with closing(open_store(ada)) as connection:
        undo(connection, by="Ada")
        undo(connection, by="Ada")
        assert count_open(connection) == 2
    assert value(ada, SIGHTING, "flag_flown") == "PA"
    assert is_sound(ada)


def test_many_are_settled_at_once_by_the_command(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, flag_flown="PA", note="hers")
    edit(bob, "Bob", SIGHTING, flag_flown="KH", note="his")
    bring_in(ada, bob)
    ids = [str(one["id"]) for one in json.loads(run(ada, "conflicts", "--format", "json").stdout)]
    assert len(ids) == 2
    result = run(ada, "settle", *ids, "--take", "offered", "--why", "He was there")
    assert result.exit_code == 0
    assert value(ada, SIGHTING, "note") == "his"
    assert "Nothing is contested" in run(ada, "conflicts").stderr
    assert run(ada, "settle", ids[0], "--take", "kept").exit_code == 1


def test_references_travel_by_uid_and_are_settled_as_numbers_of_this_store(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    mine = add(ada, "Ada", "vessel", name="MINE")
    add(bob, "Bob", "vessel", name="FIRST")
    theirs = add(bob, "Bob", "vessel", name="THEIRS")
    edit(ada, "Ada", SIGHTING, vessel_id=found(ada, mine)[1])
    edit(bob, "Bob", SIGHTING, vessel_id=found(bob, theirs)[1])
    assert "MINE" in bring_in(ada, bob).contested[0]
    with closing(open_store(ada)) as connection:
        (conflict,) = open_conflicts(connection)
        assert conflict.offered.startswith("THEIRS")
        settle(connection, [conflict.conflict.id], "offered", by="Ada")
    assert value(ada, SIGHTING, "vessel_id") == found(ada, theirs)[1]


def test_who_is_ahead_by_several_edits_is_followed_and_who_is_behind_is_not(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    edit(bob, "Bob", SIGHTING, note="one")
    bring_in(ada, bob)
    edit(bob, "Bob", SIGHTING, note="two")
    edit(bob, "Bob", SIGHTING, note="three")
    edit(ada, "Ada", OTHER, note="hers")
    summary = bring_in(ada, as_records(bob))
    assert not summary.contested_count
    assert value(ada, SIGHTING, "note") == "three"
    assert value(ada, OTHER, "note") == "hers"
    assert bring_in(bob, ada).changed["sighting"] == 1
    assert value(bob, OTHER, "note") == "hers"
    # Back to an earlier value is an edit like any other.
    edit(bob, "Bob", SIGHTING, note="two")
    assert bring_in(ada, bob).changed["sighting"] == 1
    assert value(ada, SIGHTING, "note") == "two"


def test_a_conflict_goes_once_both_stores_say_the_same(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, note="hers")
    edit(bob, "Bob", SIGHTING, note="his")
    bring_in(ada, bob)
    edit(bob, "Bob", SIGHTING, note="hers")
    bring_in(ada, bob)
    with closing(open_reader(ada)) as connection:
        assert count_open(connection) == 0
        assert connection.execute("SELECT settled FROM conflict").fetchone()[0] == "agreed"


def test_a_newer_value_takes_the_place_of_one_that_waits(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, note="hers")
    edit(bob, "Bob", SIGHTING, note="his")
    bring_in(ada, bob)
    edit(bob, "Bob", SIGHTING, note="his, corrected")
    assert bring_in(ada, bob).contested_count == 1
    with closing(open_reader(ada)) as connection:
        (conflict,) = open_conflicts(connection)
        assert conflict.offered == "his, corrected"


def test_a_retraction_of_what_was_worked_on_here_is_for_a_person_to_decide(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, note="hers")
    retract(bob, "Bob", SIGHTING)
    assert "retraction: standing here, retracted there" in bring_in(ada, bob).contested[0]
    assert value(ada, SIGHTING, "retracted_at") is None
    with closing(open_store(ada)) as connection:
        settle(connection, [open_conflicts(connection)[0].conflict.id], "offered", by="Ada")
    assert value(ada, SIGHTING, "retracted_at") is not None
    assert value(ada, SIGHTING, "note") == "hers"


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_undo_takes_the_whole_import_back_and_redo_and_the_file_again_bring_the_same(
    stores: tuple[Path, Path], form: Callable[[Path], Path]
) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, note="hers")
    edit(bob, "Bob", SIGHTING, note="his", flag_flown="KH")
    retract(bob, "Bob", THIRD)
    gone = add(bob, "Bob", "source", title="Retracted when it came")
    retract(bob, "Bob", gone)
    stands = add(bob, "Bob", "source", title="Stands")
    before = records_of(ada)
    bring_in(ada, form(bob))
    after = said(records_of(ada))
    with closing(open_store(ada)) as connection:
        undo(connection, by="Ada")
    undone = records_of(ada)
    assert said({uid: undone[uid] for uid in before}) == said(before)
    assert undone[stands]["retracted_at"] is not None
    assert is_sound(ada)
    with closing(open_store(ada)) as connection:
        redo(connection, by="Ada")
    assert said(records_of(ada)) == after
    with closing(open_store(ada)) as connection:
        undo(connection, by="Ada")
    bring_in(ada, form(bob))
    assert said(records_of(ada)) == after
    assert records_of(ada)[gone]["retracted_at"] is not None
    assert is_sound(ada)


def said(records: dict[str, object]) -> dict[str, dict[str, object]]:
    """Return records without the counts and moments that each act moves on."""
    return {
        uid: {**record, "revision": None, "created_at": None, "retracted_at": record["retracted_at"] is not None}
        for uid, record in records.items()
    }  # type: ignore[call-overload,index]


def test_an_import_called_off_leaves_the_store_as_it_was(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    edit(ada, "Ada", "light-2011", note="hers")
    source = add(bob, "Bob", "source", title="New")
    retract(bob, "Bob", source)
    edit(bob, "Bob", SIGHTING, source_id=found(bob, source)[1])
    edit(bob, "Bob", "light-2011", note="his")
    before = everything(ada)
    asked = 0

    def late() -> bool:
        nonlocal asked
        asked += 1
        return asked > 1_400

    with pytest.raises(ImportCancelled):
        bring_in(ada, bob, cancelled=late)
    assert everything(ada) == before
    assert is_sound(ada)


def test_a_preview_counts_the_same_and_writes_nothing(stores: tuple[Path, Path], tmp_path: Path) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, note="hers")
    edit(bob, "Bob", SIGHTING, note="his", flag_flown="KH")
    add(bob, "Bob", "source", title="New")
    before = everything(ada)
    preview = bring_in(ada, bob, dry_run=True)
    assert everything(ada) == before
    assert preview.as_counts() == bring_in(ada, bob).as_counts()
    fresh = empty(tmp_path / "fresh.db")
    assert bring_in(fresh, bob, dry_run=True).as_counts() == bring_in(fresh, bob).as_counts()


def test_a_selection_comes_in_with_what_it_refers_to_and_nothing_else(
    stores: tuple[Path, Path], tmp_path: Path
) -> None:
    _, bob = stores
    out = tmp_path / "case.records.jsonl"
    assert run(bob, "export", str(out), "flag:BZ date:2011").exit_code == 0
    fresh = empty(tmp_path / "fresh.db")
    summary = bring_in(fresh, out)
    assert summary.added["incident"] == 1
    assert not summary.rejected
    assert is_sound(fresh)


def test_the_conflicts_of_a_store_come_along_with_its_records_only_where_these_are_new(
    stores: tuple[Path, Path], tmp_path: Path
) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, note="hers")
    edit(bob, "Bob", SIGHTING, note="his")
    untouched = copied(bob, "carol.db")
    bring_in(ada, bob)
    fresh = empty(tmp_path / "fresh.db")
    assert bring_in(fresh, ada).added["conflict"] == 1
    assert bring_in(untouched, ada).left_out["conflicts of other stores"] == 1


def test_a_slug_that_is_taken_here_is_left_behind(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    add(ada, "Ada", "source", title="Hers", slug="article")
    uid = add(bob, "Bob", "source", title="His", slug="article")
    summary = bring_in(ada, bob)
    assert "its slug 'article' is taken here" in summary.marks[0]
    assert records_of(ada)[uid]["slug"] is None


def test_a_store_that_is_no_party_to_a_conflict_does_not_settle_it(stores: tuple[Path, Path], tmp_path: Path) -> None:
    ada, bob = stores
    edit(ada, "Ada", SIGHTING, note="hers")
    edit(bob, "Bob", SIGHTING, note="his")
    bring_in(ada, bob)
    fresh = empty(tmp_path / "fresh.db")
    bring_in(fresh, ada)
    assert bring_in(fresh, ada).changes_nothing
    with closing(open_reader(fresh)) as connection:
        assert count_open(connection) == 1
    edit(bob, "Bob", SIGHTING, note="hers")
    bring_in(fresh, bob)
    with closing(open_reader(fresh)) as connection:
        assert count_open(connection) == 0
