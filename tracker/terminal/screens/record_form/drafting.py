"""The form's draft: kept at every change, forgotten when the record is saved or the user gives it up."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import partial

from textual import on
from textual.message import Message

from tracker.domain.errors import TrackerError
from tracker.terminal.screens.record_form.draft_keeper import DraftKeeper
from tracker.terminal.screens.record_form.field_row import FieldRow
from tracker.terminal.screens.record_form.form_fields import FormFields


class Drafting(FormFields):
    """Keeps the draft, and closes the form with or without it."""

    keeper: DraftKeeper
    begun_with: dict[str, str]
    """The texts that the form began with."""
    discard_asked = False

    @dataclass
    class DraftWritten(Message):
        """The draft was kept, or why it could not be."""

        problem: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether the form holds anything but what it began with."""
        return self.typed != self.begun_with

    def begin_draft(self) -> None:
        """Begin to watch an entry whose texts are filled in."""
        entry = self.entry
        self.keeper = DraftKeeper(self.tracker.writer, entry.table, entry.record_id, entry.draft_id)
        self.begun_with = self.typed
        self.discard_asked = False

    def edited(self, row: FieldRow) -> None:
        """Read a field anew and keep the draft."""
        self.discard_asked = False
        self.read_row(row)
        if self.keeper.keep(self.entry.draft_of(self.typed)):
            write = partial(self._write_draft, self.keeper)
            # A worker of the application outlives the form, so that closing it does not lose the last letters.
            self.app.run_worker(write, thread=True, group="drafts", exit_on_error=False)

    def _write_draft(self, keeper: DraftKeeper) -> None:
        try:
            keeper.write()
        except TrackerError as error:
            self.post_message(self.DraftWritten(str(error)))
            return
        self.post_message(self.DraftWritten())

    @on(DraftWritten)
    def _on_draft_written(self, event: DraftWritten) -> None:
        event.stop()
        if event.problem:
            self.say_status(f"✗ The draft is not kept: {event.problem}", wrong=True)
        elif not self.query_one("#form-status").has_class("-wrong") and self.keeper.draft_id is not None:
            self.say_status("Draft kept.")

    def on_unmount(self) -> None:
        """Write the newest draft, should its worker not have come to it."""
        try:
            self.keeper.write()
        except TrackerError as error:
            self.log.warning(f"The draft is not kept: {error}")

    def close_keeping_draft(self) -> None:
        """Close the form; what was typed stays as a draft."""
        if self.is_changed or self.entry.draft_id:
            self.notify("Kept as a draft. Ctrl+O opens it.", markup=False, timeout=4)
        else:
            self._drop_draft()
        self.dismiss(None)

    def action_discard(self) -> None:
        """Close and throw the draft away; what was typed is given up only when asked twice."""
        if (self.is_changed or self.entry.draft_id) and not self.discard_asked:
            self.discard_asked = True
            self.say_status("! Ctrl+D again throws away what you typed.", wrong=True)
            return
        self._drop_draft()
        self.dismiss(None)

    def _drop_draft(self) -> None:
        keeper = self.keeper
        if not keeper.has_written:
            return

        def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
            keeper.finish(connection)
            return "", None

        self.tracker.write(act)
