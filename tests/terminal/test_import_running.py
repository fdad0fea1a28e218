"""An import under way: the app stays usable, stopping it leaves the store as it was, closing a screen loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from driving import press
from import_driving import account, app_of, drawn, meanwhile, name_file, running, send, sightings, status
from textual.pilot import Pilot

from tracker.store.connection import open_store
from tracker.store.verify import verify
from tracker.terminal.screens.browse import BrowseScreen
from tracker.terminal.screens.import_file.run_screen import ImportRunScreen
from tracker.terminal.screens.import_file.stop_dialog import StopDialog

ROWS = 150_000
"""Of a file that takes longer to import than a test to do something else."""


@pytest.fixture
def store(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter cases, beside a file of many rows."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "tracker.db"
    path.write_bytes(starter.read_bytes())
    rows = "".join(f"SHIP {n},2011-05-26,{n % 90},{n % 180}\n" for n in range(ROWS))
    Path("many.csv").write_text(f"Ship,Date,Lat,Lon\n{rows}", encoding="utf-8")
    return path


async def begun(pilot: Pilot[None]) -> Callable[[], bool]:
    """Begin the import, wait until rows are written, and return what tells whether it is over."""
    await name_file(pilot, "many.csv")
    send(pilot, "ctrl+s")
    app = app_of(pilot)
    await meanwhile(pilot, lambda: app.latest_import is not None and app.latest_import.rows > 2_000)
    assert isinstance(app.screen, ImportRunScreen)
    return lambda: not app.is_importing


async def test_browsing_works_while_an_import_runs_and_stopping_it_leaves_the_store_as_it_was(store: Path) -> None:
    before = len(sightings(store))
    async with running(store) as pilot:
        app = app_of(pilot)
        is_over = await begun(pilot)
        await meanwhile(pilot, lambda: "rows a second" in account(pilot) and "left" in account(pilot))
        send(pilot, "escape")
        await meanwhile(pilot, lambda: isinstance(app.screen, StopDialog))
        send(pilot, "b")
        await meanwhile(pilot, lambda: isinstance(app.screen, BrowseScreen))
        await meanwhile(pilot, lambda: "Importing many.csv" in drawn(pilot))
        send(pilot, "slash")
        await meanwhile(pilot, lambda: app.browse.filter_bar.input.has_focus)
        send(pilot, *"flag:belize")
        await meanwhile(pilot, lambda: app.browse.filter_text == "flag:belize" and "Belize" in drawn(pilot))
        assert not is_over()
        send(pilot, "enter")
        await meanwhile(pilot, lambda: app.browse.table.has_focus)
        send(pilot, "i")
        await meanwhile(pilot, lambda: isinstance(app.screen, ImportRunScreen))
        send(pilot, "escape")
        await meanwhile(pilot, lambda: "Stop the import?" in drawn(pilot))
        send(pilot, "s")
        await meanwhile(pilot, lambda: is_over() and "was stopped" in account(pilot))
        assert "The store is as it was." in account(pilot)
        await press(pilot, "escape")
        assert "Importing" not in drawn(pilot)
    assert len(sightings(store)) == before
    connection = open_store(store)
    assert verify(connection) == []
    connection.close()


async def test_leaving_the_program_asks_first_and_then_leaves_nothing_half_written(store: Path) -> None:
    before = len(sightings(store))
    async with running(store) as pilot:
        app = app_of(pilot)
        is_over = await begun(pilot)
        send(pilot, "q")
        await meanwhile(pilot, lambda: isinstance(app.screen, StopDialog))
        send(pilot, "escape")
        await meanwhile(pilot, lambda: isinstance(app.screen, ImportRunScreen))
        assert not is_over()
        send(pilot, "q")
        await meanwhile(pilot, lambda: isinstance(app.screen, StopDialog))
        send(pilot, "s")
        await meanwhile(pilot, lambda: app._exit)
    assert len(sightings(store)) == before


async def test_an_import_left_running_says_when_it_is_over_and_keeps_its_account(store: Path) -> None:
    Path("many.csv").write_text(
        "Ship,Date\n" + "".join(f"SHIP {n},2011-05-26\n" for n in range(40_000)), encoding="utf-8"
    )
    before = len(sightings(store))
    async with running(store, (80, 24)) as pilot:
        app = app_of(pilot)
        await name_file(pilot, "many.csv")
        send(pilot, "ctrl+s")
        await meanwhile(pilot, lambda: isinstance(app.screen, ImportRunScreen))
        send(pilot, "escape")
        await meanwhile(pilot, lambda: isinstance(app.screen, StopDialog))
        send(pilot, "b")
        await meanwhile(pilot, lambda: not app.is_importing and isinstance(app.screen, BrowseScreen))
        await press(pilot, "2")
        assert len(sightings(store)) == before + 40_000
        await press(pilot, "i")
        assert "40000 rows read = 40000 written" in account(pilot)
        assert "u takes it back" in status(pilot)
        await press(pilot, "escape", "i")
        assert not isinstance(app.screen, ImportRunScreen)


async def test_a_preview_of_a_whole_file_can_be_stopped_and_the_screen_stays(store: Path) -> None:
    async with running(store) as pilot:
        screen = await name_file(pilot, "many.csv")
        assert "Of the first" in account(pilot)
        send(pilot, "f5")
        await meanwhile(pilot, lambda: "Esc stops it" in status(pilot))
        send(pilot, "escape")
        await meanwhile(pilot, lambda: "The preview was stopped" in status(pilot))
        assert screen.is_current
        assert "Of the first" in account(pilot)
