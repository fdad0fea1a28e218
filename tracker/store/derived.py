"""What follows from the records and is kept beside them: extents and verdicts of incidents.

Refreshed inside the transaction that changes a record, for the incidents it touches and no others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from tracker.store.verdicts import refresh_verdicts

_BATCH = 500

_EXTENT = """
INSERT INTO incident_extent
SELECT incident.id, min(date_earliest), max(date_latest),
       count(sighting.id), count(DISTINCT source_id), count(DISTINCT vessel_id)
FROM incident LEFT JOIN sighting ON sighting.incident_id = incident.id AND sighting.retracted_at IS NULL
WHERE incident.id IN (SELECT value FROM json_each(?))
GROUP BY incident.id
"""


def refresh(connection: sqlite3.Connection, touched: Mapping[str, Iterable[int]]) -> None:
    """Bring the derived rows up to date for everything that depends on the touched rows.

    Args:
        connection: The connection whose transaction is open.
        touched: Table name to the ids of its changed rows.
    """
    incidents = sorted(_incidents_of(connection, touched))
    for start in range(0, len(incidents), _BATCH):
        batch = incidents[start : start + _BATCH]
        ids = str(batch)
        connection.execute("DELETE FROM incident_extent WHERE incident_id IN (SELECT value FROM json_each(?))", (ids,))
        connection.execute(_EXTENT, (ids,))
        refresh_verdicts(connection, batch)


def _incidents_of(connection: sqlite3.Connection, touched: Mapping[str, Iterable[int]]) -> set[int]:
    """Return the incidents whose facts rest on the touched rows."""
    found = set(touched.get("incident", ()))
    queries = {
        "sighting": "SELECT incident_id FROM sighting WHERE id IN (SELECT value FROM json_each(?))",
        "judgement": "SELECT incident_id FROM judgement WHERE id IN (SELECT value FROM json_each(?))",
        # Whether two sources are one origin depends on every retelling below the touched source.
        "source": """
            WITH RECURSIVE retold(id) AS (
                SELECT value FROM json_each(?)
                UNION SELECT source.id FROM source JOIN retold ON source.derived_from = retold.id)
            SELECT DISTINCT incident_id FROM sighting WHERE source_id IN retold""",
    }
    for table, query in queries.items():
        ids = sorted(touched.get(table, ()))
        if ids:
            found.update(row[0] for row in connection.execute(query, (str(ids),)) if row[0] is not None)
    return found
