"""Which indicator rules fire on a record, with the sentence, level, rule and public source of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tracker.domain.indicators.registry import RULES
from tracker.exchange.documents.model import Line

_OF_RECORD = """
SELECT finding.*, vessel.name AS ship FROM finding_about
JOIN finding ON finding.id = finding_about.finding_id
LEFT JOIN vessel ON vessel.id = finding.vessel_id
WHERE finding_about.record_id = ? AND finding.outcome = 'fires'
ORDER BY finding.dismissed_at IS NOT NULL, finding.vessel_id,
         CASE finding.level WHEN 'error' THEN 1 WHEN 'conflict' THEN 2 WHEN 'listing' THEN 3 ELSE 4 END, finding.id
"""


def finding_lines(connection: sqlite3.Connection, record_id: int, *, name_ships: bool = False) -> Iterator[Line]:
    """Yield what fires on a record, the rule and its source below, and last what was set aside.

    Args:
        connection: The store.
        record_id: A vessel, sighting or incident.
        name_ships: Whether the ship's name goes before each, where there are several.
    """
    for row in connection.execute(_OF_RECORD, (record_id,)).fetchall():
        whose = f"{row['ship']}: " if name_ships and row["ship"] else ""
        if row["dismissed_at"]:
            yield Line(f"{whose}{row['sentence']}", "dismissed", row["id"], emphasis="dim", finding_id=row["id"])
            yield Line(f"by {row['dismissed_by']}: {row['dismissed_why']}", depth=1, finding_id=row["id"])
        else:
            yield Line(f"{whose}{row['sentence']}", row["level"], row["id"], emphasis="warning", finding_id=row["id"])
        rule = RULES.get(row["rule"])
        source = rule.source[0] if rule else None
        text = f"{row['rule']}, version {row['version']}{f'; {source}' if source else ''}"
        yield Line(text, "rule", url=source, depth=1, detail=True, finding_id=row["id"])
    if _is_waiting(connection, record_id):
        yield Line("A change is still being checked; this may not be all.", emphasis="dim")


def _is_waiting(connection: sqlite3.Connection, record_id: int) -> bool:
    """Whether the record, or a ship of it, waits to be looked at again."""
    waits = connection.execute(
        "SELECT 1 FROM finding_due WHERE subject_id = :id OR subject_id IN"
        " (SELECT vessel_id FROM sighting WHERE incident_id = :id AND vessel_id IS NOT NULL) LIMIT 1",
        {"id": record_id},
    )
    return waits.fetchone() is not None
