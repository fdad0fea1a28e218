"""Drafts of the form: nothing typed is lost, and nothing is kept that was thrown away."""

from __future__ import annotations

import sqlite3

from form_driving import HOSTILE, Records, fill, form, keys, newest_sighting, running, write

from tracker.store.drafts import drafts, keep_draft
from tracker.terminal.screens.browse import BrowseScreen
from tracker.terminal.screens.drafts import DraftsDialog


async def test_what_was_typed_is_offered_again_after_the_terminal_was_closed(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        await write(pilot, "wire")
        await keys(pilot, "enter")
        await fill(pilot, "place", "Off Busan")
    kept = drafts(store)
    assert [draft.payload["place"] for draft in kept] == ["Off Busan"]
    async with running(store) as pilot:
        await keys(pilot, "ctrl+o", "enter")
        assert form(pilot).rows["source_id"].text == "Wire report"
        assert form(pilot).rows["place"].text == "Off Busan"
        await keys(pilot, "ctrl+s")
        assert newest_sighting(store).place == "Off Busan"
        assert drafts(store) == []


async def test_every_letter_typed_reaches_the_draft_even_if_the_terminal_closes_at_once(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        form(pilot).rows["place"].control.focus()
        await pilot.pause()
        await pilot.press(*"Off Busan")
    assert [draft.payload["place"] for draft in drafts(store)] == ["Off Busan"]


async def test_escape_keeps_the_draft_and_a_form_left_as_it_was_opened_keeps_none(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a", "escape")
        assert isinstance(pilot.app.screen, BrowseScreen)
        assert drafts(store) == []
        await keys(pilot, "a")
        await fill(pilot, "locator", "p. 4")
        await keys(pilot, "escape")
        assert [draft.payload["locator"] for draft in drafts(store)] == ["p. 4"]


async def test_typing_is_thrown_away_only_when_asked_twice(store: sqlite3.Connection, records: Records) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        await fill(pilot, "locator", "p. 4")
        await keys(pilot, "ctrl+d")
        assert form(pilot).rows["locator"].text == "p. 4"
        await keys(pilot, "ctrl+d")
        assert isinstance(pilot.app.screen, BrowseScreen)
        assert drafts(store) == []


async def test_an_edit_left_unfinished_comes_back_when_the_record_is_edited_again(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "2", "e")
        await fill(pilot, "place", "!")
        await keys(pilot, "tab", "escape", "e")
        assert form(pilot).rows["place"].text == "South of Shanghai!"
        await keys(pilot, "ctrl+s")
    assert drafts(store) == []
    assert store.execute("SELECT place FROM sighting").fetchone()[0] == "South of Shanghai!"


async def test_a_draft_is_thrown_away_from_the_list(store: sqlite3.Connection, records: Records) -> None:
    keep_draft(store, "sighting", {"place": HOSTILE})
    keep_draft(store, "vessel", {"name": "Mar"})
    async with running(store) as pilot:
        await keys(pilot, "ctrl+o", "delete")
        assert [draft.form for draft in drafts(store)] == ["sighting"]
        await keys(pilot, "delete", "delete")
        assert drafts(store) == []
        assert isinstance(pilot.app.screen, DraftsDialog)
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, BrowseScreen)
