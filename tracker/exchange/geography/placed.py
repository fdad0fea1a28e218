"""Sightings that have a position, with all columns of the table of sightings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from tracker.domain.partial_dates.model import OPEN_END, OPEN_START
from tracker.store.columns import COLUMNS
from tracker.store.results import Query, ordered_ids
from tracker.store.statement import joined

_BELONGING: Final = {
    "incidents": "sighting.incident_id IN (SELECT value FROM json_each(?)) AND sighting.retracted_at IS NULL",
    "vessels": "sighting.vessel_id IN (SELECT value FROM json_each(?)) AND sighting.retracted_at IS NULL",
    "sources": "sighting.source_id IN (SELECT value FROM json_each(?)) AND sighting.retracted_at IS NULL",
    "sightings": "sighting.id IN (SELECT value FROM json_each(?))",
    "findings": "sighting.id IN (SELECT record_id FROM finding_about JOIN json_each(?) ON value = finding_id)"
    " AND sighting.retracted_at IS NULL",
}
"""The sightings that belong to what a query selects."""

_SAID_OTHERWISE: Final = {"lat", "lon", "position", "id", "source_id", "incident_id", "vessel_id"}
"""Columns that a map has in another place, or whose numbers mean nothing outside the store."""

_OPEN: Final = (OPEN_START, OPEN_END)
"""Bounds that a map must not take for dates."""

_CAUTIONS: Final = {
    "denies": "The source denies what is given here.",
    "declines": "The source declines to say.",
    "quotes": "The source quotes somebody else.",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """One sighting with a position in degrees; `values` are its columns by name, without empty ones."""

    uid: str
    lat: float
    lon: float
    vessel_id: int | None
    values: dict[str, Any]

    @property
    def title(self) -> str:
        """What to call it on a map: the ship, and the day."""
        ship = self.values.get("vessel") or self.values.get("name_shown") or "Unnamed ship"
        return f"{ship}, {self.values.get('date', 'undated')}"

    @property
    def uncertainty(self) -> str:
        """How well the position is known, in words."""
        radius = self.values.get("radius_km")
        if radius is None:
            return "not stated"
        return f"within {radius:g} km" if radius else "as given by the source, to the digit"

    @property
    def caution(self) -> str | None:
        """What keeps the sighting from being a plain report, if anything."""
        return _CAUTIONS.get(self.values["stance"])

    @property
    def is_track_point(self) -> bool:
        """Whether the source puts the ship here on a date that begins and ends."""
        return (
            self.vessel_id is not None
            and self.values["stance"] in ("asserts", "quotes")
            and "retracted_at" not in self.values
            and "date_earliest" in self.values
            and "date_latest" in self.values
        )


def placed_sightings(connection: sqlite3.Connection, query: Query, *, by_vessel: bool = False) -> Iterator[Placed]:
    """Yield the sightings with a position that belong to what `query` selects, by date, those without one last.

    Args:
        connection: The store.
        query: What selects them; the sightings of an incident, vessel, source or finding belong to it.
        by_vessel: Order by vessel first, and leave out sightings of none.
    """
    columns = [column for column in COLUMNS["sightings"].values() if column.name != "position"]
    expressions = ", ".join(("sighting.vessel_id", *(column.sql for column in columns)))
    condition = f"{_BELONGING[query.target]} AND sighting.lat IS NOT NULL"
    order = "sighting.date_earliest IS NULL, sighting.date_earliest, sighting.date_latest, sighting.id"
    if by_vessel:
        condition += " AND sighting.vessel_id IS NOT NULL"
        order = f"sighting.vessel_id, {order}"
    statement = joined("SELECT", expressions, "FROM sighting WHERE", condition, "ORDER BY", order)
    cursor = connection.cursor()
    cursor.row_factory = None
    for row in cursor.execute(statement, (str(list(ordered_ids(connection, query))),)):
        given = {
            column.name: column.value(value)
            for column, value in zip(columns, row[1:], strict=True)
            if value is not None and value not in _OPEN
        }
        values = {name: value for name, value in given.items() if name not in _SAID_OTHERWISE}
        yield Placed(given["uid"], given["lat"], given["lon"], row[0], values)
