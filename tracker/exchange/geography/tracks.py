"""The tracks of vessels: lines through the places where sources put a ship, in order of date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Final

from tracker.exchange.geography.antimeridian import Point, cut_at_antimeridian
from tracker.exchange.geography.placed import Placed, placed_sightings
from tracker.store.results import Query

CAUTION: Final = "Straight lines between reported positions; where the ship went between them is not known."


@dataclass(frozen=True, slots=True)
class Track:
    """One vessel's line; `parts` have longitude and latitude, cut at the antimeridian."""

    uid: str
    vessel: str
    imo: str | None
    parts: list[list[Point]]
    points: list[Placed]

    @property
    def order_is_uncertain(self) -> bool:
        """Whether the dates of two neighbouring points overlap, so that the ship may have gone the other way."""
        return any(
            before.values["date_latest"] >= after.values["date_earliest"] for before, after in pairwise(self.points)
        )

    @property
    def values(self) -> dict[str, Any]:
        """Return what is to be said of the line, by name."""
        said = {
            "vessel": self.vessel,
            "imo": self.imo,
            "date_earliest": self.points[0].values["date_earliest"],
            "date_latest": max(point.values["date_latest"] for point in self.points),
            "sighting_count": len(self.points),
            "order_is_uncertain": self.order_is_uncertain,
            "caution": CAUTION,
        }
        return {name: value for name, value in said.items() if value is not None}


def tracks(connection: sqlite3.Connection, query: Query) -> Iterator[Track]:
    """Yield the track of each vessel of which at least two different dated positions belong to what `query` selects.

    Denials, and sightings without a date that begins and ends, are no points of a track.
    """
    points = (placed for placed in placed_sightings(connection, query, by_vessel=True) if placed.is_track_point)
    for vessel_id, group in groupby(points, key=lambda placed: placed.vessel_id):
        of_vessel = list(group)
        parts = cut_at_antimeridian([(placed.lon, placed.lat) for placed in of_vessel])
        if parts:
            row = connection.execute("SELECT uid, name, imo FROM vessel WHERE id = ?", (vessel_id,)).fetchone()
            yield Track(row["uid"], row["name"], row["imo"], parts, of_vessel)
