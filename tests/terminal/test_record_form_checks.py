"""The form by keys: the indicators speak beside the field while one types, and never stand in the way."""

from __future__ import annotations

import sqlite3

from form_driving import Records, fill, form, keys, newest_sighting, running, said, settled
from textual.widgets import Static


def below(pilot: object) -> str:
    return str(form(pilot).query_one("#form-checks", Static).content)  # type: ignore[arg-type]


async def test_a_wrong_flag_for_an_mmsi_is_said_as_one_types_and_goes_when_it_is_mended(
    store: sqlite3.Connection, records: Records
) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        await fill(pilot, "mmsi_shown", "312123000")
        assert "[mid-flag-mismatch]" not in said(pilot, "mmsi_shown")
        await fill(pilot, "flag_flown", "KP")
        await settled(pilot)
        assert "! The rule fires:" in said(pilot, "mmsi_shown")
        assert "[mid-flag-mismatch]" in said(pilot, "mmsi_shown")
        await keys(pilot, "backspace", "backspace", "B", "Z")
        assert "[mid-flag-mismatch]" not in said(pilot, "mmsi_shown")


async def test_a_sighting_is_saved_in_spite_of_what_fires(store: sqlite3.Connection, records: Records) -> None:
    async with running(store) as pilot:
        await keys(pilot, "a")
        await fill(pilot, "source_id", "Navy statement")
        await fill(pilot, "imo_shown", "8814881")
        await settled(pilot)
        assert "[imo-company-number]" in said(pilot, "imo_shown")
        await keys(pilot, "ctrl+s")
    assert newest_sighting(store).imo_shown == "8814881"


async def test_f2_takes_the_vessel_that_bears_the_number(store: sqlite3.Connection, records: Records) -> None:
    async with running(store) as pilot:
        await keys(pilot, "4", "a")
        await fill(pilot, "imo_shown", "8415433")
        await settled(pilot)
        assert "May be Light" in below(pilot)
        await keys(pilot, "f2")
        assert form(pilot).rows["vessel_id"].record_id == records.vessel
        assert below(pilot) == ""


async def test_a_sighting_entered_twice_is_said(store: sqlite3.Connection, records: Records) -> None:
    async with running(store) as pilot:
        await keys(pilot, "2", "a")
        form(pilot).fill_row(form(pilot).rows["source_id"], str(records.source))
        form(pilot).fill_row(form(pilot).rows["vessel_id"], str(records.vessel))
        await fill(pilot, "date", "26 May 2011")
        await settled(pilot)
        assert f"sighting {records.sighting} of the same source" in said(pilot, "date")
