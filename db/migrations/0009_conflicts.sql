-- Two stores that each changed the same property of the same record: the record keeps the value it has here, and
-- the other one is kept beside it until a person settles which stands.

CREATE TABLE conflict (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    record_table TEXT NOT NULL CHECK (record_table <> ''),
    record_uid TEXT NOT NULL CHECK (record_uid <> ''),
    property TEXT NOT NULL CHECK (property <> ''),
    -- JSON: what the record held when the other value came, that other value, and what both came from, where it is
    -- known. A record referred to is named by its uid.
    kept TEXT NOT NULL CHECK (json_valid(kept)),
    offered TEXT NOT NULL CHECK (json_valid(offered)),
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    -- The file that holds the other value.
    offered_by TEXT NOT NULL CHECK (offered_by <> ''),
    settled TEXT CHECK (settled IN ('kept', 'offered', 'agreed')),
    reasoning TEXT,
    analyst TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT
) STRICT;
CREATE INDEX conflict_record ON conflict (record_uid);
CREATE INDEX conflict_open ON conflict (id) WHERE settled IS NULL AND retracted_at IS NULL;
