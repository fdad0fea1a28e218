"""Checking and saving a form: all errors beside their fields, and what happens when somebody else wrote first."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from textual import on, work
from textual.message import Message

from tracker.domain.errors import ConflictError, FieldError, StoreError, TrackerError
from tracker.terminal.screens.record_form.checking import Checking
from tracker.terminal.screens.record_form.draft_keeper import DraftKeeper
from tracker.terminal.screens.record_form.entry import Entry, stored_entry
from tracker.terminal.screens.record_form.field_row import FieldRow, Shown
from tracker.terminal.screens.record_form.saving import save, with_as_printed

Afterwards = Literal["close", "another", "identity", "listing"]
"""What follows a save: leave the form, begin another sighting, or enter a part of the vessel."""


class Submitting(Checking):
    """Saves the entry as one change of the store."""

    is_saving = False

    @dataclass
    class Saved(Message):
        """The record is in the store."""

        record_id: int
        afterwards: Afterwards

    @dataclass
    class Refused(Message):
        """The store did not take the record."""

        error: TrackerError

    def submit(self, afterwards: Afterwards) -> None:
        """Check everything, and write it if nothing is wrong."""
        if self.is_saving:
            return
        typed = self.typed if self.entry.is_new else self.touched
        readings = self.reader.read_all(typed, complete=self.entry.is_new)
        self._show_errors(readings.errors)
        if readings.errors:
            return
        self.is_saving = True
        self.say_status("Saving…")
        values = with_as_printed(self.entry, typed, readings.values)
        self._write(self.entry, values, self.keeper, afterwards)

    @work(thread=True, group="writes", exit_on_error=False)
    def _write(self, entry: Entry, values: Mapping[str, Any], keeper: DraftKeeper, afterwards: Afterwards) -> None:
        by = self.tracker.settings.made_by

        def act(connection: sqlite3.Connection) -> int:
            record_id = save(connection, entry, values, by=by)
            try:
                keeper.finish(connection)
            except StoreError as error:
                # The record is saved, whatever becomes of its draft; saying otherwise would have it saved twice.
                self.log.warning(str(error))
            return record_id

        try:
            record_id = self.tracker.writer.run(act)
        except TrackerError as error:
            self.post_message(self.Refused(error))
            return
        self.post_message(self.Saved(record_id, afterwards))

    @on(Refused)
    def _on_refused(self, event: Refused) -> None:
        event.stop()
        self.is_saving = False
        if isinstance(event.error, FieldError) and event.error.field in self.rows:
            self._show_errors({event.error.field: event.error})
            return
        if isinstance(event.error, ConflictError):
            self._take_in_other_change()
        self.say_status(f"✗ {event.error}", wrong=True)

    def _show_errors(self, errors: Mapping[str, FieldError]) -> None:
        for name, row in self.rows.items():
            row.set_class(name in errors, "-checked")
            if name in errors:
                row.say(Shown(error=errors[name].problem))
        wrong = [row for name, row in self.rows.items() if name in errors]
        if wrong:
            labels = ", ".join(row.field.label for row in wrong)
            self.say_status(f"✗ Not saved yet. To be mended: {labels}.", wrong=True)
            wrong[0].control.focus()

    def _take_in_other_change(self) -> None:
        """Show what is stored now in fields nobody typed into, and beside what was typed in the others."""
        ours, touched = self.entry, self.touched
        now = stored_entry(self.tracker.connection, ours.record_id or 0)
        self.entry = replace(now, typed=touched, draft_id=self.keeper.draft_id)
        for name, text in self.entry.texts.items():
            row = self.rows[name]
            stored_now = now.stored.get(name, "")
            if name in touched and stored_now != ours.stored.get(name, ""):
                row.note = f"The store now says {self._in_words(row, stored_now)}; saving puts yours in its place."
            self.fill_row(row, text)

    def _in_words(self, row: FieldRow, stored: str) -> str:
        record = self.reader.name_of(row.field, stored) if row.field.kind == "reference" else None
        return f"“{record.name if record else stored}”" if stored else "nothing"
