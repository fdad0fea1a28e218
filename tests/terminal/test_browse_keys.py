"""The main screen by keys: what an analyst does all day."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import browse, detail_text, press, sentence, settled, table_text, until, write

from tracker.store.connection import open_reader, open_store
from tracker.store.results import Query, count
from tracker.store.verify import verify
from tracker.store.write import recorded
from tracker.terminal.app import TrackerApp
from tracker.terminal.screens.browse import BrowseScreen
from tracker.terminal.screens.record import RecordScreen
from tracker.terminal.settings import Settings

WIDE, NARROW = (120, 36), (80, 24)


@pytest.fixture
def store(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    yield Path(shutil.copy(starter, tmp_path / "tracker.db"))


def tracker(store: Path, **settings: object) -> TrackerApp:
    return TrackerApp(store, Settings(analyst="J. Marlow", **settings))  # type: ignore[arg-type]


def rows_of(store: Path, target: str) -> int:
    connection = open_reader(store)
    try:
        return count(connection, Query(target))
    finally:
        connection.close()


async def test_number_keys_show_the_tables(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        for key, target in (("2", "sightings"), ("3", "vessels"), ("4", "sources")):
            await press(pilot, key)
            expected = rows_of(store, target)
            assert browse(app).target == target
            assert browse(app).table.row_count == expected
            assert sentence(app).strip() == f"{expected} {target}"
        await press(pilot, "5", "1")
        assert browse(app).target == "incidents"


async def test_the_table_follows_the_filter_as_it_is_typed_and_says_it_in_english(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "flag:belize date:2011")
        assert sentence(app).strip() == "1 of 112 incidents: any flag is Belize, dated within 2011"
        assert "Belize-flagged M/V" in table_text(app)
        await press(pilot, "enter")
        assert browse(app).table.has_focus
        assert "USS McCampbell" in detail_text(app)
        await press(pilot, "escape")
        assert browse(app).table.row_count == 112


async def test_a_wrong_term_is_explained_and_leaves_the_last_good_result(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "kind:stateless ")
        good = browse(app).table.row_count
        await write(pilot, "flg:BZ")
        assert "✗" in sentence(app)
        assert "flag:" in sentence(app)
        assert 0 < good < 112
        assert browse(app).filter.text == "kind:stateless flg"


async def test_tab_completes_fields_and_values(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "stat")
        await press(pilot, "tab")
        assert browse(app).filter_bar.text == "status:"
        await write(pilot, "op")
        await press(pilot, "tab")
        assert browse(app).filter_bar.text == "status:open"


async def test_earlier_filters_come_back_with_up_also_after_a_restart(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "flag:kp")
        await press(pilot, "enter")
    again = tracker(store)
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", "up")
        assert browse(again).filter_bar.text == "flag:kp"
        await press(pilot, "down")
        assert browse(again).filter_bar.text == ""


async def test_enter_on_a_facet_adds_it_and_enter_again_removes_it(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "f", "enter")
        assert browse(app).filter_text == "kind:interdiction"
        assert browse(app).table.row_count < 112
        await press(pilot, "enter")
        assert browse(app).filter_text == ""
        assert browse(app).table.row_count == 112


async def test_sorting_by_key_turns_round_and_takes_further_keys(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        table = browse(app).table
        newest = table.cursor_id
        await press(pilot, "s", "g")
        assert [(key.column, key.descending) for key in table.sort] == [("date", False)]
        assert table.cursor_id != newest
        await press(pilot, "right", "S")
        assert [key.column for key in table.sort] == ["date", "title"]
        assert "▲1" in table_text(app)
        assert "▲2" in table_text(app)


async def test_a_click_on_a_heading_sorts(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.click(browse(app).table, offset=(16, 0))
        await settled(pilot)
        assert [key.column for key in browse(app).table.sort] == ["title"]


async def test_columns_are_hidden_moved_widened_and_chosen(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        table = browse(app).table
        first, second = table.layout_of_columns.names[:2]
        await press(pilot, "right_curly_bracket")
        assert table.layout_of_columns.names[:2] == [second, first]
        width = table.layout_of_columns.width(first)
        await press(pilot, "greater_than_sign")
        assert table.layout_of_columns.width(first) == width + 2
        await press(pilot, "minus")
        assert first not in table.layout_of_columns.names
        await press(pilot, "c")
        await press(pilot, "end", "space", "enter")
        assert len(table.layout_of_columns.names) > 1
        assert isinstance(app.screen, BrowseScreen)


async def test_cursor_and_scroll_stay_when_another_process_writes_and_the_write_shows(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "2", "pagedown", "down", "down")
        table = browse(app).table
        here, line = table.cursor_id, table._cursor_row - table.scroll_offset.y
        other = open_store(store)
        with recorded(other, by="somebody else", action="add", summary="Add") as change:
            change.insert("sighting", {"source_id": 1, "date": "2026-11-01", "name_shown": "NEW SHIP"})
        await until(pilot, lambda: table.row_count == rows_of(store, "sightings"))
        assert table.cursor_id == here
        assert table._cursor_row - table.scroll_offset.y == line
        await press(pilot, "g")
        assert "NEW SHIP" in table_text(app)


async def test_links_lead_from_case_to_sighting_to_source_and_back(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "flag:belize date:2011")
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, RecordScreen)
        view = app.screen.query_one("DocumentView")
        lines = [line.text for line in view.document.lines()]  # type: ignore[attr-defined]
        await press(pilot, *["down"] * next(n for n, text in enumerate(lines) if "UPI" in text), "enter")
        sighting = app.screen.query_one("DocumentView").document  # type: ignore[attr-defined]
        assert sighting.table == "sighting"
        rows = list(sighting.lines())
        await press(pilot, "g", *["down"] * next(n for n, row in enumerate(rows) if row.label == "source"), "enter")
        assert app.screen.query_one("DocumentView").document.table == "source"  # type: ignore[attr-defined]
        await press(pilot, "escape", "escape", "escape")
        assert isinstance(app.screen, BrowseScreen)


async def test_a_line_and_the_whole_record_are_copied(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "d", "y")
        assert app.clipboard in detail_text(app)
        await press(pilot, "Y")
        assert app.clipboard.startswith("# ")
        assert "## What sources say" in app.clipboard


async def test_retracting_asks_why_and_undo_and_redo_work_after_a_restart(store: Path) -> None:
    all_sightings = rows_of(store, "sightings")
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "2", "R", "enter")
        assert not isinstance(app.screen, BrowseScreen), "a reason is needed"
        await write(pilot, "printed twice")
        await press(pilot, "enter")
        assert browse(app).table.row_count == all_sightings - 1
    again = tracker(store)
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "2", "u")
        assert browse(again).table.row_count == all_sightings
        await press(pilot, "ctrl+r")
        assert browse(again).table.row_count == all_sightings - 1
    connection = open_reader(store)
    row = connection.execute("SELECT made_by, why FROM change WHERE action = 'retract'").fetchone()
    assert tuple(row) == ("J. Marlow", "printed twice")
    assert verify(connection) == []


async def test_a_view_is_saved_opened_and_deleted(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "flag:kp")
        await press(pilot, "enter", "v", "s")
        await write(pilot, "North Korea")
        await press(pilot, "enter", "escape", "escape")
        assert browse(app).table.row_count == 112
        await press(pilot, "v", "down", "enter")
        assert browse(app).filter_text == "flag:kp"
        await press(pilot, "v", "down", "delete", "escape")
        assert open_reader(store).execute("SELECT count(*) FROM saved_view").fetchone()[0] == 0


async def test_what_is_filtered_is_exported_and_the_place_is_said(store: Path, tmp_path: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "flag:belize date:2011")
        await press(pilot, "enter", "x", "enter")
        assert isinstance(app.screen, BrowseScreen)
    (written,) = tmp_path.glob("tracker-incidents-*.db")
    exported = open_reader(written)
    assert verify(exported) == []
    assert exported.execute("SELECT slug FROM incident").fetchone()[0] == "light-2011"


async def test_a_judgement_is_entered_on_a_contested_property(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "flag:belize date:2011")
        await press(pilot, "enter", "enter")
        view = app.screen.query_one("DocumentView")
        rows = list(view.document.lines())  # type: ignore[attr-defined]
        place = next(n for n, row in enumerate(rows) if row.property == "date")
        await press(pilot, *["down"] * place, "J", "enter", "tab", "tab")
        await write(pilot, "june is the month of reporting")
        await press(pilot, "ctrl+s")
    row = open_reader(store).execute("SELECT * FROM judgement").fetchone()
    assert (row["property"], row["value"], row["analyst"]) == ("date", "26 May 2011", "J. Marlow")
    assert len(json.loads(row["considered"])) > 5


async def test_eighty_columns_show_one_pane_and_keys_call_the_others(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        screen = browse(app)
        assert screen.table.display
        assert not screen.detail.display
        assert not screen.query_one("#facets").display
        await press(pilot, "d")
        assert screen.detail.display
        assert not screen.table.display
        await press(pilot, "escape", "f")
        assert screen.query_one("#facets").display
        await press(pilot, "escape")
        assert screen.table.display


async def test_help_and_palette_know_every_action(store: Path) -> None:
    app = tracker(store)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "question_mark")
        text = "\n".join(str(widget.render()) for widget in app.screen.query("Static"))
        assert "Sort by the cursor's column" in text
        await press(pilot, "escape", "ctrl+p")
        await write(pilot, "export")
        await press(pilot, "enter")
        assert type(app.screen).__name__ == "ExportDialog"


async def test_a_keymap_of_the_settings_takes_the_place_of_the_usual_keys(store: Path) -> None:
    app = tracker(store, keymap={"browse.vessels": "ctrl+t"})
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+t")
        assert browse(app).target == "vessels"
