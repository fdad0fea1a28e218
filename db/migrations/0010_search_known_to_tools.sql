-- The search indexes name their tables in double quotes: by that sqlite-utils and Datasette know which index is which
-- table's, and search a store or an export of it without being told.

DROP TABLE sighting_search;
CREATE VIRTUAL TABLE sighting_search USING fts5 (
    name_shown, place, activity, origin, destination, cargo, outcome, observer, said_by, statement, hedge,
    details, locator, note,
    content="sighting", content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO sighting_search (sighting_search) VALUES ('rebuild');

DROP TABLE incident_search;
CREATE VIRTUAL TABLE incident_search USING fts5 (
    title, summary, legal_basis, keywords, note,
    content="incident", content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO incident_search (incident_search) VALUES ('rebuild');

DROP TABLE vessel_search;
CREATE VIRTUAL TABLE vessel_search USING fts5 (
    name, type, note,
    content="vessel", content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO vessel_search (vessel_search) VALUES ('rebuild');

DROP TABLE identity_search;
CREATE VIRTUAL TABLE identity_search USING fts5 (
    name, owner, manager, mmsi, call_sign, imo, note,
    content="identity", content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO identity_search (identity_search) VALUES ('rebuild');

DROP TABLE source_search;
CREATE VIRTUAL TABLE source_search USING fts5 (
    title, publisher, author, note, text,
    content="source", content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO source_search (source_search) VALUES ('rebuild');

DROP TABLE party_search;
CREATE VIRTUAL TABLE party_search USING fts5 (
    name, note,
    content="party", content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO party_search (party_search) VALUES ('rebuild');
