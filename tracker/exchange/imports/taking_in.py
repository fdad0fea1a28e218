"""Write what a file tells of into the store: what is new, under uids that follow from its keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import MISSING, fields
from typing import Any, Final, Literal

from tracker.domain.identifiers import imo_check_digit_holds
from tracker.exchange.imports.model import Entry, FoundRecord, ImportRefused, SightingRows
from tracker.exchange.imports.summary import ImportSummary
from tracker.store.tables import COLUMNS, LOAD_ORDER, RECORD_CLASSES
from tracker.store.uids import import_uid
from tracker.store.write import ChangeInProgress

_SEEN_TABLES: Final = ("identity", "listing")
"""Tables whose rows can end, when a newer list no longer holds them."""


class TakingIn:
    """The writing of one import, inside its transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        change: ChangeInProgress,
        format_name: str,
        source_id: int,
        summary: ImportSummary,
    ) -> None:
        """Write for the source `source_id` and count in `summary`."""
        self._connection = connection
        self._change = change
        self._format_name = format_name
        self._source_id = source_id
        self._summary = summary
        self._earlier_run: bool | None = None
        self._ids: dict[tuple[str, str], int] = {}
        self._hulls: dict[str, str] = {}
        self._same_hull: dict[str, str] = {}
        """Key of a vessel to the key of the one earlier in the file that has the same IMO number."""
        self.seen: dict[str, set[int]] = {table: set() for table in _SEEN_TABLES}
        """Ids of the identities and listings that the file holds."""

    def entries(self, entries: Sequence[Entry]) -> None:
        """Write the records of these rows that the store does not hold."""
        new: dict[str, dict[str, FoundRecord]] = {}
        for entry in entries:
            gives_something = False
            for record in entry.records:
                state = "same" if record.key in new.get(record.table, ()) else self._state_of(record)
                if state == "new":
                    new.setdefault(record.table, {})[record.key] = record
                gives_something = gives_something or state != "same"
            if gives_something:
                self._summary.written += 1
            else:
                self._summary.same += 1
        for table in LOAD_ORDER:
            if table in new:
                self._insert(table, list(new[table].values()))

    def rows(self, rows: SightingRows) -> None:
        """Write rows of a bulk file that the store does not hold, as sightings."""
        columns = ("source_id", *rows.columns)
        place = rows.columns.index("vessel_id") if "vessel_id" in rows.columns else None
        given = [(self._source_id, *row) for row in rows.rows]
        if place is not None:
            at = place + 1
            given = [(*row[:at], self._vessel_of(row[at]), *row[at + 1 :]) for row in given]
        new = self._without_known(columns, given)
        self._summary.written += len(new)
        self._summary.same += len(given) - len(new)
        if new:
            self._change.insert_many("sighting", columns, new)
            self._summary.added["sighting"] += len(new)
            self._summary.show("sighting", dict(zip(columns, new[0], strict=True)))

    def _state_of(self, record: FoundRecord) -> Literal["new", "same", "restored"]:
        """Tell whether the store holds the record; one that an undo had taken back is brought back."""
        if (record.table, record.key) in self._ids or record.key in self._same_hull:
            return "same"
        uid = import_uid(self._format_name, record.table, record.key)
        row = self._connection.execute(
            f"SELECT id, retracted_at FROM {known_table(record.table)} WHERE uid = ?",  # noqa: S608
            (uid,),
        ).fetchone()
        if row is None:
            return "same" if record.table == "vessel" and self._is_known_hull(record) else "new"
        self._note(record, int(row["id"]))
        if row["retracted_at"] is None or not self._was_undone(int(row["id"])):
            return "same"
        self._change.restore(record.table, int(row["id"]))
        self._summary.restored[record.table] += 1
        return "restored"

    def _was_undone(self, record_id: int) -> bool:
        """Whether an undo retracted the record last; what a person retracted stays so."""
        row = self._connection.execute(
            "SELECT change.action FROM change_row JOIN change ON change.id = change_id"
            " WHERE row_id = ? AND json_extract(after, '$.retracted_at') IS NOT NULL ORDER BY change.id DESC LIMIT 1",
            (record_id,),
        ).fetchone()
        return row is None or row["action"] == "undo"

    def _is_known_hull(self, record: FoundRecord) -> bool:
        """Whether a vessel of the store, or one earlier in the file, has the record's IMO number."""
        imo = record.values.get("imo")
        if not imo or not imo_check_digit_holds(imo):
            return False
        if imo in self._hulls:
            self._same_hull[record.key] = self._hulls[imo]
            self._summary.matched += 1
            return True
        self._hulls[imo] = record.key
        found = self._connection.execute(
            "SELECT id FROM vessel WHERE imo = ? AND retracted_at IS NULL LIMIT 2", (imo,)
        ).fetchall()
        if len(found) != 1:
            return False
        self._note(record, int(found[0]["id"]))
        self._summary.matched += 1
        return True

    def _insert(self, table: str, records: Sequence[FoundRecord]) -> None:
        defaults = {f.name: f.default for f in fields(RECORD_CLASSES[table]) if f.default is not MISSING}
        rows = [self._values(table, record) for record in records]
        columns = tuple(dict.fromkeys(name for row in rows for name in row if name != "kinds"))
        uids = [import_uid(self._format_name, table, record.key) for record in records]
        ids = self._change.insert_many(
            table,
            ("uid", *columns),
            (
                (uid, *(row.get(name, defaults.get(name)) for name in columns))
                for uid, row in zip(uids, rows, strict=True)
            ),
        )
        for record_id, record, row in zip(ids, records, rows, strict=True):
            self._note(record, record_id)
            self._summary.show(table, row)
            self._change.add_kinds((record_id, kind) for kind in row.get("kinds", ()))
        self._summary.added[table] += len(ids)

    def _values(self, table: str, record: FoundRecord) -> dict[str, Any]:
        values: dict[str, Any] = dict(record.values)
        if "source_id" in COLUMNS[table]:
            values.setdefault("source_id", self._source_id)
        for column, key in record.references.items():
            values[column] = self._id_of(column, key)
        return values

    def _id_of(self, column: str, key: str) -> int:
        table = column.removesuffix("_id")
        key = self._same_hull.get(key, key) if table == "vessel" else key
        if (table, key) not in self._ids:
            raise ImportRefused(
                f"A record refers to {table} {key!r}, which the file has not told of. Nothing was imported."
            )
        return self._ids[table, key]

    def _vessel_of(self, key: Any) -> int | None:
        return None if key is None else self._id_of("vessel_id", str(key))

    def _note(self, record: FoundRecord, record_id: int) -> None:
        self._ids[record.table, record.key] = record_id
        if record.table in self.seen:
            self.seen[record.table].add(record_id)

    def _without_known(self, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Leave out rows equal to a standing sighting in what tells one position of a ship from another."""
        if not self._has_earlier_run():
            return rows
        telling = [name for name in ("mmsi_shown", "date", "lat", "lon", "name_shown") if name in columns]
        condition = " AND ".join(f"{name} IS ?" for name in telling)
        places = [columns.index(name) for name in telling]
        query = f"SELECT 1 FROM sighting WHERE {condition} AND retracted_at IS NULL LIMIT 1"  # noqa: S608
        return [
            row for row in rows if self._connection.execute(query, [row[place] for place in places]).fetchone() is None
        ]

    def _has_earlier_run(self) -> bool:
        if self._earlier_run is None:
            self._earlier_run = bool(
                self._connection.execute("SELECT 1 FROM import_run WHERE format = ?", (self._format_name,)).fetchone()
            )
        return self._earlier_run


def known_table(table: str) -> str:
    """Return `table` if it is one of records: names reach SQL as text, so only the schema's may pass.

    Raises:
        ImportRefused: It is not.
    """
    if table not in COLUMNS:
        raise ImportRefused(f"There is no table {table!r} to import into.")
    return table
