"""Ask whoever is writing for long to let others in: a file beside the store says that somebody waits.

SQLite has no word for it: who waits for the write lock only tries again. A long act, such as an import, looks for
the file every few milliseconds and ends its transaction; all who wait make the file anew until they had their turn.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

_SUFFIX: Final = "-waiting"


class Turns:
    """The sign that somebody waits to write to one store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Stand for the store of `connection`; one in memory has nobody else."""
        file = connection.execute("PRAGMA database_list").fetchone()["file"]
        self._sign = Path(file + _SUFFIX) if file else None

    def ask(self) -> None:
        """Show that somebody waits; where no file can be made, waiting is all there is."""
        if self._sign is not None:
            try:
                self._sign.touch()
            except OSError:
                self._sign = None

    def somebody_waits(self) -> bool:
        """Whether somebody has asked since `answered`."""
        return self._sign is not None and self._sign.exists()

    def answered(self) -> None:
        """Take the sign away; who still waits will show it again."""
        if self._sign is not None:
            try:
                self._sign.unlink(missing_ok=True)
            except OSError:
                self._sign = None
