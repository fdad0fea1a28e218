"""The form, driven by keys: entering, editing, completing, drafts, and what it does when a save is refused."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from tracker.domain.records import Sighting, Vessel
from tracker.store.connection import open_store
from tracker.store.drafts import drafts, keep_draft
from tracker.store.history import recent_changes
from tracker.store.records import get
from tracker.store.write import recorded
from tracker.terminal.app import TrackerApp
from tracker.terminal.screens.browse import BrowseScreen
from tracker.terminal.screens.drafts import DraftsDialog
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


async def test_a_sighting_added_from_an_incident_is_saved_with_its_case_and_ship(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        assert form(pilot).rows["incident_id"].text == "Light turned back"
        assert form(pilot).rows["vessel_id"].text == "Light"
        await write(pilot, "wire")
        await keys(pilot, "enter")
        await fill(pilot, "date", "late May 2011")
        await fill(pilot, "position", "31-12N 122-30E")
        await fill(pilot, "flag_flown", "Belizean")
        await keys(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, BrowseScreen)
        saved = newest_sighting(store)
        assert (saved.incident_id, saved.vessel_id) == (records.incident, records.vessel)
        assert (saved.date, saved.lat, saved.lon, saved.flag_flown) == ("2011-05-21~/2011-05-31~", 31.2, 122.5, "BZ")
        assert json.loads(saved.as_printed or "") == {"date": "late May 2011", "flag_flown": "Belizean"}
        change = recent_changes(store, 1)[0]
        assert (change.made_by, change.action, change.summary) == ("Ada", "add", "Add sighting of Light")
        assert drafts(store) == []


async def test_each_field_says_how_it_understands_what_is_typed(store: sqlite3.Connection, records: Records) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        await fill(pilot, "date", "late May 2011")
        assert said(pilot, "date").startswith("✓ late May 2011")
        await fill(pilot, "position", "31-12N 122-30E")
        assert said(pilot, "position").startswith("✓ 31.2")
        await fill(pilot, "imo_shown", "9187628")
        assert "! The check digit fails" in said(pilot, "imo_shown")
        await fill(pilot, "mmsi_shown", "312123000")
        assert "Belize" in said(pilot, "mmsi_shown")
        await fill(pilot, "mmsi_shown", "0")
        assert said(pilot, "mmsi_shown").startswith("✗")


async def test_all_errors_are_shown_at_once_and_the_first_wrong_field_gets_the_focus(
    store: sqlite3.Connection, records: Records
) -> None:
    before = store.execute("SELECT count(*) FROM sighting").fetchone()[0]
    async with running(store) as pilot:
        await keys(pilot, "a")
        await fill(pilot, "date", "03/04/2011")
        await fill(pilot, "mmsi_shown", "12")
        await keys(pilot, "ctrl+s")
        wrong = [name for name, row in form(pilot).rows.items() if row.has_error]
        assert wrong == ["source_id", "date", "mmsi_shown"]
        assert form(pilot).current_row is form(pilot).rows["source_id"]
        assert "2011-03-04" in said(pilot, "date")
        assert "2011-04-03" in said(pilot, "date")
        assert store.execute("SELECT count(*) FROM sighting").fetchone()[0] == before


async def test_a_warning_does_not_keep_a_sighting_from_being_saved(store: sqlite3.Connection, records: Records) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        await write(pilot, "wire")
        await keys(pilot, "tab")
        await fill(pilot, "imo_shown", "IMO 9187628")
        await fill(pilot, "flag_claimed", "Matthew Island")
        await keys(pilot, "ctrl+s")
        saved = newest_sighting(store)
        assert (saved.imo_shown, saved.flag_claimed) == ("9187628", "Matthew Island")


async def test_save_and_add_another_keeps_source_and_incident_only(store: sqlite3.Connection, records: Records) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        await write(pilot, "navy")
        await keys(pilot, "enter")
        await fill(pilot, "locator", "paragraph 3")
        await keys(pilot, "ctrl+n")
        assert {name: text for name, text in form(pilot).typed.items() if text} == {
            "source_id": str(records.source),
            "incident_id": str(records.incident),
        }
        assert newest_sighting(store).locator == "paragraph 3"
        await fill(pilot, "place", "Off Malacca")
        await keys(pilot, "ctrl+s")
        assert newest_sighting(store).place == "Off Malacca"
        assert newest_sighting(store).source_id == records.source
        assert store.execute("SELECT count(*) FROM sighting").fetchone()[0] == 3


async def test_a_new_vessel_is_entered_without_leaving_the_sighting(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "2", "a")
        sighting_form = form(pilot)
        await fill(pilot, "imo_shown", "9187629")
        sighting_form.rows["vessel_id"].control.focus()
        await keys(pilot, "ctrl+u", "M", "a", "r", "enter")
        assert form(pilot) is not sighting_form
        assert form(pilot).rows["name"].text == "Mar"
        assert form(pilot).rows["imo"].text == "9187629"
        await keys(pilot, "ctrl+s")
        assert form(pilot) is sighting_form
        assert sighting_form.rows["vessel_id"].text == "Mar"
        await keys(pilot, "ctrl+s")
        vessel = get(store, "vessel", newest_sighting(store).vessel_id or 0)
        assert isinstance(vessel, Vessel)
        assert (vessel.name, vessel.imo) == ("Mar", "9187629")


async def test_an_edit_opens_on_what_is_stored_and_changes_only_what_was_typed(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "2", "e")
        assert form(pilot).rows["flag_flown"].text == "Matthew Island"
        assert "\x1b" not in form(pilot).rows["cargo"].text
        assert "␛[31m" in form(pilot).rows["cargo"].text
        await fill(pilot, "place", ", China")
        await fill(pilot, "cargo", " C")
        await keys(pilot, "ctrl+s")
    after = get(store, "sighting", records.sighting)
    assert isinstance(after, Sighting)
    assert after.place == "South of Shanghai, China"
    assert after.cargo == f"{HOSTILE} C"
    assert after.note == f"one\ntwo {HOSTILE}"
    assert after.flag_flown == "Matthew Island"
    assert after.as_printed is None
    assert after.revision == 2


async def test_two_people_editing_one_record_lose_nothing(store: sqlite3.Connection, records: Records) -> None:
    async with running(store) as pilot:
        await keys(pilot, "2", "e")
        await fill(pilot, "place", ", far")
        with recorded(store, by="Grace", action="edit", summary="Elsewhere") as change:
            change.update("sighting", records.sighting, {"place": "Yellow Sea", "outcome": "turned back"})
        await keys(pilot, "ctrl+s")
        assert "by Grace" in status(pilot)
        assert form(pilot).rows["place"].text == "South of Shanghai, far"
        assert "“Yellow Sea”" in said(pilot, "place")
        assert form(pilot).rows["outcome"].text == "turned back"
        await keys(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, BrowseScreen)
    after = get(store, "sighting", records.sighting)
    assert isinstance(after, Sighting)
    assert (after.place, after.outcome) == ("South of Shanghai, far", "turned back")


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


async def test_a_value_the_store_refuses_is_shown_beside_its_field(store: sqlite3.Connection, records: Records) -> None:
    store.execute("UPDATE incident SET slug = 'light-2011'")
    async with running(store) as pilot:
        await keys(pilot, "1", "n")
        await write(pilot, "Another")
        await fill(pilot, "slug", "light-2011")
        await keys(pilot, "ctrl+s")
        assert "taken" in said(pilot, "slug")
        await keys(pilot, "2", "ctrl+s")
    assert store.execute("SELECT title FROM incident WHERE slug = 'light-20112'").fetchone()[0] == "Another"


async def test_kinds_of_an_incident_are_completed_one_after_the_other(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "1", "e")
        form(pilot).rows["kinds"].control.focus()
        await keys(pilot, "comma", *"fal", "enter")
        await keys(pilot, "ctrl+s")
    kinds = store.execute("SELECT kind FROM incident_kind ORDER BY kind").fetchall()
    assert [row[0] for row in kinds] == ["false-flag", "interdiction"]


async def test_an_identity_is_added_to_the_vessel_being_entered(store: sqlite3.Connection, records: Records) -> None:
    async with running(store) as pilot:
        await keys(pilot, "3", "n")
        await write(pilot, "Mar")
        await keys(pilot, "f3")
        assert form(pilot).rows["vessel_id"].text == "Mar"
        await fill(pilot, "aspect", "registered")
        await fill(pilot, "name", "MAR II")
        await keys(pilot, "ctrl+s", "escape")
        assert isinstance(pilot.app.screen, BrowseScreen)
    row = store.execute(
        "SELECT vessel.name, identity.name FROM identity JOIN vessel ON vessel.id = vessel_id"
    ).fetchone()
    assert tuple(row) == ("Mar", "MAR II")


async def test_keys_typed_faster_than_the_screen_follows_go_to_the_fields_they_were_meant_for(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        for key in (*"wire", "enter", "tab", "tab", *"p4", "enter", *"2011", "enter", *"Busan"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        typed = form(pilot).typed
        assert form(pilot).rows["source_id"].text == "Wire report"
        assert (typed["locator"], typed["date"], typed["place"]) == ("p4", "2011", "Busan")


async def test_a_name_that_several_vessels_bear_has_to_be_chosen(store: sqlite3.Connection, records: Records) -> None:
    with recorded(store, by="Ada", action="add", summary="Namesake") as change:
        namesake = change.insert("vessel", {"name": "LIGHT", "imo": "9187629"})
    async with running(store) as pilot:
        await keys(pilot, "4", "a")
        form(pilot).rows["vessel_id"].control.focus()
        await write(pilot, "light")
        assert "several vessels" in said(pilot, "vessel_id")
        assert [offer.hint for offer in map(form(pilot).offers.offer_at, (0, 1))] == ["IMO 9187629", "IMO 8415433"]
        await keys(pilot, "enter", "ctrl+s")
    assert newest_sighting(store).vessel_id == namesake


async def test_the_fields_stand_in_one_column_where_the_terminal_is_narrow(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store, (80, 24)) as pilot:
        await keys(pilot, "a")
        assert form(pilot).rows["source_id"].region.x == form(pilot).rows["note"].region.x
        last = form(pilot).rows["note"]
        last.control.focus()
        await settled(pilot)
        assert form(pilot).query_one("#form-scroll").region.contains_region(last.region)
    async with running(store, (120, 36)) as pilot:
        await keys(pilot, "a")
        assert form(pilot).rows["source_id"].region.x < form(pilot).rows["note"].region.x


async def test_hostile_text_in_the_store_is_shown_in_forms_and_lists_as_text(
    store: sqlite3.Connection, records: Records
) -> None:
    with recorded(store, by="Ada", action="add", summary="Hostile") as change:
        change.insert("vessel", {"name": HOSTILE})
        change.insert("source", {"title": f"[red]{HOSTILE}", "publisher": "[/x]"})
    async with running(store) as pilot:
        await keys(pilot, "a")
        await write(pilot, "red")
        svg = pilot.app.export_screenshot()
        assert "\x1b" not in svg
        assert "\u202e" not in svg
        await keys(pilot, "enter")
        assert form(pilot).rows["source_id"].text.startswith("[red][/x] ␛[31m<U+202E>")
