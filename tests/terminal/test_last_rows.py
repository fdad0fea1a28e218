"""The last row is on the screen at once, however long it takes to gather all that lie between."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from driving import press, settled, table_text, until
from import_driving import app_of, running

from tracker.store.results import Query, ordered_ids, rows_by_id
from tracker.terminal.reader import BackgroundReader, Superseded


@contextmanager
def ids_held_back(reader: BackgroundReader) -> Iterator[None]:
    """Let whoever asks for all ids of a result wait, as in a store of many millions."""
    begun, go_on = Event(), Event()

    def wait(_: object) -> None:
        begun.set()
        go_on.wait()

    with ThreadPoolExecutor() as pool:
        holding = pool.submit(reader.read, "ids", reader.announce("ids"), wait)
        begun.wait()
        try:
            yield
        finally:
            go_on.set()
        with pytest.raises(Superseded):
            holding.result()


async def test_the_last_row_is_shown_before_all_between_are_known(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "2")
        app = app_of(pilot)
        table = app.browse.table
        with ids_held_back(app.reader):
            await pilot.press("s")
            await until(pilot, lambda: not table.sort[0].descending and not table.is_reading)
            await until(pilot, lambda: table.number is not None)
            await pilot.press("G")
            expected = ordered_ids(app.connection, Query("sightings", sort=table.sort))
            await until(pilot, lambda: table.cursor_id == expected[-1])
            assert table.row_count == len(expected)
            last = rows_by_id(app.connection, "sightings", expected[-1:], ("place",))[expected[-1]].cells[0]
            lowest = [line for line in table_text(app).splitlines() if line.strip()][-1]
            assert lowest.startswith("▶")
            assert last[:8] in lowest
            await pilot.press("ctrl+b", "ctrl+b", "ctrl+b")
            await until(pilot, lambda: table_text(app).splitlines()[1].strip() == "…")
            await pilot.press("G")
        await settled(pilot)
        assert table.cursor_id == expected[-1]
        await press(pilot, "ctrl+b", "ctrl+b", "ctrl+b")
        assert table.cursor_id in expected[:-1]
        assert "…" not in [line.strip() for line in table_text(app).splitlines()]
