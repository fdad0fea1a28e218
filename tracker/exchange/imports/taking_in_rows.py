"""Write sightings by the hundred into the store: those it does not hold, under uids that follow from their keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from tracker.exchange.imports.act import ImportAct
from tracker.exchange.imports.model import SightingRows
from tracker.exchange.imports.rehearsal import Rehearsal, RehearsedChange
from tracker.exchange.imports.summary import PREVIEWED, ImportSummary
from tracker.store.change_in_progress import ChangeInProgress
from tracker.store.uids import row_uids


class TakingInRows:
    """The writing of the bulk rows of one import."""

    def __init__(self, connection: sqlite3.Connection, format_name: str, summary: ImportSummary) -> None:
        """Count in `summary`."""
        self._connection = connection
        self._format_name = format_name
        self._summary = summary

    def take(self, act: ImportAct | Rehearsal, change: ChangeInProgress | RehearsedChange, rows: SightingRows) -> None:
        """Write what is new among the rows, bring back what an undo had taken back, and count the rest."""
        by_uid = dict(zip(reversed(row_uids(self._format_name, rows.keys)), reversed(rows.rows), strict=True))
        undone: list[int] = []
        for uid in act.held(by_uid):
            del by_uid[uid]
        marks = ", ".join("?" * len(by_uid))
        for found in self._connection.execute(
            f"SELECT id, uid, retracted_at FROM sighting WHERE uid IN ({marks})",  # noqa: S608
            [*by_uid],
        ):
            del by_uid[found["uid"]]
            if found["retracted_at"] is not None and was_undone(self._connection, found["id"]):
                undone.append(found["id"])
            else:
                self._summary.known["sighting"] += 1
        self._summary.written += len(by_uid) + len(undone)
        self._summary.same += len(rows.rows) - len(by_uid) - len(undone)
        if not by_uid and not undone:
            return
        source_id = act.begin()
        for ids in _ranges(undone):
            change.restore_range("sighting", ids)
            self._summary.restored["sighting"] += len(ids)
        self._insert(change, source_id, rows.columns, by_uid)

    def _insert(
        self,
        change: ChangeInProgress | RehearsedChange,
        source_id: int,
        columns: tuple[str, ...],
        by_uid: dict[str, tuple[Any, ...]],
    ) -> None:
        if not by_uid:
            return
        # Earlier rows of the file come last in `by_uid`, so that of two with one key the first is kept.
        given = ((uid, source_id, *row) for uid, row in reversed(by_uid.items()))
        change.insert_many("sighting", ("uid", "source_id", *columns), given)
        self._summary.added["sighting"] += len(by_uid)
        for row in islice(reversed(by_uid.values()), PREVIEWED):
            self._summary.show("sighting", dict(zip(columns, row, strict=True)))


def was_undone(connection: sqlite3.Connection, record_id: int) -> bool:
    """Whether an undo retracted the record last; what a person retracted stays so."""
    row = connection.execute(
        "SELECT change.action FROM change_row JOIN change ON change.id = change_id"
        " WHERE row_id = ? AND json_extract(after, '$.retracted_at') IS NOT NULL ORDER BY change.id DESC LIMIT 1",
        (record_id,),
    ).fetchone()
    return row is None or row["action"] == "undo"


def _ranges(ids: Iterable[int]) -> Iterator[range]:
    """Yield numbers as ranges of consecutive ones."""
    found: range | None = None
    for number in sorted(ids):
        if found is not None and number == found[-1] + 1:
            found = range(found[0], number + 1)
        else:
            if found is not None:
                yield found
            found = range(number, number + 1)
    if found is not None:
        yield found
