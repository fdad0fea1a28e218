"""What another process does to the store is seen, whatever is on the screen, and neither takes from the other."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import browse, detail_text, press, sentence, settled, table_text, until, write
from textual.pilot import Pilot

from tracker.domain.records import Sighting
from tracker.store.connection import open_reader, open_store
from tracker.store.finding_marks import mark_everything, waiting
from tracker.store.records import get
from tracker.store.verify import verify
from tracker.store.write import recorded, write_transaction
from tracker.terminal.app import TrackerApp
from tracker.terminal.screens.export import ExportDialog
from tracker.terminal.screens.record import RecordScreen
from tracker.terminal.widgets.document_view import DocumentView
from tracker.terminal.widgets.facet_panel import FacetPanel

Elsewhere = Callable[..., None]


@pytest.fixture
def store(starter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(starter, tmp_path / "tracker.db"))


def a_sighting(store: Path, name: str) -> int:
    connection = open_reader(store)
    found = connection.execute("SELECT id FROM sighting WHERE name_shown = ?", (name,)).fetchone()[0]
    connection.close()
    return int(found)


async def sees(pilot: Pilot[None], *texts: str) -> None:
    """Wait until the line below the filter says something."""
    app = pilot.app
    assert isinstance(app, TrackerApp)
    await until(pilot, lambda: all(text in sentence(app) for text in texts), turns=5_000)


async def test_each_change_of_another_process_is_seen_also_the_second_and_the_third(
    store: Path, elsewhere: Elsewhere
) -> None:
    app = TrackerApp(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "slash")
        await write(pilot, "name:light")
        await press(pilot, "enter")
        browse(app).action_focus_table()
        await settled(pilot)
        before = browse(app).table.row_count
        in_all = browse(app).tabs.counts["sightings"]
        assert before > 1
        gone = str(a_sighting(store, "Light"))
        await sees(pilot, f"{before} of {in_all}")
        for _ in range(2):
            elsewhere(store, "retract", gone, "--why", "a try")
            await sees(pilot, f"{before - 1} of {in_all - 1}")
            assert len(table_text(app).strip().splitlines()) == before
            elsewhere(store, "undo")
            await sees(pilot, f"{before} of {in_all}")
            assert len(table_text(app).strip().splitlines()) == before + 1
    with_undos = open_store(store)
    assert verify(with_undos) == []


async def test_a_change_is_seen_while_ships_are_still_being_checked(store: Path) -> None:
    connection = open_store(store)
    with write_transaction(connection):
        mark_everything(connection)
    app = TrackerApp(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        # No ship is looked at while keys are pressed, so all of them stay due.
        await moving_about_until(pilot, lambda: app.is_checking and bool(detail_text(app)))
        edited = browse(app).table.cursor_id
        assert edited is not None
        # More often than there are threads, should each change begin a check of its own.
        for words in (f"seen by ann, {turn}" for turn in range(30)):
            # Not by a command of the tracker, which would check the ships itself.
            with recorded(connection, by="ann", action="edit", summary="Edit") as change:
                change.update("sighting", edited, {"note": words})
            await moving_about_until(pilot, lambda words=words: words in detail_text(app))  # type: ignore[misc]
        assert app.is_checking
        assert waiting(connection) > 1
    assert verify(connection) == []


async def moving_about_until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Press keys until `holds`; fail if it never does."""
    for _ in range(1_000):
        if holds():
            return
        await pilot.press("left")
    raise AssertionError("what was waited for did not come")


