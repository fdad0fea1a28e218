"""Two vessels that are one hull, and one that is two: each a single change, undoable, with nothing lost."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from tracker.commands.root import cli
from tracker.domain.errors import ConflictError, NotFoundError, TrackerError
from tracker.store.history import recent_changes
from tracker.store.merging import MOVED_TABLES, merge, split
from tracker.store.records import VesselFile, find, vessel_file
from tracker.store.starter import load_starter
from tracker.store.undo import redo, undo
from tracker.store.verify import verify
from tracker.store.write import recorded


@pytest.fixture
def cases(store: sqlite3.Connection) -> sqlite3.Connection:
    load_starter(store, by="starter cases")
    return store


def vessel(store: sqlite3.Connection, slug: str) -> int:
    return find(store, slug)[1]


def owned(store: sqlite3.Connection, vessel_id: int) -> dict[str, list[int]]:
    return {
        table: [
            row[0]
            for row in store.execute(
                f"SELECT id FROM {table} WHERE vessel_id = ? AND retracted_at IS NULL ORDER BY id", (vessel_id,)
            )
        ]
        for table in MOVED_TABLES
    }


def add_pushpa(store: sqlite3.Connection) -> int:
    """Enter PUSHPA as a ship of her own, as a newcomer would who does not know that she is BORACAY."""
    _, source = find(store, "upi-light")
    with recorded(store, by="A", action="add", summary="Add vessel") as change:
        pushpa = change.insert("vessel", {"name": "Pushpa II", "imo": "9187629", "length_m": 243.0})
        change.insert("sighting", {"source_id": source, "vessel_id": pushpa, "name_shown": "Pushpa", "date": "2025-09"})
        change.insert("identity", {"vessel_id": pushpa, "aspect": "flown", "name": "Pushpa", "source_id": source})
        change.insert("listing", {"vessel_id": pushpa, "list": "UK", "source_id": source})
        owner = change.insert("party", {"name": "Tirad Shipping", "kind": "company"})
        change.insert("role", {"party_id": owner, "vessel_id": pushpa, "role": "owner"})
    return pushpa


def test_a_merge_moves_everything_and_retracts_the_emptied_vessel(cases: sqlite3.Connection) -> None:
    pushpa, boracay = add_pushpa(cases), vessel(cases, "boracay")
    hers, kept = owned(cases, pushpa), owned(cases, boracay)

    moved = merge(cases, pushpa, boracay, by="J. Marlow", why="one IMO number")

    assert moved.rows == {"identity": 1, "sighting": 1, "listing": 1, "role": 1}
    assert moved.in_words() == "1 identity, 1 sighting, 1 listing, 1 role"
    after = owned(cases, boracay)
    for table in MOVED_TABLES:
        assert set(after[table]) >= {*hers[table], *kept[table]}
    assert not any(owned(cases, pushpa).values())
    assert vessel_file(cases, pushpa).vessel.retracted_at is not None
    newest = recent_changes(cases, 1)[0]
    assert (newest.action, newest.made_by, newest.why) == ("merge", "J. Marlow", "one IMO number")
    assert verify(cases) == []


def test_what_only_the_emptied_vessels_own_row_said_is_kept(cases: sqlite3.Connection) -> None:
    pushpa, boracay = add_pushpa(cases), vessel(cases, "boracay")
    merge(cases, pushpa, boracay, by="A")
    found: VesselFile = vessel_file(cases, boracay)
    assert found.vessel.length_m == 243.0
    assert found.vessel.imo == "9332810"
    kept = [i for i in found.identities if i.name == "Pushpa II"]
    assert [(i.imo, i.aspect) for i in kept] == [("9187629", "claimed")]


def test_a_name_that_is_known_already_is_not_added_again(cases: sqlite3.Connection) -> None:
    boracay = vessel(cases, "boracay")
    with recorded(cases, by="A", action="add", summary="Add vessel") as change:
        twin = change.insert("vessel", {"name": "M/V PUSHPA"})
    before = len(owned(cases, boracay)["identity"])
    assert merge(cases, twin, boracay, by="A").rows == {}
    assert len(owned(cases, boracay)["identity"]) == before


def test_an_undone_merge_puts_both_vessels_back_and_redo_merges_again(cases: sqlite3.Connection) -> None:
    shunxing, boracay = vessel(cases, "shunxing-39"), vessel(cases, "boracay")
    before = owned(cases, shunxing), owned(cases, boracay), vessel_file(cases, boracay).vessel.note
    changes = len(recent_changes(cases, 1000))
    merge(cases, shunxing, boracay, by="A")
    assert len(recent_changes(cases, 1000)) == changes + 1

    undo(cases, by="A")

    assert (owned(cases, shunxing), owned(cases, boracay), vessel_file(cases, boracay).vessel.note) == before
    assert vessel_file(cases, shunxing).vessel.retracted_at is None
    assert verify(cases) == []
    redo(cases, by="A")
    assert not any(owned(cases, shunxing).values())
    assert verify(cases) == []


def test_the_incidents_of_a_merged_vessel_count_one_vessel_fewer(cases: sqlite3.Connection) -> None:
    """The four port bans of 2017 name four ships."""
    _, incident = find(cases, "un-four-ships-2017")
    count = "SELECT vessel_count FROM incident_extent WHERE incident_id = ?"
    before = cases.execute(count, (incident,)).fetchone()[0]
    merge(cases, vessel(cases, "hao-fan-6"), vessel(cases, "petrel-8"), by="A")
    assert cases.execute(count, (incident,)).fetchone()[0] == before - 1
    assert verify(cases) == []


def test_a_retracted_sighting_moves_too_so_that_it_can_come_back(cases: sqlite3.Connection) -> None:
    shunxing, boracay = vessel(cases, "shunxing-39"), vessel(cases, "boracay")
    retracted = owned(cases, shunxing)["sighting"][0]
    with recorded(cases, by="A", action="retract", summary="Retract") as change:
        change.retract("sighting", retracted)
    merge(cases, shunxing, boracay, by="A")
    with recorded(cases, by="A", action="restore", summary="Restore") as change:
        change.restore("sighting", retracted)
    assert retracted in owned(cases, boracay)["sighting"]


def test_a_vessel_is_not_merged_with_herself_or_with_a_retracted_one(cases: sqlite3.Connection) -> None:
    boracay, light = vessel(cases, "boracay"), vessel(cases, "light")
    with pytest.raises(ConflictError, match="herself"):
        merge(cases, boracay, boracay, by="A")
    merge(cases, light, boracay, by="A")
    with pytest.raises(ConflictError, match="retracted"):
        merge(cases, boracay, light, by="A")
    with pytest.raises(NotFoundError):
        merge(cases, 999_999, boracay, by="A")


def test_a_split_moves_the_chosen_rows_to_a_new_vessel_named_after_them(cases: sqlite3.Connection) -> None:
    boracay = vessel(cases, "boracay")
    found = vessel_file(cases, boracay)
    chosen = [i.id for i in found.identities if i.name == "Kiwala"] + [
        s.id for s in found.sightings if s.name_shown == "Kiwala"
    ]
    changes = len(recent_changes(cases, 1000))

    moved = split(cases, boracay, chosen, by="J. Marlow", why="another hull")

    assert len(recent_changes(cases, 1000)) == changes + 1
    new = vessel_file(cases, moved.vessel_id)
    assert new.vessel.name == "Kiwala"
    assert {r.id for r in (*new.identities, *new.sightings)} == set(chosen)
    assert not {r.id for r in vessel_file(cases, boracay).sightings} & set(chosen)
    assert verify(cases) == []

    undo(cases, by="J. Marlow")

    assert {s.id for s in vessel_file(cases, boracay).sightings} == {s.id for s in found.sightings}
    assert vessel_file(cases, moved.vessel_id).vessel.retracted_at is not None
    assert verify(cases) == []


def test_a_split_refuses_what_is_not_hers_and_to_leave_nothing(cases: sqlite3.Connection) -> None:
    boracay, light = vessel(cases, "boracay"), vessel(cases, "light")
    with pytest.raises(ConflictError, match="not of Boracay"):
        split(cases, boracay, owned(cases, light)["sighting"][:1], by="A")
    everything = [row for rows in owned(cases, boracay).values() for row in rows]
    with pytest.raises(ConflictError, match="Nothing would be left"):
        split(cases, boracay, everything, by="A")
    with pytest.raises(ConflictError, match="is a vessel"):
        split(cases, boracay, [light], by="A")
    with pytest.raises(TrackerError, match="Name the sightings"):
        split(cases, boracay, [], by="A")
    assert recent_changes(cases, 1)[0].action == "import"


def run(store: Path, *words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["--store", str(store), *words])
    return result.exit_code, result.stdout, result.stderr


def test_merge_split_and_show_on_a_day_from_the_command_line(cases: sqlite3.Connection, store_path: Path) -> None:
    boracay, shunxing = vessel(cases, "boracay"), vessel(cases, "shunxing-39")
    identities, sightings = (len(owned(cases, shunxing)[table]) for table in ("identity", "sighting"))
    code, out, err = run(store_path, "merge", "shunxing-39", "9332810", "--why", "a test")
    assert (code, out.strip()) == (0, str(boracay))
    assert err.startswith(f"Moved {identities} identities, {sightings} sightings")
    code, out, _ = run(
        store_path, "split", str(boracay), *map(str, owned(cases, boracay)["sighting"][-2:]), "--name", "Other"
    )
    assert code == 0
    assert vessel_file(cases, int(out)).vessel.name == "Other"
    run(store_path, "undo")
    run(store_path, "undo")
    assert vessel_file(cases, shunxing).vessel.retracted_at is None

    code, out, _ = run(store_path, "show", "boracay", "--on", "28 September 2025")
    assert code == 0
    assert "name: Boracay" in out
    assert "gCaptain" in out
    assert "Kiwala" not in out
    answers = json.loads(run(store_path, "show", "boracay", "--on", "2025-09-28", "--format", "json")[1])["answers"]
    first = answers[0]
    assert (first["kind"], first["value"], first["sure"]) == ("name", "Boracay", True)
    assert ("flag", "BJ", True) in [(a["kind"], a["value"], a["sure"]) for a in answers]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("merge", "nobody", "boracay"), "nobody"),
        (("split", "boracay", "nobody"), "nobody"),
        (("show", "light-2011", "--on", "2011"), "--on"),
        (("show", "boracay", "--on", "someday"), "someday"),
    ],
)
def test_what_cannot_be_found_or_read_is_refused_with_its_name(
    cases: sqlite3.Connection, store_path: Path, words: tuple[str, ...], named: str
) -> None:
    assert cases
    code, out, err = run(store_path, *words)
    assert (code, out) == (1, "")
    assert named in err
