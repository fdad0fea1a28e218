"""Keys that come all at once, as after a moment in which the program was busy, count in the order they were typed."""

from __future__ import annotations

from pathlib import Path

from driving import press, settled
from import_driving import app_of, running, send

from tracker.store.results import ordered_ids
from tracker.terminal.screens.record_form.inputs import LineInput
from tracker.terminal.widgets.filter_bar import FilterInput


async def test_a_filter_is_taken_back_and_another_typed_in_one_go(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "/")
        send(pilot, *"abcx", "backspace", *"de", "ctrl+u", *"kind")
        await settled(pilot)
        assert app_of(pilot).browse.query_one(FilterInput).value == "kind"


async def test_rows_are_read_for_the_whole_of_what_was_typed_in_one_go(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "2", "/")
        asked: list[str] = []
        app_of(pilot).connection.set_trace_callback(asked.append)
        send(pilot, *"boarded")
        await settled(pilot)
        searched = [statement for statement in asked if "_search MATCH" in statement]
        assert searched
        assert all("boarded" in statement for statement in searched)


async def test_a_field_is_corrected_while_typing_in_one_go(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "2", "a")
        place = app_of(pilot).screen.query_one("#row-place LineInput", LineInput)
        place.focus()
        await settled(pilot)
        send(pilot, *"Yellox", "backspace", *"w", "home", *"a", "delete", *"y")
        await settled(pilot)
        assert place.value == "ayellow"


async def test_a_filter_typed_in_one_go_with_the_key_before_and_those_behind_it(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "2")
        browse = app_of(pilot).browse
        send(pilot, "/", *"kind:port", "enter", "G")
        await settled(pilot)
        assert browse.filter_bar.text == "kind:port"
        assert app_of(pilot).screen is browse
        assert browse.table.row_count > 1
        assert browse.table.cursor_id == ordered_ids(browse.connection, browse.current_query)[-1]


async def test_panes_are_gone_through_in_one_go(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "2")
        browse = app_of(pilot).browse
        send(pilot, "f", "down", "escape", "G", "/", *"crew")
        await settled(pilot)
        assert browse.filter_bar.text == "crew"
        assert browse.filter_bar.input.has_focus


async def test_keys_behind_enter_in_a_wrong_filter_go_to_the_table(starter: Path) -> None:
    async with running(starter) as pilot:
        await press(pilot, "2")
        browse = app_of(pilot).browse
        send(pilot, "/", *"nosuch:x", "enter", "3")
        await settled(pilot)
        assert browse.target == "vessels"
        assert browse.filter_bar.text == "nosuch:x"