async def test_a_record_that_is_open_shows_what_another_process_made_of_it(store: Path, elsewhere: Elsewhere) -> None:
    sighting_id = a_sighting(store, "Light")
    app = TrackerApp(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await app.open_record(sighting_id)
        await settled(pilot)
        assert isinstance(app.screen, RecordScreen)

        def shown() -> str:
            document = app.screen.query_one(DocumentView).document
            return "" if document is None else "\n".join(line.text for line in document.lines())

        for words in ("read anew by ann", "and once more"):
            elsewhere(store, "edit", str(sighting_id), f"note={words}")
            await until(pilot, lambda words=words: words in shown(), turns=5_000)
        await press(pilot, "escape")
        await press(pilot, "2", "slash")
        await write(pilot, '"and once more"')
        await sees(pilot, "1 of")


async def test_the_table_follows_below_a_dialog_and_once_a_record_over_it_is_closed(
    store: Path, elsewhere: Elsewhere
) -> None:
    light = a_sighting(store, "Light")
    app = TrackerApp(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "x")
        assert isinstance(app.screen, ExportDialog)
        in_all = browse(app).tabs.counts["sightings"]
        elsewhere(store, "retract", str(light), "--why", "a try")
        await until(pilot, lambda: browse(app).table.row_count == in_all - 1, turns=5_000)
        await press(pilot, "escape")
        await app.open_record(light)
        await settled(pilot)
        elsewhere(store, "undo")
        record = app.screen.query_one(DocumentView)
        await until(
            pilot,
            lambda: (
                record.document is not None and not any("etracted" in line.text for line in record.document.lines())
            ),
            turns=5_000,
        )
        await press(pilot, "escape")
        await until(pilot, lambda: browse(app).table.row_count == in_all, turns=5_000)


async def test_what_the_app_writes_between_two_changes_of_another_process_is_kept(
    store: Path, elsewhere: Elsewhere
) -> None:
    sighting_id = a_sighting(store, "Light")
    app = TrackerApp(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        for turn in range(3):
            elsewhere(store, "edit", str(sighting_id), f"note=by ann, turn {turn}")

            def act(connection: sqlite3.Connection, turn: int = turn) -> tuple[str, int | None]:
                with recorded(connection, by="bob", action="edit", summary="Edit") as change:
                    change.update("sighting", sighting_id, {"place": f"by bob, turn {turn}"})
                return "", sighting_id

            app.write(act)
            await settled(pilot)
    connection = open_store(store)
    kept = get(connection, "sighting", sighting_id)
    assert isinstance(kept, Sighting)
    assert (kept.note, kept.place) == ("by ann, turn 2", "by bob, turn 2")
    made = [row[0] for row in connection.execute("SELECT made_by FROM change ORDER BY id DESC LIMIT 6")]
    assert made[0::2] == ["bob"] * 3
    assert "bob" not in made[1::2]
    assert verify(connection) == []
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.parametrize("writes", [False, True], ids=["read only", "wrote too"])
async def test_the_program_leaves_one_file_that_holds_all(store: Path, elsewhere: Elsewhere, writes: bool) -> None:
    sighting_id = a_sighting(store, "Light")
    app = TrackerApp(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        elsewhere(store, "edit", str(sighting_id), "note=seen by ann")
        if writes:
            app.remember_filter("flag:belize")
        await settled(pilot)
    assert [path.name for path in store.parent.glob(f"{store.name}*")] == [store.name]
    alone = Path(shutil.copy(store, store.with_name("copy.db")))
    connection = open_reader(alone)
    kept = get(connection, "sighting", sighting_id)
    assert isinstance(kept, Sighting)
    assert kept.note == "seen by ann"


async def test_counts_of_facets_follow_another_process(store: Path, elsewhere: Elsewhere) -> None:
    app = TrackerApp(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        panel = app.browse.query_one(FacetPanel)

        def drawn() -> str:
            return "\n".join(panel.render_line(y).text for y in range(panel.size.height))

        before = drawn()
        elsewhere(store, "retract", str(a_sighting(store, "Light")), "--why", "a try")
        await until(pilot, lambda: drawn() != before and "    …" not in drawn(), turns=5_000)
        elsewhere(store, "undo")
        await until(pilot, lambda: drawn() == before, turns=5_000)
