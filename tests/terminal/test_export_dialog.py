"""The export dialog by keys: every format has its ending, and what is to be left out is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import press, settled, write
from import_driving import meanwhile, send
from textual.widgets import Input, RadioButton, Static

from tracker.exchange.formats import FORMATS, format_of
from tracker.store.connection import open_store
from tracker.store.starter import load_starter
from tracker.store.write import recorded
from tracker.terminal.app import TrackerApp
from tracker.terminal.screens.export import ExportDialog
from tracker.terminal.settings import Settings


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "tracker.db"
    connection = open_store(path, create=True)
    load_starter(connection, by="starter cases")
    connection.close()
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_each_format_gives_the_file_its_ending(store: Path, size: tuple[int, int]) -> None:
    app = TrackerApp(store, Settings(analyst="J. Marlow"))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "x", "shift+tab", "home")
        for place, name in enumerate(FORMATS):
            if place:
                await press(pilot, "down", "enter")
            path = app.screen.query_one("#export-path", Input).value
            assert format_of(Path(path)) == name
            pressed = [button.name for button in app.screen.query(RadioButton) if button.value]
            assert pressed == [name]


async def test_what_is_typed_after_enter_changes_nothing_of_what_is_written(store: Path, tmp_path: Path) -> None:
    app = TrackerApp(store, Settings(analyst="J. Marlow"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "x")
        send(pilot, "enter", "b")
        await settled(pilot)
    assert [path.name[:18] for path in tmp_path.iterdir() if not path.name.startswith("tracker.db")] == [
        "tracker-incidents-"
    ]


async def test_two_fields_are_filled_in_one_go(store: Path) -> None:
    app = TrackerApp(store, Settings(analyst="J. Marlow"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "x")
        send(pilot, "ctrl+u", *"case.db", "tab", *"nobody", "enter")
        await settled(pilot)
        values = [app.screen.query_one(f"#export-{name}", Input).value for name in ("path", "redact")]
        assert values == ["case.db", "nobody"]
        assert str(app.screen.query_one("#export-problem").render()).startswith("✗")


async def test_a_source_named_in_the_dialog_is_left_out_of_the_dossier(store: Path, tmp_path: Path) -> None:
    app = TrackerApp(store, Settings(analyst="J. Marlow"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "flag:belize date:2011")
        to_html = ["down"] * list(FORMATS).index("html")
        await press(pilot, "enter", "x", "shift+tab", *to_html, "enter", "tab", "tab")
        await write(pilot, "source:upi-light")
        await press(pilot, "enter")
        assert not isinstance(app.screen, ExportDialog)
    (written,) = tmp_path.glob("tracker-incidents-*.html")
    text = written.read_text(encoding="utf-8")
    assert "Redacted: 1 source left out" in text
    assert "U.S. Navy turns back North Korean ship" not in text


async def test_a_source_that_is_not_there_is_said_and_nothing_is_written(store: Path, tmp_path: Path) -> None:
    app = TrackerApp(store, Settings(analyst="J. Marlow"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "x", "tab")
        await write(pilot, "source:nobody")
        await press(pilot, "enter")
        problem = str(app.screen.query_one("#export-problem").render())
        assert "No record answers to 'nobody'" in problem
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("tracker.db")] == []


async def test_what_is_typed_shows_while_it_writes_and_escape_leaves_nothing_behind(
    store: Path, tmp_path: Path
) -> None:
    connection = open_store(store)
    with recorded(connection, by="Ada", action="import", summary="Import") as change:
        source = change.insert("source", {"title": "Port log"})
        columns = ("source_id", "date", "name_shown", "note")
        change.insert_many("sighting", columns, [(source, "2011-05-26", f"SHIP {n}", "boarded") for n in range(6_000)])
    connection.close()
    app = TrackerApp(store, Settings(analyst="J. Marlow"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        to_entities = ["down"] * list(FORMATS).index("ftm")
        await press(pilot, "2", "x", "shift+tab", *to_entities, "enter", "tab")
        dialog = app.screen
        assert isinstance(dialog, ExportDialog)
        path = dialog.query_one("#export-path", Input)
        # The path is selected: what is typed takes its place.
        send(pilot, "enter", *"now")
        await meanwhile(pilot, lambda: path.value == "now")
        assert any(not worker.is_finished for worker in dialog.workers), (
            "the file was written before a letter was typed"
        )
        await pilot.press("escape")
        await settled(pilot)
        assert "called off" in str(dialog.query_one("#export-problem", Static).render())
    assert not list(tmp_path.glob("*.ftm.json*"))
