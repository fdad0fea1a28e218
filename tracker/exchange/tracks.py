"""The positions of a selection and the tracks they make, cut where they cross the antimeridian."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.store.results import Query

Point = tuple[float, float]
"""Longitude and latitude in degrees, in the order of GeoJSON and KML."""

_OF_TARGET: Final = {
    "incidents": "sighting.incident_id IN ({})",
    "sightings": "sighting.id IN ({})",
    "vessels": "sighting.vessel_id IN ({})",
    "sources": "sighting.source_id IN ({})",
    "findings": "sighting.id IN (SELECT record_id FROM finding_about WHERE finding_id IN ({}))",
}

_COLUMNS: Final = """
sighting.id, sighting.uid, sighting.date, sighting.date_earliest, sighting.date_latest, sighting.place, sighting.lat,
sighting.lon, sighting.radius_km, sighting.name_shown, sighting.imo_shown, sighting.mmsi_shown,
sighting.call_sign_shown, sighting.flag_flown, sighting.flag_registered, sighting.flag_broadcast,
sighting.flag_documented, sighting.flag_claimed, sighting.vessel_type, sighting.activity, sighting.outcome,
sighting.said_by, sighting.stance, sighting.hedge, sighting.credibility, sighting.locator,
sighting.vessel_id, vessel.name AS vessel, sighting.incident_id, incident.title AS incident, sighting.source_id,
source.title AS source, source.publisher, source.url, source.reliability
"""

_FROM: Final = """
FROM sighting JOIN source ON source.id = sighting.source_id
LEFT JOIN vessel ON vessel.id = sighting.vessel_id
LEFT JOIN incident ON incident.id = sighting.incident_id
"""

_SAYING: Final = "sighting.stance IN ('asserts', 'quotes')"
"""A denial places nobody, so that it is no point of a track."""


@dataclass(frozen=True, slots=True)
class Track:
    """The dated positions of one vessel in order of time, in parts that do not cross the antimeridian."""

    vessel_id: int
    vessel: str
    imo: str | None
    first_date: str
    last_date: str
    parts: tuple[tuple[Point, ...], ...]
    sightings: int


def positions(connection: sqlite3.Connection, query: Query) -> Iterator[sqlite3.Row]:
    """Yield the standing sightings of a selection that have a position, in order of time."""
    where, params = _where(query)
    return connection.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY sighting.date_earliest, sighting.id",
        params,
    )


def tracks(connection: sqlite3.Connection, query: Query) -> Iterator[Track]:
    """Yield a track for each vessel with two dated positions or more among those of a selection."""
    where, params = _where(query)
    rows = connection.execute(
        "SELECT vessel_id, vessel.name AS vessel, vessel.imo AS imo, lon, lat, sighting.date AS date"
        f" {_FROM} WHERE {where} AND vessel_id IS NOT NULL AND sighting.date_earliest IS NOT NULL AND {_SAYING}"
        " ORDER BY vessel_id, sighting.date_earliest, sighting.date_latest, sighting.id",
        params,
    )
    ship: list[sqlite3.Row] = []
    for row in rows:
        if ship and row["vessel_id"] != ship[0]["vessel_id"]:
            yield from _track(ship)
            ship = []
        ship.append(row)
    yield from _track(ship)


def _where(query: Query) -> tuple[str, tuple[str | int | float, ...]]:
    selection, params = query.selection()
    chosen = _OF_TARGET[query.target].format(selection)
    return f"{chosen} AND sighting.lat IS NOT NULL AND sighting.retracted_at IS NULL", params


def _track(rows: Sequence[sqlite3.Row]) -> Iterator[Track]:
    points = [(row["lon"], row["lat"]) for row in rows]
    moved = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    if len(moved) > 1:
        first, last = rows[0], rows[-1]
        parts = tuple(tuple(part) for part in cut_at_antimeridian(moved))
        yield Track(first["vessel_id"], first["vessel"], first["imo"], first["date"], last["date"], parts, len(rows))


def cut_at_antimeridian(points: Sequence[Point]) -> list[list[Point]]:
    """Return a line in parts of which none crosses 180 degrees (RFC 7946, section 3.1.9).

    Between two points the shorter way round is taken; where it crosses, one part ends on the meridian and the next
    begins there, at the latitude in between. A part of a single point is left out.
    """
    parts: list[list[Point]] = [[points[0]]]
    for (lon, lat), (next_lon, next_lat) in itertools.pairwise(points):
        step = next_lon - lon
        if abs(step) > 180:
            edge = 180.0 if step < 0 else -180.0
            whole = 360 - abs(step)
            share = abs(edge - lon) / whole if whole else 0.0
            crossing = lat + (next_lat - lat) * share
            parts[-1].append((edge, crossing))
            parts.append([(-edge, crossing)])
        parts[-1].append((next_lon, next_lat))
    distinct = [[point for place, point in enumerate(part) if place == 0 or point != part[place - 1]] for part in parts]
    return [part for part in distinct if len(part) > 1]
