-- The records: who said what about which ship on which day. Every record table draws its id from
-- record_number, so that one number names one record in the whole file.

CREATE TABLE store_info (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE record_number (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    last INTEGER NOT NULL
) STRICT;
INSERT INTO record_number VALUES (1, 0);

CREATE TABLE state (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    demonym TEXT
) STRICT;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    slug TEXT UNIQUE,
    title TEXT NOT NULL CHECK (title <> ''),
    publisher TEXT,
    author TEXT,
    kind TEXT NOT NULL DEFAULT 'other',
    published TEXT,
    published_earliest TEXT,
    published_latest TEXT,
    url TEXT,
    archive_url TEXT,
    accessed TEXT,
    language TEXT,
    reliability TEXT NOT NULL DEFAULT 'F' CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    derived_from INTEGER REFERENCES source (id),
    text TEXT,
    sha256 TEXT,
    note TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT
) STRICT;

CREATE TABLE vessel (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    slug TEXT UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    imo TEXT,
    type TEXT,
    built TEXT,
    gross_tonnage REAL,
    length_m REAL,
    note TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT
) STRICT;

CREATE TABLE identity (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    vessel_id INTEGER NOT NULL REFERENCES vessel (id),
    aspect TEXT NOT NULL
        CHECK (aspect IN ('registered', 'flown', 'broadcast', 'documented', 'claimed', 'listed')),
    name TEXT,
    imo TEXT,
    mmsi TEXT,
    call_sign TEXT,
    flag TEXT,
    port_of_registry TEXT,
    owner TEXT,
    manager TEXT,
    valid_from TEXT,
    valid_from_earliest TEXT,
    valid_from_latest TEXT,
    valid_to TEXT,
    valid_to_earliest TEXT,
    valid_to_latest TEXT,
    is_false INTEGER NOT NULL DEFAULT 0 CHECK (is_false IN (0, 1)),
    source_id INTEGER REFERENCES source (id),
    locator TEXT,
    note TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT
) STRICT;

CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    slug TEXT UNIQUE,
    title TEXT NOT NULL CHECK (title <> ''),
    summary TEXT,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'assessed', 'closed')),
    legal_basis TEXT,
    keywords TEXT,
    note TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT
) STRICT;

CREATE TABLE incident_kind (
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    kind TEXT NOT NULL,
    PRIMARY KEY (incident_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE sighting (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    slug TEXT UNIQUE,
    source_id INTEGER NOT NULL REFERENCES source (id),
    incident_id INTEGER REFERENCES incident (id),
    vessel_id INTEGER REFERENCES vessel (id),
    date TEXT,
    date_earliest TEXT,
    date_latest TEXT,
    place TEXT,
    lat REAL CHECK (lat BETWEEN -90 AND 90),
    lon REAL CHECK (lon BETWEEN -180 AND 180),
    radius_km REAL CHECK (radius_km >= 0),
    name_shown TEXT,
    imo_shown TEXT,
    mmsi_shown TEXT,
    call_sign_shown TEXT,
    flag_flown TEXT,
    flag_registered TEXT,
    flag_broadcast TEXT,
    flag_documented TEXT,
    flag_claimed TEXT,
    nationality_claimed TEXT,
    vessel_type TEXT,
    length_m REAL,
    gross_tonnage REAL,
    speed_knots REAL,
    course_degrees REAL,
    observer TEXT,
    activity TEXT,
    origin TEXT,
    destination TEXT,
    cargo TEXT,
    refusals TEXT,
    outcome TEXT,
    said_by TEXT,
    stance TEXT NOT NULL DEFAULT 'asserts' CHECK (stance IN ('asserts', 'denies', 'declines', 'quotes')),
    statement TEXT,
    hedge TEXT,
    credibility INTEGER NOT NULL DEFAULT 6 CHECK (credibility BETWEEN 1 AND 6),
    details TEXT CHECK (details IS NULL OR json_valid(details)),
    as_printed TEXT CHECK (as_printed IS NULL OR json_valid(as_printed)),
    locator TEXT,
    note TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT,
    CHECK ((lat IS NULL) = (lon IS NULL))
) STRICT;

CREATE TABLE party (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    slug TEXT UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('person', 'company', 'state-body')),
    country TEXT,
    note TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT
) STRICT;

CREATE TABLE role (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    party_id INTEGER NOT NULL REFERENCES party (id),
    vessel_id INTEGER REFERENCES vessel (id),
    incident_id INTEGER REFERENCES incident (id),
    role TEXT NOT NULL CHECK (role <> ''),
    valid_from TEXT,
    valid_to TEXT,
    source_id INTEGER REFERENCES source (id),
    note TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT
) STRICT;

CREATE TABLE listing (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    vessel_id INTEGER REFERENCES vessel (id),
    party_id INTEGER REFERENCES party (id),
    list TEXT NOT NULL CHECK (list <> ''),
    measure TEXT,
    listed TEXT,
    listed_earliest TEXT,
    listed_latest TEXT,
    in_force TEXT,
    announced TEXT,
    delisted TEXT,
    delisted_earliest TEXT,
    delisted_latest TEXT,
    reference TEXT,
    source_id INTEGER REFERENCES source (id),
    note TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT
) STRICT;

CREATE TABLE judgement (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    property TEXT NOT NULL,
    value TEXT,
    likelihood TEXT,
    confidence TEXT CHECK (confidence IN ('low', 'moderate', 'high')),
    reasoning TEXT NOT NULL,
    analyst TEXT NOT NULL,
    considered TEXT CHECK (considered IS NULL OR json_valid(considered)),
    revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    retracted_at TEXT
) STRICT;
