"""An import that writes nothing: the same steps as the real one, for a preview while others work in the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from tracker.exchange.imports.summary import ImportSummary

_FIRST_NUMBER: Final = 1 << 60
"""Numbers that no store comes to, for records that are not written."""


class RehearsedChange:
    """Takes what a `ChangeInProgress` takes and gives numbers to records it does not write."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Begin with the first number; the uids given are noted in a temporary table of the connection."""
        self._connection = connection
        self._next = _FIRST_NUMBER
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS rehearsed (uid TEXT PRIMARY KEY) WITHOUT ROWID")
        connection.execute("DELETE FROM temp.rehearsed")

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Return the numbers that records would have; `uid` must be among the columns."""
        del table
        place = columns.index("uid")
        uids = [(row[place],) for row in rows]
        self._connection.executemany("INSERT OR IGNORE INTO temp.rehearsed VALUES (?)", uids)
        first = self._next
        self._next += len(uids)
        return range(first, self._next)

    def insert(
        self, table: str, values: Mapping[str, Any], *, uid: str | None = None, kept: Mapping[str, Any] | None = None
    ) -> int:
        """Return the number that a record would have."""
        del kept
        return self.insert_many(table, ("uid", *values), [(uid, *values.values())])[0]

    def add_kinds(self, kinds: Iterable[tuple[int, str]]) -> None:
        """Take the kinds of incidents."""

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> bool:
        """Take new values of a record."""
        del table, row_id, values
        return True

    def retract(self, table: str, row_id: int) -> bool:
        """Take the retraction of a record."""
        del table, row_id
        return True

    def restore(self, table: str, row_id: int) -> bool:
        """Take the restoring of a record."""
        del table, row_id
        return True

    def restore_range(self, table: str, ids: range) -> None:
        """Take the restoring of records."""


class Rehearsal:
    """Stands in for an `ImportAct`."""

    change_id: None = None
    source_id: Final = _FIRST_NUMBER - 1
    continues: Final = False
    part_seconds: Final = 0.1

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the store of `connection`."""
        self._connection = connection
        self._change = RehearsedChange(connection)

    def begin(self) -> int:
        """Return the number that the source would have."""
        return self.source_id

    def begin_run(self) -> None:
        """Note nothing."""

    def held(self, uids: Collection[str]) -> set[str]:
        """Return which of these uids were given to records that an import would have written by now."""
        marks = ", ".join("?" * len(uids))
        return {
            row["uid"]
            for row in self._connection.execute(
                f"SELECT uid FROM temp.rehearsed WHERE uid IN ({marks})",  # noqa: S608
                [*uids],
            )
        }

    @contextmanager
    def part(self) -> Iterator[RehearsedChange]:
        """Open a part that leaves no trace."""
        yield self._change

    def finish(self, summary: ImportSummary) -> None:
        """Take the counts."""

    def call_off(self) -> None:
        """Leave the store as it is."""

    def interrupt(self) -> None:
        """Leave the store as it is."""
