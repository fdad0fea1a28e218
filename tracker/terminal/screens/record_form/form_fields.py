"""The fields of a form as the rest of it sees them: what they hold, which one is current, how they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tracker.domain.plain_text import visible
from tracker.terminal.screens.record_form.entry import Entry
from tracker.terminal.screens.record_form.field_row import FieldRow, Shown
from tracker.terminal.screens.record_form.form_reader import FormReader

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp


class FormFields(Screen[int | None]):
    """A screen with one row for each field of an entry."""

    entry: Entry
    reader: FormReader

    def __init__(self, entry: Entry) -> None:
        """Begin with `entry`; the rows are made when the screen is laid out."""
        super().__init__()
        self.entry = entry
        self.rows: dict[str, FieldRow] = {}
        self._status = ""

    @property
    def tracker(self) -> TrackerApp:
        """The application."""
        return cast("TrackerApp", self.app)

    @property
    def typed(self) -> dict[str, str]:
        """Field name to the text in the form."""
        return {name: row.typed for name, row in self.rows.items()}

    @property
    def touched(self) -> dict[str, str]:
        """The texts that differ from what is stored."""
        return {name: text for name, text in self.typed.items() if text != self.entry.stored.get(name, "")}

    @property
    def current_row(self) -> FieldRow | None:
        """The row that has the focus."""
        return next((row for row in self.rows.values() if row.control is self.focused), None)

    def focus_beside(self, row: FieldRow, step: int) -> None:
        """Go to the field below or above; the ends hold."""
        rows = list(self.rows.values())
        place = rows.index(row) + step
        if 0 <= place < len(rows):
            # At once: `Widget.focus` waits its turn, and what is typed meanwhile goes to the field that was left.
            self.set_focus(rows[place].control)

    def fill_row(self, row: FieldRow, text: str) -> None:
        """Show `text` in a field, a record by its name, and read it."""
        row.fill(self.entry.stored.get(row.field.name, ""), text)
        record = self.reader.name_of(row.field, text) if row.field.kind == "reference" else None
        if record is not None:
            row.pick(record.id, record.name)
        self.read_row(row)

    def read_row(self, row: FieldRow) -> None:
        """Say below a field how it is understood."""
        typed = row.typed
        shown = self.reader.read(row.field, typed, shown=row.text)
        if shown.error and not self.entry.is_new and typed == self.entry.stored.get(row.field.name, ""):
            # What is stored and not touched is not refused; it is only worth a look.
            shown = Shown(warnings=(shown.error,))
        row.say(shown)

    def say_status(self, sentence: str, *, wrong: bool = False) -> None:
        """Say something about the form as a whole."""
        line = self.query_one("#form-status", Static)
        if sentence == self._status:
            return
        self._status = sentence
        line.set_class(wrong, "-wrong")
        line.update(Content(visible(sentence)))
