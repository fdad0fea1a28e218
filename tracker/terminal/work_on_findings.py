"""What the application does about indicators: keep their findings current in the background, set them aside."""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import Final

from textual import events, on, work

from tracker.domain.errors import StoreError, TrackerError
from tracker.terminal.messages import CheckEnded
from tracker.terminal.work_on_records import WorkOnRecords

_AFTER_INPUT_SECONDS: Final = 1.5
"""How long nothing must have been typed before the next ship is looked at."""
_BETWEEN_LOOKS_SECONDS: Final = 0.01
"""How long what is being read is waited for before the next look: beside a check it takes twice as long."""


class WorkOnFindings(WorkOnRecords):
    """The application's verbs on findings."""

    is_checking = False
    """Whether the rules are being run in the background."""
    _is_asked_again = False
    """Whether something was changed since the check under way began."""
    _rules_compared = False

    def __init__(self) -> None:
        """Begin with nothing being checked."""
        super().__init__()
        self._no_more_checks = threading.Event()
        self._last_input = 0.0

    def note_input(self, event: events.Event) -> None:
        """Note when something was typed or clicked: the check waits until nobody does."""
        if isinstance(event, events.InputEvent):
            self._last_input = time.monotonic()

    def stop_checking(self) -> None:
        """Let the check under way end after the ship it is at; what it did not reach still waits in the store."""
        self._no_more_checks.set()

    def _has_to_stop(self) -> bool:
        """Whether the check is to end; asked between ships, and answered once nobody types and nothing is read."""
        while not self._no_more_checks.is_set():
            wait = self._last_input + _AFTER_INPUT_SECONDS - time.monotonic()
            if self._tracker.reader.is_reading:
                wait = max(wait, _BETWEEN_LOOKS_SECONDS)
            if wait <= 0:
                break
            self._no_more_checks.wait(wait)
        return self._no_more_checks.is_set()

    def check_what_waits(self) -> None:
        """Run the rules on what changes have touched, beside everything else; without any, nothing is started.

        Only one check runs at a time, and none waits for another: there are few threads, and readings need them.
        """
        from tracker.store.finding_marks import waiting

        if self.is_checking:
            self._is_asked_again = True
        elif not self._rules_compared or waiting(self._tracker.connection):
            self.is_checking = True
            self._check()

    @work(thread=True, group="findings", exit_on_error=False)
    def _check(self) -> None:
        checked = 0
        try:
            checked = self._checked()
        except (StoreError, sqlite3.Error) as error:
            self.log.warning(f"The indicators were not run: {error}")
        finally:
            self.post_message(CheckEnded(checked))

    def _checked(self) -> int:
        """Run the rules until nothing waits, and return how many ships and sightings were looked at."""
        from tracker.store.connection import is_read_only, open_store
        from tracker.store.findings import keep_findings, mark_if_rules_changed

        connection = open_store(self.store_path)
        try:
            if is_read_only(connection):
                return 0
            if not self._rules_compared:
                mark_if_rules_changed(connection)
                self._rules_compared = True
            return keep_findings(connection, stop=self._has_to_stop)
        finally:
            connection.close()

    @on(CheckEnded)
    def _on_check_ended(self, event: CheckEnded) -> None:
        event.stop()
        self.is_checking = False
        if event.checked:
            self.written()
        if self._is_asked_again:
            self._is_asked_again = False
            self.check_what_waits()

    def dismiss_finding(self, finding_id: int) -> None:
        """Set a finding aside, once a reason is given."""
        from tracker.exchange.documents.finding import finding_document
        from tracker.store.dismissing import dismiss
        from tracker.terminal.screens.reason import ReasonDialog

        try:
            document = finding_document(self._tracker.connection, finding_id)
        except TrackerError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        made_by = self._tracker.settings.made_by

        def keep(why: str | None) -> None:
            if why is None:
                return

            def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
                dismiss(connection, finding_id, why, by=made_by)
                return "Set aside, with your name and reason. u takes it back.", None

            self.write(act)

        sentence = document.sections[0].lines[0].text
        self.push_screen(ReasonDialog("Dismiss this finding?", sentence, "Enter dismisses"), keep)
