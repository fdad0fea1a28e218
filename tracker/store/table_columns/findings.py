"""The columns of the table of findings; the graver level sorts before the lighter."""

from __future__ import annotations

from typing import Final

from tracker.store.table_columns.column import Column, computed, stored

FINDING_COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        "level",
        "Level",
        8,
        default=True,
        help="Error, conflict, listing or pattern.",
        sql="finding.level",
        order="CASE finding.level WHEN 'error' THEN 1 WHEN 'conflict' THEN 2 WHEN 'listing' THEN 3 ELSE 4 END",
    ),
    stored("finding", "rule", "Rule", 21, "Name of the indicator rule.", default=True),
    computed(
        "vessel",
        "Vessel",
        14,
        "The vessel it is about.",
        "(SELECT name FROM vessel WHERE vessel.id = coalesce(finding.vessel_id,"
        " (SELECT vessel_id FROM sighting WHERE sighting.id = finding.sighting_id)))",
        default=True,
    ),
    Column(
        "sentence",
        "Finding",
        60,
        default=True,
        help="What the rule says, in one sentence.",
        sql="finding.sentence",
        order="finding.sentence COLLATE NOCASE",
        # In the table the column of the rule says already that it fires.
        cell_sql="replace(finding.sentence, 'The rule fires: ', '')",
    ),
    computed(
        "incident",
        "Incident",
        30,
        "The incident it is about.",
        "(SELECT title FROM incident WHERE incident.id = coalesce(finding.incident_id,"
        " (SELECT incident_id FROM sighting WHERE sighting.id = finding.sighting_id)))",
        default=True,
    ),
    computed(
        "date",
        "Date",
        16,
        "Date of the sighting it is about.",
        "(SELECT date FROM sighting WHERE sighting.id = finding.sighting_id)",
    ),
    Column(
        "outcome",
        "Outcome",
        8,
        help="Fires, clear, or not computable.",
        sql="finding.outcome",
        order="CASE finding.outcome WHEN 'fires' THEN 1 WHEN 'not-computable' THEN 2 ELSE 3 END",
    ),
    stored("finding", "version", "Ver.", 4, "Version of the rule.", align="right"),
    stored("finding", "vessel_id", "Vessel id", 9, "Number of the vessel.", align="right"),
    stored("finding", "sighting_id", "Sighting id", 11, "Number of the sighting.", align="right"),
    stored("finding", "incident_id", "Incident id", 11, "Number of the incident.", align="right"),
    stored("finding", "rests_on", "Rests on", 20, "Numbers of the records it rests on (JSON)."),
    stored("finding", "computed_at", "Computed", 20, "When the rule was run (UTC).", default=True),
    stored("finding", "dismissed_at", "Dismissed", 20, "When an analyst set it aside (UTC)."),
    stored("finding", "dismissed_by", "Dismissed by", 12, "Who set it aside."),
    stored("finding", "dismissed_why", "Why dismissed", 30, "Why it was set aside.", prose=True),
    stored("finding", "id", "Id", 8, "Number of the finding in this store.", align="right"),
)
