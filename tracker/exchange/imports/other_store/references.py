"""Which records of this store the uids of another one's mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from tracker.domain.errors import FieldError
from tracker.exchange.imports.act import ImportAct
from tracker.exchange.imports.rehearsal import Rehearsal
from tracker.store.tables import COLUMNS, REFERENCES

_NOT_WRITTEN: Final = 0
"""The number of a record that a preview would have written."""
_REMEMBERED: Final = frozenset({"source", "vessel", "party", "incident"})
"""Tables that many records refer to."""


class References:
    """Looks records up by uid; those that are referred to often are remembered."""

    def __init__(self, connection: sqlite3.Connection, act: ImportAct | Rehearsal) -> None:
        """Look in the store of `connection`, and among what `act` would have written."""
        self._connection = connection
        self._act = act
        self._ids: dict[str, int] = {}

    def id_of(self, table: str, uid: str) -> int | None:
        """Return the number of a record; None if it is not here, 0 if a preview would have written it."""
        if uid in self._ids:
            return self._ids[uid]
        found = self._connection.execute(
            f"SELECT id FROM {table} WHERE uid = ?",  # noqa: S608 - one of the record tables
            (uid,),
        ).fetchone()
        if found is None:
            return _NOT_WRITTEN if self._act.held([uid]) else None
        if table in _REMEMBERED:
            self._ids[uid] = int(found["id"])
        return int(found["id"])

    def resolved(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row with numbers in place of uids.

        Raises:
            FieldError: It refers to a record that is not here and was not in the file before it.
        """
        values = dict(row)
        for column, target in REFERENCES.get(table, {}).items():
            if values.get(column) is not None:
                values[column] = self.needed(column, target, values[column])
        if values.get("considered") is not None:
            values["considered"] = [self.needed("considered", "sighting", uid) for uid in values["considered"]]
        return values

    def is_slug_free(self, table: str, slug: str) -> bool:
        """Whether no record of the table has this slug."""
        return (
            "slug" not in COLUMNS[table]
            or not self._connection.execute(
                f"SELECT 1 FROM {table} WHERE slug = ?",  # noqa: S608 - one of the record tables
                (slug,),
            ).fetchone()
        )

    def needed(self, column: str, table: str, uid: str) -> int:
        """Return the number of a record that `column` names; 0 if a preview would have written it.

        Raises:
            FieldError: It is not here and was not in the file before.
        """
        found = self.id_of(table, uid)
        if found is None:
            raise FieldError(column, uid, f"is a {table} that neither this store has nor the file above this line.")
        return found
