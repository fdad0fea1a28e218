"""Run the indicators on what is being typed, and offer the vessels it may be of, beside the typing."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tracker.domain.errors import TrackerError
from tracker.domain.fields import read_fields
from tracker.domain.plain_text import visible
from tracker.store.naming import resolver
from tracker.terminal.reader import Superseded
from tracker.terminal.screens.record_form.drafting import Drafting
from tracker.terminal.screens.record_form.field_row import FieldRow

if TYPE_CHECKING:
    from tracker.domain.identity.candidates import Candidate
    from tracker.store.draft_checks import DraftChecks

_REQUEST: Final = "form-checks"
_PAUSE_SECONDS: Final = 0.08
"""How long nothing is typed before it is looked at."""

_SAID_BY_THE_READING: Final = frozenset({"imo-check-digit", "mmsi-form", "mid-unallocated"})
"""What looks at the number alone: the line that says how it was read says it already."""


class Checking(Drafting):
    """Shows below each field which indicators would fire because of it, and below the form what concerns no field."""

    _candidates: tuple[Candidate, ...] = ()
    _checks_allowed = False

    @dataclass
    class Checked(Message):
        """The draft was looked at, as it was when this was asked."""

        entry_id: int
        found: DraftChecks

    def allow_checks(self) -> None:
        """Begin to check, once the form is on the screen."""
        self._checks_allowed = True
        self.check_typed()

    def edited(self, row: FieldRow) -> None:
        """Read a field anew, keep the draft and look at what follows from it."""
        super().edited(row)
        self.check_typed()

    def check_typed(self) -> None:
        """Look at what is typed now; an answer to what was typed before is no longer wanted."""
        if self._checks_allowed:
            typed = dict(self.entry.stored) | self.typed
            self._check(typed, id(self.entry), self.tracker.reader.announce(_REQUEST))

    @work(thread=True, exclusive=True, group="form-checks", exit_on_error=False)
    def _check(self, typed: dict[str, str], entry_id: int, number: int) -> None:
        # Running the rules takes a thread's share of the processor: while letters follow each other, typing has it all.
        time.sleep(_PAUSE_SECONDS)
        if not self.tracker.reader.is_newest(_REQUEST, number):
            return
        from tracker.store.draft_checks import check_draft

        table, record_id = self.entry.table, self.entry.record_id

        def look(connection: sqlite3.Connection) -> DraftChecks:
            context = replace(self.reader.context, resolve=resolver(connection))
            values = read_fields(table, typed, context, complete=False).values
            return check_draft(connection, table, values, record_id)

        try:
            found = self.tracker.reader.read(_REQUEST, number, look)
        except (Superseded, TrackerError):
            # What is typed while this ran is looked at next; a store that cannot be read is said elsewhere.
            return
        self.post_message(self.Checked(entry_id, found))

    @on(Checked)
    def _on_checked(self, event: Checked) -> None:
        event.stop()
        if event.entry_id != id(self.entry):
            return
        beside: dict[str, list[str]] = {}
        others = []
        for check in event.found.checks:
            if check.rule in _SAID_BY_THE_READING:
                continue
            said = f"{check.sentence} [{check.rule}]" if check.rule else check.sentence
            if check.field in self.rows:
                beside.setdefault(check.field, []).append(said)
            else:
                others.append(f"! {said}")
        for name, row in self.rows.items():
            row.say_checks(tuple(beside.get(name, ())))
        self._candidates = event.found.candidates
        self._say_below([*others, *self._candidate_lines()])

    def _candidate_lines(self) -> list[str]:
        lines = []
        for candidate in self._candidates[:1]:
            more = f", or {len(self._candidates) - 1} other" if len(self._candidates) > 1 else ""
            lines.append(
                f"? May be {candidate.name} ({'; '.join(candidate.reasons)}){more}. F2 takes {candidate.name}."
            )
        return lines

    def _say_below(self, lines: list[str]) -> None:
        place = self.query_one("#form-checks", Static)
        place.set_class(bool(lines), "-shown")
        place.update(Content("\n").join(Content(visible(line)) for line in lines))

    def action_take_candidate(self) -> None:
        """Say that the sighting is of the first vessel it may be of."""
        row = self.rows.get("vessel_id")
        if row is None or not self._candidates:
            self.notify("No vessel of the store shares a number, or a name with its flag, with this.", markup=False)
            return
        self.fill_row(row, str(self._candidates[0].vessel_id))
        self.edited(row)
        row.control.focus()
