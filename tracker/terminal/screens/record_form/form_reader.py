"""Reads the fields of a form as they are typed, and names the records they refer to."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from tracker.domain.errors import FieldError
from tracker.domain.fields import FIELDS, Field, ReadingContext, Readings, read_field, read_fields
from tracker.store.naming import Named, named, resolver
from tracker.store.reference import load_reference
from tracker.terminal.screens.record_form.field_row import Shown


class FormReader:
    """Reading for one table, with references looked up in one store."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        """Read fields of `table`."""
        self._connection = connection
        self._table = table
        self.reference = load_reference()
        self.context = ReadingContext(self.reference, datetime.now(UTC).date(), resolver(connection))

    def read(self, field: Field, typed: str, *, shown: str) -> Shown:
        """Return what to say below a field that shows `shown`; an empty field says nothing, needed or not."""
        if not typed.strip():
            return Shown()
        try:
            reading = read_field(self._table, field.name, typed, self.context)
        except FieldError as error:
            return Shown(error=error.problem)
        if field.kind == "reference":
            value = reading.values[field.name]
            record = self.name_of(field, str(value))
            return Shown(_told_apart(record, shown) if record else "")
        return Shown(reading.understood, reading.warnings)

    def read_all(self, typed: Mapping[str, str], *, complete: bool) -> Readings:
        """Read everything typed, for saving; all errors at once."""
        return read_fields(self._table, typed, self.context, complete=complete)

    def name_of(self, field: Field, typed: str) -> Named | None:
        """Return the record that a reference field means by an id in digits."""
        if not (typed.isascii() and typed.isdecimal() and len(typed) < 19):
            return None
        return named(self._connection, field.completes or "", int(typed))

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the table."""
        return FIELDS[self._table]


def _told_apart(record: Named, shown: str) -> str:
    """Return what tells the record from others, and its name where that is not on the screen already."""
    name = "" if record.name.casefold() == shown.strip().casefold() else record.name
    return ", ".join(part for part in (name, record.hint, f"record {record.id}") if part)
