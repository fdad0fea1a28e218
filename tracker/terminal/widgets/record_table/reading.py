"""Read what the table shows: the first rows, how many there are, and all ids in order, each off the screen's thread."""

from __future__ import annotations

import sqlite3
import time
from array import array
from dataclasses import dataclass
from typing import Final

from textual import work
from textual.message import Message

from tracker.domain.errors import TrackerError
from tracker.store.results import Query, Row, count, first_rows, ordered_ids
from tracker.terminal.pace import Pace
from tracker.terminal.reader import BackgroundReader, Superseded
from tracker.terminal.widgets.record_table.moving import TableMoving

LEAST_FIRST_ROWS: Final = 40
"""Rows read first; more where the table is taller."""


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

    @dataclass
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

    @dataclass
    class _NumberRead(Message):
        query: Query
        number: int

    @dataclass
    class _IdsGathered(Message):
        query: Query
        ids: array[int]

    def __init__(self, connection: sqlite3.Connection, reader: BackgroundReader, *, id: str | None = None) -> None:
        """Read rows by id through `connection` on the screen's thread, and all else through `reader`."""
        super().__init__(id=id)
        self._connection = connection
        self._reader = reader
        self._asked: Asked | None = None
        self._pace = Pace()
        self._gathering_waits = False

    def _begin(self, asked: Asked) -> None:
        """Read what is asked for from now on; whatever is under way for an earlier asking ends."""
        self._asked = asked
        self._read_first(asked, self._reader.announce("rows"))
        self._read_number(asked.query, self._reader.announce("number"))
        self._reader.announce("ids")

    def _gather(self, query: Query) -> None:
        """Gather all ids; while others write, not all the time."""
        wait = self._pace.wait_seconds() if self._window and self._window.is_complete else 0.0
        if wait == 0.0:
            self._gather_ids(query, self._reader.announce("ids"))
        elif not self._gathering_waits:
            self._gathering_waits = True
            self.set_timer(wait, self._gather_at_last)

    def _gather_at_last(self) -> None:
        self._gathering_waits = False
        if self._asked is not None:
            self._gather_ids(self._asked.query, self._reader.announce("ids"))

    @work(thread=True, exclusive=True, group="rows", exit_on_error=False)
    def _read_first(self, asked: Asked, number: int) -> None:
        def read(connection: sqlite3.Connection) -> list[Row]:
            return first_rows(connection, asked.query, asked.columns, asked.limit)

        try:
            rows = self._reader.read("rows", number, read)
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self.post_message(self.ReadFailed(f"The rows could not be read: {error}"))
            return
        self.post_message(self._FirstRead(asked, rows))

    @work(thread=True, exclusive=True, group="number", exit_on_error=False)
    def _read_number(self, query: Query, number: int) -> None:
        try:
            found = self._reader.read("number", number, lambda connection: count(connection, query))
        except (Superseded, TrackerError, sqlite3.Error):
            # What is wrong with the store is said where the rows are read.
            return
        self.post_message(self._NumberRead(query, found))

    @work(thread=True, exclusive=True, group="ids", exit_on_error=False)
    def _gather_ids(self, query: Query, number: int) -> None:
        begun = time.monotonic()
        try:
            ids = self._reader.read("ids", number, lambda connection: ordered_ids(connection, query))
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self.post_message(self.ReadFailed(f"The rows could not be read: {error}"))
            return
        self._pace.took(time.monotonic() - begun)
        self.post_message(self._IdsGathered(query, ids))
