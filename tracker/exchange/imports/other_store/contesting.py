"""Keep both values of what two stores changed, and let go of what they came to agree on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from tracker.exchange.imports.act import ImportAct
from tracker.exchange.imports.model import StoreRecord
from tracker.exchange.imports.other_store.three_way import Contested, Merging, value_of
from tracker.exchange.imports.rehearsal import Rehearsal, RehearsedChange
from tracker.exchange.imports.summary import ImportSummary
from tracker.exchange.imports.taking_in_rows import was_undone
from tracker.exchange.portable.lineage import State
from tracker.store.change_in_progress import ChangeInProgress
from tracker.store.conflicts import in_words, label_of
from tracker.store.uids import new_uid

_OF_RECORD: Final = "SELECT * FROM conflict WHERE record_uid = ?"


class Contesting:
    """The conflicts of one import."""

    def __init__(self, connection: sqlite3.Connection, summary: ImportSummary) -> None:
        """Count in `summary`."""
        self._connection = connection
        self._summary = summary

    def note(
        self,
        act: ImportAct | Rehearsal,
        change: ChangeInProgress | RehearsedChange,
        record: StoreRecord,
        known: int,
        theirs: Sequence[State],
        merging: Merging,
    ) -> bool:
        """Keep what is contested of a record and settle what no longer is; return whether anything is new in it."""
        rows = self._connection.execute(_OF_RECORD, (record.uid,)).fetchall()
        noted = False
        for row in rows:
            if _is_open(row) and row["property"] in merging.agreed and _was_offered(row, theirs):
                act.begin_run()
                noted |= change.update("conflict", row["id"], {"settled": "agreed"})
        for contested in merging.contested:
            offered = _written(contested.offered)
            same = [row for row in rows if row["property"] == contested.property and row["offered"] == offered]
            if same:
                noted |= self._bring_back(act, change, same[0])
                continue
            act.begin_run()
            self._keep(change, record, contested, [row for row in rows if row["property"] == contested.property])
            self._tell(record, known, contested)
            noted = True
        return noted

    def _bring_back(
        self, act: ImportAct | Rehearsal, change: ChangeInProgress | RehearsedChange, row: sqlite3.Row
    ) -> bool:
        """Open a conflict again that went with an import that was undone."""
        if row["retracted_at"] is None or not was_undone(self._connection, row["id"]):
            return False
        act.begin_run()
        self._summary.restored["conflict"] += 1
        return change.restore("conflict", row["id"])

    def _keep(
        self,
        change: ChangeInProgress | RehearsedChange,
        record: StoreRecord,
        contested: Contested,
        rows: list[sqlite3.Row],
    ) -> None:
        values = {
            "kept": _written(contested.kept),
            "offered": _written(contested.offered),
            "before": _written(contested.before) if contested.is_before_known else None,
            "offered_by": self._summary.file_name,
        }
        # A newer value from the same file takes the place of one that nobody has settled yet.
        waiting = [row for row in rows if _is_open(row) and row["offered_by"] == self._summary.file_name]
        if waiting:
            change.update("conflict", waiting[0]["id"], values)
            return
        named = {"record_table": record.table, "record_uid": record.uid, "property": contested.property}
        change.insert("conflict", {**named, **values}, uid=new_uid())

    def _tell(self, record: StoreRecord, known: int, contested: Contested) -> None:
        kept, offered, before = (
            in_words(self._connection, record.table, contested.property, value)
            for value in (contested.kept, contested.offered, contested.before)
        )
        was = f"; before both changes: {before}" if contested.is_before_known else ""
        label = label_of(record.table, contested.property)
        self._summary.contest(f"{record.table} {known}, {label}: {kept} here, {offered} there{was}")


def _was_offered(row: sqlite3.Row, theirs: Sequence[State]) -> bool:
    """Whether it is the store that offered the other value which agrees now: any other is no party to it."""
    return any(_written(value_of(state, row["property"])) == row["offered"] for state in theirs)


def _is_open(row: sqlite3.Row) -> bool:
    return row["settled"] is None and row["retracted_at"] is None


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
