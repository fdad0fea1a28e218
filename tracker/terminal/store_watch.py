"""See what others do to the store while the application shows it."""

from __future__ import annotations

import sqlite3
import time
from enum import Enum
from typing import Final

from tracker.store.results import change_counter, newest_change

LOOK_EVERY_SECONDS: Final = 0.1
"""How often the store is asked whether somebody wrote."""
_TOLD_EVERY_SECONDS: Final = 0.3
"""How often that is told at most: while somebody writes all the time, everything shown is read again each time."""


class Seen(Enum):
    """What somebody wrote."""

    NOTHING = "nothing"
    OTHER = "findings, or what a user keeps, such as drafts"
    RECORDS = "records"


class StoreWatch:
    """Tells what was written since the last look, by whomever."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look through `connection`; what is in the store now is seen."""
        self._connection = connection
        self._told = float("-inf")
        self.take_as_seen()

    def take_as_seen(self) -> None:
        """Have the next look tell only of what is written from now on."""
        self._seen = change_counter(self._connection)
        self._seen_change = newest_change(self._connection)

    def look(self) -> Seen:
        """Return what was written since the last look that saw something, unless that was just now."""
        moment = time.monotonic()
        if moment - self._told < _TOLD_EVERY_SECONDS or change_counter(self._connection) == self._seen:
            return Seen.NOTHING
        self._told = moment
        former = self._seen_change
        self.take_as_seen()
        return Seen.OTHER if self._seen_change == former else Seen.RECORDS
