"""See what others do to the store while the application shows it."""

from __future__ import annotations

import sqlite3
import time
from typing import Final

from tracker.store.results import change_counter, newest_change

LOOK_EVERY_SECONDS: Final = 0.1
"""How often the store is asked whether somebody wrote."""
_TOLD_EVERY_SECONDS: Final = 0.3
"""How often that is told at most: while somebody writes all the time, everything shown is read again each time."""


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

    def look(self, *, only_records: bool) -> bool:
        """Whether there is something to tell: somebody wrote since the last look, and nothing was told just now.

        With `only_records`, findings and what a user keeps, such as drafts, are nothing to tell.
        """
        moment = time.monotonic()
        if moment - self._told < _TOLD_EVERY_SECONDS or change_counter(self._connection) == self._seen:
            return False
        former = self._seen_change
        self.take_as_seen()
        if only_records and self._seen_change == former:
            return False
        self._told = moment
        return True
