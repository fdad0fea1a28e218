"""Drive the import screens by keys, and the files their tests import."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from driving import KEY_NAMES, press, settled, write
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from tracker.store.connection import open_reader
from tracker.terminal.app import TrackerApp
from tracker.terminal.screens.import_file.screen import ImportScreen
from tracker.terminal.settings import Settings

LOG = """\
Vessel name,Seen,Lat,Long,Flag shown
LIGHT,26 May 2011,31.2,122.5,Belizean
GRACE,late May 2011,33.1,125.0,Cambodia
DAWN,the other day,35.0,129.1,Panama
"""


def app_of(pilot: Pilot[None]) -> TrackerApp:
    assert isinstance(pilot.app, TrackerApp)
    return pilot.app


@asynccontextmanager
async def running(store: Path, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot[None]]:
    async with TrackerApp(store, Settings(analyst="Ada")).run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


async def name_file(pilot: Pilot[None], path: str) -> ImportScreen:
    """Open the import screen if it is not open, and type a path."""
    if not isinstance(pilot.app.screen, ImportScreen):
        await press(pilot, "i")
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    await press(pilot, "ctrl+u")
    await write(pilot, path)
    return screen


async def choose(pilot: Pilot[None], screen: ImportScreen, row: str, text: str) -> None:
    """Go to a row, and choose what the text narrows the list to."""
    screen.rows[row].control.focus()
    await settled(pilot)
    await write(pilot, text)
    await press(pilot, "enter")


def said(screen: ImportScreen, row: str) -> str:
    """What stands below a row."""
    return str(screen.rows[row].query_one(".field-reading", Static).content)


def account(pilot: Pilot[None]) -> str:
    """What the screen says of the file: a preview, or what became of it."""
    return str(pilot.app.screen.query_one("#import-account, #run-account", Static).content)


def status(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#import-status", Static).content)


def drawn(pilot: Pilot[None]) -> str:
    """The whole screen, line by line."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


def sightings(store: Path) -> list[sqlite3.Row]:
    """The sightings that stand, in the order they came in."""
    connection = open_reader(store)
    try:
        return connection.execute("SELECT * FROM sighting WHERE retracted_at IS NULL ORDER BY id").fetchall()
    finally:
        connection.close()


async def meanwhile(pilot: Pilot[None], holds: Callable[[], bool], turns: int = 6_000) -> None:
    """Let the application run until `holds`, also while an import keeps the machine busy; fail if it never does.

    The pilot itself waits for the process to be idle, which it is not before the import is over. The short pause only
    lets the application run between two looks: no test rests on how long it is.
    """
    for _ in range(turns):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("what was waited for did not come")


def send(pilot: Pilot[None], *keys: str) -> None:
    """Send keys as the terminal does, without waiting for what they do."""
    for key in keys:
        pilot.app.post_message(Key(KEY_NAMES.get(key, key), key if len(key) == 1 else None))
