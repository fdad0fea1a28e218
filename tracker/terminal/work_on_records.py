"""What the application does to records: enter, edit, retract, undo - each write on a worker thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import App

from tracker.domain.errors import TrackerError
from tracker.terminal.messages import StoreWritten
from tracker.terminal.writer import StoreWriter

if TYPE_CHECKING:
    from tracker.domain.records import Change
    from tracker.terminal.app import TrackerApp


class WorkOnRecords(App[None]):
    """The application's verbs on records."""

    store_path: Path
    _writer: StoreWriter | None = None

    @property
    def writer(self) -> StoreWriter:
        """The one place that writes to the store."""
        if self._writer is None:
            self._writer = StoreWriter(self.store_path)
        return self._writer

    def close_writer(self) -> None:
        """Close the writing connection, the last of this process."""
        self.writer.close()

    @property
    def _tracker(self) -> TrackerApp:
        return cast("TrackerApp", self)

    def written(self, record_id: int | None = None) -> None:
        """Tell every screen that this process changed the store."""
        for screen in self.screen_stack:
            screen.post_message(StoreWritten(record_id))

    @work(thread=True, group="writes", exit_on_error=False)
    def write(
        self,
        act: Callable[[sqlite3.Connection], tuple[str, int | None]],
        then: Callable[[], object] | None = None,
    ) -> None:
        """Run `act` on a worker thread, then say what it says and show its record.

        Args:
            act: Writes, and returns a sentence and the id of the record concerned.
            then: Called on the screen's thread after a success.
        """
        try:
            sentence, record_id = self.writer.run(act)
        except TrackerError as error:
            self.call_from_thread(self.notify, str(error), severity="error", markup=False, timeout=10)
            return
        self.call_from_thread(self.written, record_id)
        if sentence:
            self.call_from_thread(self.notify, sentence, markup=False, timeout=5)
        if then is not None:
            self.call_from_thread(then)

    def undo(self, then: Callable[[], object] | None = None) -> None:
        """Take back the newest change that stands; `then` is called once it is done."""
        from tracker.store.undo import undo

        self._take_back(undo, "Undone", then)

    def redo(self) -> None:
        """Do again what was undone last."""
        from tracker.store.undo import redo

        self._take_back(redo, "Done again")

    def _take_back(self, verb: Callable[..., Change], word: str, then: Callable[[], object] | None = None) -> None:
        made_by = self._tracker.settings.made_by

        def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
            change = verb(connection, by=made_by)
            summary = change.summary.removeprefix("Undo: ").removeprefix("Redo: ")
            return f"{word}: {summary}", change.rows[0].row_id if change.rows else None

        self.write(act, then=then)

    async def retract_record(self, record_id: int) -> None:
        """Mark a record as retracted, once a reason is given."""
        from tracker.exchange.documents.of_record import document_of
        from tracker.store.write import recorded
        from tracker.terminal.screens.reason import ReasonDialog

        document = document_of(self._tracker.connection, record_id)
        made_by = self._tracker.settings.made_by

        def retract(why: str | None) -> None:
            if why is None:
                return

            def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
                summary = f"Retract {document.table} {document.title}"
                with recorded(connection, by=made_by, action="retract", summary=summary, why=why) as change:
                    done = change.retract(document.table, document.record_id)
                return ("Retracted. u takes it back." if done else "It was retracted already."), None

            self.write(act)

        await self.push_screen(ReasonDialog(f"Retract this {document.table}?", document.title), retract)

    def judge(self, incident_id: int, property_name: str) -> None:
        """Ask for the analyst's answer to one property of an incident, and keep it."""
        from tracker.store.judging import Answer, judge
        from tracker.terminal.screens.judgement import JudgementDialog

        made_by = self._tracker.settings.made_by

        def keep(answer: Answer | None) -> None:
            if answer is None:
                return

            def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
                judge(connection, incident_id, answer, by=made_by)
                return "Judgement kept, beside what sources say.", incident_id

            self.write(act)

        self.push_screen(JudgementDialog(self._tracker.connection, incident_id, property_name), keep)

    async def enter_sighting(self, from_record: int | None = None) -> None:
        """Open the sighting form; the incident, vessel or source of `from_record` is filled in."""
        from tracker.terminal.screens.record_form.opening import new_sighting_form

        await self.push_screen(new_sighting_form(self._tracker, from_record))

    async def enter_record(self, table: str) -> None:
        """Open the form for a new incident, vessel or source."""
        from tracker.terminal.screens.record_form.opening import new_record_form

        await self.push_screen(new_record_form(self._tracker, table))

    async def edit_record(self, record_id: int) -> None:
        """Open the form of a stored record."""
        from tracker.terminal.screens.record_form.opening import edit_form

        try:
            form = edit_form(self._tracker, record_id)
        except TrackerError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        await self.push_screen(form)

    async def choose_draft(self) -> None:
        """Offer the entries that were left unfinished."""
        from tracker.terminal.screens.drafts import DraftsDialog

        await self.push_screen(DraftsDialog(self._tracker.connection))

    async def settle_conflicts(self) -> None:
        """List what was changed here and in an imported store, and settle it."""
        from tracker.terminal.screens.conflicts import ConflictsDialog

        await self.push_screen(ConflictsDialog(self._tracker.connection))

    def remember_filter(self, text: str) -> None:
        """Keep a filter in the history that up and down go through."""
        from tracker.store.filter_history import remember_filter

        def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
            remember_filter(connection, text)
            return "", None

        self._write_quietly(act)

    @work(thread=True, group="writes", exit_on_error=False)
    def _write_quietly(self, act: Callable[[sqlite3.Connection], object]) -> None:
        """Write something that changes nothing on the screen; a read-only store just does not keep it."""
        try:
            self.writer.run(act)
        except TrackerError as error:
            self.log.warning(str(error))
