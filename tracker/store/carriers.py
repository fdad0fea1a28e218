"""Which vessels carry an identification number, found without reading every sighting that shows it."""

from __future__ import annotations

import sqlite3

_IN_SIGHTINGS = """
WITH RECURSIVE carrier (vessel_id) AS (
    SELECT min(vessel_id) FROM sighting WHERE {column} = :number
    UNION ALL
    SELECT (SELECT min(vessel_id) FROM sighting WHERE {column} = :number AND vessel_id > carrier.vessel_id)
    FROM carrier WHERE carrier.vessel_id IS NOT NULL)
SELECT vessel_id FROM carrier WHERE vessel_id IS NOT NULL
"""
"""One step of the index a vessel: a ship of an AIS feed shows her MMSI in ten thousand sightings."""


def carriers(connection: sqlite3.Connection, kind: str, number: str) -> list[int]:
    """Return the ids of the vessels that have or had a number of one kind: imo, mmsi or call_sign."""
    found = {row[0] for row in connection.execute(_IN_SIGHTINGS.format(column=f"{kind}_shown"), {"number": number})}
    found |= {
        row[0]
        for row in connection.execute(f"SELECT vessel_id FROM identity WHERE {kind} = ?", (number,))  # noqa: S608
    }
    if kind == "imo":
        found |= {row[0] for row in connection.execute("SELECT id FROM vessel WHERE imo = ?", (number,))}
    return sorted(found)
