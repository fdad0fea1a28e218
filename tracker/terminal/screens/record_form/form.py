"""The form: grouped fields with live readings; saving, drafts, and what happens when somebody else wrote first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from tracker.domain.errors import ConflictError, FieldError, StoreError, TrackerError
from tracker.domain.plain_text import visible
from tracker.terminal.actions import bindings
from tracker.terminal.screens.record_form.arrangement import columns_of, placeholder_of
from tracker.terminal.screens.record_form.completing import Completing
from tracker.terminal.screens.record_form.completion_list import CompletionList
from tracker.terminal.screens.record_form.draft_keeper import DraftKeeper
from tracker.terminal.screens.record_form.entry import Entry, stored_entry
from tracker.terminal.screens.record_form.field_row import FieldRow, Shown
from tracker.terminal.screens.record_form.form_reader import FormReader
from tracker.terminal.screens.record_form.saving import save, with_as_printed

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp

Afterwards = Literal["close", "another", "identity", "listing"]
"""What follows a save: leave the form, begin another sighting, or enter a part of the vessel."""

_KEPT_FOR_ANOTHER = ("source_id", "incident_id")


class RecordForm(Completing, Screen[int | None]):
    """Enters or edits one record; gives its id, or None when it was closed without saving."""

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar = bindings("form")
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    @dataclass
    class Saved(Message):
        """The record is in the store."""

        record_id: int
        afterwards: Afterwards

    @dataclass
    class Refused(Message):
        """The store did not take the record."""

        error: TrackerError

    @dataclass
    class DraftWritten(Message):
        """The draft was kept, or why it could not be."""

        problem: str = ""

    def __init__(self, entry: Entry, *, is_on_top: bool = False) -> None:
        """Enter `entry`; `is_on_top` says that another form waits for the record."""
        super().__init__()
        self.entry = entry
        self.rows: dict[str, FieldRow] = {}
        self._is_on_top = is_on_top
        self._is_saving = False
        self._discard_asked = False

    @property
    def tracker(self) -> TrackerApp:
        """The application."""
        return cast("TrackerApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the groups of fields in two columns, or one below the other where there is no room."""
        self.reader = FormReader(self.tracker.connection, self.entry.table)
        yield Static(id="form-title")
        with VerticalScroll(id="form-scroll", can_focus=False), Container(id="form-columns"):
            for place, column in enumerate(columns_of(self.reader.fields)):
                with Vertical(classes="form-column -second" if place else "form-column -first"):
                    for heading, field in column:
                        placeholder = placeholder_of(self.entry.table, field, self.reader.context)
                        self.rows[field.name] = FieldRow(field, heading=heading, placeholder=placeholder)
                        yield self.rows[field.name]
        yield Static(id="form-status")
        yield CompletionList()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fill in what the entry begins with."""
        self.begin(self.entry)

    def begin(self, entry: Entry) -> None:
        """Show another entry of the same table."""
        self.entry = entry
        self.keeper = DraftKeeper(self.tracker.writer, entry.table, entry.record_id, entry.draft_id)
        self._discard_asked = self._is_saving = False
        for name, text in entry.texts.items():
            row = self.rows[name]
            row.note = ""
            row.remove_class("-checked")
            self._fill(row, text)
        self._begun_with = self.typed
        self._say_title()
        self.say_status(
            "What you typed earlier is filled in; Ctrl+D throws it away." if entry.draft_id else "* is needed"
        )
        first = next((row for row in self.rows.values() if not row.text), next(iter(self.rows.values())))
        (first if entry.is_new else next(iter(self.rows.values()))).control.focus()

    # -- rows

    @property
    def typed(self) -> dict[str, str]:
        """Field name to the text in the form."""
        return {name: row.typed for name, row in self.rows.items()}

    @property
    def current_row(self) -> FieldRow | None:
        """The row that has the focus."""
        return next((row for row in self.rows.values() if row.control is self.focused), None)

    def focus_beside(self, row: FieldRow, step: int) -> None:
        """Go to the field below or above; the ends hold."""
        rows = list(self.rows.values())
        place = rows.index(row) + step
        if 0 <= place < len(rows):
            rows[place].control.focus()

    def edited(self, row: FieldRow) -> None:
        """Read a field anew and keep the draft."""
        self._discard_asked = False
        self._read(row)
        self._keep_draft()

    def _fill(self, row: FieldRow, text: str) -> None:
        row.fill(self.entry.stored.get(row.field.name, ""), text)
        record = self.reader.name_of(row.field, text) if row.field.kind == "reference" else None
        if record is not None:
            row.pick(record.id, record.name)
        self._read(row)

    def _read(self, row: FieldRow) -> None:
        typed = row.typed
        shown = self.reader.read(row.field, typed, shown=row.text)
        if shown.error and not self.entry.is_new and typed == self.entry.stored.get(row.field.name, ""):
            # What is stored and not touched is not refused; it is only worth a look.
            shown = Shown(warnings=(shown.error,))
        row.say(shown)

    @on(FieldRow.Edited)
    def _on_edited(self, event: FieldRow.Edited) -> None:
        event.stop()
        row = self.rows[event.name]
        self.edited(row)
        if row.control.has_focus:
            self.offer(row)

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Close the offers of the field that was left."""
        self.offers.close()

    # -- drafts

    @property
    def is_changed(self) -> bool:
        """Whether the form holds anything but what it began with."""
        return self.typed != self._begun_with

    def _keep_draft(self) -> None:
        if self.keeper.keep(self.entry.draft_of(self.typed)):
            self.app.run_worker(
                partial(self._write_draft, self.keeper), thread=True, group="drafts", exit_on_error=False
            )

    def _write_draft(self, keeper: DraftKeeper) -> None:
        try:
            keeper.write()
        except TrackerError as error:
            self.post_message(self.DraftWritten(str(error)))
            return
        self.post_message(self.DraftWritten())

    @on(DraftWritten)
    def _on_draft_written(self, event: DraftWritten) -> None:
        if event.problem:
            self.say_status(f"✗ The draft is not kept: {event.problem}", wrong=True)
        elif not self.query_one("#form-status").has_class("-wrong"):
            self.say_status("Draft kept.")

    def on_unmount(self) -> None:
        """Write the newest draft, should its worker not have come to it."""
        try:
            self.keeper.write()
        except TrackerError as error:
            self.log.warning(f"The draft is not kept: {error}")

    # -- saving

    def save(self, afterwards: Afterwards) -> None:
        """Check everything, and write it if nothing is wrong."""
        if self._is_saving:
            return
        self.offers.close()
        typed = {
            name: text
            for name, text in self.typed.items()
            if self.entry.is_new or text != self.entry.stored.get(name, "")
        }
        readings = self.reader.read_all(typed, complete=self.entry.is_new)
        self._show_errors(readings.errors)
        if readings.errors:
            return
        self._is_saving = True
        self.say_status("Saving…")
        self._write(self.entry, with_as_printed(self.entry, typed, readings.values), self.keeper, afterwards)

    @work(thread=True, group="writes", exit_on_error=False)
    def _write(self, entry: Entry, values: Mapping[str, Any], keeper: DraftKeeper, afterwards: Afterwards) -> None:
        by = self.tracker.settings.made_by

        def act(connection: sqlite3.Connection) -> int:
            record_id = save(connection, entry, values, by=by)
            try:
                keeper.finish(connection)
            except StoreError as error:
                # The record is saved, whatever becomes of its draft; saying otherwise would make it be saved twice.
                self.log.warning(str(error))
            return record_id

        try:
            record_id = self.tracker.writer.run(act)
        except TrackerError as error:
            self.post_message(self.Refused(error))
            return
        self.post_message(self.Saved(record_id, afterwards))

    @on(Saved)
    def _on_saved(self, event: Saved) -> None:
        event.stop()
        self.tracker.written(event.record_id)
        self.notify(f"Saved {self.entry.table} #{event.record_id}.", markup=False, timeout=4)
        if event.afterwards == "close":
            self.dismiss(event.record_id)
        elif event.afterwards == "another":
            texts = self.typed
            self.begin(Entry(table=self.entry.table, typed={name: texts[name] for name in _KEPT_FOR_ANOTHER}))
        else:
            self.begin(stored_entry(self.tracker.connection, event.record_id))
            self.enter_part(event.afterwards)

    @on(Refused)
    def _on_refused(self, event: Refused) -> None:
        event.stop()
        self._is_saving = False
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
        ours, typed = self.entry, self.typed
        now = stored_entry(self.tracker.connection, ours.record_id or 0)
        touched = {name: text for name, text in typed.items() if text != ours.stored.get(name, "")}
        self.entry = replace(now, typed=touched, draft_id=self.keeper.draft_id)
        for name, text in self.entry.texts.items():
            row = self.rows[name]
            stored_now = now.stored.get(name, "")
            if name in touched and stored_now != ours.stored.get(name, ""):
                row.note = f"The store now says {self._in_words(row, stored_now)}; saving puts yours in its place."
            self._fill(row, text)

    def _in_words(self, row: FieldRow, stored: str) -> str:
        record = self.reader.name_of(row.field, stored) if row.field.kind == "reference" else None
        return f"“{record.name if record else stored}”" if stored else "nothing"

    # -- what stands around the fields

    def _say_title(self) -> None:
        entry = self.entry
        title = f"New {entry.table}" if entry.is_new else f"Edit {entry.table} #{entry.record_id}"
        place = "  (then back to the form below)" if self._is_on_top else ""
        self.query_one("#form-title", Static).update(Content(title + place))

    def say_status(self, sentence: str, *, wrong: bool = False) -> None:
        """Say something about the form as a whole."""
        line = self.query_one("#form-status", Static)
        line.set_class(wrong, "-wrong")
        line.update(Content(visible(sentence)))

    # -- forms on top

    def enter_on_top(self, table: str, name: str, take: Callable[[int | None], None]) -> None:
        """Enter a new record of `table` called `name` on top of this form; what this form tells of it is filled in."""
        told = {"vessel": {"imo": "imo_shown", "type": "vessel_type"}} if self.entry.table == "sighting" else {}
        typed = {field: self.rows[column].typed for field, column in told.get(table, {}).items()}
        name_field = "name" if table in ("vessel", "party") else "title"
        self.app.push_screen(RecordForm(Entry(table=table, typed={**typed, name_field: name}), is_on_top=True), take)

    def enter_part(self, table: Literal["identity", "listing"]) -> None:
        """Enter an identity or a listing of this vessel on top of this form."""
        entry = Entry(table=table, typed={"vessel_id": str(self.entry.record_id)})
        self.app.push_screen(RecordForm(entry, is_on_top=True))

    # -- actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what the form at hand can do."""
        if action == "save_and_add":
            return self.entry.table == "sighting" and not self._is_on_top
        if action == "add_part":
            return self.entry.table == "vessel" and not self._is_on_top
        return super().check_action(action, parameters)

    def action_save(self) -> None:
        """Save and leave the form."""
        self.save("close")

    def action_save_and_add(self) -> None:
        """Save and begin another sighting of the same source and incident."""
        self.save("another")

    def action_add_part(self, table: Literal["identity", "listing"]) -> None:
        """Enter an identity or a listing, once the vessel is saved."""
        if self.entry.is_new or self.is_changed or self.entry.draft_id:
            self.save(table)
        else:
            self.enter_part(table)

    def action_close_form(self) -> None:
        """Close the offers; else the form, keeping what was typed."""
        if self.offers.is_open:
            self.offers.close()
            return
        if self.is_changed or self.entry.draft_id:
            self.notify("Kept as a draft. Ctrl+O opens it.", markup=False, timeout=4)
        elif self.keeper.draft_id:
            self._drop_draft(self.keeper)
        self.dismiss(None)

    def action_discard(self) -> None:
        """Close and throw the draft away; what was typed is given up only when asked twice."""
        if (self.is_changed or self.entry.draft_id) and not self._discard_asked:
            self._discard_asked = True
            self.say_status("! Ctrl+D again throws away what you typed.", wrong=True)
            return
        self._drop_draft(self.keeper)
        self.dismiss(None)

    def _drop_draft(self, keeper: DraftKeeper) -> None:
        def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
            keeper.finish(connection)
            return "", None

        self.tracker.write(act)
