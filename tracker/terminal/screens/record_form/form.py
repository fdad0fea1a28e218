"""The form: fields in groups with live readings, completions and a draft; saving gives the record's id."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.store.naming import NAME_COLUMN
from tracker.terminal.actions import bindings
from tracker.terminal.screens.record_form.arrangement import columns_of, placeholder_of
from tracker.terminal.screens.record_form.completing import Completing
from tracker.terminal.screens.record_form.completion_list import CompletionList
from tracker.terminal.screens.record_form.entry import Entry, stored_entry
from tracker.terminal.screens.record_form.field_row import FieldRow
from tracker.terminal.screens.record_form.form_reader import FormReader
from tracker.terminal.screens.record_form.submitting import Submitting
from tracker.terminal.widgets.key_footer import KeyFooter

_KEPT_FOR_ANOTHER = ("source_id", "incident_id")
"""One article gives many sightings of one case."""

_TOLD_OF_VESSEL = {"imo": "imo_shown", "type": "vessel_type"}
"""What a sighting tells of a vessel that is entered from it."""


class RecordForm(Completing, Submitting):
    """Enters or edits one record; gives its id, or None when it was closed without saving."""

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar = bindings("form")
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, entry: Entry, *, is_on_top: bool = False) -> None:
        """Enter `entry`; `is_on_top` says that another form waits for the record."""
        super().__init__(entry)
        self._is_on_top = is_on_top

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
        yield Static(id="form-checks")
        yield Static(id="form-status")
        yield CompletionList()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Fill in what the entry begins with."""
        self.begin(self.entry)
        self.call_after_refresh(self.allow_checks)

    def begin(self, entry: Entry) -> None:
        """Show another entry of the same table."""
        self.entry = entry
        self.is_saving = False
        rows = list(self.rows.values())
        for row in rows:
            row.note = ""
            row.say_checks(())
            row.remove_class("-checked")
            self.fill_row(row, entry.texts[row.field.name])
        self.begin_draft()
        self.check_typed()
        self._say_title()
        first = next((row for row in rows if not row.text), rows[0]) if entry.is_new else rows[0]
        first.control.focus()

    def _say_title(self) -> None:
        entry = self.entry
        title = f"New {entry.table}" if entry.is_new else f"Edit {entry.table} {entry.record_id}"
        place = ", then back to the form below" if self._is_on_top else ""
        self.query_one("#form-title", Static).update(Content(title + place))
        self.say_status(
            "What you typed earlier is filled in; Ctrl+D throws it away." if entry.draft_id else "* has to be filled in"
        )

    # -- messages

    @on(FieldRow.Edited)
    def _on_edited(self, event: FieldRow.Edited) -> None:
        event.stop()
        row = self.rows[event.name]
        self.edited(row)
        if row.control.has_focus:
            self.offer(row)

    @on(Completing.NewRecordAsked)
    def _on_new_record_asked(self, event: Completing.NewRecordAsked) -> None:
        """Enter a record on top of this form; saving it there picks it here."""
        event.stop()
        row = self.rows[event.field_name]
        told = _TOLD_OF_VESSEL if (self.entry.table, event.table) == ("sighting", "vessel") else {}
        typed = {field: self.rows[column].typed for field, column in told.items()}

        def take(record_id: int | None) -> None:
            if record_id is not None:
                self.fill_row(row, str(record_id))
                self.edited(row)

        entry = Entry(table=event.table, typed={**typed, NAME_COLUMN[event.table]: event.name})
        self.app.push_screen(RecordForm(entry, is_on_top=True), take)

    @on(Submitting.Saved)
    def _on_saved(self, event: Submitting.Saved) -> None:
        event.stop()
        self.tracker.written(event.record_id)
        self.notify(f"Saved {self.entry.table} {event.record_id}.", markup=False, timeout=4)
        if event.afterwards == "close":
            self.dismiss(event.record_id)
        elif event.afterwards == "another":
            texts = self.typed
            self.begin(Entry(table=self.entry.table, typed={name: texts[name] for name in _KEPT_FOR_ANOTHER}))
        else:
            self.begin(stored_entry(self.tracker.connection, event.record_id))
            self._enter_part(event.afterwards)

    def _enter_part(self, table: Literal["identity", "listing"]) -> None:
        entry = Entry(table=table, typed={"vessel_id": str(self.entry.record_id)})
        self.app.push_screen(RecordForm(entry, is_on_top=True))

    # -- actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what the form at hand can do."""
        if action == "save_and_add":
            return self.entry.table == "sighting" and self.entry.is_new and not self._is_on_top
        if action == "add_part":
            return self.entry.table == "vessel" and not self._is_on_top
        return super().check_action(action, parameters)

    def action_save(self) -> None:
        """Save and leave the form."""
        self.offers.close()
        self.submit("close")

    def action_save_and_add(self) -> None:
        """Save and begin another sighting of the same source and incident."""
        self.offers.close()
        self.submit("another")

    def action_add_part(self, table: Literal["identity", "listing"]) -> None:
        """Enter an identity or a listing, once the vessel is saved."""
        self.offers.close()
        if self.entry.is_new or self.is_changed or self.entry.draft_id:
            self.submit(table)
        else:
            self._enter_part(table)

    def action_close_form(self) -> None:
        """Close the offers; else the form, keeping what was typed."""
        if self.offers.is_open:
            self.offers.close()
        else:
            self.close_keeping_draft()
