"""Read what the table shows: the first rows, how many there are, and all ids in order, each off the screen's thread."""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from textual import work
from textual.message import Message

from tracker.domain.errors import TrackerError
from tracker.store.results import (
    Query,
    Row,
    count,
    first_rows_if_soon,
    first_rows_or_all,
    last_rows_if_soon,
    ordered_ids,
)
from tracker.terminal.pace import PacedReading
from tracker.terminal.reader import BackgroundReader, Superseded
from tracker.terminal.widgets.record_table.moving import TableMoving

RowsIfSoon = Callable[[sqlite3.Connection, Query, Sequence[str], int], list[Row] | None]

LEAST_FIRST_ROWS: Final = 40
"""Rows read first; more where the table is taller."""


AT_ONCE_SECONDS: Final = 0.045
"""How long the first rows may take on the screen's thread."""
_SLOW_FOR_SECONDS: Final = 1.0
"""How long after a try that took too long nothing is tried at once: who types on would be held up at every key."""
_STEPS_BETWEEN_LOOKS: Final = 2_000
"""Steps of SQLite's machine between two looks at the clock: about a tenth of a millisecond."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table was asked to show, and where the cursor is to be."""

    query: Query
    columns: tuple[str, ...]
    limit: int
    """Rows of the first page."""
    wanted_ids: tuple[int, ...] = ()
    """Records to put the cursor on, the first that is among the rows."""
    line: int = 0
    """The line of the screen that the cursor was on."""
    keep_place: bool = True
    """False to begin at the first row."""


