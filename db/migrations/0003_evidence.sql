-- What the program works out from the records: verdicts on an incident's properties, findings of the
-- indicator rules, and the bounds of an incident. All of it can be computed again from the records.

CREATE TABLE incident_extent (
    incident_id INTEGER PRIMARY KEY REFERENCES incident (id),
    date_earliest TEXT,
    date_latest TEXT,
    sighting_count INTEGER NOT NULL,
    source_count INTEGER NOT NULL,
    vessel_count INTEGER NOT NULL
) STRICT;

CREATE TABLE incident_verdict (
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    property TEXT NOT NULL,
    verdict TEXT NOT NULL
        CHECK (verdict IN ('unreported', 'single-origin', 'agreed', 'refined', 'contested')),
    origins INTEGER NOT NULL,
    best_value TEXT,
    PRIMARY KEY (incident_id, property)
) STRICT, WITHOUT ROWID;

CREATE INDEX incident_verdict_contested ON incident_verdict (incident_id) WHERE verdict = 'contested';

CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('fires', 'clear', 'not-computable')),
    level TEXT NOT NULL CHECK (level IN ('error', 'conflict', 'listing', 'pattern')),
    sentence TEXT NOT NULL,
    vessel_id INTEGER REFERENCES vessel (id),
    sighting_id INTEGER REFERENCES sighting (id),
    incident_id INTEGER REFERENCES incident (id),
    rests_on TEXT NOT NULL CHECK (json_valid(rests_on)),
    computed_at TEXT NOT NULL,
    dismissed_at TEXT,
    dismissed_by TEXT,
    dismissed_why TEXT
) STRICT;

CREATE INDEX finding_rule ON finding (rule, outcome);
CREATE INDEX finding_vessel ON finding (vessel_id) WHERE vessel_id IS NOT NULL;
CREATE INDEX finding_sighting ON finding (sighting_id) WHERE sighting_id IS NOT NULL;
CREATE INDEX finding_incident ON finding (incident_id) WHERE incident_id IS NOT NULL;
