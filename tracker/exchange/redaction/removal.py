"""Take sources out of a store with all that rests on them alone."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Final

_RESTING: Final = ("sighting", "identity", "role", "listing")
"""Tables whose rows each rest on one source."""

_HELD_BY: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "incident": (("sighting", "incident_id"),),
    "vessel": (("sighting", "vessel_id"), ("identity", "vessel_id"), ("listing", "vessel_id"), ("role", "vessel_id")),
    "party": (("role", "party_id"), ("listing", "party_id")),
}
"""What tells of a record: one that loses its last such row goes as well."""

_BELONGING: Final = (
    ("judgement", "incident_id", "incident"),
    ("role", "incident_id", "incident"),
    ("dismissal", "vessel_id", "vessel"),
    ("dismissal", "sighting_id", "sighting"),
)
"""Rows that mean nothing without the record they belong to."""


class Removal:
    """Which records go, gathered before anything is deleted."""

    def __init__(self, connection: sqlite3.Connection, source_ids: frozenset[int]) -> None:
        """Work out all that rests on these sources alone."""
        self._connection = connection
        self.gone: dict[str, set[int]] = {"source": set(source_ids)}
        for table in _RESTING:
            self.gone[table] = self._ids(table, "source_id", source_ids)
        changed = True
        while changed:
            changed = self._add_what_belongs() | self._add_what_is_held_no_more()

    @property
    def ids(self) -> set[int]:
        """The numbers of all records that go; a number names one record of the store."""
        return set().union(*self.gone.values())

    def counts(self) -> Counter[str]:
        """Return how many rows of each table go."""
        return Counter({table: len(ids) for table, ids in self.gone.items() if ids})

    def _ids(self, table: str, column: str, owners: set[int] | frozenset[int]) -> set[int]:
        rows = self._connection.execute(
            f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own names
            (str(sorted(owners)),),
        )
        return {row[0] for row in rows}

    def _add(self, table: str, ids: set[int]) -> bool:
        known = self.gone.setdefault(table, set())
        before = len(known)
        known |= ids
        return len(known) > before

    def _add_what_belongs(self) -> bool:
        added = False
        for table, column, owner in _BELONGING:
            added |= self._add(table, self._ids(table, column, self.gone.get(owner, set())))
        return added

    def _add_what_is_held_no_more(self) -> bool:
        added = False
        for table, holders in _HELD_BY.items():
            lost: set[int] = set()
            held: set[int] = set()
            for holder, column in holders:
                going = self.gone.get(holder, set())
                for row in self._connection.execute(
                    f"SELECT id, {column} FROM {holder} WHERE {column} IS NOT NULL"  # noqa: S608 - our own names
                ):
                    (lost if row[0] in going else held).add(row[1])
            added |= self._add(table, lost - held)
        return added

    def delete(self) -> None:
        """Delete the rows, whatever refers to them; the transaction must end with no reference left hanging."""
        for table, ids in self.gone.items():
            listed = str(sorted(ids))
            chosen = "IN (SELECT value FROM json_each(?))"
            if table == "incident":
                for derived in ("incident_kind", "incident_extent", "incident_verdict"):
                    self._connection.execute(f"DELETE FROM {derived} WHERE incident_id {chosen}", (listed,))  # noqa: S608
            self._connection.execute(f"DELETE FROM {table} WHERE id {chosen}", (listed,))  # noqa: S608
            self._connection.execute(f"DELETE FROM change_row WHERE row_id {chosen}", (listed,))  # noqa: S608
