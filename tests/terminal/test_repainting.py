"""What a key changes is painted, and no more: laying out the whole screen for a letter would show on a slow line."""

from __future__ import annotations

from pathlib import Path

from driving import press, settled, table_text, write
from import_driving import app_of, running

from tracker.store.facets import FacetCount
from tracker.terminal.widgets.facet_panel import FacetPanel


async def test_a_filter_typed_lays_nothing_out_anew(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "2", "/")
        await write(pilot, "date:>=19")
        laid_out: list[object] = []
        screen = app_of(pilot).browse
        screen.screen_layout_refresh_signal.subscribe(screen, laid_out.append)
        table = screen.table
        before = table.row_count
        await write(pilot, "99")
        assert table_text(app_of(pilot)).count("20") > 20
        assert table.row_count != before, "other rows are shown"
        assert laid_out == []


async def test_the_scroll_bar_follows_a_filter(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "2", "G", "/")
        await write(pilot, "date:>2000")
        table = app_of(pilot).browse.table
        assert table.vertical_scrollbar.window_virtual_size == table.row_count + 1
        assert table.max_scroll_y == table.row_count + 1 - table.scrollable_content_region.height
        assert table.scroll_offset.y <= table.max_scroll_y
        assert table.show_vertical_scrollbar
        await write(pilot, " flag:mn")
        await settled(pilot)
        assert table.row_count < table.size.height, "so few that nothing is left to scroll to"
        assert not table.show_vertical_scrollbar
        assert table.scroll_offset.y == 0
        await press(pilot, "ctrl+u")
        assert table.show_vertical_scrollbar
        assert table.vertical_scrollbar.window_virtual_size == table.row_count + 1


async def test_a_large_count_stands_apart_from_its_label(starter: Path) -> None:
    async with running(starter) as pilot:
        await settled(pilot)
        panel = app_of(pilot).browse.query_one(FacetPanel)
        value = FacetCount("container", "container ship with a long name", 178_730, "type:container")
        panel.show([("Vessel type", [value])])
        drawn = panel.render_line(1).text
        assert "… 178730" in drawn


async def test_a_table_without_rows_keeps_its_own_headings(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "2", "/")
        heading = table_text(app_of(pilot)).splitlines()[0]
        assert "Vessel" in heading
        await write(pilot, "zebracrossing")
        table = app_of(pilot).browse.table
        assert table.row_count == 0
        assert table_text(app_of(pilot)).splitlines()[0].split() == heading.split()
        await press(pilot, "escape", "s")
        assert table.sort[0].column == "date"
        assert not table.sort[0].descending
