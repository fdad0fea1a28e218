"""Write what a file tells of into the store: what is new, under uids that follow from its keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, Final, Literal

from tracker.domain.identifiers import imo_check_digit_holds
from tracker.exchange.imports.act import ImportAct
from tracker.exchange.imports.ending import end, what_is_gone
from tracker.exchange.imports.formats import family_of, formats_of_family
from tracker.exchange.imports.listed_ship import listing_key
from tracker.exchange.imports.model import Entry, FoundRecord, ImportRefused, SightingRows
from tracker.exchange.imports.pace import Pace
from tracker.exchange.imports.rehearsal import Rehearsal, RehearsedChange
from tracker.exchange.imports.summary import ImportSummary
from tracker.exchange.imports.taking_in_rows import TakingInRows, was_undone
from tracker.store.tables import COLUMNS, LOAD_ORDER, RECORD_CLASSES, REFERENCES
from tracker.store.uids import import_uid
from tracker.store.write import ChangeInProgress

_SEEN_TABLES: Final = ("identity", "listing")
"""Tables whose rows can end, when a newer list no longer holds them."""


class TakingIn:
    """The writing of one import, part after part."""

    def __init__(
        self, connection: sqlite3.Connection, act: ImportAct | Rehearsal, format_name: str, summary: ImportSummary
    ) -> None:
        """Write through `act` and count in `summary`."""
        self._connection = connection
        self._act = act
        self._format_name = family_of(format_name)
        """The format whose keys the records have."""
        self._summary = summary
        self._rows = TakingInRows(connection, format_name, summary)
        self._pace = Pace()
        self._ids: dict[tuple[str, str], int] = {}
        self._hulls: dict[str, str] = {}
        self._same_hull: dict[str, str] = {}
        """Key of a vessel to the key of the one earlier in the file that has the same IMO number."""
        self._seen: dict[str, set[int]] = {table: set() for table in _SEEN_TABLES}
        """Ids of the identities and listings that the file holds."""
        self._still_listed: set[str] = set()
        """Entries of the list that the file holds, in whatever words; as `listing_key` names them."""

    def entries(self, entries: Sequence[Entry]) -> None:
        """Write the records of these rows that the store does not hold, in one part."""
        if not entries:
            return
        with self._act.part() as change:
            new: dict[str, dict[str, FoundRecord]] = {}
            for entry in entries:
                gives_something = False
                for record in entry.records:
                    if record.table == "listing" and record.values.get("reference"):
                        measure = record.values.get("measure") or ""
                        self._still_listed.add(listing_key(record.values["reference"], measure))
                    state = "same" if record.key in new.get(record.table, ()) else self._state_of(change, record)
                    if state == "new":
                        new.setdefault(record.table, {})[record.key] = record
                    gives_something = gives_something or state != "same"
                if entry.is_row:
                    self._summary.count(is_new=gives_something, rows=entry.rows)
            if new:
                source_id = self._act.begin()
                for table in LOAD_ORDER:
                    for records in _in_order(table, new.get(table, {})):
                        self._insert(change, table, records, source_id)

    def rows(self, rows: SightingRows) -> None:
        """Write rows of a bulk file that the store does not hold, as sightings, in as many parts as fit."""
        place = rows.columns.index("vessel_id") if "vessel_id" in rows.columns else None
        given = rows.rows
        if place is not None:
            at = place
            given = [(*row[:at], self._vessel_of(row[at]), *row[at + 1 :]) for row in given]
        first = 0
        while first < len(given):
            last = first + self._pace.rows
            part = SightingRows(rows.columns, given[first:last], rows.keys[first:last])
            with self._act.part() as change, self._pace.writing(len(part.rows), self._act.part_seconds):
                self._rows.take(self._act, change, part)
            first = last

    def still_listed(self, keys: Sequence[str]) -> None:
        """Note listings that an earlier import brought and that the file holds, though it is not asked for them now."""
        self._still_listed.update(keys)
        for key in keys:
            uid = import_uid(self._format_name, "listing", key)
            row = self._connection.execute("SELECT id FROM listing WHERE uid = ?", (uid,)).fetchone()
            if row is not None:
                self._seen["listing"].add(row["id"])

    def end_what_is_gone(self, dated: str | None, lists: frozenset[str] | None = None) -> None:
        """End what earlier imports of this list, or of these `lists`, brought and the file no longer holds."""
        with self._act.part() as change:
            formats = formats_of_family(self._format_name)
            gone = what_is_gone(self._connection, formats, self._act.source_id, self._seen, self._still_listed, lists)
            if gone:
                self._act.begin()
                self._summary.ended.update(end(change, gone, dated))

    def _state_of(
        self, change: ChangeInProgress | RehearsedChange, record: FoundRecord
    ) -> Literal["new", "same", "restored"]:
        """Tell whether the store holds the record; one that an undo had taken back is brought back."""
        if (record.table, record.key) in self._ids or record.key in self._same_hull:
            return "same"
        uid = self._uid(record)
        row = self._connection.execute(
            f"SELECT id, retracted_at FROM {known_table(record.table)} WHERE uid = ?",  # noqa: S608
            (uid,),
        ).fetchone()
        if row is None:
            return "same" if record.table == "vessel" and self._is_known_hull(record) else "new"
        self._note(record, int(row["id"]))
        if row["retracted_at"] is None or not was_undone(self._connection, int(row["id"])):
            self._summary.known[record.table] += 1
            return "same"
        self._act.begin()
        change.restore(record.table, int(row["id"]))
        self._summary.restored[record.table] += 1
        return "restored"

    def _is_known_hull(self, record: FoundRecord) -> bool:
        """Whether a vessel of the store, or one earlier in the file, has the record's IMO number."""
        imo = record.values.get("imo")
        if not imo or not imo_check_digit_holds(imo):
            return False
        if imo in self._hulls:
            if record.uid is not None:
                # An analyst has kept the two apart in the store that gave them their uids.
                return False
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

    def _insert(
        self,
        change: ChangeInProgress | RehearsedChange,
        table: str,
        records: Sequence[FoundRecord],
        source_id: int,
    ) -> None:
        defaults = {f.name: f.default for f in fields(RECORD_CLASSES[table]) if f.default is not MISSING}
        rows = [self._values(table, record, source_id) for record in records]
        self._drop_taken_slugs(table, rows)
        columns = tuple(dict.fromkeys(name for row in rows for name in row if name != "kinds"))
        uids = [self._uid(record) for record in records]
        ids = change.insert_many(
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
            change.add_kinds((record_id, kind) for kind in row.get("kinds", ()))
        self._summary.added[table] += len(ids)

    def _values(self, table: str, record: FoundRecord, source_id: int) -> dict[str, Any]:
        values: dict[str, Any] = dict(record.values)
        if "source_id" in COLUMNS[table]:
            values.setdefault("source_id", source_id)
        for column, key in record.references.items():
            values[column] = self._id_of(REFERENCES[table][column], key)
        return values

    def _drop_taken_slugs(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Leave without a slug what has one that another record of the store goes by: it is a name for people only."""
        given: set[str] = set()
        for row in rows:
            slug = row.get("slug")
            if slug is None:
                continue
            taken = self._connection.execute(
                f"SELECT 1 FROM {known_table(table)} WHERE slug = ?",  # noqa: S608
                (slug,),
            ).fetchone()
            if taken or slug in given:
                row["slug"] = None
            given.add(slug)

    def _uid(self, record: FoundRecord) -> str:
        return record.uid or import_uid(self._format_name, record.table, record.key)

    def _id_of(self, table: str, key: str) -> int:
        key = self._same_hull.get(key, key) if table == "vessel" else key
        if (table, key) not in self._ids:
            raise ImportRefused(
                f"A record refers to {table} {key!r}, which the file has not told of. Nothing was imported."
            )
        return self._ids[table, key]

    def _vessel_of(self, key: Any) -> int | None:
        return None if key is None else self._id_of("vessel", str(key))

    def _note(self, record: FoundRecord, record_id: int) -> None:
        self._ids[record.table, record.key] = record_id
        if record.table in self._seen:
            self._seen[record.table].add(record_id)


def _in_order(table: str, records: Mapping[str, FoundRecord]) -> Iterator[list[FoundRecord]]:
    """Yield the records so that one that refers to another of its own table comes after it."""
    own = [column for column, target in REFERENCES.get(table, {}).items() if target == table]
    waiting = dict(records)
    while waiting:
        later = {
            key: record
            for key, record in waiting.items()
            if any(record.references.get(column) in waiting for column in own)
        }
        if len(later) == len(waiting):
            raise ImportRefused(
                f"Records of {table} refer to each other in a circle: {', '.join(sorted(later)[:3])}."
                " Nothing was imported."
            )
        yield [record for key, record in waiting.items() if key not in later]
        waiting = later


def known_table(table: str) -> str:
    """Return `table` if it is one of records: names reach SQL as text, so only the schema's may pass.

    Raises:
        ImportRefused: It is not.
    """
    if table not in COLUMNS:
        raise ImportRefused(f"There is no table {table!r} to import into.")
    return table
