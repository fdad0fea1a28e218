"""Keep, for each incident, what the agreement between its sources comes to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tracker.store.records import case


def refresh_verdicts(connection: sqlite3.Connection, incident_ids: Iterable[int]) -> None:
    """Work out the verdicts of these incidents anew and write them."""
    from tracker.domain.agreement import agree
    from tracker.store.reference import load_reference

    for incident_id in incident_ids:
        found = case(connection, incident_id)
        verdicts = agree(found.sightings, found.sources, reference=load_reference())
        connection.execute("DELETE FROM incident_verdict WHERE incident_id = ?", (incident_id,))
        connection.executemany(
            "INSERT INTO incident_verdict (incident_id, property, verdict, origins, best_value) VALUES (?, ?, ?, ?, ?)",
            [
                (incident_id, verdict.property, verdict.verdict, verdict.origins, verdict.best.value if verdict.best else None)
                for verdict in verdicts
                if verdict.verdict != "unreported"
            ],
        )
