"""Drive the record form by keys, and the records its tests begin with."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tracker.domain.records import Sighting
from tracker.store.connection import open_store
from tracker.store.records import get
from tracker.store.write import recorded
from tracker.terminal.app import TrackerApp
from tracker.terminal.screens.record_form.form import RecordForm
from tracker.terminal.settings import Settings

HOSTILE = "[/x] \x1b[31m\u202e\u200bA\tB"


class Records:
    """Ids of the records of the store that each test begins with."""

    source: int
    vessel: int
    incident: int
    sighting: int


@pytest.fixture
def store(tmp_path: Path) -> sqlite3.Connection:
    return open_store(tmp_path / "store.db", create=True)


@pytest.fixture
def records(store: sqlite3.Connection) -> Records:
    ids = Records()
    with recorded(store, by="Ada", action="add", summary="Begin") as change:
        ids.source = change.insert("source", {"title": "Navy statement", "publisher": "Navy"})
        change.insert("source", {"title": "Wire report", "publisher": "Agency"})
        ids.vessel = change.insert("vessel", {"name": "Light", "imo": "8415433"})
        ids.incident = change.insert("incident", {"title": "Light turned back", "kinds": ["interdiction"]})
        ids.sighting = change.insert(
            "sighting",
            {
                "source_id": ids.source,
                "incident_id": ids.incident,
                "vessel_id": ids.vessel,
                "date": "2011-05-26",
                "place": "South of Shanghai",
                "flag_flown": "Matthew Island",
                "cargo": HOSTILE,
                "note": f"one\ntwo {HOSTILE}",
            },
        )
    return ids


@asynccontextmanager
async def running(store: sqlite3.Connection, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot[None]]:
    path = Path(store.execute("PRAGMA database_list").fetchone()["file"])
    app = TrackerApp(path, Settings(analyst="Ada"))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await settled(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*text)
    await settled(pilot)


async def fill(pilot: Pilot[None], name: str, text: str) -> None:
    """Go to a field and type."""
    form(pilot).rows[name].control.focus()
    await settled(pilot)
    await write(pilot, text)


def form(pilot: Pilot[None]) -> RecordForm:
    assert isinstance(pilot.app.screen, RecordForm)
    return pilot.app.screen


def said(pilot: Pilot[None], name: str) -> str:
    """What stands below a field."""
    return str(form(pilot).rows[name].query_one(".field-reading", Static).content)


def status(pilot: Pilot[None]) -> str:
    return str(form(pilot).query_one("#form-status", Static).content)


def newest_sighting(store: sqlite3.Connection) -> Sighting:
    row = store.execute("SELECT max(id) FROM sighting").fetchone()
    sighting = get(store, "sighting", row[0])
    assert isinstance(sighting, Sighting)
    return sighting
