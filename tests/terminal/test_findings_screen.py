"""Findings on the screen: kept current while one works, read with their rule, and set aside with a reason."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from driving import browse, detail_text, press, settled, table_text, until, write

from tracker.store.connection import open_reader, open_store
from tracker.store.records import find
from tracker.store.verify import verify
from tracker.store.write import recorded
from tracker.terminal.app import TrackerApp
from tracker.terminal.screens.reason import ReasonDialog
from tracker.terminal.screens.record import RecordScreen
from tracker.terminal.settings import Settings
from tracker.terminal.widgets.document_view import DocumentView

WIDE, NARROW = (120, 36), (80, 24)


@pytest.fixture
def store(starter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(starter, tmp_path / "tracker.db"))


def tracker(store: Path) -> TrackerApp:
    return TrackerApp(store, Settings(analyst="J. Marlow"))


def count(connection: sqlite3.Connection, condition: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM finding WHERE {condition}").fetchone()[0])


def wrong_number(path: Path) -> None:
    """Another process records a sighting of the Light with an IMO number that cannot be right."""
    connection = open_store(path)
    (_, vessel), (_, source) = find(connection, "light"), find(connection, "upi-light")
    with recorded(connection, by="somebody else", action="add", summary="Add sighting") as change:
        change.insert("sighting", {"source_id": source, "vessel_id": vessel, "imo_shown": "8814881"})
    connection.close()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_key_5_lists_what_fires_and_enter_shows_the_rule_behind_it(store: Path, size: tuple[int, int]) -> None:
    app = tracker(store)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "5", "slash")
        await write(pilot, "vessel:=Light finding:two-nationalities")
        await press(pilot, "enter")
        assert "two-national" in table_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, RecordScreen)
        document = app.screen.query_one(DocumentView).document
        assert document is not None
        text = "\n".join(line.text for line in document.lines())
        assert "Belize (flag flown, 26 May 2011) and North Korea (flag claimed, 26 May 2011)" in text
        assert "Sources that contradict each other" in text
        assert any(line.url for line in document.lines())


async def test_what_another_process_enters_is_checked_and_shown(store: Path) -> None:
    app = tracker(store)
    connection = open_reader(store)
    before = count(connection, "rule = 'imo-check-digit'")
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        wrong_number(store)
        await until(pilot, lambda: count(connection, "rule = 'imo-check-digit'") > before)
        await until(pilot, lambda: app.browse.table.row_count == count(connection, "1"))


async def test_a_finding_is_dismissed_with_a_reason_and_u_brings_it_back(store: Path) -> None:
    app = tracker(store)
    connection = open_reader(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "5", "slash")
        await write(pilot, "finding:implausible-speed")
        await press(pilot, "enter", "X")
        assert isinstance(app.screen, ReasonDialog)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReasonDialog), "a reason is needed"
        await write(pilot, "The AIS position was faked")
        await press(pilot, "enter")
        assert count(connection, "rule = 'implausible-speed' AND dismissed_by = 'J. Marlow'") == 1
        assert browse(app).table.row_count == 0
        await press(pilot, "u")
        assert count(connection, "rule = 'implausible-speed' AND dismissed_at IS NULL") == 1
        assert browse(app).table.row_count == 1
    assert verify(connection) == []


async def test_a_finding_is_dismissed_where_it_stands_in_the_pane(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "arman")
        await press(pilot, "enter", "d")
        view = app.browse.detail
        while view.current_line is None or view.current_line.finding_id is None:
            await pilot.press("down")
        await press(pilot, "X")
        await write(pilot, "The AIS position was faked")
        await press(pilot, "enter")
        assert "by J. Marlow: The AIS position was faked" in " ".join(detail_text(app).split())


async def test_x_where_there_is_no_finding_says_where_to_put_the_cursor(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "X")
        assert not isinstance(app.screen, ReasonDialog)
        assert "key 5" in str([notice.message for notice in app._notifications])
