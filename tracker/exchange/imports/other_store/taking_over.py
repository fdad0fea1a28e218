"""Write the records of another store into this one: new ones as they are, known ones field by field."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from tracker.domain.errors import FieldError
from tracker.exchange.imports.act import ImportAct
from tracker.exchange.imports.model import Rejected, StoreRecord
from tracker.exchange.imports.other_store.contesting import Contesting
from tracker.exchange.imports.other_store.references import References
from tracker.exchange.imports.other_store.three_way import RETRACTION, Merging, merge
from tracker.exchange.imports.rehearsal import Rehearsal, RehearsedChange
from tracker.exchange.imports.summary import ImportSummary
from tracker.exchange.imports.taking_in_rows import was_undone
from tracker.exchange.portable.checking import UID, checked
from tracker.exchange.portable.lineage import lineage_from, lineage_of
from tracker.exchange.portable.rows import Portable, rows_of_ids
from tracker.store.change_in_progress import ChangeInProgress
from tracker.store.clock import now
from tracker.store.history import ranges_of_change
from tracker.store.tables import JSON_COLUMNS, RECORD_CLASSES

_KEPT: Final = ("revision", "created_at", "retracted_at")
"""What a store keeps of a record by itself, which a new record brings along."""

_JSON: Final = frozenset((*JSON_COLUMNS, "considered"))


class TakingOver:
    """The writing of one import of another store's records, part after part."""

    def __init__(self, connection: sqlite3.Connection, act: ImportAct | Rehearsal, summary: ImportSummary) -> None:
        """Write through `act` and count in `summary`."""
        self._connection = connection
        self._act = act
        self._summary = summary
        self._references = References(connection, act)
        self._contesting = Contesting(connection, summary)
        self._brought: list[range] = []
        """Numbers of the records that came with this file: neighbours as one range, so that millions need no room."""

    def records(self, records: Sequence[StoreRecord]) -> list[Rejected]:
        """Write what these bring, in one part, and return those that cannot be taken."""
        rejected: list[Rejected] = []
        if not records:
            return rejected
        with self._act.part() as change:
            waiting = _Waiting()
            for record in records:
                # A retelling may retell a source that waits.
                if waiting.table != record.table or record.row.get("derived_from") is not None:
                    self._insert(change, waiting)
                    waiting = _Waiting(record.table)
                try:
                    self._take_one(change, record, waiting)
                except FieldError as error:
                    rejected.append(Rejected(record.line, f"{record.table} {error.field}", error.value, error.problem))
            self._insert(change, waiting)
        return rejected

    def _take_one(self, change: ChangeInProgress | RehearsedChange, record: StoreRecord, waiting: _Waiting) -> None:
        row = _checked(record)
        known = self._references.id_of(record.table, record.uid)
        if known:
            self._merge(change, record, row, known)
        elif known is not None or record.uid in waiting.uids:
            self._summary.count(is_new=False)
        elif record.table == "conflict" and not self._came_with_it(row["record_table"], row["record_uid"]):
            # What others made of a record known here is between them and whoever settles it there.
            self._summary.left_out["conflicts of other stores"] += 1
        else:
            waiting.add(record, self._values(record, row, waiting))

    def _came_with_it(self, table: str, uid: str) -> bool:
        """Whether this import brought the record, be it before it was interrupted."""
        record_id = self._references.needed("record_uid", table, uid)
        if not record_id:
            # A preview would have written it.
            return True
        if any(record_id in ids for ids in self._brought):
            return True
        if not self._act.continues or self._act.change_id is None:
            return False
        inserted = ranges_of_change(self._connection, self._act.change_id)["inserted"]
        return any(record_id in ids for ids in inserted.get(table, ()))

    def _note_brought(self, first: int, last: int) -> None:
        if self._brought and self._brought[-1].stop == first:
            self._brought[-1] = range(self._brought[-1].start, last + 1)
        else:
            self._brought.append(range(first, last + 1))

    def _insert(self, change: ChangeInProgress | RehearsedChange, waiting: _Waiting) -> None:
        """Write new records: those that stand all at once, those that were retracted one by one."""
        if not waiting.given:
            return
        self._act.begin_run()
        table = waiting.table
        standing: list[tuple[str, dict[str, Any]]] = []
        for record, values in waiting.given:
            self._summary.count(is_new=True)
            self._summary.added[table] += 1
            self._summary.show(table, record.row)
            if values[RETRACTION] is None:
                standing.append((record.uid, values))
            else:
                kept = {name: values[name] for name in _KEPT}
                given = {name: value for name, value in values.items() if name not in _KEPT}
                number = change.insert(table, given, uid=record.uid, kept=kept)
                self._note_brought(number, number)
        if not standing:
            return
        columns = tuple(name for name in standing[0][1] if name not in ("kinds", RETRACTION))
        rows = ((uid, *(values[name] for name in columns)) for uid, values in standing)
        ids = change.insert_many(table, ("uid", *columns), rows)
        self._note_brought(ids[0], ids[-1])
        kinds = zip(ids, (values.get("kinds", ()) for _, values in standing), strict=True)
        change.add_kinds((record_id, kind) for record_id, given in kinds for kind in given)

    def _values(self, record: StoreRecord, row: Portable, waiting: _Waiting) -> dict[str, Any]:
        """Return a new record's columns; a slug that another record bears already is left behind."""
        values = _stored(self._references.resolved(record.table, row))
        values["created_at"] = values["created_at"] or now()
        slug = values.get("slug")
        if slug and (slug in waiting.slugs or not self._references.is_slug_free(record.table, slug)):
            self._summary.mark(record.line, (f"{record.table}: its slug {slug!r} is taken here, so it came without.",))
            values["slug"] = None
        return values

    def _merge(
        self, change: ChangeInProgress | RehearsedChange, record: StoreRecord, row: Portable, known: int
    ) -> None:
        found = list(rows_of_ids(self._connection, record.table, [known]))
        if not found:
            # A preview writes nothing: what came further up in the file cannot be compared.
            self._summary.count(is_new=False)
            return
        ours = found[0][2]
        row = self._with_own_slug(record.table, row, ours)
        is_back = self._bring_back(change, record.table, known, ours)
        theirs = lineage_from(record.table, row, record.earlier or ())
        merging = merge(
            lineage_of(self._connection, record.table, known, ours),
            theirs,
            is_their_past_known=record.earlier is not None,
        )
        is_new = self._take(change, record, known, merging) | self._contesting.note(
            self._act, change, record, known, theirs, merging
        )
        if not is_new and not is_back:
            self._summary.known[record.table] += 1
        self._summary.count(is_new=is_new or is_back)

    def _with_own_slug(self, table: str, row: Portable, ours: Portable) -> Portable:
        """Return the row with the slug held here where its own names another record here: that one cannot be had."""
        slug = row.get("slug")
        if not slug or slug == ours["slug"] or self._references.is_slug_free(table, slug):
            return row
        return {**row, "slug": ours["slug"]}

    def _bring_back(self, change: ChangeInProgress | RehearsedChange, table: str, known: int, ours: Portable) -> bool:
        """Bring back what an undo had taken away; what a person retracted stays so."""
        if ours[RETRACTION] is None or not was_undone(self._connection, known):
            return False
        self._act.begin_run()
        change.restore(table, known)
        ours[RETRACTION] = None
        self._summary.restored[table] += 1
        return True

    def _take(
        self, change: ChangeInProgress | RehearsedChange, record: StoreRecord, known: int, merging: Merging
    ) -> bool:
        """Give the record here what was changed in the other store only."""
        if not merging.taken:
            return False
        self._act.begin_run()
        wanted = {name: value for name, value in merging.taken.items() if name != RETRACTION}
        values = _stored(self._references.resolved(record.table, wanted))
        if values.get("slug") and not self._references.is_slug_free(record.table, values["slug"]):
            del values["slug"]
        change.update(record.table, known, values)
        if RETRACTION in merging.taken:
            (change.retract if merging.taken[RETRACTION] else change.restore)(record.table, known)
        self._summary.changed[record.table] += 1
        return True


class _Waiting:
    """New records of one table that are written together."""

    def __init__(self, table: str = "") -> None:
        self.table = table
        self.given: list[tuple[StoreRecord, dict[str, Any]]] = []
        self.uids: set[str] = set()
        self.slugs: set[str] = set()

    def add(self, record: StoreRecord, values: dict[str, Any]) -> None:
        self.given.append((record, values))
        self.uids.add(record.uid)
        if values.get("slug"):
            self.slugs.add(values["slug"])


def _checked(record: StoreRecord) -> Portable:
    if record.table not in RECORD_CLASSES:
        raise FieldError("table", record.table, f"is none of {', '.join(RECORD_CLASSES)}.")
    if not UID.fullmatch(record.uid):
        raise FieldError("uid", record.uid, "is no uid, such as 013efb5f-1400-7abc-8def-0123456789ab.")
    return checked(record.table, record.row)


def _stored(row: Portable) -> dict[str, Any]:
    """Return a row with its JSON as the columns hold it."""
    return {
        name: json.dumps(value, ensure_ascii=False) if value is not None and name in _JSON else value
        for name, value in row.items()
    }
