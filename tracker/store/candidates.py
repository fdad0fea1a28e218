"""Which vessels of the store a sighting may be of, and the link to the one that is chosen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, cast

from tracker.domain.errors import ConflictError, NotFoundError
from tracker.domain.identity.candidates import DAYS_APART, Candidate, KnownVessel, candidates
from tracker.domain.identity.near_names import near_names
from tracker.domain.indicators.statements import day_after
from tracker.domain.records import Identity, Sighting, Vessel
from tracker.store.records import get
from tracker.store.reference import load_reference
from tracker.store.rows import belonging_to, by_id, read
from tracker.store.write import recorded

_MOST_VESSELS: Final = 40
"""Vessels compared closely, so that a common name does not hold up the answer."""

_MOST_SIGHTINGS: Final = 200
"""Sightings of each vessel, about the time asked for, that are looked at."""

_BY_NUMBER: Final = {
    "imo_shown": (
        "SELECT id FROM vessel WHERE imo = ?",
        "SELECT vessel_id FROM identity WHERE imo = ? AND retracted_at IS NULL",
        "SELECT vessel_id FROM sighting WHERE imo_shown = ? AND vessel_id IS NOT NULL AND retracted_at IS NULL",
    ),
    "mmsi_shown": (
        "SELECT vessel_id FROM identity WHERE mmsi = ? AND retracted_at IS NULL",
        "SELECT vessel_id FROM sighting WHERE mmsi_shown = ? AND vessel_id IS NOT NULL AND retracted_at IS NULL",
    ),
    "call_sign_shown": (
        "SELECT vessel_id FROM identity WHERE call_sign = ? AND retracted_at IS NULL",
        "SELECT vessel_id FROM sighting WHERE call_sign_shown = ? AND vessel_id IS NOT NULL AND retracted_at IS NULL",
    ),
    "name_shown": (
        "SELECT vessel_id FROM sighting WHERE name_shown = ? AND vessel_id IS NOT NULL AND retracted_at IS NULL",
    ),
}
"""For each column of a sighting, where the vessels stand that bore the same value."""

_NAMES: Final = """
SELECT name, id FROM vessel WHERE retracted_at IS NULL
UNION SELECT name, vessel_id FROM identity WHERE name IS NOT NULL AND retracted_at IS NULL
"""


def candidates_for(connection: sqlite3.Connection, sighting_id: int, limit: int = 8) -> list[Candidate]:
    """Return the vessels that a sighting may be of, the strongest tie first, each with its reasons.

    Raises:
        NotFoundError: There is no such sighting.
    """
    sighting = cast("Sighting", get(connection, "sighting", sighting_id))
    known = list(known_vessels(connection, sighting))
    return candidates(sighting, known, load_reference())[:limit]


def link(connection: sqlite3.Connection, sighting_id: int, vessel_id: int, *, by: str, why: str | None = None) -> None:
    """Record that a sighting is of a vessel, as one change.

    Raises:
        ConflictError: The sighting has a vessel by now.
        NotFoundError: There is no such sighting or vessel.
    """
    sighting = cast("Sighting", get(connection, "sighting", sighting_id))
    vessel = cast("Vessel", get(connection, "vessel", vessel_id))
    if vessel.retracted_at is not None:
        raise NotFoundError(f"Vessel {vessel_id} ({vessel.name}) is retracted; choose another.")
    if sighting.vessel_id is not None:
        raise ConflictError(f"Sighting {sighting_id} is of vessel {sighting.vessel_id} already; edit it to change her.")
    summary = f"Link sighting of {sighting.name_shown or 'an unnamed ship'} to {vessel.name}"
    with recorded(connection, by=by, action="edit", summary=summary, why=why) as change:
        change.update("sighting", sighting_id, {"vessel_id": vessel_id}, expected_revision=sighting.revision)


def known_vessels(connection: sqlite3.Connection, sighting: Sighting) -> Iterator[KnownVessel]:
    """Yield the vessels that share a number or near name with a sighting, with what about then is known of them."""
    vessel_ids = list(dict.fromkeys(_vessel_ids(connection, sighting)))[:_MOST_VESSELS]
    identities = belonging_to(connection, Identity, "vessel_id", vessel_ids)
    vessels = by_id(connection, Vessel, vessel_ids)
    for vessel_id in vessel_ids:
        if vessels[vessel_id].retracted_at is None:
            yield KnownVessel(
                vessels[vessel_id],
                [identity for identity in identities if identity.vessel_id == vessel_id],
                _sightings_about_then(connection, vessel_id, sighting),
            )


def _vessel_ids(connection: sqlite3.Connection, sighting: Sighting) -> Iterator[int]:
    for column, queries in _BY_NUMBER.items():
        value = getattr(sighting, column)
        for query in queries if value else ():
            for row in connection.execute(f"SELECT DISTINCT * FROM ({query}) LIMIT ?", (value, _MOST_VESSELS)):  # noqa: S608
                yield int(row[0])
    if sighting.name_shown:
        vessels_of: dict[str, list[int]] = {}
        for name, vessel_id in connection.execute(_NAMES):
            vessels_of.setdefault(name, []).append(vessel_id)
        for name in near_names(sighting.name_shown, vessels_of):
            yield from vessels_of[name]


def _sightings_about_then(connection: sqlite3.Connection, vessel_id: int, sighting: Sighting) -> tuple[Sighting, ...]:
    """Return sightings of a vessel that are not much earlier or later than this one, or bear its numbers."""
    earliest, latest = sighting.date_earliest, sighting.date_latest
    first = day_after(earliest[:10], -2 * DAYS_APART) if earliest else ""
    last = day_after(latest[:10], 2 * DAYS_APART) + "T23:59:59Z" if latest else "9999-12-31T23:59:59Z"
    return read(
        connection,
        Sighting,
        "vessel_id = ?1 AND retracted_at IS NULL AND stance NOT IN ('denies', 'declines')"
        " AND (date_earliest IS NULL OR (date_latest >= ?2 AND date_earliest <= ?3)"
        "  OR mmsi_shown = ?4 OR call_sign_shown = ?5)"
        " ORDER BY mmsi_shown IS NOT ?4, call_sign_shown IS NOT ?5, date_earliest, id LIMIT ?6",
        (vessel_id, first, last, sighting.mmsi_shown, sighting.call_sign_shown, _MOST_SIGHTINGS),
    )
