"""Mark whose findings have to be worked out again, inside the transaction that changes a record.

A subject is a vessel, or a sighting that names none. Marking is a few indexed statements, so that saving
stays fast; `tracker.store.findings` does the work afterwards.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from tracker.domain.vocabulary import FLAG_COLUMNS
from tracker.store.carriers import carriers
from tracker.store.touched import Touched

TELLING_COLUMNS: Final = ("imo_shown", "mmsi_shown", "call_sign_shown", *FLAG_COLUMNS, "nationality_claimed")
"""A sighting that names no vessel is a subject only where it gives one of these: no rule looks at anything else."""

_MARK: Final = (
    "INSERT OR REPLACE INTO finding_due (subject_id, subject, change_id, direct)"
    " SELECT DISTINCT {id}, '{subject}', (SELECT coalesce(max(id), 0) FROM change), {direct} FROM {rows}"
)
_TELLS: Final = f"vessel_id IS NULL AND coalesce({', '.join(TELLING_COLUMNS)}) IS NOT NULL"


def _mark(subject: str, subject_id: str, rows: str, *, direct: bool = True) -> str:
    return _MARK.format(id=subject_id, subject=subject, rows=rows, direct=int(direct))


_TOUCHED: Final[dict[str, tuple[str, ...]]] = {
    "vessel": (_mark("vessel", "id", "vessel WHERE id BETWEEN ? AND ?"),),
    "identity": (_mark("vessel", "vessel_id", "identity WHERE id BETWEEN ? AND ?"),),
    "listing": (_mark("vessel", "vessel_id", "listing WHERE id BETWEEN ? AND ? AND vessel_id IS NOT NULL"),),
    "sighting": (
        _mark("vessel", "vessel_id", "sighting WHERE id BETWEEN ? AND ? AND vessel_id IS NOT NULL"),
        _mark("sighting", "id", f"sighting WHERE id BETWEEN ? AND ? AND {_TELLS}"),
        # One that has its vessel now, or tells nothing any more, loses the findings it had for itself.
        _mark("sighting", "sighting_id", "finding WHERE sighting_id BETWEEN ? AND ? AND vessel_id IS NULL"),
    ),
}
"""For each table, the statements that mark what rests on its rows from one id to another."""

_CITING: Final = (
    _mark("vessel", "vessel_id", "identity WHERE source_id = ?"),
    _mark("vessel", "vessel_id", "sighting WHERE source_id = ? AND vessel_id IS NOT NULL"),
    _mark("sighting", "id", f"sighting WHERE source_id = ? AND {_TELLS}"),
)


def mark_touched(connection: sqlite3.Connection, touched: Touched) -> None:
    """Mark every subject whose findings the touched rows may change."""
    for table, statements in _TOUCHED.items():
        for span in touched.spans(table):
            for statement in statements:
                connection.execute(statement, span)
    for source_id in sorted(touched.weighed_sources):
        for statement in _CITING:
            connection.execute(statement, (source_id,))
    for kind, numbers in touched.numbers.items():
        mark_carriers(connection, kind, numbers)


def mark_carriers(connection: sqlite3.Connection, kind: str, numbers: Iterable[str]) -> None:
    """Mark the vessels that carry one of these numbers of one kind: imo, mmsi or call_sign."""
    for number in numbers:
        # Retracted rows too: what rested on them has to go.
        for vessel_id in carriers(connection, kind, number):
            mark_carrier(connection, vessel_id)


def mark_carrier(connection: sqlite3.Connection, vessel_id: int, change_id: int = 0) -> None:
    """Mark a vessel because it carries a number of another that changed; one marked already stays as it is."""
    connection.execute("INSERT OR IGNORE INTO finding_due VALUES (?, 'vessel', ?, 0)", (vessel_id, change_id))


def mark_everything(connection: sqlite3.Connection) -> None:
    """Mark every subject of the store, for rules that are not those of the last run."""
    connection.execute(_mark("vessel", "id", "vessel", direct=False))
    connection.execute(_mark("sighting", "id", f"sighting WHERE {_TELLS}", direct=False))


def waiting(connection: sqlite3.Connection) -> int:
    """Return how many subjects are marked."""
    return int(connection.execute("SELECT count(*) FROM finding_due").fetchone()[0])
