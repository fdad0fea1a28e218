"""Keep, for each incident, what the agreement between its sources comes to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tracker.store.records import sightings_of_incident, sources_with_origins


def refresh_verdicts(connection: sqlite3.Connection, incident_ids: Iterable[int]) -> None:
    """Work out the verdicts of these incidents anew and write them."""
    for incident_id in incident_ids:
        connection.execute("DELETE FROM incident_verdict WHERE incident_id = ?", (incident_id,))
        connection.executemany(
            "INSERT INTO incident_verdict (incident_id, property, verdict, origins, best_value) VALUES (?, ?, ?, ?, ?)",
            verdict_rows(connection, incident_id),
        )


def verdict_rows(connection: sqlite3.Connection, incident_id: int) -> list[tuple[int, str, str, int, str | None]]:
    """Return the rows of `incident_verdict` that follow from the incident's sightings."""
    from tracker.domain.agreement import agree
    from tracker.store.reference import load_reference

    sightings = sightings_of_incident(connection, incident_id)
    if not sightings:
        return []
    sources = sources_with_origins(connection, (sighting.source_id for sighting in sightings))
    return [
        (incident_id, found.property, found.verdict, found.origins, found.best.value if found.best else None)
        for found in agree(sightings, sources, reference=load_reference())
        if found.verdict != "unreported"
    ]
