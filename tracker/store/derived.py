"""What follows from the records and is kept beside them: extents and verdicts of incidents; and marks for findings.

Refreshed inside the transaction that changes a record, for the incidents it touches and no others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from tracker.store.dismissing import apply_dismissals
from tracker.store.finding_marks import mark_touched
from tracker.store.touched import Touched
from tracker.store.verdicts import refresh_verdicts

_BATCH = 500

EXTENT_SQL: Final = """
SELECT incident.id,
       coalesce(min(CASE WHEN precise THEN date_earliest END), min(date_earliest)),
       coalesce(max(CASE WHEN precise THEN date_latest END), max(date_latest)),
       count(sighting.id), count(DISTINCT source_id), count(DISTINCT vessel_id),
       -- Retellings lead to the source they retell; those that retell each other in a circle are one origin.
       max(count(sighting.id) > 0, (
           WITH RECURSIVE cited (id) AS (
               SELECT source_id FROM sighting WHERE sighting.incident_id = incident.id AND retracted_at IS NULL
               UNION SELECT derived_from FROM source JOIN cited USING (id) WHERE derived_from IS NOT NULL)
           SELECT count(*) FROM cited JOIN source USING (id) WHERE derived_from IS NULL))
FROM incident LEFT JOIN (
    SELECT *, julianday(date_latest) - julianday(date_earliest) < 32 AS precise FROM sighting
) AS sighting ON sighting.incident_id = incident.id AND sighting.retracted_at IS NULL
WHERE incident.id IN (SELECT value FROM json_each(?))
GROUP BY incident.id
"""
"""The rows of `incident_extent` for a JSON list of incident ids.

A sighting dated to a year would stretch the case over that year, so those dated to a month or better decide
where there are any.
"""


def refresh(connection: sqlite3.Connection, touched: Touched) -> None:
    """Bring the derived rows up to date for everything that depends on the touched rows.

    Args:
        connection: The connection whose transaction is open.
        touched: The rows that were added or changed.
    """
    refresh_incidents(connection, sorted(_incidents_of(connection, touched)))
    mark_touched(connection, touched)
    for dismissal_id in touched.ids("dismissal"):
        apply_dismissals(connection, dismissal_id)


def refresh_incidents(connection: sqlite3.Connection, incident_ids: Sequence[int]) -> None:
    """Work out extent and verdicts of these incidents anew."""
    for start in range(0, len(incident_ids), _BATCH):
        batch = incident_ids[start : start + _BATCH]
        ids = str(list(batch))
        connection.execute("DELETE FROM incident_extent WHERE incident_id IN (SELECT value FROM json_each(?))", (ids,))
        connection.execute(f"INSERT INTO incident_extent {EXTENT_SQL}", (ids,))
        refresh_verdicts(connection, batch)


_INCIDENTS_OF: Final = {
    "incident": "SELECT id FROM incident WHERE id BETWEEN ? AND ?",
    "sighting": """
        SELECT DISTINCT incident_id FROM sighting
        WHERE id BETWEEN ? AND ? AND incident_id IS NOT NULL""",
    # Whether two sources are one origin depends on every retelling below the touched source.
    "source": """
        WITH RECURSIVE retold(id) AS (
            SELECT id FROM source WHERE id BETWEEN ? AND ?
            UNION SELECT source.id FROM source JOIN retold ON source.derived_from = retold.id)
        SELECT DISTINCT incident_id FROM sighting WHERE source_id IN retold AND incident_id IS NOT NULL""",
}
"""For each table, the incidents whose derived rows rest on its rows from one id to another."""


def _incidents_of(connection: sqlite3.Connection, touched: Touched) -> set[int]:
    return {
        int(row[0])
        for table, query in _INCIDENTS_OF.items()
        for span in touched.spans(table)
        for row in connection.execute(query, span)
    }
