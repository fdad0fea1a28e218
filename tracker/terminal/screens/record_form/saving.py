"""Turn what was read from a form into one change of the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from tracker.domain.fields import FIELDS, Field, text_of
from tracker.domain.plain_text import visible
from tracker.store.naming import NAME_COLUMN, named
from tracker.store.write import recorded
from tracker.terminal.screens.record_form.entry import Entry

_PRINTED_KINDS = ("date", "position", "flag", "imo")
"""Kinds of field whose typed text is kept beside the value that was read from it."""


def with_as_printed(entry: Entry, typed: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` with what the source printed, where that differs from the stored form."""
    if entry.table != "sighting":
        return dict(values)
    printed = dict(entry.as_printed)
    for field in FIELDS[entry.table]:
        if field.name not in typed:
            continue
        printed.pop(field.name, None)
        text = typed[field.name].strip()
        if text and field.kind in _PRINTED_KINDS and text != _stored_form(entry.table, field, values):
            printed[field.name] = text
    if printed == dict(entry.as_printed):
        return dict(values)
    return {**values, "as_printed": json.dumps(printed, ensure_ascii=False) if printed else None}


def save(connection: sqlite3.Connection, entry: Entry, values: Mapping[str, Any], *, by: str) -> int:
    """Add or change the record as one act with its history, and return its id.

    Raises:
        ConflictError: Somebody changed the record since the form was opened.
        FieldError: The store cannot take a value.
        StoreError: The store cannot be written.
    """
    name = _name_of(connection, entry, values)
    if entry.record_id is None:
        summary = f"Add {entry.table}{name}"
        with recorded(connection, by=by, action="add", summary=summary) as change:
            return change.insert(entry.table, values)
    with recorded(connection, by=by, action="edit", summary=f"Edit {entry.table}{name}") as change:
        change.update(entry.table, entry.record_id, values, expected_revision=entry.revision)
    return entry.record_id


def _stored_form(table: str, field: Field, values: Mapping[str, Any]) -> str:
    return text_of(table, field.name, values)


def _name_of(connection: sqlite3.Connection, entry: Entry, values: Mapping[str, Any]) -> str:
    """Return the words that name the record in the history: ` of Light`, ` Light`, or nothing."""

    def value(column: str) -> Any:
        return values.get(column) or entry.stored.get(column)

    if entry.table in NAME_COLUMN:
        return f" {visible(str(value(NAME_COLUMN[entry.table])))}"
    if entry.table == "sighting" and value("name_shown"):
        return f" of {visible(str(value('name_shown')))}"
    for column, table in (("vessel_id", "vessel"), ("party_id", "party"), ("incident_id", "incident")):
        if value(column) and (record := named(connection, table, int(value(column)))):
            return f" of {visible(record.name)}"
    return ""
