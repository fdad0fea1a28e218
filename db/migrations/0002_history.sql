-- History: one change per act of one person, with the rows it touched before and after.

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    action TEXT NOT NULL,
    summary TEXT NOT NULL,
    why TEXT,
    undoes INTEGER REFERENCES change (id),
    -- Rows touched by the thousand are named as {"table": [[first id, last id], ...]} instead of one by one.
    inserted TEXT CHECK (inserted IS NULL OR json_valid(inserted)),
    retracted TEXT CHECK (retracted IS NULL OR json_valid(retracted)),
    restored TEXT CHECK (restored IS NULL OR json_valid(restored))
) STRICT;

CREATE TABLE change_row (
    id INTEGER PRIMARY KEY,
    change_id INTEGER NOT NULL REFERENCES change (id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    after TEXT NOT NULL CHECK (json_valid(after))
) STRICT;

CREATE INDEX change_row_change ON change_row (change_id);
CREATE INDEX change_row_row ON change_row (row_id, change_id);
CREATE UNIQUE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX change_ranges ON change (id)
    WHERE inserted IS NOT NULL OR retracted IS NOT NULL OR restored IS NOT NULL;

CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    form TEXT NOT NULL,
    record_id INTEGER,
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    started_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    target TEXT NOT NULL CHECK (target IN ('incidents', 'sightings', 'vessels', 'sources', 'findings')),
    filter TEXT NOT NULL DEFAULT '',
    sort TEXT NOT NULL DEFAULT '',
    columns TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE filter_history (
    id INTEGER PRIMARY KEY,
    filter TEXT NOT NULL UNIQUE,
    used_at TEXT NOT NULL
) STRICT;

CREATE TABLE import_run (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    source_id INTEGER REFERENCES source (id),
    change_id INTEGER REFERENCES change (id),
    format TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    counts TEXT CHECK (counts IS NULL OR json_valid(counts))
) STRICT;
