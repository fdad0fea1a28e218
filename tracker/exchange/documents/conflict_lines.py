"""What two stores made of a record and nobody has settled yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from tracker.exchange.documents.model import Line
from tracker.store.conflicts import open_conflicts


def conflict_lines(connection: sqlite3.Connection, record_uids: Sequence[str]) -> Iterator[Line]:
    """Yield each property that waits to be settled in one of these records, with both values and whose they are."""
    # Almost no store has any: that is seen without a look at each record.
    if not record_uids:
        return
    for one in open_conflicts(connection, record_uids):
        yield Line(f"{one.now} here; {one.offered} in {one.conflict.offered_by}", one.label.lower(), emphasis="warning")
        if one.before is not None:
            yield Line(f"before both changes: {one.before}", depth=1, detail=True)
