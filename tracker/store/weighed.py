"""The sightings of a ship as the indicator rules weigh them: without the columns that no rule looks at.

A ship of an AIS feed has ten thousand, and the rules run beside everything else that is on the screen: read whole,
they take three times the memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from tracker.domain.records import Sighting
from tracker.store.making import maker
from tracker.store.tables import COLUMNS

NOT_WEIGHED: Final = frozenset(
    {
        "revision", "created_at", "retracted_at", "slug", "speed_knots", "course_degrees", "observer", "cargo",
        "refusals", "hedge", "credibility", "as_printed", "locator", "note",
    }
)  # fmt: skip
"""Columns of a sighting that no rule looks at. A rule that begins to has to take its column out of here, which
`tests/store/test_weighed_sightings.py` asks for."""

_READ: Final = tuple(column for column in COLUMNS["sighting"] if column not in NOT_WEIGHED and column != "uid")


def weighed_sightings(connection: sqlite3.Connection, vessel_id: int, limit: int) -> tuple[Sighting, ...]:
    """Return the newest standing sightings of a vessel, at most `limit`; what no rule weighs has its default."""
    rows = connection.cursor()
    rows.row_factory = None
    rows.execute(
        f"SELECT {', '.join(_READ)}, '' FROM sighting WHERE vessel_id = ? AND retracted_at IS NULL"  # noqa: S608
        " ORDER BY date_earliest DESC, id DESC LIMIT ?",
        (vessel_id, limit),
    )
    return tuple(map(maker(Sighting, (*_READ, "uid")), _sharing_texts(rows)))


def _sharing_texts(rows: sqlite3.Cursor) -> Iterator[list[Any]]:
    """Yield the rows, equal texts in them as one: the same names, numbers, places and days come again and again."""
    known: dict[str, str] = {}
    for row in rows:
        yield [known.setdefault(value, value) if type(value) is str else value for value in row]
