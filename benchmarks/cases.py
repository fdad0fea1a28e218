"""What the benchmark of a million sightings types and presses, and how each is told to have reached the screen."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from synthetic import COMMON, MIDDLING, RARE

from tracker.store.connection import open_reader
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query, parse_sort

FIRST: Final = 40
"""Rows of a screen."""
NAME_CELLS: Final = 12
"""Letters of a ship's name that fit her column whatever else is shown."""


@dataclass(frozen=True)
class Case:
    """One filter, and how it is told from others."""

    text: str
    kind: str
    """indexed, word, both or scan."""


FILTERS: Final = (
    Case("flag.flown:BZ", "indexed"),
    Case("flag:BZ", "indexed"),
    Case("mmsi:312000", "indexed"),
    Case("date:2011-05", "indexed"),
    Case(RARE, "word"),
    Case(MIDDLING, "word"),
    Case(COMMON, "word"),
    Case(f"flag.flown:BZ {MIDDLING}", "both"),
    Case(f"flag.flown:BZ {COMMON}", "both"),
    Case('note:"ea gu"', "scan"),
    Case('note:"zqx"', "scan"),
    Case(f"-flag:KP note:{RARE} type:tanker", "scan"),
    Case("grade:>=B2 place:baltic", "scan"),
)

COLUMNS: Final = (
    "date", "vessel", "flag_flown", "flag_registered", "flag_broadcast", "flag_claimed", "place", "publisher",
)  # fmt: skip
"""The columns of the table of sightings that can be sorted by with the ship's name still on the screen."""


class Bare:
    """The same rows from SQLite alone: one plain statement, as its planner takes it."""

    def __init__(self, store: Path) -> None:
        """Read the store at `store`."""
        self._connection = open_reader(store)

    def first(self, text: str, sort: str = "") -> tuple[float, bytes | None]:
        """Return the milliseconds to the first screen of rows, and what tells the first of them on the screen."""
        query = _query(text, sort)
        selection, params = query.selection()
        taken, ids = self._timed(f"{selection} {query.order()} LIMIT {FIRST}", params)
        if not ids:
            return taken, None
        found = self._connection.execute(
            "SELECT coalesce(vessel.name, name_shown) FROM sighting LEFT JOIN vessel ON vessel.id = vessel_id"
            " WHERE sighting.id = ?",
            (ids[0][0],),
        ).fetchone()
        return taken, str(found[0])[:NAME_CELLS].encode()

    def count(self, text: str) -> tuple[float, int]:
        """Return the milliseconds to the exact count, and the count."""
        selection, params = _query(text, "").selection("count(*)")
        taken, rows = self._timed(selection, params)
        return taken, int(rows[0][0])

    def _timed(self, statement: str, params: tuple[object, ...]) -> tuple[float, list[sqlite3.Row]]:
        best, rows = 1e9, []
        for _ in range(2):
            begun = time.perf_counter()
            rows = self._connection.execute(statement, params).fetchall()
            best = min(best, time.perf_counter() - begun)
        return best * 1000, rows


def marker_of(store: Path, text: str, sort: str, before: str | None = None) -> bytes:
    """Return what tells one of the first rows on the screen: a ship that was not on the screen of `before` yet."""
    connection = open_reader(store)
    shown = _first_names(connection, text, sort)
    old = set(_first_names(connection, before, "")) if before is not None else set()
    connection.close()
    return next(name for name in shown[: FIRST // 4] if name not in old)


def _first_names(connection: sqlite3.Connection, text: str, sort: str) -> list[bytes]:
    query = _query(text, sort)
    selection, params = query.selection()
    ids = [row[0] for row in connection.execute(f"{selection} {query.order()} LIMIT {FIRST}", params)]
    named = "SELECT coalesce(vessel.name, name_shown) FROM sighting LEFT JOIN vessel ON vessel.id = vessel_id"
    names = (connection.execute(f"{named} WHERE sighting.id = ?", (row,)).fetchone()[0] for row in ids)
    return [str(name)[:NAME_CELLS].encode() for name in names]


def _query(text: str, sort: str) -> Query:
    return Query("sightings", parse_filter(text, "sightings"), parse_sort(sort, "sightings"))
