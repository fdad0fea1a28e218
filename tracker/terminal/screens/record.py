"""One record, full-screen."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import on, work
from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.message import Message
from textual.screen import Screen

from tracker.domain.errors import TrackerError
from tracker.exchange.documents.model import Document
from tracker.exchange.documents.of_record import document_of
from tracker.terminal.actions import bindings
from tracker.terminal.messages import StoreChanged, StoreWritten
from tracker.terminal.pace import PacedReading
from tracker.terminal.reader import Superseded
from tracker.terminal.sight import is_in_sight
from tracker.terminal.widgets.document_view import DocumentView
from tracker.terminal.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp

_BESIDE_TEXT: Final = 5
"""Columns of padding and scrollbar, as `record.tcss` has them, until the view itself can be asked."""


class RecordScreen(Screen[None]):
    """A record written out over the whole screen; links open the next one on top."""

    BINDINGS: ClassVar = bindings("record")
    AUTO_FOCUS = "DocumentView"

    @dataclass
    class Read(Message):
        """The record was written out, or why it could not be."""

        document: Document | None
        problem: str = ""

    def __init__(self, record_id: int) -> None:
        """Show the record `record_id`."""
        super().__init__()
        self.record_id = record_id
        self._reading = PacedReading(self._read_again, self.set_timer)

    def compose(self) -> ComposeResult:
        """Lay out the record above the keys."""
        view = DocumentView()
        view.empty_text = "Reading…"
        yield view
        yield KeyFooter()

    @property
    def tracker(self) -> TrackerApp:
        """The application."""
        return cast("TrackerApp", self.app)

    def on_mount(self) -> None:
        """Read the record, while the screen is still being laid out."""
        self._read_again()

    @on(StoreChanged)
    def _on_changed(self) -> None:
        self._reading.ask()
        self._read_if_seen()

    @on(ScreenResume)
    def _read_if_seen(self) -> None:
        if is_in_sight(self):
            self._reading.read_if_wanted()

    @on(DocumentView.DrawingOutgrown)
    @on(StoreWritten)
    def _read_again(self) -> None:
        self._reading.began()
        width = self.query_one(DocumentView).text_width or max(1, self.app.size.width - _BESIDE_TEXT)
        self._read(width, self.tracker.reader.announce("record"))

    @work(thread=True, exclusive=True, group="record", exit_on_error=False)
    def _read(self, width: int, number: int) -> None:
        def write_out(connection: sqlite3.Connection) -> Document:
            return document_of(connection, self.record_id, width)

        try:
            document = self.tracker.reader.read("record", number, write_out)
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self.post_message(self.Read(None, str(error)))
            return
        self.post_message(self.Read(document))

    @on(Read)
    def _on_read(self, event: Read) -> None:
        self._reading.ended()
        if event.document is None:
            self.notify(event.problem, severity="error", markup=False)
        self.query_one(DocumentView).show(event.document)

    def action_close_record(self) -> None:
        """Go back to where the record was opened from."""
        self.app.pop_screen()

    async def action_edit_record(self) -> None:
        """Edit the record."""
        document = self.query_one(DocumentView).document
        if document:
            await self.tracker.edit_record(document.record_id)

    async def action_retract_record(self) -> None:
        """Mark the record as retracted."""
        await self.tracker.retract_record(self.record_id)

    def action_merge_vessel(self) -> None:
        """Make one vessel of this one and another."""
        self.tracker.merge_vessel(self.record_id)

    def action_split_vessel(self) -> None:
        """Move records of this vessel that are another ship's to a new vessel."""
        self.tracker.split_vessel(self.record_id)

    def action_whose_ship(self) -> None:
        """List the vessels that this sighting may be of."""
        self.tracker.whose_ship(self.record_id)

    def action_undo(self) -> None:
        """Take back the last change."""
        self.tracker.undo()

    def action_redo(self) -> None:
        """Do the last undone change again."""
        self.tracker.redo()

    async def action_add_sighting(self) -> None:
        """Enter a sighting that belongs to the record."""
        await self.tracker.enter_sighting(self.record_id)
