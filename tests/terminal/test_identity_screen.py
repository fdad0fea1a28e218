"""Identity on the screen: the timeline in a vessel's record, merging two vessels, and whose ship a sighting was."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from driving import browse, press, settled, write

from tracker.store.connection import open_reader, open_store
from tracker.store.records import find, vessel_file
from tracker.store.verify import verify
from tracker.store.write import recorded
from tracker.terminal.app import TrackerApp
from tracker.terminal.screens.merge import MergeDialog
from tracker.terminal.screens.record import RecordScreen
from tracker.terminal.screens.split import SplitDialog
from tracker.terminal.screens.whose_ship import WhoseShipDialog
from tracker.terminal.settings import Settings
from tracker.terminal.widgets.document_view import DocumentView

WIDE, NARROW = (120, 36), (80, 24)


@pytest.fixture
def store(starter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(starter, tmp_path / "tracker.db"))


def tracker(store: Path) -> TrackerApp:
    return TrackerApp(store, Settings(analyst="J. Marlow"))


def reader(store: Path) -> sqlite3.Connection:
    return open_reader(store)


def sightings_of(connection: sqlite3.Connection, vessel_id: int) -> int:
    return len(vessel_file(connection, vessel_id).sightings)


def shown(app: TrackerApp) -> list[str]:
    view = app.screen.query_one(DocumentView)
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def add_sighting(store: Path, **values: object) -> int:
    connection = open_store(store)
    _, source = find(connection, "upi-light")
    with recorded(connection, by="A", action="add", summary="Add sighting") as change:
        added = change.insert("sighting", {"source_id": source, **values})
    connection.close()
    return added


async def filtered(pilot: object, app: TrackerApp, target_key: str, text: str) -> None:
    await settled(pilot)  # type: ignore[arg-type]
    await press(pilot, target_key, "slash")  # type: ignore[arg-type]
    await write(pilot, text)  # type: ignore[arg-type]
    await press(pilot, "enter")  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_vessels_record_draws_her_names_and_flags_over_time(store: Path, size: tuple[int, int]) -> None:
    app = tracker(store)
    async with app.run_test(size=size) as pilot:
        await filtered(pilot, app, "3", "vessel:boracay")
        await press(pilot, "enter")
        assert isinstance(app.screen, RecordScreen)
        lines = shown(app)
        names = next(line for line in lines if "Kiwala" in line)
        assert names.startswith("name")
        assert names.index("Kiwala") < names.index("·") < names.index("Pushpa")
        assert any("2025" in line for line in lines[:12])
        assert max(map(len, lines)) <= size[0]


async def test_the_timeline_is_drawn_anew_for_another_width(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await filtered(pilot, app, "3", "vessel:boracay")
        await press(pilot, "enter")
        view = app.screen.query_one(DocumentView)
        wide = view.document
        assert wide is not None
        assert wide.drawn_width == view.text_width
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        narrow = view.document
        assert narrow is not None
        assert narrow.drawn_width == view.text_width < wide.drawn_width


async def test_m_merges_a_vessel_into_another_and_u_takes_it_back(store: Path) -> None:
    app = tracker(store)
    connection = reader(store)
    shunxing, boracay = find(connection, "shunxing-39")[1], find(connection, "boracay")[1]
    before = sightings_of(connection, boracay)
    hers = sightings_of(connection, shunxing)
    async with app.run_test(size=WIDE) as pilot:
        await filtered(pilot, app, "3", "vessel:shunxing")
        await press(pilot, "m")
        assert isinstance(app.screen, MergeDialog)
        await write(pilot, "bora")
        await press(pilot, "enter")
        assert vessel_file(connection, shunxing).vessel.retracted_at is not None
        assert sightings_of(connection, boracay) == before + hers
        await press(pilot, "u")
        assert vessel_file(connection, shunxing).vessel.retracted_at is None
        assert sightings_of(connection, boracay) == before
        assert verify(connection) == []


@pytest.mark.parametrize("typed", ["9332810", "boracay", "pushpa"])
async def test_the_other_vessel_is_named_by_number_slug_or_a_former_name(store: Path, typed: str) -> None:
    app = tracker(store)
    connection = reader(store)
    boracay = find(connection, "boracay")[1]
    together = sightings_of(connection, boracay) + sightings_of(connection, find(connection, "shunxing-39")[1])
    async with app.run_test(size=WIDE) as pilot:
        await filtered(pilot, app, "3", "vessel:shunxing")
        await press(pilot, "enter", "m")
        await write(pilot, typed)
        await press(pilot, "enter")
        assert sightings_of(connection, boracay) == together
        # The record of the vessel that is left takes the place of the emptied one.
        assert isinstance(app.screen, RecordScreen)
        assert app.screen.record_id == boracay


async def test_a_merge_with_nobody_or_called_off_changes_nothing(store: Path) -> None:
    app = tracker(store)
    connection = reader(store)
    changes = connection.execute("SELECT count(*) FROM change").fetchone()[0]
    async with app.run_test(size=WIDE) as pilot:
        await filtered(pilot, app, "3", "vessel:shunxing")
        await press(pilot, "m")
        await write(pilot, "zzzz")
        await press(pilot, "enter")
        assert isinstance(app.screen, MergeDialog)
        assert app.screen.query_one(".dialog-problem").has_class("-shown")
        await press(pilot, "escape")
        assert app.screen is browse(app)
    assert connection.execute("SELECT count(*) FROM change").fetchone()[0] == changes


async def test_w_lists_whose_ship_it_was_with_reasons_and_enter_records_it(store: Path) -> None:
    sighting = add_sighting(store, name_shown="Nameless", mmsi_shown="677087200", date="2025-02-10")
    app = tracker(store)
    connection = reader(store)
    async with app.run_test(size=WIDE) as pilot:
        await filtered(pilot, app, "2", "nameless")
        await press(pilot, "w")
        assert isinstance(app.screen, WhoseShipDialog)
        listed = app.screen.query_one("OptionList").get_option_at_index(0).prompt
        assert "Xing Shun 39  MMSI and date" in str(listed)
        assert "hers from 3 January 2025 on" in str(listed)
        await press(pilot, "enter")
        linked = connection.execute("SELECT vessel_id FROM sighting WHERE id = ?", (sighting,)).fetchone()[0]
        assert linked == find(connection, "shunxing-39")[1]
        newest = connection.execute("SELECT made_by, why FROM change ORDER BY id DESC LIMIT 1").fetchone()
        assert newest["made_by"] == "J. Marlow"
        assert "677087200" in newest["why"]
        await press(pilot, "u")
        assert connection.execute("SELECT vessel_id FROM sighting WHERE id = ?", (sighting,)).fetchone()[0] is None


async def test_a_ship_that_nothing_ties_has_no_candidates_and_a_known_one_is_not_asked_about(store: Path) -> None:
    add_sighting(store, name_shown="Qwertyuiop", date="2025-02-10")
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await filtered(pilot, app, "2", "qwertyuiop")
        await press(pilot, "w")
        assert isinstance(app.screen, WhoseShipDialog)
        assert "No vessel shares" in " ".join(str(part.render()) for part in app.screen.query("Static"))
        await press(pilot, "escape")
        await press(pilot, "slash", "ctrl+u")
        await write(pilot, "vessel:boracay")
        await press(pilot, "enter", "w")
        assert app.screen is browse(app)


async def test_hostile_names_are_shown_as_they_are(store: Path) -> None:
    add_sighting(store, name_shown="[/x]\x1b[2J", imo_shown="9332810", place="Nowhere Roads", date="2025-10")
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await filtered(pilot, app, "2", "nowhere")
        await press(pilot, "w")
        assert isinstance(app.screen, WhoseShipDialog)
        text = " ".join(str(part.render()) for part in app.screen.query("Static"))
        assert "[/x]␛[2J" in text


async def test_a_split_moves_what_is_chosen_to_a_new_vessel_and_u_takes_it_back(store: Path) -> None:
    app = tracker(store)
    connection = reader(store)
    boracay = find(connection, "boracay")[1]
    before = sightings_of(connection, boracay)
    async with app.run_test(size=NARROW) as pilot:
        await filtered(pilot, app, "3", "vessel:boracay")
        await press(pilot, "M", "ctrl+s")
        assert isinstance(app.screen, SplitDialog), "nothing is chosen yet"
        await press(pilot, "end", "space", "up", "space", "tab")
        await write(pilot, "Other hull")
        await press(pilot, "ctrl+s")
        assert not isinstance(app.screen, SplitDialog)
        new = connection.execute("SELECT id FROM vessel WHERE name = 'Other hull'").fetchone()["id"]
        assert sightings_of(connection, new) == 2
        assert sightings_of(connection, boracay) == before - 2
        await press(pilot, "u")
        assert sightings_of(connection, boracay) == before
    assert verify(connection) == []
