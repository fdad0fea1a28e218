"""The form, driven by keys: entering, editing, completing, drafts, and what it does when a save is refused."""

from __future__ import annotations

import json
import sqlite3

from form_driving import HOSTILE, Records, fill, form, keys, newest_sighting, running, said, settled, status, write
from textual.events import Key

from tracker.domain.records import Sighting, Vessel
from tracker.store.drafts import drafts
from tracker.store.history import recent_changes
from tracker.store.records import get
from tracker.store.write import recorded
from tracker.terminal.screens.browse import BrowseScreen


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