class TableReading(TableMoving):
    """The part of the table that reads."""

    class FirstRowsShown(Message):
        """The first rows of what was asked for are painted: time for what stands beside them."""

    @dataclass
    class Counted(Message):
        """The number of rows is known."""

        count: int

    @dataclass
    class ReadFailed(Message):
        """The rows could not be read."""

        sentence: str

    @dataclass
    class _FirstRead(Message):
        asked: Asked
        rows: list[Row]
        ids: array[int] | None
        """All ids, where finding the first rows found them all."""

    @dataclass
    class _NumberRead(Message):
        asked: Asked
        number: int | None
        """None where it could not be counted."""

    @dataclass
    class _IdsGathered(Message):
        query: Query
        ids: array[int] | None
        """None where they could not be gathered."""

    def __init__(self, connection: sqlite3.Connection, reader: BackgroundReader, *, id: str | None = None) -> None:
        """Read rows by id through `connection` on the screen's thread, and all else through `reader`."""
        super().__init__(id=id)
        self._connection = connection
        self._reader = reader
        self._asked: Asked | None = None
        self._answered: Asked | None = None
        """Whose first rows were read, or could not be."""
        self._numbering: Asked | None = None
        """Whose rows are being counted, or were."""
        self._numbered: Asked | None = None
        """Whose rows are counted."""
        self._gathered: Query | None = None
        """Whose ids are being gathered, or were."""
        self._gathering = PacedReading(self._gather_now, self.set_timer, rest=3.0)
        self._last_slow = float("-inf")
        """When a try to read the first rows at once last took too long."""

    @property
    def is_reading(self) -> bool:
        """Whether the first rows of what was asked for are still being read, or how many there are."""
        is_counting = self._numbering is self._asked and self._numbered is not self._asked
        return self._asked is not self._answered or is_counting

    def known_ids(self, query: Query, at_most: int) -> array[int] | None:
        """Return the ids of what a query selects, if they are on the screen, as they are now, and no more than that."""
        window = self._window
        is_current = (
            self._numbered is self._asked and not self._gathering.is_under_way and not self._gathering.is_wanted
        )
        if window is None or window.ids is None or window.query != query or not is_current:
            return None
        return window.ids if len(window.ids) <= at_most else None

    def _begin(self, asked: Asked) -> list[Row] | None:
        """Read what is asked for from now on; whatever is under way for an earlier asking ends.

        Returns the first rows if they are read in no more time than a key's echo may take; else they are read in the
        background. Beside a busy screen a background read takes several times as long.
        """
        self._asked = asked
        for kind in ("rows", "number"):
            self._reader.announce(kind)
        if asked.query != self._gathered:
            self._stop_gathering()
        looks_for_soon = True
        rows: list[Row] | None = None
        if time.monotonic() - self._last_slow >= _SLOW_FOR_SECONDS:
            try:
                rows = self._at_once(first_rows_if_soon, asked)
                looks_for_soon = False
            except sqlite3.OperationalError:
                # It takes longer; or something is wrong, which is said where the rows are read in the background.
                self._last_slow = time.monotonic()
        if rows is None:
            self._read_first(asked, self._reader.announce("rows"), looks_for_soon=looks_for_soon)
        return rows

    def _count(self, asked: Asked) -> None:
        """Count what is asked for."""
        self._numbering = asked
        self._read_number(asked, self._reader.announce("number"))

    def _at_once(self, read: RowsIfSoon, asked: Asked) -> list[Row] | None:
        """Return rows; None where every one of many rows would have to be looked into.

        Raises:
            sqlite3.OperationalError: It takes longer than may be waited for on the screen's thread.
        """
        deadline = time.monotonic() + AT_ONCE_SECONDS
        self._connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
        try:
            return read(self._connection, asked.query, asked.columns, asked.limit)
        finally:
            self._connection.set_progress_handler(None, 0)

    def _show_last_rows(self) -> None:
        """Show the last rows before all ids are known, if their number is and they are read at once."""
        asked, window, number = self._asked, self._window, self.number
        if asked is None or window is None or number is None or window.is_complete or self._answered is not asked:
            return
        try:
            rows = self._at_once(last_rows_if_soon, asked)
        except sqlite3.OperationalError:
            # They are shown as soon as all ids are gathered, as are those that would be looked for in all rows.
            rows = None
        if rows is not None:
            window.take_last(rows, number)
            self._redraw_all()

    def _gather(self, query: Query) -> None:
        """Gather all ids, or, where they were gathered already or are being, gather them again."""
        was_gathered = self._window is not None and self._window.is_complete
        if query == self._gathered and (was_gathered or self._gathering.is_under_way):
            self._gathering.read_again()
        else:
            self._gathered = query
            self._gather_now()

    def _gather_now(self) -> None:
        if self._gathered is not None:
            self._gathering.began()
            self._gather_ids(self._gathered, self._reader.announce("ids"))

    def _stop_gathering(self) -> None:
        self._reader.announce("ids")
        self._gathering.stopped()
        self._gathered = None

    @work(thread=True, exclusive=True, group="rows", exit_on_error=False)
    def _read_first(self, asked: Asked, number: int, *, looks_for_soon: bool) -> None:
        def read(
            connection: sqlite3.Connection, beside: Sequence[sqlite3.Connection]
        ) -> tuple[list[Row], array[int] | None]:
            return first_rows_or_all(
                connection, asked.query, asked.columns, asked.limit, looks_for_soon=looks_for_soon, beside=beside
            )

        try:
            rows, ids = self._reader.read_with_helpers("rows", number, read)
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self._answered = asked
            self.post_message(self.ReadFailed(f"The rows could not be read: {error}"))
            return
        self.post_message(self._FirstRead(asked, rows, ids))

    @work(thread=True, exclusive=True, group="number", exit_on_error=False)
    def _read_number(self, asked: Asked, number: int) -> None:
        found: int | None = None
        try:
            found = self._reader.read_with_helpers(
                "number", number, lambda connection, beside: count(connection, asked.query, beside)
            )
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self.post_message(self.ReadFailed(f"The rows could not be counted: {error}"))
        self.post_message(self._NumberRead(asked, found))

    @work(thread=True, exclusive=True, group="ids", exit_on_error=False)
    def _gather_ids(self, query: Query, number: int) -> None:
        try:
            ids = self._reader.read_with_helpers(
                "ids", number, lambda connection, beside: ordered_ids(connection, query, beside)
            )
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self.post_message(self._IdsGathered(query, None))
            self.post_message(self.ReadFailed(f"The rows could not be read: {error}"))
            return
        self.post_message(self._IdsGathered(query, ids))
