"""Open the form: for a new record with what is known filled in, for a stored one, or for a draft."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from tracker.store.drafts import Draft
from tracker.store.records import table_of
from tracker.terminal.screens.record_form.entry import Entry, drafted_entry, edited_entry
from tracker.terminal.screens.record_form.form import RecordForm

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp


def new_sighting_form(app: TrackerApp, from_record: int | None) -> RecordForm:
    """Return the form for a new sighting; what the record it was opened from tells is filled in."""
    typed = {} if from_record is None else _told_by(app.connection, from_record)
    return RecordForm(Entry(table="sighting", typed=typed))


def new_record_form(app: TrackerApp, table: str) -> RecordForm:
    """Return the form for a new record of `table`."""
    del app
    return RecordForm(Entry(table=table))


def edit_form(app: TrackerApp, record_id: int) -> RecordForm:
    """Return the form of a stored record, with the draft that is kept of it.

    Raises:
        NotFoundError: No record has this id.
        TrackerError: Records of its kind are not edited in a form.
    """
    return RecordForm(edited_entry(app.connection, record_id))


def draft_form(app: TrackerApp, draft: Draft) -> RecordForm:
    """Return the form that a draft was kept of, as it was left.

    Raises:
        NotFoundError: The record that was being edited is no longer there.
        TrackerError: The draft is of a form that this program does not have.
    """
    return RecordForm(drafted_entry(app.connection, draft))


def _told_by(connection: sqlite3.Connection, record_id: int) -> dict[str, str]:
    table = table_of(connection, record_id)
    if table == "sighting":
        row = connection.execute(
            "SELECT source_id, incident_id, vessel_id FROM sighting WHERE id = ?", (record_id,)
        ).fetchone()
        return {name: str(row[name]) for name in row.keys() if row[name] is not None}  # noqa: SIM118 - a Row iterates over values
    if table == "incident":
        vessels = connection.execute(
            "SELECT DISTINCT vessel_id FROM sighting"
            " WHERE incident_id = ? AND vessel_id IS NOT NULL AND retracted_at IS NULL LIMIT 2",
            (record_id,),
        ).fetchall()
        only_vessel = {"vessel_id": str(vessels[0][0])} if len(vessels) == 1 else {}
        return {"incident_id": str(record_id), **only_vessel}
    if table in ("vessel", "source"):
        return {f"{table}_id": str(record_id)}
    return {}
