-- Findings are kept: which subjects wait to be computed again, and which findings an analyst has set aside.

CREATE TABLE finding_due (
    -- The vessel, or the sighting that names none, whose findings may no longer be what the rules say.
    subject_id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK (subject IN ('vessel', 'sighting')),
    -- The newest change that touched it; a later one must not be taken for checked.
    change_id INTEGER NOT NULL,
    -- 1 where a change touched the subject itself, 0 where it only shares a number with one that was.
    direct INTEGER NOT NULL CHECK (direct IN (0, 1))
) STRICT;
CREATE INDEX finding_due_order ON finding_due (direct, change_id);
INSERT INTO finding_due SELECT id, 'vessel', 0, 0 FROM vessel;
INSERT INTO finding_due
SELECT id, 'sighting', 0, 0 FROM sighting WHERE vessel_id IS NULL AND coalesce(
    imo_shown, mmsi_shown, call_sign_shown, flag_flown, flag_registered, flag_broadcast, flag_documented,
    flag_claimed, nationality_claimed) IS NOT NULL;

CREATE TABLE finding_about (
    -- A record that a finding is shown with: its vessel, the sightings it rests on, and their incidents.
    record_id INTEGER NOT NULL,
    finding_id INTEGER NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
    PRIMARY KEY (record_id, finding_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_about_finding ON finding_about (finding_id);

CREATE TABLE dismissal (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    rule TEXT NOT NULL CHECK (rule <> ''),
    version INTEGER NOT NULL,
    vessel_id INTEGER REFERENCES vessel (id),
    sighting_id INTEGER REFERENCES sighting (id),
    -- What the rule said: a finding that later says something else is not dismissed by this.
    sentence TEXT NOT NULL CHECK (sentence <> ''),
    reasoning TEXT NOT NULL CHECK (reasoning <> ''),
    analyst TEXT NOT NULL CHECK (analyst <> ''),
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT,
    CHECK (vessel_id IS NOT NULL OR sighting_id IS NOT NULL)
) STRICT;
CREATE INDEX dismissal_vessel ON dismissal (vessel_id) WHERE vessel_id IS NOT NULL;
CREATE INDEX dismissal_sighting ON dismissal (sighting_id) WHERE sighting_id IS NOT NULL;

-- What a file printed, kept beside what was read from it, as sightings have it.
ALTER TABLE vessel ADD COLUMN as_printed TEXT CHECK (as_printed IS NULL OR json_valid(as_printed));
ALTER TABLE identity ADD COLUMN as_printed TEXT CHECK (as_printed IS NULL OR json_valid(as_printed));
ALTER TABLE listing ADD COLUMN as_printed TEXT CHECK (as_printed IS NULL OR json_valid(as_printed));
ALTER TABLE party ADD COLUMN as_printed TEXT CHECK (as_printed IS NULL OR json_valid(as_printed));

-- With the vessel beside the number, who else carries it is read from the index alone.
DROP INDEX sighting_imo;
DROP INDEX sighting_mmsi;
DROP INDEX sighting_call_sign;
CREATE INDEX sighting_imo ON sighting (imo_shown, vessel_id) WHERE imo_shown IS NOT NULL;
CREATE INDEX sighting_mmsi ON sighting (mmsi_shown, vessel_id) WHERE mmsi_shown IS NOT NULL;
CREATE INDEX sighting_call_sign ON sighting (call_sign_shown, vessel_id) WHERE call_sign_shown IS NOT NULL;

-- How many independent origins a case goes back to: retellings are followed to the source they retell.
ALTER TABLE incident_extent ADD COLUMN origin_count INTEGER NOT NULL DEFAULT 0;
UPDATE incident_extent SET origin_count = max(sighting_count > 0, (
    WITH RECURSIVE cited (id) AS (
        SELECT source_id FROM sighting
        WHERE sighting.incident_id = incident_extent.incident_id AND retracted_at IS NULL
        UNION SELECT derived_from FROM source JOIN cited USING (id) WHERE derived_from IS NOT NULL)
    SELECT count(*) FROM cited JOIN source USING (id) WHERE derived_from IS NULL));
